"""Counts made elsewhere and handed over: those that come with the project, and an office's own."""

import tomllib

from pydantic import ValidationError

from portal.core.tabular import Problem
from scorecards.import_plan import Delivered, left_out, licensed, office_missing, plan_deliveries, refusing
from scorecards.metrics import aggregates, crossed, shipped


def plan_shipped(name, *, reason=""):
    """What loading the counts that come with the project would do (for example "cook-2019-counts")."""
    return _plan(f"shipped counts {name}", name, shipped.FOLDER, reason)


def plan_counts(path, *, reason=""):
    """What importing counts made by `manage.py tally` would do. path: NAME.toml; NAME.csv stands beside it, and
    NAME-crossed.csv and NAME-days.csv if the office handed them over too."""
    return _plan(f"counts {path.stem}", path.stem, path.parent, reason)


def _plan(kind, name, folder, reason):
    try:
        described = shipped.about(name, folder)
        counts = shipped.counts(name, folder)
        small = _small(folder / f"{name}-crossed.csv", crossed.CROSSED)
        days = _small(folder / f"{name}-days.csv", crossed.DAYS)
    except (ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return refusing(kind, toml_problems(f"{name}.toml", error))
    except (OSError, ValueError) as error:
        return refusing(kind, [_fault(error, name)])
    problems = office_missing(described.office) or _not_told(described, counts, f"{name}.csv")
    if problems:
        return refusing(kind, problems)
    deliveries = _deliveries(described, counts, small, days)
    return plan_deliveries(kind, deliveries, reason=reason, findings=left_out(described.excluded))


def _small(path, columns):
    """Crossed counts by table; None where none were handed over."""
    if not path.exists():
        return None
    try:
        return crossed.read(path, columns)
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def _fault(error, name):
    if isinstance(error, FileNotFoundError):
        return Problem(error.filename or name, rule="is not there", hint="The counts are two files of one name.")
    said = str(error)
    file, _, rule = said.partition(": ") if said.startswith(f"{name}-") else (f"{name}.csv", "", said)
    return Problem(file, rule=rule)


def toml_problems(file, error):
    """Every mistake in a file of facts, with the name of the fact."""
    if not isinstance(error, ValidationError):
        return [Problem(file, rule=f"is not TOML: {error}")]
    return [
        Problem(file, rule=f"{'.'.join(str(part) for part in one['loc']) or 'the file'}: {one['msg']}")
        for one in error.errors()
    ]


def _not_told(described, counts, file):
    """Counts of a table or an office that the facts beside them do not name."""
    tables = {one.table for one in described.datasets}
    others = {row.office for row in counts} - {described.office} | {row.table for row in counts} - tables
    rule = f"holds counts of {', '.join(sorted(others))}, which the .toml beside it does not name"
    return [Problem(file, rule=rule)] if others else []


def _deliveries(described, counts, small, days):
    about = licensed(described) | {
        "profile": described.profile,
        "retrieved": described.retrieved,
        "period_from": described.first_day,
        "period_to": described.last_day,
        "limits": "\n".join(described.known_limits),
        "limits_es": "\n".join(described.known_limits_es),
        "case_level": described.profile not in aggregates.available(),
        "archive_url": str(described.archive_url or ""),
        "cadence": described.cadence,
        "ended": described.ended,
        "ended_on": described.ended_on,
        "ended_note": described.ended_note,
        "ended_url": str(described.ended_url or ""),
    }
    return [
        Delivered(
            described.office,
            file.table,
            about
            | {
                "title": f"{described.publisher}, {file.table.replace('-', ' ').capitalize()}",
                "url": str(file.url),
                "file_name": file.file,
                "sha256": file.sha256,
                "rows": file.rows,
            },
            [row for row in counts if row.table == file.table],
            crossed=None if small is None else small.get(file.table, []),
            days=None if days is None else days.get(file.table, []),
        )
        for file in described.datasets
    ]
