"""Results files -> one line of votes for each candidate and county. Reads no database, writes nothing."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from portal.core import csvout
from portal.core.tabular import RowChecks, checks
from races.names import word_key

CONTEST = "District Attorney"
PRECINCT_UNUSED = {"", "not available"}
COMPACT = ("circuit", "county", "name", "party", "votes")
OPENELECTIONS = ("county", "office", "district", "party", "candidate")
# What the tables hold, in characters; and more votes than any county has people.
LONGEST = {"district": 80, "circuit": 80, "candidate": 160, "name": 160, "party": 80}
MOST_VOTES = 50_000_000
# Rows that are no person. The file kinds read today have none, so one that does is looked at by a person first.
NO_PERSON = {
    "total",
    "totals",
    "total votes",
    "write-in",
    "write-ins",
    "writein",
    "over votes",
    "under votes",
    "blank",
}


@dataclass(frozen=True)
class VoteLine:
    line: int
    circuit: str
    county: str
    name: str
    party: str
    votes: int


def read_openelections(table):
    """Lines of one contest in an OpenElections county file, the problems found, and notes for the reader.

    Votes are the `votes` column where there is one, else the sum of every column whose name ends in `_votes`.
    """
    checked = RowChecks(table)
    parts = ["votes"] if "votes" in table.columns else [c for c in table.columns if c.endswith("_votes")]
    if not parts:
        checked.problems.add("has no column of votes", hint='Expected "votes", or columns that end in "_votes".')
    lines = []
    for row in table.rows:
        if row.cells["office"] != CONTEST:
            continue
        if row.cells.get("precinct", "") not in PRECINCT_UNUSED:
            checked.fault(row, "precinct", "names a precinct", "Import the county file, not the precinct file.")
            continue
        counts = [checked.cell(row, part, checks.whole_number, maximum=MOST_VOTES) for part in parts]
        line = _line(checked, row, row.cells["district"], row.cells["candidate"], counts)
        if line:
            lines.append(line)
    if not lines and not checked.problems:
        checked.problems.add(f'has no row whose office is "{CONTEST}"')
    lines, notes = mend_districts(lines)
    return lines, list(checked.problems), notes


def read_compact(table):
    """Lines of the compact file that the project ships (columns circuit, county, name, party, votes)."""
    checked = RowChecks(table)
    lines = []
    for row in table.rows:
        counts = [checked.cell(row, "votes", checks.whole_number, maximum=MOST_VOTES)]
        if line := _line(checked, row, row.cells["circuit"], row.cells["name"], counts):
            lines.append(line)
    lines, notes = mend_districts(lines)
    return lines, list(checked.problems), notes


def _line(checked, row, circuit, name, counts):
    """The row as a VoteLine, or None after its faults were noted."""
    column = "candidate" if "candidate" in row.cells else "name"
    district = "district" if "district" in row.cells else "circuit"
    faults = len(checked.problems)
    if not circuit:
        checked.fault(row, district, "the district is empty")
    if not name:
        checked.fault(row, column, "the candidate is empty")
    elif name.casefold() in NO_PERSON:
        checked.fault(row, column, "is a total or no person", "Take such rows out of the file.")
    if row.cells["county"].isdigit():  # a FIPS code in place of the name
        checked.cell(row, "county", checks.fips)
    for label, most in LONGEST.items():
        if len(row.cells.get(label, "")) > most:
            checked.fault(row, label, f"is longer than {most} characters")
    if faults < len(checked.problems) or any(count is None for count in counts):
        return None
    return VoteLine(row.line, circuit, row.cells["county"], name, row.cells["party"], sum(counts))


def mend_districts(lines):
    """One spelling for districts that differ only in the order of their words; each mending is reported."""
    spellings = defaultdict(Counter)
    for line in lines:
        spellings[word_key(line.circuit)][line.circuit] += 1
    # The usual form ends in the kind of district; else the spelling with most rows.
    best = {
        key: max(counts, key=lambda name: (name.endswith("Judicial Circuit"), counts[name], name))
        for key, counts in spellings.items()
    }
    mended, notes = [], []
    for line in lines:
        right = best[word_key(line.circuit)]
        if right != line.circuit:
            notes.append(f'line {line.line} ({line.county}): "{line.circuit}" is read as "{right}"')
        mended.append(replace(line, circuit=right))
    return mended, notes


def compact(lines):
    """The lines as the compact CSV that ships with the project, byte for byte the same for the same votes."""
    rows = sorted((line.circuit, line.county, line.name, line.party, line.votes) for line in lines)
    return csvout.dumps(rows, COMPACT)


def totals(lines):
    """(circuit, name) -> votes over all its counties."""
    votes = Counter()
    for line in lines:
        votes[line.circuit, line.name] += line.votes
    return votes


def outcomes(votes):
    """name -> "won", "lost" or "tied" for one race with one seat, by most votes."""
    most = max(votes.values())
    first = [name for name, count in votes.items() if count == most]
    return {
        name: ("lost" if count < most else "won" if len(first) == 1 else "tied") for name, count in votes.items()
    }
