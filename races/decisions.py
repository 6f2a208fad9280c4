"""Which printed names are one person: pairs that look alike, what a person decided about them, and their CSV."""

from dataclasses import dataclass
from itertools import chain

from portal.core import csvout, tabular
from portal.core.tabular import Problem, RowChecks, checks
from races import likeness

COLUMNS = ("first", "first_office", "second", "second_office", "likeness", "why", "decision", "keep")
SAME, DIFFERENT = "same", "different"


@dataclass(frozen=True)
class Mention:
    """A name as printed at an office (its slug), with the races it stands in. `person`: the id on record."""

    office: str
    name: str
    races: frozenset = frozenset()
    person: int | None = None

    @property
    def key(self):
        return self.office, self.name


@dataclass(frozen=True)
class Decision:
    """`keep` is "first", "second" or "": whose name, and in one race whose figures, are right."""

    first: tuple
    second: tuple
    same: bool
    keep: str = ""
    file: str = ""
    line: int | None = None

    @property
    def kept(self):
        return self.second if self.keep == "second" else self.first


def suggest(mentions, known=(), apart=frozenset()):
    """Pairs of names that look like one person, likeliest first, as dicts by COLUMNS; nobody is merged.

    `mentions` are the names of the files, `known` those on record elsewhere in the state; a pair within `known`
    is not brought up. `apart` holds pairs of person ids that somebody decided are two.
    """
    everybody = [*mentions, *known]
    found = likeness.pairs([(one.office, one.name, one.races) for one in everybody])
    rows = []
    for score, why, i, j in found:
        first, second = everybody[i], everybody[j]
        ids = {first.person, second.person}
        decided = None not in ids and (len(ids) == 1 or frozenset(ids) in apart)
        if i < len(mentions) and not decided:
            rows.append(dict(zip(COLUMNS, (*_cells(first), *_cells(second), score, why, "", ""), strict=True)))
    return rows


def _cells(mention):
    return mention.name, mention.office


def as_csv(rows):
    """The suggestions, for a person to fill in: `decision` is same or different, `keep` is first or second."""
    return csvout.dumps(rows, COLUMNS)


def read(path):
    """(decisions, problems) of an edited suggestions file; rows without a decision are left open."""
    try:
        table = tabular.read(path, required=("first", "first_office", "second", "second_office", "decision"))
    except tabular.FileRefused as error:
        return [], error.problems
    checked, found = RowChecks(table), []
    for row in table.rows:
        said = checked.cell(row, "decision", checks.one_of, choices=(SAME, DIFFERENT), optional=True)
        keep = ""
        if "keep" in row.cells:
            keep = checked.cell(row, "keep", checks.one_of, choices=("first", "second"), optional=True) or ""
        if said:
            # A cell that begins with = or - left here with an apostrophe before it.
            first, second = ((_own(row.cells[name]), row.cells[f"{name}_office"]) for name in ("first", "second"))
            found.append(Decision(first[::-1], second[::-1], said == SAME, keep, table.name, row.line))
    return found, list(checked.problems)


def _own(text):
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


class Groups:
    """Mentions joined into people by decisions, and by what stands on record: the same person, the same group."""

    def __init__(self, mentions, known, decisions, apart=frozenset()):
        self.people = {one.key: one.person for one in chain(known, mentions)}
        self.parent = {self._node(key): self._node(key) for key in self.people}
        self.decided, self.names, self.kept, self.problems, self.apart = decisions, {}, set(), [], []
        for one in decisions:
            if missing := [key for key in (one.first, one.second) if key not in self.people]:
                rule = f'"{missing[0][1]}" of {missing[0][0]} is neither in these files nor on record'
                self.problems.append(Problem(one.file, one.line, rule=rule, hint="Make the suggestions again."))
            elif one.same:
                self._join(one)
        for one in decisions:
            if not one.same and one.first in self.people and one.second in self.people:
                self._part(one)
        for pair in apart:
            if len({self.find_node(("person", pk)) for pk in pair if ("person", pk) in self.parent}) == 1:
                rule = "people whom somebody decided to be two are joined here"
                self.problems.append(Problem("", rule=rule, hint="Take the row out of the decisions."))

    def _node(self, key):
        return ("person", self.people[key]) if self.people[key] else key

    def find_node(self, node):
        while self.parent.get(node, node) != node:
            node = self.parent[node]
        return node

    def of(self, key):
        """The group of a mention: ("person", id) where on record, else (office, name) of one of its names."""
        return self.find_node(self._node(key))

    def _join(self, decision):
        keep = decision.kept
        other = decision.second if keep == decision.first else decision.first
        top, under = self.of(keep), self.of(other)
        if decision.keep:
            self.kept.add(keep)
        if under[0] == "person" and top[0] != "person":
            top, under = under, top  # who is on record stays
        if top != under:
            self.parent[under] = top
        self.names.setdefault(top, keep[1])

    def _part(self, decision):
        first, second = self.of(decision.first), self.of(decision.second)
        if first == second:
            rule = f'"{decision.first[1]}" and "{decision.second[1]}" are both "same" and "different"'
            self.problems.append(Problem(decision.file, decision.line, column="decision", rule=rule))
        else:
            self.apart.append((first, second))

    def joined_ids(self):
        """(id that stays, id that goes) of people on record whom a decision joins."""
        ids = {pk for pk in self.people.values() if pk}
        return [(top[1], pk) for pk in sorted(ids) if (top := self.find_node(("person", pk))) != ("person", pk)]
