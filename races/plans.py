"""Entries read from files -> a plan of races and candidacies against what stands on record. Writes nothing."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from portal.core import imports
from portal.core.imports import Item, Plan
from portal.core.tabular import Problem
from races import decisions
from races.decisions import Groups, Mention
from races.models import BallotLine, Candidacy, CountyVotes, Office, OfficeCounty, PeopleApart, PersonName, Race

OFFICE_FIELDS = ("district", "title", "kind", "record_status", "source_url", "source_title", "source_checked")
# Not the day of checking: the same file read on another day changes nothing.
RACE_FIELDS = (
    "result_status", "result_label", "result_source_url", "result_source_title", "write_in_votes", "blank_votes",
    "ballot_order_known",
)  # fmt: skip
CANDIDACY_FIELDS = (
    "party", "designation", "ballot_order", "incumbent", "incumbent_how", "status", "status_date",
    "status_source_url", "status_source_title", "outcome", "outcome_note", "votes", "vote_share", "votes_note",
    "source_url", "source_title", "source_date",
)  # fmt: skip


@dataclass(frozen=True, order=True)
class RaceKey:
    office: str
    date: date
    kind: str
    party: str = ""
    seat: str = ""

    def __str__(self):
        return "/".join(part for part in (self.office, f"{self.date}-{self.kind}", self.party, self.seat) if part)


@dataclass
class Entry:
    """One name in one race. `values` hold for a standing candidacy too, `fresh` only for one that is made.

    `lines`: votes by party line where there are several; `counties`: votes by FIPS code.
    """

    race: RaceKey
    name: str
    values: dict
    fresh: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)
    counties: dict = field(default_factory=dict)
    file: str = ""
    line: int | None = None


@dataclass
class RacesPlan:
    """One plan a model, in the order in which they are written; `open` are pairs of names nobody decided yet."""

    source: object
    total: Plan
    state: object = None
    parts: dict[str, Plan] = field(default_factory=dict)
    files: list[dict] = field(default_factory=list)
    groups: Groups = None
    open: list[dict] = field(default_factory=list)
    # Source of a race's list of candidates, where it is not the plan's own.
    sources: dict[RaceKey, dict] = field(default_factory=dict)


def fill(plan, seats, races, entries, served, decided, finish=None):
    """Complete `plan` with its parts: `races` maps RaceKey to values, `served` are (office slug, FIPS) pairs.

    `finish` gets the entries once every person in a race is one of them, to say who won.
    """
    standing = _standing(plan.state, races)
    known = _known(plan.state)
    _group(plan, entries, known, decided)
    if not plan.total.refused:
        entries = _one_each(plan, entries, standing["candidacies"])
        if finish:
            finish(entries)
    if plan.total.refused:
        return
    usual = plan.source.as_source() | {"record_status": "confirmed"}
    wanted = {
        "offices": (_offices(plan, seats, races, usual), OFFICE_FIELDS),
        "counties": ([Item(key, {}, label=f"{key[0]} serves {key[1]}") for key in served], ()),
        "races": ([Item(key, values, label=f"race {key}") for key, values in races.items()], RACE_FIELDS),
        "candidacies": ([_candidacy(one, standing) for one in entries], CANDIDACY_FIELDS),
        "lines": ([item for one in entries for item in _parts(one, one.lines, "line")], ("votes",)),
        "votes": ([item for one in entries for item in _parts(one, one.counties, "votes")], ("votes",)),
    }
    for name, (incoming, fields) in wanted.items():
        plan.parts[name] = imports.diff(standing[name], incoming, fields)
        plan.total.take(plan.parts[name])


def _offices(plan, seats, races, usual):
    """An office that stands keeps what it says about itself: a file of candidates is no authority on that."""
    return [
        Item(slug, seats.new[slug] | usual if slug in seats.new else {}, label=f"office {plan.state.code}/{slug}")
        for slug in sorted({key.office for key in races})
    ]


def _candidacy(entry, standing):
    key = (entry.race, entry.name)
    values = entry.values if key in standing["candidacies"] else entry.values | entry.fresh
    votes = values.get("votes")
    said = f": {votes:,} votes" if votes is not None else ""
    return Item(key, values, entry.file, entry.line, f"{entry.name}, {entry.race}{said}")


def _parts(entry, votes, word):
    for part, count in votes.items():
        key = (entry.race, entry.name, part)
        yield Item(key, {"votes": count}, entry.file, entry.line, f"{word} {entry.name}, {entry.race}, {part}")


def _race_key(row, prefix):
    names = ("office__slug", "election__date", "election__kind", "election__party", "seat")
    return RaceKey(*(row[prefix + name] for name in names))


def with_several_seats(state):
    """The races of a state that fill more than one seat."""
    rows = Race.objects.filter(office__state=state, seats__gt=1).values(*_keys(""))
    return {_race_key(row, "") for row in rows}


def _keys(prefix):
    return [
        prefix + name for name in ("office__slug", "election__date", "election__kind", "election__party", "seat")
    ]


def _standing(state, keys):
    """What is on record of each part by natural key: the state's offices, and the races of these days."""
    days = {key.date for key in keys}
    races = Race.objects.filter(office__state=state, election__date__in=days)
    candidacies = Candidacy.objects.filter(race__in=races)
    on = "candidacy__race__"
    votes = CountyVotes.objects.filter(candidacy__in=candidacies)
    lines = BallotLine.objects.filter(candidacy__in=candidacies)
    counties = OfficeCounty.objects.filter(office__state=state).values_list("office__slug", "county__fips")
    return {
        "offices": {slug: {} for slug in Office.objects.filter(state=state).values_list("slug", flat=True)},
        "counties": {key: {} for key in counties},
        "races": {_race_key(row, ""): row for row in races.values(*_keys(""), *RACE_FIELDS)},
        "candidacies": {
            (_race_key(row, "race__"), row["ballot_name"]): row
            for row in candidacies.values(*_keys("race__"), "ballot_name", "person_id", *CANDIDACY_FIELDS)
        },
        "lines": {
            (_race_key(row, on), row["candidacy__ballot_name"], row["party"]): {"votes": row["votes"]}
            for row in lines.values(*_keys(on), "candidacy__ballot_name", "party", "votes")
        },
        "votes": {
            (_race_key(row, on), row["candidacy__ballot_name"], row["county__fips"]): {"votes": row["votes"]}
            for row in votes.values(*_keys(on), "candidacy__ballot_name", "county__fips", "votes")
        },
    }


def _known(state):
    """Every name on record in the state, as Mentions: names as printed, and other names somebody decided on."""
    rows = Candidacy.objects.filter(race__office__state=state).select_related("race__office", "race__election")
    found, offices = defaultdict(set), defaultdict(set)
    for one in rows:
        election = one.race.election
        key = RaceKey(one.race.office.slug, election.date, election.kind, election.party, one.race.seat)
        found[key.office, one.ballot_name, one.person_id].add(key)
        offices[one.person_id].add(key.office)
    for person, name in PersonName.objects.filter(person__in=offices).values_list("person", "name"):
        for office in offices[person]:
            found.setdefault((office, name, person), set())
    # Of two people of one name in one office, the later one: nothing in a file could tell them apart.
    return [Mention(office, name, frozenset(keys), person) for (office, name, person), keys in sorted(
        found.items(), key=lambda item: item[0][2]
    )]  # fmt: skip


def _group(plan, entries, known, decided):
    """Say who is who: the same name in the same office is one person, everything else somebody decides."""
    races = defaultdict(set)
    for one in entries:
        races[one.race.office, one.name].add(one.race)
    on_record = {one.key: one.person for one in known}
    mentions = [Mention(*key, frozenset(found), on_record.get(key)) for key, found in sorted(races.items())]
    others = [one for one in known if one.key not in races]
    apart = {frozenset(pair) for pair in PeopleApart.objects.values_list("first", "second")}
    plan.groups = Groups(mentions, others, decided, apart)
    plan.total.refused += [*plan.groups.problems, *_both_ran(plan.groups, known)]
    said = {frozenset((one.first, one.second)) for one in decided}
    for row in decisions.suggest(mentions, others, apart):
        first, second = ((row[f"{name}_office"], row[name]) for name in ("first", "second"))
        if frozenset((first, second)) not in said and plan.groups.of(first) != plan.groups.of(second):
            plan.open.append(row)


def _both_ran(groups, known):
    """People on record whom a decision joins, though both stand in one race: the race needs mending first."""
    ran, names = defaultdict(set), {}
    for one in known:
        ran[one.person] |= one.races
        names[one.person] = one.name
    for keep, other in groups.joined_ids():
        for race in sorted(ran[keep] & ran[other]):
            rule = f"{names[keep]} and {names[other]} are both on record in the race {race}"
            yield Problem("", rule=rule, hint="Delete one of the two candidacies first.")


def _one_each(plan, entries, standing):
    """Rows of one person in one race become one entry, under the name that is kept."""
    found = defaultdict(list)
    for one in entries:
        found[one.race, plan.groups.of((one.race.office, one.name))].append(one)
    recorded = {}
    for (race, name), row in standing.items():
        recorded[race, plan.groups.find_node(("person", row["person_id"]))] = name
    merged = []
    for (race, group), rows in found.items():
        name = recorded.get((race, group))
        kept = [one for one in rows if (race.office, one.name) in plan.groups.kept]
        kept = kept or [one for one in rows if one.name == name]
        first = kept[0] if kept else min(rows, key=lambda one: (one.name, one.file, one.line or 0))
        for other in rows:
            if other is not first:
                _merge(plan, first, other, bool(kept))
        first.name = name or first.name
        merged.append(first)
    return merged


def _merge(plan, first, other, decided):
    """Fill what `first` does not say from `other`; where both say something else, a person says who is right."""
    if first.counties or other.counties:
        return _add(first, other)
    for name, value in other.values.items():
        mine = first.values.get(name)
        if mine is None or mine == "":
            first.values[name] = value
        elif value is not None and value != "" and value != mine and not decided:
            rule = f"{first.name} and {other.name} are one person in one race, with {name} {mine} and {value}"
            hint = 'Write "first" or "second" into the column "keep" of the decisions.'
            plan.total.refused.append(Problem(other.file, other.line, column=name, rule=rule, hint=hint))
    return None


def _add(first, other):
    """Two spellings in one results file: the votes of both are one person's."""
    for mine, more in ((first.counties, other.counties), (first.lines, other.lines)):
        for place, votes in more.items():
            both = (mine.get(place, 0), votes)
            mine[place] = None if None in both else sum(both)
    both = (first.values["votes"], other.values["votes"])
    first.values["votes"] = None if None in both else sum(both)
