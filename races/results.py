"""Results files -> one line of votes for each candidate, party and place. Reads no database, writes nothing."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

from portal.core import csvout
from portal.core.tabular import RowChecks, checks
from races import ballots
from races.names import word_key

COMPACT = ("circuit", "county", "name", "party", "votes")
OPENELECTIONS = ("county", "office", "candidate")
# What the tables hold, in characters; and more votes than any county has people.
LONGEST = {"district": 80, "circuit": 80, "candidate": 160, "name": 160, "party": 80}
MOST_VOTES = 50_000_000
PRECINCT_UNUSED = {"not available", "n/a", "all"}
# Columns of one way of voting each, beside those that end in "_votes".
MODES = (
    "early_voting early election_day mail mail_in absentee provisional limited advance advanced in_person polls "
    "machine emergency military overseas affidavit paper one_stop curbside absentee_mail"
)
USUAL = ("county", "office", "district", "party", "candidate", "precinct", "winner", "total_votes")
ELECTION_COLUMNS = ("election_date", "date", "election", "election_name", "election_type", "stage")
# A count that its publisher keeps back: missing, never zero.
WITHHELD = re.compile(r"\*+|[-–—]+|n/?a|s|\(?x\)?|<\s*\d+|suppressed|withheld|", re.IGNORECASE)

UNEXPIRED = re.compile(r"\bun ?-?expired\b|\bshort term\b|\bpartial term\b", re.IGNORECASE)
YES_OR_NO = {"yes", "no", "for", "against", "retain"}

read_name = lru_cache(maxsize=10_000)(ballots.read_name)
read_office = lru_cache(maxsize=10_000)(ballots.read_office)


@dataclass(frozen=True)
class VoteLine:
    """Votes of one name on one party's line in one place; None where withheld.

    `circuit` is "" where the file names no district. `precinct` is "" in a row for a whole county, and `total`
    says that the row calls itself so. `kind` is that of races.ballots: a person, or write-ins, blanks, nobody.
    """

    line: int
    circuit: str
    county: str
    name: str
    party: str
    votes: int | None
    title: str = ""
    precinct: str = ""
    total: bool = False
    kind: str = ballots.PERSON
    incumbent: bool | None = None
    write_in: bool = False


def read_openelections(table, day=None):
    """Lines of the prosecutors' contests in an OpenElections file by county or precinct, problems, and notes.

    Votes are the `votes` column, else the sum of the columns of the ways of voting. `day` is the election that
    the file must be about, where it says so.
    """
    checked, reader = RowChecks(table), _Reader(table)
    if not reader.whole and not reader.parts:
        hint = 'Expected "votes", or columns that end in "_votes".'
        checked.problems.add("has no column of votes", hint=hint)
    lines = []
    for row in table.rows:
        office = read_office(row.cells["office"])
        if office and (line := reader.line(checked, row, office, day)):
            lines.append(line)
    if not lines and not checked.problems:
        checked.problems.add('has no row whose office is a prosecutor, such as "District Attorney"')
    lines, notes = mend_districts(lines)
    return lines, list(checked.problems), notes + reader.notes()


def read_compact(table, day=None):
    """Lines of the compact file that the project ships (columns circuit, county, name, party, votes)."""
    checked, reader = RowChecks(table), _Reader(table, whole="votes", name="name", district="circuit")
    lines = [line for row in table.rows if (line := reader.line(checked, row, ("", ""), day))]
    lines, notes = mend_districts(lines)
    return lines, list(checked.problems), notes + reader.notes()


class _Reader:
    """Reads rows of one table, and remembers what a person should know about how they were read."""

    def __init__(self, table, whole=None, name="candidate", district="district"):
        self.name, self.district = name, district
        named = {re.sub(r"\W+", "_", column.lower()): column for column in table.columns}
        self.whole = whole or named.get("votes") or named.get("total_votes")
        self.parts = [
            column
            for low, column in named.items()
            if column != self.whole and low != "total_votes" and (low.endswith("_votes") or low in MODES.split())
        ]
        # Without a total, a way of voting that we do not know by name would be missing from the sum.
        self.strange = (
            [] if self.whole else [c for low, c in named.items() if c not in self.parts and low not in USUAL]
        )
        self.numbers = set()
        self.election = [column for low, column in named.items() if low in ELECTION_COLUMNS]
        self.seen, self.said, self.terms = {}, {}, {}
        self.withheld, self.left_out, self.unequal = [], Counter(), []

    def line(self, checked, row, office, day):
        """The row as a VoteLine, or None after its faults were noted or it was left out."""
        cells, faults = row.cells, len(checked.problems)
        self._one_election(checked, row, day)
        self._one_contest(checked, row, office)
        printed = read_name(cells[self.name])
        if ballots.is_total_place(cells["county"]) or printed.kind == ballots.TOTAL:
            self.left_out["rows of totals"] += 1
            return None
        self._check(checked, row, printed)
        votes = self._votes(checked, row)
        if faults < len(checked.problems):
            return None
        if printed.name != cells[self.name]:
            said = f'line {row.line}: "{cells[self.name]}" is read as "{printed.name}"'
            self.said.setdefault(cells[self.name], said + (" (write-in)" if printed.write_in else ""))
        precinct = ballots.mend(cells.get("precinct") or cells.get("ward") or "")
        total = precinct.lower() in PRECINCT_UNUSED or ballots.is_total_place(precinct)
        district = ballots.mend(cells.get(self.district, "")) or office[1]
        return VoteLine(
            row.line, district, ballots.mend(cells["county"]), printed.name,
            ballots.mend(cells.get("party", "")) or printed.party, votes, office[0], "" if total else precinct,
            total and bool(precinct), printed.kind, printed.incumbent, printed.write_in,
        )  # fmt: skip

    def _one_election(self, checked, row, day):
        for column in self.election:
            value = row.cells[column]
            first = self.seen.setdefault(column, (value, row.line))
            if value != first[0]:
                rule = f'is another election than "{first[0]}" in line {first[1]}; a file holds one election'
                checked.fault(row, column, rule, "Split the file by election.")
            elif day and re.fullmatch(r"\d{4}-\d\d-\d\d", value) and value != day.isoformat():
                checked.fault(row, column, f"is not the election of {day}", "Give --date as the file says.")

    def _one_contest(self, checked, row, office):
        """A full term and the rest of one are two contests, with winners of their own."""
        cells = row.cells
        rest = bool(UNEXPIRED.search(cells.get("office", "")))
        place = (ballots.plain(cells["county"]), *office, ballots.plain(cells.get(self.district, "")))
        first = self.terms.setdefault(place, (rest, row.line))
        if rest != first[0]:
            rule = f"is another contest than in line {first[1]}: one of them is for the rest of a term"
            checked.fault(row, "office", rule, "Split the file by contest.")

    def _check(self, checked, row, printed):
        if not printed.name:
            checked.fault(row, self.name, "the candidate is empty")
        elif ballots.plain(printed.name) in YES_OR_NO:
            rule = "is an answer to a yes-or-no vote and no candidate"
            checked.fault(row, self.name, rule, "Enter a retention or recall vote by hand.")
        if not row.cells["county"]:
            checked.fault(row, "county", "the county is empty")
        elif row.cells["county"].isdigit():  # a FIPS code in place of the name
            checked.cell(row, "county", checks.fips)
        if self.name == "name" and not row.cells[self.district]:
            checked.fault(row, self.district, "the district is empty")
        for label, most in LONGEST.items():
            if len(row.cells.get(label, "")) > most:
                checked.fault(row, label, f"is longer than {most} characters")

    def _votes(self, checked, row):
        """The row's votes; None where the publisher keeps them, or a part of them, back."""
        self.numbers.update(name for name in self.strange if row.cells[name].isdigit())
        parts = [self._count(checked, row, part) for part in self.parts]
        given = [part for part in parts if part is not None]
        if self.whole and not (row.cells[self.whole] == "" and given):
            votes = self._count(checked, row, self.whole)
            if votes is not None and given and len(given) == len(parts) and 0 != sum(given) != votes:
                self.unequal.append((row.line, votes, sum(given)))
        else:
            # An empty part is a way of voting that this place does not report apart; a "*" is a secret.
            votes = sum(given) if given and not any(self._hidden(row, part) for part in self.parts) else None
        if votes is None:
            self.withheld.append(row.line)
        return votes

    def _hidden(self, row, column):
        return row.cells[column] != "" and bool(WITHHELD.fullmatch(row.cells[column]))

    def _count(self, checked, row, column):
        if WITHHELD.fullmatch(row.cells[column]):
            return None
        whole = re.sub(r"(?<=\d)\.0+$", "", row.cells[column])  # 12.0, as some programs write 12
        cells = row._replace(cells=row.cells | {column: whole})
        return checked.cell(cells, column, checks.whole_number, maximum=MOST_VOTES)

    def notes(self):
        notes = list(self.said.values())
        if self.withheld:
            places = ", ".join(map(str, self.withheld[:10])) + (" ..." if len(self.withheld) > 10 else "")
            notes.append(f"no count is given in {len(self.withheld):,} rows (line {places}): missing, not zero")
        notes += [f'column "{name}" holds numbers and is not counted as votes' for name in sorted(self.numbers)]
        notes += [f"{count:,} {what} are left out" for what, count in self.left_out.items()]
        notes += [
            f"line {line}: votes are {votes:,}, its parts add up to {parts:,}"
            for line, votes, parts in self.unequal
        ]
        return notes


def mend_districts(lines):
    """One spelling for districts that differ only in the order of their words; each mending is reported."""
    spellings = defaultdict(Counter)
    for line in lines:
        if line.circuit:
            spellings[word_key(line.circuit)][line.circuit] += 1
    # The usual form ends in the kind of district; else the spelling with most rows.
    best = {
        key: max(counts, key=lambda name: (name.endswith("Judicial Circuit"), counts[name], name))
        for key, counts in spellings.items()
    }
    mended, notes = [], {}
    for line in lines:
        right = best[word_key(line.circuit)] if line.circuit else ""
        if right != line.circuit:
            where = f'"{line.circuit}" is read as "{right}"'
            notes.setdefault((line.county, line.circuit), f"line {line.line} ({line.county}): {where}")
        mended.append(replace(line, circuit=right))
    return mended, list(notes.values())


def compact(lines):
    """The lines as the compact CSV that ships with the project, byte for byte the same for the same votes."""
    rows = sorted((line.circuit, line.county, line.name, line.party, line.votes) for line in lines)
    return csvout.dumps(rows, COMPACT)


def totals(lines):
    """(circuit, name) -> votes over all its counties; None where any of them is not given."""
    votes = defaultdict(list)
    for line in lines:
        votes[line.circuit, line.name].append(line.votes)
    return {key: added(counts) for key, counts in votes.items()}


def added(counts):
    """The sum; None as soon as one count is not given, for the rest is no total."""
    counts = list(counts)
    return None if None in counts else sum(counts)


def outcomes(votes):
    """name -> "won", "lost" or "tied" for one race with one seat, by most votes; "unknown" if one is missing."""
    if None in votes.values():
        return dict.fromkeys(votes, "unknown")
    most = max(votes.values())
    first = [name for name, count in votes.items() if count == most]
    return {
        name: ("lost" if count < most else "won" if len(first) == 1 else "tied") for name, count in votes.items()
    }
