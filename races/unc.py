"""A research table of candidates, one row a candidate and year with primary and general side by side.

Shares for most rows, votes for some, NA and SKIP where a round did not happen: the shape in which studies of
contested races (UNC's and its followers') keep their data.
"""

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal

from portal.core.tabular import Problem, RowChecks, checks
from races import ballots
from races.candidates import CandidateRow
from races.results import MOST_VOTES

REQUIRED = (
    "district", "election_year", "cand_fname", "cand_lname", "ran_primary", "ran_general",
    "vote_percent_primary", "vote_percent_general",
)  # fmt: skip
ROUNDS = ("primary", "general")
NOTHING = {"", "NA", "SKIP"}
FRESH = {"status": "qualified"}
INCUMBENT = {"I": True, "C": False, "O": False}


def read_unc(table, state, days=None):
    """(rows, problems, notes). `days`: {(year, "primary"): date}; a general not named is taken to be in November.

    Gender and race columns are not read: they are for counts over all, never for a person.
    """
    days, checked = dict(days or {}), RowChecks(table)
    rows, notes, nameless, missing = [], [], set(), set()
    for row in table.rows:
        cells = row.cells
        if cells.get("abb", "").lower() not in ("", state):
            checked.fault(row, "abb", f'is another state than "{state}"; a file holds one', "Split the file.")
        year = checked.cell(row, "election_year", checks.whole_number, minimum=1900, maximum=2100)
        if not cells["district"]:
            checked.fault(row, "district", "the district is empty")
        name, note = _name(cells)
        notes += [f"line {row.line}: {note}"] if note else []
        for part in ROUNDS:
            if cells[f"ran_{part}"] != "Y":
                notes += _not_run(row, part)
            elif not name:
                nameless.add((cells["district"], year, part))
                where = f"{cells['district']} {year}, {part}"
                notes.append(f"line {row.line}: has no name, so the race {where} is left out: it would look empty")
            elif year and (day := _day(days, year, part)):
                rows.append(_row(checked, row, name, part, day))
            elif year:
                missing.add((year, part))
    problems = list(checked.problems) + [_no_day(table.name, *one) for one in sorted(missing)]
    left = {(district, part, _day(days, year, part)) for district, year, part in nameless if year}
    return [one for one in rows if (one.office, one.election, one.date) not in left], problems, notes


def _name(cells):
    """(name, what was mended in it); an NA is no name."""
    parts = [cells[column] for column in ("cand_fname", "cand_lname") if cells[column] not in NOTHING]
    printed = " ".join(parts)
    name = ballots.mend(printed)
    return name, f'"{printed}" is read as "{name}"' if name != printed else ""


def _not_run(row, part):
    share = row.cells[f"vote_percent_{part}"]
    if share in NOTHING:
        return []
    ran = row.cells[f"ran_{part}"]
    return [f'line {row.line}: a share of {share} in a {part} that was not run ("{ran}") is left out']


def _day(days, year, part):
    if (year, part) not in days and part == "general":
        # Federal law's day for even years, and many states' own for odd ones: Tuesday after the first Monday.
        first = date(year, 11, 1)
        days[year, part] = first + timedelta(days=(calendar.MONDAY - first.weekday()) % 7 + 1)
    return days.get((year, part))


def _no_day(file, year, part):
    rule = f"the table gives the year {year} alone, and no day for its {part}"
    return Problem(file, column="election_year", rule=rule, hint=f"Give --day {year}-{part}=YYYY-MM-DD.")


def _row(checked, row, name, part, day):
    cells, values = row.cells, {}
    if (share := cells[f"vote_percent_{part}"]) not in NOTHING:
        # A spreadsheet may hold 41.78 as 41.780000000000001.
        share = checked.cell(row, f"vote_percent_{part}", checks.decimal_number, minimum=0, maximum=100)
        values["vote_share"] = None if share is None else share.quantize(Decimal("0.001"))
    if cells.get(f"vote_count_{part}", "") not in NOTHING:
        values["votes"] = checked.cell(row, f"vote_count_{part}", checks.whole_number, maximum=MOST_VOTES)
    if cells.get("incum_chall") in INCUMBENT:
        values["incumbent"] = INCUMBENT[cells["incum_chall"]]
    if party := ballots.party_name(cells.get("party", "")):
        values["party"] = party
    if outcome := _outcome(cells, part):
        values["outcome"] = outcome
    return CandidateRow(row.line, ballots.mend(cells["district"]), day, part, name, values, fresh=FRESH)


def _outcome(cells, part):
    """A primary's winner went on where they ran in the general, and was elected where there was none."""
    if part == "primary" and cells["ran_general"] == "Y":
        return "advanced"
    return {"W": "won", "L": "lost"}.get(cells.get(f"winner_{part}", ""), "")


def read_days(texts):
    """["2014-primary=2014-06-03"] -> {(2014, "primary"): date}. ValueError names what is wrong."""
    days = {}
    for text in texts:
        found = re.fullmatch(r"(\d{4})-(primary|general)=(\d{4}-\d\d-\d\d)", text)
        if not found:
            raise ValueError(f'"{text}" is not of the form 2014-primary=2014-06-03')
        days[int(found[1]), found[2]] = date.fromisoformat(found[3])
    return days
