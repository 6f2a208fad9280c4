"""What every import of figures has in common: tables that were delivered, compared with what stands here.

A table of an office in one file becomes one Dataset. The same file again is the same Dataset; a new file of the
same period is a new one, and `revisions` says which public figures it would change.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from portal.core import imports
from portal.core.imports import Change, Item, Plan
from portal.core.tabular import Problem
from portal.core.tabular.problems import nearest
from races.models import Office
from scorecards.deliveries import name_of
from scorecards.import_checks import more_than_all, named, shrinking, wrong_counts
from scorecards.metrics.counts_csv import NUMBERS, CountRow
from scorecards.models import CrossedCount, Dataset, DayCount, Metric, Observation
from scorecards.revisions import Revision, frozen, revised, touching_frozen

OBSERVATION_FIELDS = (*NUMBERS, "partial", "withheld")
# What the bytes and the profile prove is compared each time. What people may have written down since is only
# filled in where it is blank.
PROVEN = ("rows", "period_from", "period_to", "flags", "cannot")
FILLED = ("archive_url", "cadence", "limits", "limits_es", "revision_reason", "delivered", "may_hand_out")
ENDING = ("ended", "ended_on", "ended_note", "ended_url")
CROSSED_FIELDS = ("metric", "month", "race", "sex", "age", "severity", "numerator", "denominator")
DAYS_FIELDS = ("metric", "month", "race", "sex", "age", "severity", "days", "defendants")


@dataclass
class Delivered:
    """A table of an office in one file.

    about: columns of its Dataset. lines: the line of each row, where a person could look it up. crossed, days:
    tuples of CROSSED_FIELDS and DAYS_FIELDS with the measure's slug, or None where none were counted. path: a
    published table, kept as it came; None for a case file, which never is.
    """

    office: str
    table: str
    about: dict
    rows: list[CountRow]
    lines: list[int] | None = None
    crossed: list[tuple] | None = None
    days: list[tuple] | None = None
    path: Path | None = None

    @property
    def key(self):
        return self.office, self.table, self.about["sha256"]

    @property
    def file(self):
        return self.about["file_name"]


@dataclass
class CountsPlan:
    """Datasets and their observations, ready to be written by `actions.apply_counts`."""

    total: Plan
    reason: str = ""
    offices: dict[str, Office] = field(default_factory=dict)
    deliveries: list[Delivered] = field(default_factory=list)
    datasets: Plan = field(default_factory=lambda: Plan("datasets"))
    observations: Plan = field(default_factory=lambda: Plan("observations"))
    crossed: list[Delivered] = field(default_factory=list)  # those whose crossed counts are replaced as a whole
    revisions: list[Revision] = field(default_factory=list)
    held: set[tuple] = field(default_factory=set)  # keys of observations that stay hidden

    @property
    def counts(self):
        return [row for delivery in self.deliveries for row in delivery.rows]

    @property
    def files(self):
        """One entry a file, whatever number of tables it filled."""
        files = {d.about["sha256"]: d for d in self.deliveries}
        return [{"name": d.file, "sha256": sha256, "rows": d.about["rows"]} for sha256, d in files.items()]


def licensed(described):
    """What a profile, or the facts beside counts, say of a dataset's publisher and of how it counted."""
    about = {name: getattr(described, name) for name in ("publisher", "licence", "attribution", "may_republish")}
    told = {name: getattr(described, name, None) for name in ("flags", "cannot")}
    return about | {"licence_url": str(described.licence_url or "")} | {k: v for k, v in told.items() if v}


def left_out(excluded):
    """Lines about the people whom a count leaves out; shown in full and kept with the import."""
    return [
        f"left out: {one.table}, {one.column}: {one.rule}: "
        f"{'fewer than 10' if one.defendants is None else f'{one.defendants:,}'} defendants"
        for one in excluded
    ]


def refusing(kind, problems):
    """A plan that says only why nothing can be done."""
    plan = CountsPlan(Plan(kind))
    plan.total.refused += problems
    return plan


def offices_at(addresses: Iterable[str]) -> dict[str, Office]:
    """Offices by address ("il/cook"); those that are not on record are left out."""
    wanted = set(addresses)
    states = {address.partition("/")[0] for address in wanted}
    rows = Office.objects.filter(state__code__in=states).select_related("state")
    return {address: row for row in rows if (address := f"{row.state.code}/{row.slug}") in wanted}


def office_missing(address):
    """[] if the office is on record, else why not, with the nearest address."""
    if offices_at([address]):
        return []
    slugs = [f"{code}/{slug}" for code, slug in Office.objects.values_list("state__code", "slug")]
    near = nearest(address, slugs)
    hint = f'Did you mean "{near}"?' if near else "Offices are named by address, for example il/cook."
    return [Problem("", rule=f'there is no office "{address}"', hint=hint)]


def plan_deliveries(kind, deliveries, *, reason="", notes=(), findings=()):
    """The plan for these deliveries, whose offices are on record. reason: why figures of a frozen year change."""
    plan = CountsPlan(Plan(kind), reason, offices_at(d.office for d in deliveries), list(deliveries))
    plan.total.notes += notes
    plan.total.findings += findings
    metrics = Metric.objects.in_bulk(field_name="slug")
    plan.total.refused += wrong_counts(plan.counts, metrics) or more_than_all(plan.deliveries, metrics)
    plan.total.refused += _overlaps(plan.deliveries)
    if not plan.total.ok:
        return plan
    standing = {
        key: dataset
        for office in plan.offices.items()
        for dataset in Dataset.objects.filter(office=office[1])
        if (key := (office[0], dataset.table, dataset.sha256))
    }
    plan.total.refused += shrinking(plan.deliveries, standing, reason)
    plan.observations = _observations(plan.deliveries, standing)
    plan.revisions, plan.held, said = revised(plan, standing, metrics)
    plan.total.findings += said
    plan.total.refused += frozen(plan)
    plan.datasets = _datasets(plan, standing)
    for part in (plan.datasets, plan.observations, _crossed(plan, standing)):
        plan.total.take(part)
    return plan


def _overlaps(deliveries):
    """The same figure twice in one call: nobody could say which of the two is right."""
    first, problems = {}, []
    for delivery in deliveries:
        clashes = 0
        for n, row in enumerate(delivery.rows):
            other = first.setdefault(row.order, (delivery, n))
            if other == (delivery, n):
                continue
            clashes += 1
            if clashes == 1:
                problems.append(_overlap(row, *other, delivery, n))
        if clashes > 1:
            problems[-1] = _with_more(problems[-1], clashes)
    return problems


def _overlap(row, other, at, delivery, n):
    where = f" in {other.file}" if other is not delivery else ""
    where += f", line {other.lines[at]}" if other.lines else ""
    line = delivery.lines[n] if delivery.lines else None
    hint = "Import one of the two files." if other is not delivery else "Keep the right one."
    rule = f"{named(row)} of {row.office} stands here, and also{where.removeprefix(',')}: the deliveries overlap"
    return Problem(delivery.file, line, rule=rule, hint=hint)


def _with_more(problem, clashes):
    rule = f"{problem.rule} ({clashes:,} figures)"
    return Problem(problem.file, problem.line, rule=rule, hint=problem.hint)


def _datasets(plan, standing):
    items, explained = [], {one.new for one in plan.revisions} | set(touching_frozen(plan))
    for delivery in plan.deliveries:
        about = delivery.about | ({"revision_reason": plan.reason} if delivery.key in explained else {})
        about |= {"delivered": name_of(delivery.key[2])} if delivery.path else {}
        found = standing.get(delivery.key)
        if found is not None:
            blank = [name for name in FILLED if about.get(name) and not getattr(found, name)]
            blank += ENDING if about.get("ended") and not found.ended else ()
            about = {name: about[name] for name in (*PROVEN, *blank) if name in about}
        label = f"dataset {delivery.file} ({delivery.about['rows']:,} rows, sha256 {delivery.key[2][:12]}…)"
        items.append(Item(delivery.key, about, label=label))
    fields = dict.fromkeys(name for item in items for name in item.values)
    existing = {key: {name: getattr(row, name) for name in fields} for key, row in standing.items()}
    return imports.diff(existing, items, fields)


def _observations(deliveries, standing):
    """Rows of a file on record are compared by key; those of a new one are all new."""
    part = Plan("observations")
    for delivery in deliveries:
        dataset = standing.get(delivery.key)
        if dataset is None:
            part.created += [
                Change(key_of(delivery, row), named(row), {}, values_of(row)) for row in delivery.rows
            ]
            continue
        stored = Observation.objects.filter(dataset=dataset).values_list(
            "metric__slug", "period", "period_start", "dimension", "group", *OBSERVATION_FIELDS
        )
        existing = {
            (delivery.key, *row[:5]): dict(zip(OBSERVATION_FIELDS, row[5:], strict=True)) for row in stored
        }
        items = [Item(key_of(delivery, row), values_of(row), label=named(row)) for row in delivery.rows]
        part.take(imports.diff(existing, items, OBSERVATION_FIELDS))
    return part


def key_of(delivery, row):
    return delivery.key, row.metric, row.period_kind, row.period_start, row.dimension, row.group


def values_of(row):
    return {
        "numerator": row.numerator,
        "denominator": row.denominator,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "partial": row.partial,
        "withheld": row.withheld,
    }


def _crossed(plan, standing):
    """Crossed counts of a dataset are replaced as a whole, and only if they differ."""
    part = Plan("crossed counts")
    for delivery in plan.deliveries:
        dataset = standing.get(delivery.key)
        given = {CrossedCount: delivery.crossed, DayCount: delivery.days}
        known = {model: rows for model, rows in given.items() if rows is not None}
        before = {model: _stored(model, dataset) for model in known}
        if all(sorted(rows, key=str) == before[model] for model, rows in known.items()):
            continue
        plan.crossed.append(delivery)
        was, now = sum(map(len, before.values())), sum(map(len, known.values()))
        change = Change(
            (*delivery.key, "crossed"),
            f"crossed counts of {delivery.file}, kept and never published",
            {"rows": was} if was else {},
            {"rows": now},
        )
        (part.changed if was else part.created).append(change)
    return part


def _stored(model, dataset):
    if dataset is None:
        return []
    fields = CROSSED_FIELDS if model is CrossedCount else DAYS_FIELDS
    rows = model.objects.filter(dataset=dataset).values_list("metric__slug", *fields[1:])
    return sorted(rows, key=str)
