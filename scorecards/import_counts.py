"""Counts made elsewhere and handed over: those that come with the project, and an office's own."""

from scorecards.import_plan import Delivered, licensed, office_missing, plan_deliveries, refusing
from scorecards.metrics import shipped


def plan_shipped(name, *, reason=""):
    """What loading the counts that come with the project would do (for example "cook-2019-counts")."""
    described = shipped.about(name)
    kind = f"shipped counts {name}"
    if problems := office_missing(described.office):
        return refusing(kind, problems)
    return plan_deliveries(kind, _deliveries(described, shipped.counts(name)), reason=reason)


def _deliveries(described, counts):
    about = licensed(described) | {
        "profile": described.profile,
        "retrieved": described.retrieved,
        "period_from": described.first_day,
        "period_to": described.last_day,
        "limits": "\n".join(described.known_limits),
        "case_level": True,
    }
    return [
        Delivered(
            described.office,
            file.table,
            about
            | {
                "title": f"{described.publisher}, {file.table.capitalize()}",
                "url": str(file.url),
                "file_name": file.file,
                "sha256": file.sha256,
                "rows": file.rows,
            },
            [row for row in counts if row.table == file.table],
        )
        for file in described.datasets
    ]
