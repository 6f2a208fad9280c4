"""From what a reader types to the offices that serve them. Nothing of it is stored or logged.

A typed name is compared in this process (known_names.py). Of a ZIP code the database is told three digits.
"""

import re
from dataclasses import dataclass, field

from django.db.models import F

from races import known_names, typed
from races.models import Candidacy, County, Office, Person, State, Tenure, ZipCounty

MOST = 25
FIPS = re.compile(r"[0-9]{5}")


@dataclass(frozen=True)
class Hit:
    """One office and why it is an answer: counties of it that were meant, or its own name."""

    office: Office
    served: list
    by_name: bool


@dataclass(frozen=True)
class PersonHit:
    """A person, the office they hold by a dated source, and their newest run; one of the two can be None."""

    person: Person
    tenure: Tenure | None
    candidacy: Candidacy | None


@dataclass(frozen=True)
class Found:
    """What a text may mean. Of a ZIP code: `counties` its area lies in; where it has none, `near`, the states
    of the other ZIP codes with its first three digits.

    `without_office`: counties that were meant and that no office on record is known to serve. `guessed`: none
    of the names is what was typed, they are close to it. `fallback`: only the state was understood.
    """

    zip_code: str = ""
    near: list[State] = field(default_factory=list)
    counties: list[County] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    offices: list[Hit] = field(default_factory=list)
    without_office: list[County] = field(default_factory=list)
    people: list[PersonHit] = field(default_factory=list)
    more: bool = False
    guessed: bool = False
    fallback: bool = False

    @property
    def nothing(self):
        return not (self.zip_code or self.states or self.offices or self.without_office or self.people)


def find(text):
    """What the text may mean: a ZIP code alone or at its end, a county, an office or a person, with or without
    the state, or a state. Never raises."""
    text = typed.cut(text)
    if code := typed.zip_in(text):
        return _by_zip(code)
    words = typed.plain(text).split()
    return _by_name(words) if words else Found()


def find_county(fips):
    """The offices of one county, chosen from a list; nothing for a code that is no county's."""
    # Digits alone: PostgreSQL refuses a NUL in a text.
    known = County.objects.filter(fips=fips).values_list("pk", flat=True) if FIPS.fullmatch(fips) else ()
    return _found(list(known), [])


def _by_zip(code):
    rows = list(ZipCounty.objects.near(code))
    counties = [county for area, county, _ in rows if area == code]
    if not counties:
        near = State.objects.filter(pk__in={state for _, _, state in rows})
        return Found(zip_code=code, near=list(near))
    return _found(counties, [], zip_code=code)


def _by_name(words):
    names = known_names.current()
    place, state = names.split_state(words)
    matches = names.search(place, state)
    if not matches and state:
        # "Washington" and "Oklahoma County" are places too.
        matches = names.search(words)
    if not matches and not (state and not place):
        matches = names.guess(place, state)
    if not matches and not state:
        place, state = names.guess_state(words)
        matches = names.search(place, state) or names.guess(place, state)
        matches.guessed = True
    alone = state is not None and (not place or not matches)
    states = list(State.objects.filter(pk=state)) if alone else []
    return _found(
        matches.counties,
        matches.offices,
        people=matches.people,
        states=states,
        guessed=matches.guessed,
        fallback=bool(states and place),
    )


def _found(counties, offices, people=(), **more):
    """`counties`, `offices` and `people` are ids; the first 25 of each are read."""
    cut = max(len(counties), len(offices), len(people)) > MOST
    counties, offices = counties[:MOST], offices[:MOST]
    hits, meant = [], {}
    for office in Office.objects.answering(counties, offices) if counties or offices else ():
        matching = [link for link in office.office_counties.all() if link.county_id in counties]
        meant |= {link.county_id: link.county for link in matching}
        hits.append(Hit(office, matching, office.pk in offices))
    missing = [pk for pk in counties if pk not in meant]
    without = list(County.objects.named(missing)) if missing else []
    meant = sorted([*meant.values(), *without], key=lambda county: (county.state.name, county.name))
    return Found(
        counties=meant, offices=hits, without_office=without, people=_people(people[:MOST]), more=cut, **more
    )


def _people(ids):
    """By last name. `candidacy.has_page`: whether its page is public."""
    if not ids:
        return []
    people, holding, runs = {}, {}, {}
    for tenure in Tenure.objects.current().filter(person__in=ids).select_related("office__state"):
        people[tenure.person_id] = tenure.person
        holding[tenure.person_id] = tenure
    every = Candidacy.objects.filter(person__in=ids).annotate(has_page=F("page__live"))
    every = every.select_related("person", "race__office__state", "race__election")
    for candidacy in every.order_by("-race__election__date", "-pk"):
        people[candidacy.person_id] = candidacy.person
        runs.setdefault(candidacy.person_id, candidacy)
    hits = [PersonHit(person, holding.get(pk), runs.get(pk)) for pk, person in people.items()]
    return sorted(hits, key=lambda hit: (hit.person.sort_name, hit.person.pk))


def suggested():
    """State code -> its name, then its counties and the offices that are not called after one of them: what a
    browser may suggest while somebody types."""
    names = {}
    for pk, code, name in State.objects.values_list("pk", "code", "name"):
        names[pk] = code, {name: None}
    for county in County.objects.current().defer("shape"):
        names[county.state_id][1][str(county)] = None
    for state, district in Office.objects.current().values_list("state", "district"):
        names[state][1][district] = None
    return {code: list(places) for code, places in names.values()}
