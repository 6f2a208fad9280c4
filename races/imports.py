"""Imports of results: plan (writes nothing), then races.actions applies it in one transaction."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from portal.core import tabular
from portal.core.imports import Plan
from portal.core.tabular import Problem
from races import ballots, levels, plans, results
from races.decisions import read as read_decisions
from races.models import State
from races.plans import Entry, RaceKey, RacesPlan
from races.seats import Seats

# The one with most votes has not always won here: a runoff or a general election may follow.
NOT_DECIDED_BY_MOST = ("primary", "special")


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

    def as_result(self):
        return {
            "result_status": "compiled",
            "result_label": self.label,
            "result_source_url": self.url,
            "result_source_title": self.title,
        }


def plan_results(paths, source, read, *, titles=(), by_party=None, decided=None):
    """What importing these results files would do. `read` is a reader of races.results.

    `titles`: contests to read beside those of the state's prosecutor; `by_party`: whether each
    party has a ballot of its own (None: in a primary); `decided`: an edited file of suggestions (races.decisions).
    """
    plan = RacesPlan(source, Plan(f"results {source.state} {source.election} {source.kind}"))
    required = results.COMPACT if read is results.read_compact else results.OPENELECTIONS
    files = read_files(plan, paths, required, lambda table: read(table, source.election))
    chosen = read_decided(plan, decided)
    if find_state(plan, source.state) and any(lines for _, lines in files):
        files = _mended(plan, files)
        files = _one_spelling(seats := Seats(plan.state), _of_titles(plan, files, titles))
        kept, problems, findings, notes = levels.by_county(files)
        plan.total.refused += problems
        plan.total.findings += findings
        plan.total.notes += notes
        _plan_facts(plan, seats, kept, source.kind == "primary" if by_party is None else by_party, chosen)
    return plan


def read_files(plan, paths, required, read):
    """[(file name, what `read` makes of its table)], with every fault and note of every file put into the plan."""
    found = []
    for path in paths:
        try:
            table = tabular.read(path, required=required)
        except tabular.FileRefused as error:
            plan.total.refused += error.problems
            continue
        rows, problems, notes = read(table)
        plan.total.refused += problems
        left_out = [f'column "{name}" is left out: {reason}' for name, reason in table.dropped.items()]
        plan.total.notes += [f"{table.name}, {note}" for note in (*left_out, *notes)]
        plan.files.append({"name": table.name, "sha256": table.sha256, "rows": len(table)})
        found.append((table.name, rows))
    return found


def read_decided(plan, path):
    chosen, problems = read_decisions(path) if path else ([], [])
    plan.total.refused += problems
    return chosen


def find_state(plan, code):
    plan.state = State.objects.filter(code=code).first()
    if plan.state is None:
        rule = f'there is no state "{code}"'
        plan.total.refused.append(Problem("", rule=rule, hint="Give its two-letter code."))
    return plan.state


def _mended(plan, files):
    """One spelling of a district over all files: one file alone may hold only the odd one."""
    mended, notes = results.mend_districts([line for _, lines in files for line in lines])
    plan.total.notes += notes
    rest = iter(mended)
    return [(name, [next(rest) for _ in lines]) for name, lines in files]


def _of_titles(plan, files, asked):
    """The contests of the state's own prosecutor, and those asked for; others are left out, and said."""
    found = {line.title for _, lines in files for line in lines if line.title}
    usual = (ballots.read_office(plan.state.prosecutor_title) or ("",))[0]
    asked = {office[0] for title in asked if (office := ballots.read_office(title))}
    wanted = {title for title in found if title in asked or (usual and ballots.same_title(title, usual))}
    if not wanted and len(found) > 1:
        rule = f"the files hold contests for several prosecutors: {', '.join(sorted(found))}"
        plan.total.refused.append(Problem("", rule=rule, hint='Choose with --office "TITLE".'))
    wanted = wanted or found
    if left := sorted(found - wanted):
        plan.total.notes.append(f'contests for {", ".join(left)} are left out; --office "TITLE" reads them too')
    return [(name, [line for line in lines if not line.title or line.title in wanted]) for name, lines in files]


def _one_spelling(seats, files):
    """Every county as on record: one called "Alder" here and "ALDER COUNTY" there must not count twice."""
    names = {line.county for _, lines in files for line in lines}
    named = {name: seats.known_as(name) for name in names}
    return [(file, [replace(line, county=named[line.county]) for line in lines]) for file, lines in files]


def _plan_facts(plan, seats, kept, by_party, chosen):
    served, found = set(), defaultdict(list)
    for file, line in kept:
        county, fault = seats.county(file, line.line, line.county)
        slug = None
        if county:
            slug, fault = seats.office(file, line.line, line.circuit, line.title, county)
        if fault:
            plan.total.refused.append(fault)
            continue
        served.add((slug, county.fips))
        found[slug].append((file, replace(line, county=county.fips)))
    races, entries = {}, []
    for slug, rows in sorted(found.items()):
        for party, lines in _ballots(plan, rows, by_party).items():
            key = RaceKey(slug, plan.source.election, plan.source.kind, party)
            races[key], more = _race(plan, key, lines)
            entries += more
    plans.fill(
        plan, seats, races, entries, sorted(served), chosen, finish=lambda rows: _outcomes(plan, races, rows)
    )


def _ballots(plan, rows, by_party):
    """The lines of one office by ballot: a party's primary is an election of its own, told by its rows' party."""
    found = defaultdict(list)
    for file, line in rows:
        found[ballots.party_name(line.party) if by_party else ""].append((file, line))
    if len(found) > 1:
        for file, line in found.pop("", ()):
            if line.kind == ballots.PERSON:
                rule = f"the party is empty, so it is not known on whose ballot {line.name} stands"
                hint = "Name the party, or give --ballot one if all parties share a ballot."
                plan.total.refused.append(Problem(file, line.line, column="party", rule=rule, hint=hint))
            else:
                plan.total.notes.append(f'{file}, line {line.line}: "{line.name}" names no party and is left out')
    return found


def _race(plan, key, rows):
    """(values of the race, its entries) from the lines of one race."""
    values, people = dict(plan.source.as_result()), defaultdict(list)
    for kind, column in ((ballots.WRITE_INS, "write_in_votes"), (ballots.BLANKS, "blank_votes")):
        counts = [line.votes for _, line in rows if line.kind == kind]
        if counts:
            values[column] = results.added(counts)
    for file, line in rows:
        if line.kind == ballots.PERSON:
            people[line.name].append((file, line))
        elif line.kind == ballots.NOBODY:
            plan.total.notes.append(f'{file}, line {line.line}: "{line.name}" is no candidate and is left out')
    return values, [_entry(plan, key, name, _parted(plan, name, people[name])) for name in sorted(people)]


def _parted(plan, name, rows):
    """The rows without those that add up a person's party lines. A row without a party beside rows with one is
    such a sum; where its votes are not the sum, nobody can tell what it is."""
    places = defaultdict(lambda: ([], []))
    for file, line in rows:
        places[line.county][bool(line.write_in or ballots.party_name(line.party))].append((file, line))
    kept = []
    for bare, named in places.values():
        kept += named or bare
        if bare and named:
            file, line = bare[0]
            where = f"{name} stands without a party beside {len(named)} rows with one"
            if results.added(one.votes for _, one in bare) == results.added(one.votes for _, one in named):
                plan.total.notes.append(f"{file}, line {line.line}: {where}, their sum: counted once")
            else:
                rule, hint = (
                    f"{where}, not their sum",
                    "Take it out if it is a sum; name its party if it is a line.",
                )
                plan.total.refused.append(Problem(file, line.line, column="party", rule=rule, hint=hint))
    return kept


def _entry(plan, key, name, rows):
    counties, lines, by_place = defaultdict(list), defaultdict(list), defaultdict(set)
    for _, line in rows:
        counties[line.county].append(line.votes)
        lines[line.party].append(line.votes)
        by_place[line.county].add(ballots.party_name(line.party))
    fusion = any(len(parties) > 1 for parties in by_place.values())
    if not fusion:
        _one_party(plan, name, rows)
    places = {fips: results.added(votes) for fips, votes in counties.items()}
    values = {"votes": results.added(places.values())}
    if hidden := sum(votes is None for votes in places.values()):
        values["votes_note"] = f"Not given by the source in {hidden} of {len(places)} counties."
    first = min(rows, key=lambda row: (row[0], row[1].line))
    fresh = {
        "party": " / ".join(sorted(party for party in lines if party))[:80],
        "status": "write_in" if any(line.write_in for _, line in rows) else "qualified",
        "source_url": plan.source.url,
        "source_title": plan.source.title,
    }
    if any(line.incumbent for _, line in rows):
        fresh["incumbent"] = True
    if not fusion:
        fresh["party"] = max(lines, key=lambda party: (bool(party), len(party), party))
    by_line = {party: results.added(votes) for party, votes in sorted(lines.items())} if fusion else {}
    return Entry(key, name, values, fresh, by_line, places, first[0], first[1].line)


def _one_party(plan, name, rows):
    """Two parties of one name in two counties are a fault; "REP" and "Republican", or none, are one party."""
    first = None
    for file, line in rows:
        party = ballots.party_name(line.party)
        first = first or (party and line.party)
        if party and party != ballots.party_name(first):
            rule = f'but {name} is "{first}" in another county'
            plan.total.refused.append(Problem(file, line.line, column="party", value=line.party, rule=rule))


def _outcomes(plan, races, entries):
    """Who won, where one election decides and every count is given, also those of write-ins; and where no two
    names wait for somebody to say whether they are one person, whose votes would be added. A race on record with
    several seats has several winners, which the file does not tell apart from the next."""
    several = plans.with_several_seats(plan.state)
    by_race = defaultdict(list)
    waiting = [{(row["first_office"], row["first"]), (row["second_office"], row["second"])} for row in plan.open]
    for one in entries:
        by_race[one.race].append(one)
    for key, rows in by_race.items():
        votes = {one.name: one.values["votes"] for one in rows}
        unnamed = races[key].get("write_in_votes", 0)
        names = {(key.office, name) for name in votes}
        apart = not any(pair <= names for pair in waiting)
        sure = (
            apart
            and key not in several
            and plan.source.kind not in NOT_DECIDED_BY_MOST
            and None not in votes.values()
        )
        if sure and unnamed is not None and unnamed < max(votes.values(), default=0):
            for one in rows:
                one.values["outcome"] = results.outcomes(votes)[one.name]


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
