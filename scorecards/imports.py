"""Imports of this room: plan (writes nothing), then apply (one transaction)."""

from dataclasses import dataclass, field

from portal.core import imports
from portal.core.imports import Item, Plan
from portal.core.tabular import FileRefused, Problem
from portal.core.tabular.problems import nearest
from races.models import Office
from scorecards.metrics import counts_csv, shipped
from scorecards.metrics.publish import HIDDEN_TEXT, MISSING_TEXT, rate, ratio
from scorecards.models import Dataset, Metric, Observation

OBSERVATION_FIELDS = (*counts_csv.NUMBERS, "partial", "withheld")
DATASET_FIELDS = ("rows", "period_from", "period_to")


@dataclass
class CountsPlan:
    """Datasets (one a file) and observations of one office, ready to be written."""

    office: Office | None
    total: Plan
    datasets: Plan = field(default_factory=lambda: Plan("datasets"))
    observations: Plan = field(default_factory=lambda: Plan("observations"))
    counts: list[counts_csv.CountRow] = field(default_factory=list)
    files: list[dict] = field(default_factory=list)


def office_at(address):
    """The office at an address such as "il/cook", or None."""
    state, _, slug = address.partition("/")
    return Office.objects.filter(state__code=state, slug=slug).first()


def plan_cases(paths, *, profile, office, retrieved, progress=None):
    """What importing these case files would do. The rows are read, counted and left where they are.
    profile: key of a profile ("cook-il"); office: its address ("il/cook"); retrieved: the day the files were
    fetched. pandas is imported here, so only commands and tasks may call this.
    """
    from scorecards.metrics import profile as profiles
    from scorecards.metrics import reading

    plan = CountsPlan(office_at(office), Plan(f"cases {profile} {office}"))
    if profile not in profiles.available():
        near = nearest(profile, profiles.available())
        plan.total.refused.append(
            Problem("", rule=f'there is no profile "{profile}"', hint=f"Profiles: {near or profiles.available()}.")
        )
    if not _office_found(plan, office) or not plan.total.ok:
        return plan
    described = profiles.load(profile)
    try:
        delivery = reading.count_files(paths, described, office=office, progress=progress)
    except FileRefused as error:
        plan.total.refused += error.problems
        return plan
    about = _licensed(described) | {
        "profile": described.key,
        "retrieved": retrieved,
        "period_from": delivery.first_day,
        "period_to": delivery.last_day,
    }
    datasets = {
        file.table: about
        | {
            "title": f"{described.publisher}, {described.tables[file.table].title}",
            "url": str(described.tables[file.table].url),
            "file_name": file.name,
            "sha256": file.sha256,
            "rows": file.rows,
        }
        for file in delivery.files
    }
    return _plan_counts(plan, datasets, delivery.counts)


def plan_shipped(name):
    """What loading the counts that come with the project would do (for example "cook-2019-counts")."""
    described = shipped.about(name)
    plan = CountsPlan(office_at(described.office), Plan(f"shipped counts {name}"))
    if not _office_found(plan, described.office):
        return plan
    about = _licensed(described) | {
        "profile": described.profile,
        "retrieved": described.retrieved,
        "period_from": described.first_day,
        "period_to": described.last_day,
        "limits": "\n".join(described.known_limits),
    }
    datasets = {
        file.table: about
        | {
            "title": f"{described.publisher}, {file.table.capitalize()}",
            "url": str(file.url),
            "file_name": file.file,
            "sha256": file.sha256,
            "rows": file.rows,
        }
        for file in described.datasets
    }
    return _plan_counts(plan, datasets, shipped.counts(name))


def _licensed(described):
    """What a dataset's publisher says of it. Both kinds of files have one row a case."""
    return {
        "publisher": described.publisher,
        "licence": described.licence,
        "licence_url": str(described.licence_url),
        "attribution": described.attribution,
        "may_republish": described.may_republish,
        "case_level": True,
    }


def _office_found(plan, address):
    if plan.office is None:
        slugs = [f"{code}/{slug}" for code, slug in Office.objects.values_list("state__code", "slug")]
        near = nearest(address, slugs)
        hint = f'Did you mean "{near}"?' if near else "Offices are named by address, for example il/cook."
        plan.total.refused.append(Problem("", rule=f'there is no office "{address}"', hint=hint))
    return plan.office is not None


def _plan_counts(plan, datasets, counts):
    plan.counts = counts
    plan.files = [{"name": d["file_name"], "sha256": d["sha256"], "rows": d["rows"]} for d in datasets.values()]
    plan.total.refused += _wrong_counts(counts)
    if not plan.total.ok:
        return plan
    standing = {(d.table, d.sha256): d for d in Dataset.objects.filter(office=plan.office)}
    plan.datasets = imports.diff(
        {key: {name: getattr(d, name) for name in DATASET_FIELDS} for key, d in standing.items()},
        [
            # A file on record keeps what was said of it; only what its bytes prove is compared.
            Item(
                key, values if key not in standing else {n: values[n] for n in DATASET_FIELDS}, label=_said(values)
            )
            for key, values in (((table, d["sha256"]), d) for table, d in datasets.items())
        ],
        tuple(dict.fromkeys(name for values in datasets.values() for name in values)),
    )
    plan.observations = imports.diff(
        _standing_observations(plan.office, [d["sha256"] for d in datasets.values()]),
        [_observation_item(row, datasets[row.table]["sha256"]) for row in counts],
        OBSERVATION_FIELDS,
    )
    for part in (plan.datasets, plan.observations):
        plan.total.take(part)
    return plan


def _wrong_counts(counts):
    """Counts that no measure on record could be made of."""
    kinds = dict(Metric.objects.values_list("slug", "kind"))
    unknown = {row.metric for row in counts} - set(kinds)
    if unknown:
        return [Problem("", rule=f"metrics not on record: {', '.join(sorted(unknown))}")]
    problems = []
    for row in counts:
        if row.withheld:
            continue
        if row.numerator is None:
            problems.append(Problem("", rule=f"{_named(row)} has no count", hint="Leave the row out instead."))
        elif (kinds[row.metric] == Metric.Kind.SHARE) != (row.denominator is not None):
            bare = row.denominator is None
            wrong = "is a share without its denominator" if bare else "is a count with a denominator"
            problems.append(Problem("", rule=f"{_named(row)} {wrong}"))
    return problems


def _named(row):
    when = f"{row.period_start:%Y-%m}" if row.period_kind == "month" else f"{row.period_start:%Y}"
    return f"{row.metric} {when} {row.group}".strip()


def _said(values):
    return f"dataset {values['file_name']} ({values['rows']:,} rows, sha256 {values['sha256'][:12]}…)"


def _observation_item(row, sha256):
    key = (sha256, row.metric, row.period_kind, row.period_start, row.dimension, row.group)
    values = {name: getattr(row, name) for name in OBSERVATION_FIELDS}
    return Item(key, values, label=_named(row))


def _standing_observations(office, hashes):
    rows = Observation.objects.filter(office=office, dataset__sha256__in=hashes).values_list(
        "dataset__sha256", "metric__slug", "period", "period_start", "dimension", "group", *OBSERVATION_FIELDS
    )
    return {row[:6]: dict(zip(OBSERVATION_FIELDS, row[6:], strict=True)) for row in rows}


def figures(counts):
    """The lines of figures that the command prints after reading: totals, and each group against White. A
    terminal is copied from too, so they have passed the publication rule."""
    rows = counts_csv.published(counts)
    for row in rows:
        if row.dimension == "":
            yield f"{_named(row)}: {_counted(row)}{' (partial)' if row.partial else ''}"
    by_race = [row for row in rows if row.metric == "declination-of-decided" and row.dimension == "race"]
    rates = {row.group: rate(row.numerator, row.denominator, row.group) for row in by_race}
    for row in by_race:
        against = ratio(rates[row.group], rates["White"]) if "White" in rates and row.group != "White" else None
        tail = f"; {row.group}/White ratio {against.ratio:.4f}" if against and against.ratio is not None else ""
        yield f"{row.metric} {row.group}: {_counted(row)}{tail}"


def _counted(row):
    if row.numerator is None:
        return HIDDEN_TEXT if row.withheld else MISSING_TEXT
    if row.denominator is None:
        return f"{row.numerator:,}"
    share = f" ({100 * row.numerator / row.denominator:.2f}%)" if row.denominator else ""
    return f"{row.numerator:,} of {row.denominator:,}{share}"
