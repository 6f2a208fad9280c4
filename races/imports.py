"""Imports of this room: plan (writes nothing), then apply (one transaction)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from portal.core import imports, tabular
from portal.core.imports import Item, Plan
from portal.core.tabular import Problem
from portal.core.tabular.problems import nearest
from races import results
from races.models import Candidacy, County, CountyVotes, Office, OfficeCounty, Race, State
from races.names import district_slug, word_key

OFFICE_FIELDS = ("district", "title", "kind", "record_status", "source_url", "source_title", "source_checked")


@dataclass(frozen=True)
class ResultsSource:
    """Which election a file is about, and what stands beside every figure taken from it."""

    state: str
    election: date
    kind: str
    url: str
    title: str
    checked: date
    label: str = "compiled by OpenElections, not the certified return"

    def as_source(self):
        return {"source_url": self.url, "source_title": self.title, "source_checked": self.checked}


@dataclass
class ResultsPlan:
    """One plan a model, in the order in which they are written."""

    source: ResultsSource
    parts: dict[str, Plan] = field(default_factory=dict)
    files: list[dict] = field(default_factory=list)
    total: Plan = None


def plan_results(paths, source, read):
    """What importing these results files would do. `read` is a reader of races.results."""
    plan = ResultsPlan(source, total=Plan(f"results {source.state} {source.election} {source.kind}"))
    lines, refused = [], plan.total.refused
    required = results.COMPACT if read is results.read_compact else results.OPENELECTIONS
    for path in paths:
        try:
            table = tabular.read(path, required=required)
        except tabular.FileRefused as error:
            refused += error.problems
            continue
        found, problems, notes = read(table)
        refused += problems
        left_out = [f'column "{name}" is left out: {reason}' for name, reason in table.dropped.items()]
        plan.total.notes += [f"{table.name}, {note}" for note in (*left_out, *notes)]
        plan.files.append({"name": table.name, "sha256": table.sha256, "rows": len(table)})
        lines += [(table.name, line) for line in found]
    state = State.objects.filter(code=source.state).first()
    if state is None:
        refused.append(Problem("", rule=f'there is no state "{source.state}"', hint="Give its two-letter code."))
    elif lines:
        _plan_facts(plan, state, lines)
    return plan


def _plan_facts(plan, state, lines):
    offices = {word_key(o.district): o for o in Office.objects.filter(state=state)}
    counties = list(County.objects.filter(state=state).current())
    named = defaultdict(list)
    for county in counties:
        for key in (county.name.casefold(), county.fips):
            named[key].append(county)
    items = {"offices": {}, "counties": {}, "races": {}, "candidacies": {}, "votes": []}
    known = []
    for file, line in lines:
        found = named[line.county.casefold()]
        if len(found) != 1:
            plan.total.refused.append(_no_one_county(file, line, state, counties, found))
            continue
        county = found[0]
        known.append((file, line))
        office = offices.get(word_key(line.circuit))
        slug = office.slug if office else district_slug(line.circuit)
        items["offices"][slug] = line.circuit
        items["counties"][slug, county.fips] = {}
        items["votes"].append((file, line, slug, county.fips))
    if plan.total.refused:
        return
    _diff_all(plan, state, items, results.totals([line for _, line in known]))


def _no_one_county(file, line, state, counties, found):
    """The fault of a name that no county has, or several have (Baltimore is a city and a county)."""
    place = {"file": file, "line": line.line, "column": "county", "value": line.county}
    if found:
        codes = " or ".join(sorted(f"{county.fips} ({county})" for county in found))
        hint = f"Give the FIPS code: {codes}."
        return Problem(**place, rule=f"names several counties of {state.name}", hint=hint)
    near = nearest(line.county, [county.name for county in counties])
    hint = f'Did you mean "{near}"?' if near else "Its name must be as in the list of counties."
    return Problem(**place, rule=f"is no county of {state.name}", hint=hint)


def _diff_all(plan, state, items, totals):
    standing = _standing(state, plan.source)
    races, candidacies = _race_items(plan, state, items, totals)
    wanted = {
        "offices": (_office_items(plan, state, items, standing["offices"]), OFFICE_FIELDS),
        "counties": ([Item(key, {}, label=f"{key[0]} serves {key[1]}") for key in items["counties"]], ()),
        "races": (races, RACE_FIELDS),
        "candidacies": (candidacies, CANDIDACY_FIELDS),
        "votes": (_vote_items(items), ("votes",)),
    }
    for name, (incoming, fields) in wanted.items():
        plan.parts[name] = imports.diff(standing[name], incoming, fields)
        plan.total.take(plan.parts[name])


def _office_items(plan, state, items, standing):
    """An office that stands keeps what it says about itself: a results file is no authority on that."""
    kind = "district" if state.selection == State.Selection.BY_DISTRICT else "county"
    values = {
        "title": state.prosecutor_title,
        "kind": kind,
        "record_status": "confirmed",
    } | plan.source.as_source()
    return [
        Item(
            slug, {} if slug in standing else {"district": district} | values, label=f"office {state.code}/{slug}"
        )
        for slug, district in items["offices"].items()
    ]


def _vote_items(items):
    return [
        Item((slug, line.name, fips), {"votes": line.votes}, file, line.line, f"votes {line.name}, {line.county}")
        for file, line, slug, fips in items["votes"]
    ]


def _standing(state, source):
    """What is on record of each part by natural key: the state's offices, and the races of this day and kind."""
    races = Race.objects.filter(office__state=state, election__date=source.election, election__kind=source.kind)
    candidacies = Candidacy.objects.filter(race__in=races)
    votes = CountyVotes.objects.filter(candidacy__in=candidacies)
    counties = OfficeCounty.objects.filter(office__state=state).values_list("office__slug", "county__fips")
    return {
        "offices": {office.slug: {} for office in Office.objects.filter(state=state)},
        "counties": {key: {} for key in counties},
        "races": {row["office__slug"]: row for row in races.values("office__slug", *RACE_FIELDS)},
        "candidacies": {
            (row["race__office__slug"], row["ballot_name"]): row
            for row in candidacies.values("race__office__slug", "ballot_name", *CANDIDACY_FIELDS)
        },
        "votes": {
            (office, name, fips): {"votes": number}
            for office, name, fips, number in votes.values_list(
                "candidacy__race__office__slug", "candidacy__ballot_name", "county__fips", "votes"
            )
        },
    }


# Not the day of checking: the same file read on another day changes nothing.
RACE_FIELDS = ("result_status", "result_label", "result_source_url", "result_source_title")
CANDIDACY_FIELDS = ("party", "status", "outcome", "votes")


def _race_items(plan, state, items, totals):
    """One race an office, one candidacy a name; incumbent and present holder stay unknown."""
    source = plan.source
    result = dict(zip(RACE_FIELDS, ("compiled", source.label, source.url, source.title), strict=True))
    races, candidacies, party = [], [], {}
    for file, line, slug, _ in items["votes"]:
        if party.setdefault((slug, line.name), line.party) != line.party:
            plan.total.refused.append(
                Problem(file, line.line, column="party", value=line.party,
                        rule=f'but {line.name} is "{party[slug, line.name]}" in another county')
            )  # fmt: skip
    for slug, district in items["offices"].items():
        votes = {name: count for (circuit, name), count in totals.items() if circuit == district}
        races.append(Item(slug, result, label=f"race {state.code}/{slug}"))
        for name, outcome in results.outcomes(votes).items():
            values = {"party": party[slug, name], "status": "qualified", "outcome": outcome, "votes": votes[name]}
            candidacies.append(Item((slug, name), values, label=f"{name}, {district}: {votes[name]:,} votes"))
    return races, candidacies


SHIPPED = Path(__file__).parent / "data" / "ga-2024-da.csv"
GEORGIA_2024 = ResultsSource(
    state="ga",
    election=date(2024, 11, 5),
    kind="general",
    url=(
        "https://github.com/openelections/openelections-data-ga/blob/"
        "bd381ee3707555b8c7a218700feb04a4654e8ccb/2024/20241105__ga__general__county-level.csv"
    ),
    title="OpenElections, Georgia general election of 2024-11-05 by county",
    checked=date(2026, 11, 22),
)
