"""Case files of an office: read, counted and left where they are."""

from portal.core.tabular import FileRefused, Problem
from portal.core.tabular.problems import nearest
from scorecards.import_plan import Delivered, left_out, licensed, office_missing, plan_deliveries, refusing


def plan_cases(paths, *, profile, office, retrieved, reason="", progress=None):
    """What importing these case files would do. The rows are read, counted and left where they are.
    profile: key of a profile ("cook-il"); office: its address ("il/cook"); retrieved: the day the files were
    fetched; reason: why figures of a frozen year change. pandas is imported here, so only commands and tasks
    may call this.
    """
    from scorecards.metrics import profile as profiles
    from scorecards.metrics import reading

    kind = f"cases {profile} {office}"
    if profile not in profiles.available():
        near = nearest(profile, profiles.available())
        hint = f"Profiles: {near or profiles.available()}."
        return refusing(kind, [Problem("", rule=f'there is no profile "{profile}"', hint=hint)])
    if problems := office_missing(office):
        return refusing(kind, problems)
    described = profiles.load(profile)
    try:
        delivery = reading.count_files(paths, described, office=office, progress=progress)
    except FileRefused as error:
        return refusing(kind, error.problems)
    deliveries = _deliveries(delivery, described, office, retrieved)
    return plan_deliveries(kind, deliveries, reason=reason, findings=left_out(delivery.excluded))


def _deliveries(delivery, described, office, retrieved):
    """One dataset a file, each with the counts of its table."""
    from scorecards.metrics import cuts

    about = licensed(described) | {
        "profile": described.key,
        "retrieved": retrieved,
        "period_from": delivery.first_day,
        "period_to": delivery.last_day,
        "case_level": True,
    }
    crossed, days = cuts.crossed(delivery.tally), cuts.day_counts(delivery.tally)
    return [
        Delivered(
            office,
            file.table,
            about
            | {
                "title": f"{described.publisher}, {described.tables[file.table].title}",
                "url": str(described.tables[file.table].url),
                "file_name": file.name,
                "sha256": file.sha256,
                "rows": file.rows,
            },
            [row for row in delivery.counts if row.table == file.table],
            crossed=crossed.get(file.table, []),
            days=days.get(file.table, []),
        )
        for file in delivery.files
    ]
