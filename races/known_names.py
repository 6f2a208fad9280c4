"""Every name that find knows, kept as plain text in this process, and what a typed name may mean.

Names are compared here and not by the database: every database then forgives the same accents, capitals and
typing errors, and no typed text ever becomes part of a query.
"""

import time
from collections import defaultdict
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.core.models import AuditEntry
from races.models import Candidacy, County, Office, PersonName, State, Tenure
from races.typed import own_name, plain

LEAST_LETTERS = 3
# A change by another process is seen at once, but for writes that overlap: those after this many seconds.
LIFETIME = 300
_kept = {}


@dataclass(frozen=True)
class Place:
    """A county or an office: `own` is its name without words such as "County", `full` with them."""

    pk: int
    is_office: bool
    state: int
    own: str
    full: str


@dataclass
class Matches:
    """Ids of what a name may mean. `guessed`: no name is like it letter by letter, these are close to it."""

    counties: list[int] = field(default_factory=list)
    offices: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    guessed: bool = False

    def __bool__(self):
        return bool(self.counties or self.offices or self.people)


def current():
    """The names as they are now: read again once anything on record changed, which one small query tells."""
    newest = AuditEntry.objects.order_by("-pk").values_list("pk", "at").first()
    kept = _kept.get("names")
    if kept and newest and kept[0] == newest and time.monotonic() - kept[1] < LIFETIME:
        return kept[2]
    names = Names(_states(), _places(), _people())
    _kept["names"] = (newest, time.monotonic(), names)
    return names


def _states():
    """(words of the name, code, id), the longest name first: "West Virginia" is not in Virginia."""
    rows = [(plain(name).split(), code, pk) for name, code, pk in State.objects.values_list("name", "code", "pk")]
    return sorted(rows, key=lambda row: -len(row[0]))


def _places():
    counties = County.objects.values_list("pk", "state_id", "name", "kind")
    rows = [(pk, False, state, plain(name).split(), plain(f"{name} {kind}")) for pk, state, name, kind in counties]
    offices = Office.objects.current().values_list("pk", "state_id", "district")
    rows += [(pk, True, state, plain(name).split(), plain(name)) for pk, state, name in offices]
    return [
        Place(pk, office, state, own_name(words), full.replace(" ", "")) for pk, office, state, words, full in rows
    ]


def _people():
    """Person id -> (ids of states, spellings as tuples of words), of holders and candidates only."""
    holders = Tenure.objects.current().values_list("person_id", "office__state_id", "person__name")
    running = Candidacy.objects.values_list("person_id", "race__office__state_id", "person__name", "ballot_name")
    found = {}
    for pk, state, *names in [*holders, *running]:
        states, spellings = found.setdefault(pk, (set(), set()))
        states.add(state)
        spellings.update(tuple(plain(name).split()) for name in names)
    for pk, name in PersonName.objects.values_list("person_id", "name"):
        if pk in found:
            found[pk][1].add(tuple(plain(name).split()))
    return found


class Names:
    def __init__(self, states, places, people):
        self.states, self.places, self.people = states, places, people
        self.by_full = _together((place.full, place) for place in places)
        self.by_own = _together((place.own, place) for place in places)
        self.by_word = _together(
            (word, pk) for pk, (_, spellings) in people.items() for words in spellings for word in words
        )
        self.spellings = [
            (pk, words, "".join(word for word in words if len(word) > 1))
            for pk, (_, spellings) in people.items()
            for words in spellings
        ]

    def split_state(self, words):
        """The words before a state's name or code at the end, and that state's id; a code alone is no place."""
        for name, _, pk in self.states:
            if words[-len(name) :] == name:
                return words[: -len(name)], pk
        for _, code, pk in self.states:
            if words[-1] == code:
                return words[:-1], pk
        return words, None

    def guess_state(self, words):
        """The same for a name at the end that is one or two letters off; (words, None) where none is."""
        for length in (1, 2, 3):
            typed = "".join(words[-length:])
            names = ["".join(name) for name, _, _ in self.states]
            close = process.extractOne(typed, names, scorer=OSA.distance, score_cutoff=errors(typed, most=2))
            if close and len(words) >= length and len(typed) > LEAST_LETTERS:
                return words[:-length], self.states[close[2]][2]
        return words, None

    def search(self, words, state=None):
        """The best kind of likeness only: the very name, else names that begin with it, else names that contain
        it. People whose name has all the words are meant too, whatever places are."""
        own, joined = own_name(words), "".join(words)
        if not own:
            return Matches()
        people = self._people(words, state, lambda word: self.by_word.get(word, []))
        for hits in self._likenesses(own, joined):
            if hits := [place for place in hits if state in (None, place.state)]:
                return _matches(hits, people)
        if not people:
            people = self._people(words, state, self._beginning)
        return _matches([], people)

    def _likenesses(self, own, joined):
        yield self.by_full.get(joined) or self.by_full.get(own, [])
        yield self.by_own.get(own, [])
        if len(own) >= LEAST_LETTERS:
            yield [place for name, places in self.by_own.items() if name.startswith(own) for place in places]
            yield [place for name, places in self.by_own.items() if own in name for place in places]

    def guess(self, words, state=None):
        """Names a few letters away, the closest only: one error in up to 5 letters, two in up to 9, else three."""
        own, joined = own_name(words), "".join(words)
        if len(own) < LEAST_LETTERS or not own.isalpha():
            return Matches()  # another number is another place
        places = self._places(state)
        people = [row for row in self.spellings if state is None or state in self.people[row[0]][0]]
        owns, fulls = [place.own for place in places], [place.full for place in places]
        # A single word is more often a last name than a whole one.
        spelled = ["".join(spelling[-1:]) if len(words) == 1 else letters for _, spelling, letters in people]
        most = errors(own)
        close = [(n, "place", at) for at, n in _within(own, owns, most) + _within(joined, fulls, most)]
        close += [(n, "person", at) for at, n in _within(joined, spelled, most)]
        least = min((n for n, _, _ in close), default=None)
        hits = {places[at] for n, kind, at in close if n == least and kind == "place"}
        found = {people[at][0] for n, kind, at in close if n == least and kind == "person"}
        matches = _matches(hits, sorted(found))
        matches.guessed = True
        return matches

    def _places(self, state):
        return self.places if state is None else [place for place in self.places if place.state == state]

    def _people(self, words, state, called):
        """People of whose names each typed word is one, by `called`; a word of one letter is no name."""
        if max(map(len, words)) < LEAST_LETTERS:
            return []
        found = set.intersection(*(set(called(word)) for word in words))
        return sorted(pk for pk in found if state is None or state in self.people[pk][0])

    def _beginning(self, typed):
        return [pk for word, people in self.by_word.items() if word.startswith(typed) for pk in people]


def _together(pairs):
    """Name -> what is called so; no defaultdict, which would keep each typed name that it is asked for."""
    found = defaultdict(list)
    for name, one in pairs:
        found[name].append(one)
    return dict(found)


def errors(text, most=3):
    """How many typing errors are forgiven in a name of this length."""
    return min(most, 1 if len(text) < 6 else 2 if len(text) < 10 else 3)


def _within(typed, names, most):
    """(index, errors) of the names at most that far from what was typed."""
    found = process.extract(typed, names, scorer=OSA.distance, score_cutoff=most, limit=None)
    return [(at, int(n)) for _, n, at in found]


def _matches(places, people):
    counties = [place.pk for place in places if not place.is_office]
    return Matches(counties, [place.pk for place in places if place.is_office], people)
