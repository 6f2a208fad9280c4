"""Imports of candidates: plan (writes nothing), then races.actions applies it in one transaction."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from portal.core.imports import Plan
from portal.core.tabular import Problem
from portal.core.tabular.problems import nearest
from races import ballots, candidates, plans, unc
from races.imports import find_state, read_decided, read_files
from races.models import Candidacy
from races.plans import Entry, RaceKey, RacesPlan
from races.results import added
from races.seats import Seats

RESULT = {"votes", "vote_share", "outcome"}


@dataclass(frozen=True)
class CandidatesSource:
    """Whose table it is; a row that names its own source keeps that one. `label` says who counted."""

    state: str
    checked: date
    url: str = ""
    title: str = ""
    label: str = ""

    def as_source(self):
        return {"source_url": self.url, "source_title": self.title, "source_checked": self.checked}


def plan_candidates(paths, source, *, days=None, decided=None):
    """What importing tables of candidates would do: the project's own columns, or with `days` a research table."""
    plan = RacesPlan(source, Plan(f"candidates {source.state}"))
    if days is None:
        required = candidates.REQUIRED + (() if source.url else candidates.SOURCE)
        files = read_files(
            plan, paths, required, lambda table: candidates.read_candidates(table, source.state, not source.url)
        )
    else:
        files = read_files(plan, paths, unc.REQUIRED, lambda table: unc.read_unc(table, source.state, days))
    chosen = read_decided(plan, decided)
    if find_state(plan, source.state) and any(rows for _, rows in files):
        _plan_facts(plan, files, chosen, may_add=days is not None)
    return plan


def _plan_facts(plan, files, chosen, may_add):
    seats, found = Seats(plan.state), defaultdict(list)
    for file, rows in files:
        for row in rows:
            slug, fault = _office(seats, file, row, may_add)
            if fault:
                plan.total.refused.append(fault)
            else:
                found[RaceKey(slug, row.date, row.election, row.party, row.seat)].append((file, row))
    races, entries = {}, []
    for key in sorted(found):
        races[key] = _race(plan, found[key])
        plan.sources[key] = _source(plan, found[key][0][1])
        entries += _entries(plan, key, found[key])
    served = [(slug, county.fips) for slug, county in seats.made_for.items()]
    plans.fill(plan, seats, races, entries, served, chosen, finish=lambda rows: _look(plan, rows))


def _office(seats, file, row, may_add):
    """The slug of an office on record; a table that is about every county may bring one that is not."""
    if row.office in seats.offices:
        return row.office, None
    county = next(iter(seats.named[ballots.plain(row.office)]), None)
    if len(seats.named[ballots.plain(row.office)]) > 1:
        return None, seats.county(file, row.line, row.office)[1]
    before = set(seats.new)
    slug, fault = seats.office(file, row.line, row.office, "", county)
    if fault or slug not in seats.new or (may_add and county):
        return slug, fault
    for made in set(seats.new) - before:
        del seats.new[made]
    near = nearest(row.office, [*seats.offices, *(office.district for office in seats.offices.values())])
    hint = f'Did you mean "{near}"?' if near else "Enter the office first."
    rule = f"is no office on record in {seats.state.name}"
    return None, Problem(file, row.line, column="office", value=row.office, rule=rule, hint=hint)


def _source(plan, row):
    given = {
        name: row.values[name] for name in ("source_url", "source_title", "source_date") if name in row.values
    }
    return plan.source.as_source() | given


def _race(plan, rows):
    """What the rows say about the race itself: its result's status and source, write-ins, blanks, the order."""
    values = {}
    people = [row for _, row in rows if row.kind == ballots.PERSON]
    said = {row.result_status for _, row in rows if row.result_status}
    if len(said) > 1:
        file, row = rows[0]
        rule = f"rows of one race say different things: {' and '.join(sorted(said))}"
        plan.total.refused.append(Problem(file, row.line, column="result_status", rule=rule))
    if said or any(RESULT & row.values.keys() for _, row in rows):
        first = rows[0][1].values
        values = {
            "result_status": said.pop() if said else "compiled",
            "result_label": plan.source.label,
            "result_source_url": plan.source.url or first["source_url"],
            "result_source_title": plan.source.title or first["source_title"],
        }
    for kind, column in ((ballots.WRITE_INS, "write_in_votes"), (ballots.BLANKS, "blank_votes")):
        counts = [row.values.get("votes") for _, row in rows if row.kind == kind]
        if counts:
            values[column] = added(counts)
    if people and all(row.values.get("ballot_order") for row in people):
        values["ballot_order_known"] = True
    return values


def _entries(plan, key, rows):
    """One entry a name; rows of one name on several parties' lines are one candidacy, their votes added up."""
    named, places = defaultdict(list), {}
    for file, row in rows:
        if row.kind == ballots.PERSON:
            named[row.name].append((file, row))
            order = row.values.get("ballot_order")
            if order and places.setdefault(order, row.name) != row.name:
                rule = f"but {places[order]} has that place on the ballot too"
                plan.total.refused.append(
                    Problem(file, row.line, column="ballot_order", value=str(order), rule=rule)
                )
    return [_entry(plan, key, name, found) for name, found in named.items()]


def _entry(plan, key, name, rows):
    file, first = rows[0]
    values = {"source_url": plan.source.url, "source_title": plan.source.title} | first.values
    lines = {}
    parties = {row.values.get("party", "") for _, row in rows}
    if len(parties) == len(rows) > 1:
        lines = {row.values.get("party", ""): row.values.get("votes") for _, row in rows}
        values["party"] = " / ".join(sorted(party for party in parties if party))[:80]
        values["votes"] = added(lines.values())
        values.pop("vote_share", None)
    elif any(row.values != first.values for _, row in rows):
        where = " and ".join(str(row.line) for _, row in rows)
        rule = f"{name} stands {len(rows)} times in the race {key} with different values: lines {where}"
        plan.total.refused.append(Problem(file, first.line, column="name", rule=rule, hint="Keep the right one."))
    return Entry(key, name, values, first.fresh, lines, {}, file, first.line)


def _look(plan, entries):
    """Places taken by others on record, and figures that cannot all be right: said, and left as they are."""
    by_race = defaultdict(list)
    for one in entries:
        by_race[one.race].append(one)
    for key, rows in sorted(by_race.items()):
        plan.total.findings += [f"{key}: {doubt}" for doubt in doubts(rows)]
    _places(plan, by_race)


def doubts(rows):
    """What cannot be right in the figures of one race, in words."""
    shares = [one.values["vote_share"] for one in rows if one.values.get("vote_share") is not None]
    if sum(shares) > 101:
        yield f"the shares add up to {sum(shares).normalize():f} percent"
    votes = defaultdict(list)
    for one in rows:
        if one.values.get("votes"):
            votes[one.values["votes"]].append(one.name)
    for count, names in votes.items():
        if len(names) > 1:
            yield f"{' and '.join(names)} have the same {count:,} votes"
    won = [one for one in rows if one.values.get("outcome") == "won" and one.values.get("votes") is not None]
    lost = [one for one in rows if one.values.get("outcome") == "lost" and one.values.get("votes") is not None]
    for one in won:
        for other in lost:
            if other.values["votes"] > one.values["votes"]:
                yield f"{other.name} lost with more votes than {one.name}, who won"


def _places(plan, by_race):
    listed = {(key, row.name) for key, rows in by_race.items() for row in rows}
    standing = Candidacy.objects.filter(race__office__state=plan.state, ballot_order__isnull=False)
    for row in standing.select_related("race__office", "race__election"):
        election = row.race.election
        key = RaceKey(row.race.office.slug, election.date, election.kind, election.party, row.race.seat)
        if (key, row.ballot_name) in listed:
            continue
        for one in by_race.get(key, ()):
            if one.values.get("ballot_order") == row.ballot_order:
                rule = f"but {row.ballot_name}, who is on record in this race, has that place on the ballot"
                plan.total.refused.append(
                    Problem(one.file, one.line, column="ballot_order", value=str(row.ballot_order), rule=rule)
                )
