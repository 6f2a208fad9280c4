"""Tables of candidates -> one row for each name in a race. Reads no database, writes nothing."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial

from portal.core.tabular import RowChecks, checks
from races import ballots
from races.models import Candidacy, Election, Race
from races.models.candidacy import LEFT_THE_RACE
from races.results import MOST_VOTES, WITHHELD

YES_NO = {"yes": True, "no": False}
_number = partial(checks.whole_number, maximum=MOST_VOTES)
_share = partial(checks.decimal_number, minimum=0, maximum=100)


def _of(choices):
    return partial(checks.one_of, choices=choices.values)


# column: (field of the candidacy, how its cell is read). docs/DATA.md describes them for those who fill them in.
CANDIDACY = {
    "party": ("party", None),
    "designation": ("designation", None),
    "ballot_order": ("ballot_order", partial(checks.whole_number, minimum=1, maximum=999)),
    "incumbent": ("incumbent", partial(checks.one_of, choices=YES_NO)),
    "incumbent_how": ("incumbent_how", _of(Candidacy.IncumbentHow)),
    "status": ("status", _of(Candidacy.Status)),
    "status_date": ("status_date", checks.iso_date),
    "status_source_url": ("status_source_url", checks.url),
    "status_source_title": ("status_source_title", None),
    "votes": ("votes", _number),
    "share": ("vote_share", _share),
    "outcome": ("outcome", _of(Candidacy.Outcome)),
    "outcome_note": ("outcome_note", None),
    "source_url": ("source_url", checks.url),
    "source_title": ("source_title", None),
    "source_date": ("source_date", checks.iso_date),
}
REQUIRED = ("office", "date", "kind", "name")
SOURCE = ("source_url", "source_title")
LONGEST = {
    "name": 160, "party": 80, "designation": 160, "status_source_url": 500, "status_source_title": 255,
    "outcome_note": 200, "source_url": 500, "source_title": 255, "primary_party": 40, "seat": 60, "office": 120,
}  # fmt: skip


@dataclass
class CandidateRow:
    """A name in a race as a file gives it. `values` holds only what the file says, by field of the candidacy.

    `fresh` holds only for a candidacy that is not on record yet. `kind` is that of races.ballots: a person,
    write-ins or blanks. `office` is a slug, a district or a county.
    """

    line: int
    office: str
    date: date
    election: str
    name: str
    values: dict
    party: str = ""
    seat: str = ""
    kind: str = ballots.PERSON
    result_status: str = ""
    notes: list = field(default_factory=list)
    fresh: dict = field(default_factory=dict)


def read_candidates(table, state, with_source=True):
    """(rows, problems, notes) of the project's own columns. `state`: the code that every row must be of.

    `with_source`: whether each row must name its source.
    """
    checked, rows, notes = RowChecks(table), [], []
    given = [(column, *CANDIDACY[column]) for column in table.columns if column in CANDIDACY]
    for row in table.rows:
        faults = len(checked.problems)
        if state and row.cells.get("state", "") not in ("", state, state.upper()):
            checked.fault(row, "state", f'is another state than "{state}"; a file holds one', "Split the file.")
        values = {}
        for column, name, check in given:
            _read_cell(checked, row, column, name, check, values)
        found = _race_of(checked, row, values)
        _check_together(checked, row, values, with_source)
        for column, most in LONGEST.items():
            if len(row.cells.get(column, "")) > most:
                checked.fault(row, column, f"is longer than {most} characters")
        if faults == len(checked.problems):
            rows.append(found)
            notes += [f"line {row.line}: {note}" for note in found.notes]
    unknown = [name for name in table.columns if name not in {*CANDIDACY, *LONGEST, *REQUIRED, *KNOWN}]
    notes += [f'column "{name}" is not one that is read' for name in unknown]
    return rows, list(checked.problems), notes


KNOWN = ("state", "result_status")


def _read_cell(checked, row, column, name, check, values):
    """An empty cell says nothing, and what is on record stays; a "*" says that the count is withheld."""
    text = row.cells[column]
    if column in ("votes", "share") and text and WITHHELD.fullmatch(text):
        values[name] = None
        values["votes_note"] = "Not given by the source."
    elif text and check:
        found = checked.cell(row, column, check)
        values[name] = YES_NO.get(found) if column == "incumbent" else found
    elif text:
        values[name] = ballots.mend(text)


def _race_of(checked, row, values):
    """The row as a CandidateRow; faults of what names its race are noted."""
    cells = row.cells
    printed = ballots.read_name(cells["name"])
    if not printed.name:
        checked.fault(row, "name", "the name is empty")
    elif printed.kind in (ballots.TOTAL, ballots.NOBODY):
        checked.fault(row, "name", "is a total or no person", "Take such rows out of the file.")
    if not cells["office"]:
        checked.fault(row, "office", "the office is empty", "Give its short name, its district or its county.")
    day = checked.cell(row, "date", checks.iso_date)
    kind = checked.cell(row, "kind", checks.one_of, choices=Election.Kind.values)
    party = ballots.party_name(cells.get("primary_party", ""))
    if party and kind not in ("primary", "runoff"):
        checked.fault(row, "primary_party", f"is the party of a primary, but this is a {kind} election")
    notes = []
    if printed.name != cells["name"]:
        notes.append(f'"{cells["name"]}" is read as "{printed.name}"')
    if printed.party:
        values.setdefault("party", printed.party)
    if printed.incumbent:
        values.setdefault("incumbent", True)
    if printed.write_in:
        values.setdefault("status", "write_in")
    status = ""
    if cells.get("result_status"):
        status = checked.cell(row, "result_status", checks.one_of, choices=Race.ResultStatus.values)
    return CandidateRow(
        row.line, ballots.mend(cells["office"]), day, kind, printed.name, values, party,
        ballots.mend(cells.get("seat", "")), printed.kind, status, notes,
    )  # fmt: skip


def _check_together(checked, row, values, with_source):
    if values.get("status") in LEFT_THE_RACE:
        for column in ("status_date", "status_source_url", "status_source_title"):
            if not values.get(column):
                rule = f'the candidate is "{values["status"]}", which needs its date and its source'
                checked.problems.append(checked.table.problem(row.line, column, rule=rule))
    if values.get("incumbent_how") and values.get("incumbent") is not True:
        checked.fault(row, "incumbent_how", "is given, though incumbent is not yes")
    for column in SOURCE if with_source else ():
        if not values.get(column):
            checked.fault(row, column, "the source is empty", "Every row needs its source.")
