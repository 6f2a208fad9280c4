"""From what a reader types to the offices that serve them. Nothing of it is stored or logged.

Names are compared here and not by the database: 3,200 of them are quick to go through, every database then
forgives the same accents, capitals and missing "County", and no typed text ever becomes part of a query.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from races.models import County, Office, State

LONGEST = 200
MOST = 25
LEAST_LETTERS = 3
ZIP = re.compile(r"(?<!\d)(\d{5})(?:-\d{4})?(?!\d)", re.ASCII)
# What people add to a place's own name, in front and behind.
BEFORE = frozenset(("county", "parish", "condado", "parroquia", "distrito"))
OF = frozenset(("of", "de"))
BEHIND = frozenset((
    "county", "counties", "parish", "borough", "census", "area", "municipality", "judicial", "circuit", "district",
    "attorney", "attorneys", "states", "commonwealths", "prosecuting", "prosecutor", "prosecutors", "da", "office",
))  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """One office and why it is an answer: counties of it that were meant, or its own name."""

    office: Office
    served: list
    by_name: bool


@dataclass(frozen=True)
class Found:
    """`without_office`: counties that were meant and that no office on record is known to serve."""

    zip_code: str = ""
    states: list[State] = field(default_factory=list)
    offices: list[Hit] = field(default_factory=list)
    without_office: list[County] = field(default_factory=list)
    more: bool = False

    @property
    def nothing(self):
        return not (self.zip_code or self.states or self.offices or self.without_office)


def find(typed):
    """What the text may mean: a county or an office, with or without its state, or a state. Never raises."""
    typed = typed[:LONGEST]
    if code := zip_in(typed):
        return Found(zip_code=code)
    words = plain(typed).split()
    if not words:
        return Found()
    all_states = list(State.objects.all())
    place, state = _split_state(words, all_states)
    counties, offices = _named(place, state)
    if state and not (counties or offices):
        # "Washington" and "Oklahoma County" are places too.
        counties, offices = _named(words, None)
    states = [state] if state and not place else []
    more = len(counties) > MOST or len(offices) > MOST
    return _found(states, counties[:MOST], offices[:MOST], more)


def zip_in(typed):
    """The ZIP code in the text, without its four extra digits; "" where there is none."""
    match = ZIP.search(typed)
    return match[1] if match else ""


def repeatable(typed):
    """What a page may show again of the text: of an address only its ZIP code, of other text with digits
    nothing, else the text."""
    if code := zip_in(typed):
        return code
    text = " ".join(typed.split())
    return text[:80] if text.isprintable() and not any(letter.isdigit() for letter in text) else ""


def plain(text):
    """Lower case, no accents or punctuation, "Saint" as "St": "St. Mary's, MD" -> "st marys md"."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = re.findall(r"\w+", re.sub(r"['’`]", "", text))
    return " ".join("st" if word == "saint" else word for word in words)


def _split_state(words, states):
    """The words before a state's name or code at the end, and that state; a code alone is no place name."""
    for state in states:
        name = plain(state.name).split()
        if words[-len(name) :] == name:
            return words[: -len(name)], state
    by_code = {state.code: state for state in states}
    if words[-1] in by_code:
        return words[:-1], by_code[words[-1]]
    return words, None


def _own_name(words):
    """The place's own name as one run of letters: "Condado de Cook", "cook county" -> "cook"."""
    words = list(words)
    if len(words) > 1 and words[0] in BEFORE:
        words.pop(0)
        if len(words) > 1 and words[0] in OF:
            words.pop(0)
    while len(words) > 1 and words[-1] in BEHIND:
        words.pop()
    return "".join(words)


def _named(words, state):
    """Ids of the counties and offices of that name, the best kind of likeness only: the very name, else names
    that begin with it, else names that contain it."""
    wanted = _own_name(words)
    if not wanted:
        return [], []
    counties, offices = County.objects.current(), Office.objects.current()
    if state:
        counties, offices = counties.filter(state=state), offices.filter(state=state)
    places = [(pk, False, plain(name)) for pk, name in counties.values_list("pk", "name")]
    places += [(pk, True, plain(name)) for pk, name in offices.values_list("pk", "district")]
    names = [(pk, is_office, _own_name(name.split())) for pk, is_office, name in places]
    tests = [lambda name: name == wanted]
    if len(wanted) >= LEAST_LETTERS:
        tests += [lambda name: name.startswith(wanted), lambda name: wanted in name]
    for test in tests:
        hits = [(pk, is_office) for pk, is_office, name in names if test(name)]
        if hits:
            return [pk for pk, office in hits if not office], [pk for pk, office in hits if office]
    return [], []


def _found(states, counties, offices, more):
    hits, served = [], set()
    for office in Office.objects.answering(counties, offices):
        matching = [link for link in office.office_counties.all() if link.county_id in counties]
        served.update(link.county_id for link in matching)
        hits.append(Hit(office, matching, office.pk in offices))
    without = County.objects.filter(pk__in=[pk for pk in counties if pk not in served]).select_related("state")
    return Found("", states, hits, list(without.order_by("state__name", "name")), more)
