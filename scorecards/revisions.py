"""What a new delivery changes of the figures that are public now, and what it must keep hidden."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date

from portal.core.tabular import Problem
from scorecards.metrics.definitions import COUNTED_NUMERATORS
from scorecards.metrics.publish import MISSING_TEXT, Cell, Published, breakdown, publishable, still_hidden
from scorecards.models import Metric, Observation, YearFreeze
from scorecards.subjects import cell

NUMBERS = ("numerator", "denominator", "value")


@dataclass(frozen=True)
class Revision:
    """A public figure that would read differently. before, after: the published form (`public_form`).
    new: key of the dataset that brings it."""

    office: str
    metric: str
    period: str
    period_start: date
    dimension: str
    group: str
    before: dict
    after: dict
    old_id: int
    new: tuple


@dataclass(frozen=True)
class _Row:
    """A figure on either side: its cell before the rule, and where it is from."""

    start: date
    group: str
    cell: Cell
    dataset_id: int | None  # None: of a delivery not written yet
    key: tuple | None = None  # of the incoming observation


def public_form(figure: Published) -> dict:
    """What the change log keeps: the words, and numbers only where they were public."""
    return {"shown": figure.shown, "state": figure.state} | {name: getattr(figure, name) for name in NUMBERS}


MISSING = public_form(Published("", "missing", MISSING_TEXT))


def revised(plan, standing, metrics):
    """(revisions, keys of observations to hold back, lines for a person). standing: datasets on record by key.

    A first delivery of a period changes nothing that anybody has read. All months of a year are one family, and
    so are all groups of a breakdown: one row can hide another, so families are judged as a whole.
    """
    changes = (*plan.observations.created, *plan.observations.changed)
    before = _standing(plan, metrics) if changes else {}
    written = {change.key for change in changes} if before else set()
    incoming, touched = defaultdict(list), set()
    for delivery in plan.deliveries if before else ():
        for row in delivery.rows:
            family = (row.office, row.metric, row.dimension, row.period_kind, row.period_start.year)
            if family in before and publishable(row.dimension, row.period_kind):
                incoming[family].append((delivery, row))
                key = (delivery.key, row.metric, row.period_kind, row.period_start, row.dimension, row.group)
                touched |= {family} if key in written else set()
    revisions, held, said = [], set(), []
    for family in sorted(touched, key=str):
        rows = incoming[family]
        found = _family(family, before[family], rows, standing, metrics[family[1]])
        revisions += found[0]
        held |= found[1]
        said += found[2]
    return revisions, held, said


def _standing(plan, metrics):
    """Public figures now, by family. Only of offices and measures that the deliveries speak of."""
    addresses = {office.pk: address for address, office in plan.offices.items()}
    slugs = {row.metric for row in plan.counts}
    rows = Observation.objects.current().filter(office__in=addresses, metric__in=[metrics[slug] for slug in slugs])
    families = defaultdict(list)
    for row in rows.select_related("metric", "dataset"):
        key = (addresses[row.office_id], row.metric.slug, row.dimension, row.period, row.period_start.year)
        families[key].append(row)
    return families


def _family(family, stood, rows, standing, metric):
    newest = {row.period_start: row.dataset for row in stood}
    taken = {}
    for delivery, row in rows:
        start = row.period_start
        if start not in newest or _is_newer(delivery, standing.get(delivery.key), newest[start]):
            taken[start] = delivery
    incoming = []
    for delivery, row in rows:
        if taken.get(row.period_start) is delivery:
            found = standing.get(delivery.key)
            key = (delivery.key, row.metric, row.period_kind, row.period_start, row.dimension, row.group)
            pk = found.pk if found else None
            incoming.append(_Row(row.period_start, row.group, _incoming_cell(row, metric), pk, key))
    old = [_Row(row.period_start, row.group, cell(row), row.dataset_id) for row in stood]
    # A newer file replaces a whole period; rows of the same file that are not named again stay.
    replaced = {(row.cell.group, row.dataset_id) for row in incoming}
    files = {start: standing.get(delivery.key) for start, delivery in taken.items()}
    stays = [
        row
        for row in old
        if row.start not in taken
        or (
            (files[row.start] and files[row.start].pk == row.dataset_id)
            and (row.cell.group, row.dataset_id) not in replaced
        )
    ]
    return _compared(family, _sorted(old), _sorted([*stays, *incoming]), taken, newest)


def _is_newer(delivery, found, newest):
    """Whether its figures would be the ones that the portal shows; of two of one day the later one is."""
    pk = found.pk if found else float("inf")
    return (delivery.about["retrieved"] if not found else found.retrieved, pk) >= (newest.retrieved, newest.pk)


def _sorted(rows):
    return sorted(rows, key=lambda row: (row.start, row.group))


def _incoming_cell(row, metric):
    whole = None if metric.kind == Metric.Kind.COUNT else row.denominator
    return Cell(
        f"{row.period_start} {row.group}", row.numerator, whole, row.withheld, metric.minimum_base,
        row.value, row.low, row.high, metric.slug in COUNTED_NUMERATORS,
    )  # fmt: skip


def _compared(family, old, new, taken, newest):
    """Revisions, held back keys and lines of one family. What a file withheld by the rule and now gives in full
    was not hidden by an earlier delivery, so the same file holds nothing back there."""
    own = {row.dataset_id for row in new if row.key and row.dataset_id}
    hidden = still_hidden([row.cell for row in old], [row.cell for row in new])
    hidden -= {row.cell.group for row in old if row.dataset_id in own and row.cell.withheld}
    held = {row.key for row in new if row.key and row.cell.group in hidden}
    kept = [replace(row.cell, withheld=True) if row.key in held else row.cell for row in new]
    before, after = _forms(row.cell for row in old), _forms(kept)
    office, metric, dimension, period, _year = family
    revisions = []
    for name, row in sorted({row.cell.group: row for row in [*new, *old]}.items()):
        forms = before.get(name, MISSING), after.get(name, MISSING)
        if row.start in newest and forms[0] != forms[1]:
            delivery = taken.get(row.start) or next(iter(taken.values()), None)
            cut = (period, row.start, dimension, row.group)
            revisions.append(Revision(office, metric, *cut, *forms, newest[row.start].pk, delivery.key))
    said = [
        f"revised: {_named(office, metric, period, one.period_start, one.group)}: {_words(one.before)} -> "
        f"{_words(one.after)}"
        for one in revisions
    ]
    return revisions, held, said + _said_of_held(held, _forms(row.cell for row in new), office)


def _forms(cells):
    return {figure.group: public_form(figure) for figure in breakdown(cells)}


def _said_of_held(held, alone, office):
    """One line for each figure that the rule alone would have shown."""
    return [
        "stays hidden, since its difference to the last delivery could uncover what was hidden there: "
        + _named(office, metric, period, start, group)
        for _file, metric, period, start, _dimension, group in sorted(held, key=str)
        if alone[f"{start} {group}"]["state"] != "hidden"
    ]


def _named(office, metric, period, start, group):
    when = f"{start:%Y-%m}" if period == "month" else f"{start:%Y}"
    return f"{' '.join(filter(None, (metric, when, group)))} of {office}"


def _words(form):
    if form["denominator"] is None or form["numerator"] is None:
        return form["shown"]
    return f"{form['shown']} ({form['numerator']:,} of {form['denominator']:,})"


def touching_frozen(plan):
    """{key of a delivery: {frozen year: how many of its figures come or change}}."""
    years = set(YearFreeze.objects.values_list("year", flat=True))
    touched = defaultdict(Counter)
    for change in (*plan.observations.created, *plan.observations.changed) if years else ():
        if change.key[3].year in years:
            touched[change.key[0]][change.key[3].year] += 1
    return touched


def frozen(plan):
    """Why figures of a frozen year may not be written: nobody has said the reason."""
    touched = sum(touching_frozen(plan).values(), Counter())
    days = dict(YearFreeze.objects.filter(year__in=touched).values_list("year", "frozen_on"))
    return [
        Problem(
            "",
            rule=f"the figures of {year} were frozen on {day}, and {touched[year]:,} here are of that year",
            hint='Say why they come or change now: --reason "...". The change log prints it.',
        )
        for year, day in sorted(days.items())
        if not plan.reason
    ]
