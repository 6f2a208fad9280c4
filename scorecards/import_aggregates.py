"""Tables of counts that an office publishes instead of cases. The table itself is kept as it came."""

from datetime import date

from portal.core.tabular import FileRefused, Problem
from portal.core.tabular.problems import nearest
from scorecards.import_plan import Delivered, licensed, office_missing, plan_deliveries, refusing
from scorecards.metrics import aggregates


def plan_aggregates(paths, *, profile, office, retrieved, archive_url="", reason=""):
    """What importing these tables would do. profile: key of a profile of tables ("cook-dispositions"); office: its
    address; retrieved: the day they were fetched; reason: why figures of a frozen year change."""
    kind = f"aggregates {profile} {office}"
    known = aggregates.available()
    if profile not in known:
        hint = f"Profiles of tables: {nearest(profile, known) or ', '.join(known)}."
        return refusing(kind, [Problem("", rule=f'there is no profile "{profile}"', hint=hint)])
    if problems := office_missing(office):
        return refusing(kind, problems)
    described = aggregates.load(profile)
    deliveries, problems = [], []
    for path in paths:
        try:
            table, counts = aggregates.read(path, described, office=office)
        except FileRefused as error:
            problems += error.problems
            continue
        problems += kept_whole(table)
        about = _about(described, table, counts, retrieved, archive_url)
        deliveries.append(Delivered(office, described.table, about, counts, path=path))
    if problems:
        return refusing(kind, problems)
    return plan_deliveries(kind, deliveries, reason=reason)


def kept_whole(table):
    """A table that is kept as it came must hold nothing private: the file cannot be kept without the column."""
    hint = "Remove the column from the file, and say so in its limits."
    return [
        Problem(table.name, column=column, rule=f"holds {reason}, and the table would be kept as it is", hint=hint)
        for column, reason in table.dropped.items()
    ]


def _about(described, table, counts, retrieved, archive_url):
    years = [row.period_start.year for row in counts]
    return licensed(described) | {
        "profile": described.key,
        "title": f"{described.publisher}, {described.title}",
        "url": str(described.url),
        "archive_url": archive_url,
        "retrieved": retrieved,
        "file_name": table.name,
        "sha256": table.sha256,
        "rows": len(table),
        "case_level": False,
        "may_hand_out": described.may_hand_out,
        "period_from": date(min(years), 1, 1),
        "period_to": date(max(years), 12, 31),
        "limits": "\n".join(described.known_limits),
        "cadence": described.cadence,
    }
