"""Which counts a measure on record can be made of, and which deliveries may take the place of others."""

from portal.core.tabular import Problem
from portal.core.tabular.problems import nearest
from scorecards.metrics.definitions import DERIVED, WITH_BASE, WITH_VALUE
from scorecards.models import Metric


def named(row):
    """A figure in a message: "declination-of-decided 2019-01" or "declination-of-decided 2019 Black"."""
    start = row.period_start
    when = f"{start.year}-{start.month:02}" if row.period_kind == "month" else str(start.year)
    return f"{row.metric} {when} {row.group}".strip()


def wrong_counts(counts, metrics):
    """Problems of counts that no measure on record could be made of. metrics: {slug: Metric}."""
    if unknown := {row.metric for row in counts} - set(metrics):
        near = [f'"{slug}" for "{name}"' for name in sorted(unknown) if (slug := nearest(name, metrics))]
        hint = f"The nearest: {', '.join(near)}." if near else ""
        return [Problem("", rule=f"metrics not on record: {', '.join(sorted(unknown))}", hint=hint)]
    kinds = {slug: metric.kind for slug, metric in metrics.items()}
    problems = []
    for row in counts:
        if not row.withheld and (rule := misfit(row, kinds[row.metric])):
            hint = "Leave the row out instead." if rule == NO_COUNT else ""
            problems.append(Problem("", rule=f"{named(row)} {rule}", hint=hint))
    return problems


NO_COUNT = "has no count"


def misfit(row, kind):
    """What a row lacks or has too much for a measure of this kind; "" if it fits."""
    if kind in DERIVED:
        return f"is a {kind}: it is worked out from the groups of another measure and never imported"
    if (row.value if kind in WITH_VALUE else row.numerator) is None:
        return NO_COUNT if kind not in WITH_VALUE else "has no value"
    if kind == Metric.Kind.PER and row.value is None:
        return "has no value"
    if kind not in (*WITH_VALUE, Metric.Kind.PER) and row.value is not None:
        return f"is a {kind} with a value"
    if (kind in WITH_BASE) != (row.denominator is not None):
        bare = row.denominator is None
        return f"is a {kind} without its denominator" if bare else "is a count with a denominator"
    return ""


def more_than_all(deliveries, metrics):
    """Problems of rows that count more people than their year's total of the same file: at most one of the two is
    right. Of so many for each one only the base is people. metrics: {slug: Metric}."""
    problems = []
    for delivery in deliveries:
        years = {
            (row.office, row.metric, row.period_start.year): row
            for row in delivery.rows
            if row.period_kind == "year" and not row.dimension
        }
        for n, row in enumerate(delivery.rows):
            year = years.get((row.office, row.metric, row.period_start.year), row)
            per = metrics[row.metric].kind == Metric.Kind.PER
            for name in ("denominator",) if per else ("denominator", "numerator"):
                part, whole = getattr(row, name), getattr(year, name)
                if part is not None and whole is not None and part > whole:
                    rule = f"{named(row)} counts {part:,}, more than the {whole:,} of all {year.period_start.year}"
                    line = delivery.lines[n] if delivery.lines else None
                    hint = "Ask the publisher which of the two is right."
                    problems.append(Problem(delivery.file, line, column=name, rule=rule, hint=hint))
                    break
    return problems


def shrinking(deliveries, standing, reason):
    """Problems of new case files that lack months of a year which a file on record has, or half of its rows. The
    newest file counts, so their part would stand as the year. standing: datasets on record, by key; reason: why
    that is right, if it is.
    """
    problems = []
    for delivery in () if reason else deliveries:
        if delivery.path is not None or delivery.key in standing:
            continue
        about = delivery.about
        months = _months(about["period_from"], about["period_to"])
        for (office, table, _sha256), dataset in standing.items():
            if (office, table) != (delivery.office, delivery.table) or dataset.retrieved > about["retrieved"]:
                continue
            lost = _months(dataset.period_from, dataset.period_to) - months
            if short := sorted({year for year, _month in lost} & {year for year, _month in months}):
                rule = (
                    f"covers {about['period_from']} to {about['period_to']}, and the file on record "
                    f"{dataset.period_from} to {dataset.period_to}: figures of {', '.join(map(str, short))} would "
                    "shrink to a part of the year"
                )
                hint = 'Was it cut off? Bring files of all its months, or say why fewer are right: --reason "...".'
                problems.append(Problem(delivery.file, rule=rule, hint=hint))
                break
            if not lost and 2 * about["rows"] < dataset.rows:
                rule = (
                    f"holds {about['rows']:,} rows, fewer than half of the {dataset.rows:,} in the file on "
                    "record, which covers no other month"
                )
                hint = 'Was it cut off? Fetch it again, or say why fewer are right: --reason "...".'
                problems.append(Problem(delivery.file, rule=rule, hint=hint))
                break
    return problems


def _months(first, last):
    """{(year, month from 0)} from the month of one day to that of another."""
    return {divmod(month, 12) for month in range(12 * first.year + first.month - 1, 12 * last.year + last.month)}
