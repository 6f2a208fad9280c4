"""Make election_figures.csv from the California workbook. Run by hand; needs no network and no database.

    python -m races.data.make_ca_figures ca_elections.xlsx

The workbook has no license, so no row of it ships: only these counts do. A row is a candidate in a year, and
some candidates stand twice under two spellings; so nothing here counts rows. The unit is an office in an
election year.

contested: offices that the source's own reconciled column codes "contested" in that round, out of those it
codes "contested" or "uncontested". The round left empty counts an office once if either round was contested,
out of all offices of that year. The same is counted again from who ran, and a difference goes into the note,
as does an office coded "uncontested" whose one candidate got far from all votes.

winners_gender: one winner an office and year, by the source's own coding; blank and "U" are the group
"unknown". A year with fewer than ten winners is left out: it would speak of single people.
"""

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from portal.core import csvout
from portal.core.tabular import read

OUT = Path(__file__).parent / "election_figures.csv"
COLUMNS = (
    "state", "year", "measure", "round", "group", "count", "total", "note",
    "source_url", "source_title", "source_checked",
)  # fmt: skip
SOURCE = (
    "https://github.com/dyo2112/prosecutor-policies-causal-inference/blob/"
    "3dfb8756f421754270242a5f6238d57047e26d2c/01_raw_data/ca_elections.xlsx",
    "dyo2112, prosecutor-policies-causal-inference: California district attorney elections 2014-2024",
    "2026-11-22",
)
ROUNDS = ("primary", "general")
GENDERS = {"F": "women", "M": "men"}
FEWEST = 10
NO_GENERAL = "An office decided in the primary counts here as not contested, as in the source."


def by_office_year(table):
    """(year, district) -> its rows as dicts."""
    found = defaultdict(list)
    for row in table.rows:
        found[row.cells["election_year"], row.cells["district"]].append(row.cells)
    return found


def contested(offices, year):
    """Figures of one year: (round, count, total, note)."""
    rows = {district: found for (when, district), found in offices.items() if when == year}
    either = set()
    for part in ROUNDS:
        codes = {name: {row[f"{part}_contested_reconciled"] for row in found} for name, found in rows.items()}
        yes = {name for name, said in codes.items() if "contested" in said}
        coded = yes | {name for name, said in codes.items() if "uncontested" in said}
        either |= yes
        if coded:
            yield part, len(yes), len(coded), _note(part, rows, yes, coded)
    yield "", len(either), len(rows), ""


def _note(part, rows, yes, coded):
    ran = {name: _who_ran(found, part) for name, found in rows.items()}
    counted = {name for name, people in ran.items() if len(people) > 1}
    notes = [NO_GENERAL] if part == "general" else []
    if counted != yes:
        names = ", ".join(sorted(counted ^ yes))
        notes.append(f"Counted from who ran it is {len(counted)}, without {names}.")
    silent = sorted(name for name in coded if not ran[name])
    if silent and part == "primary":
        notes.append(f"No row says that anyone ran in a primary in {', '.join(silent)}.")
    if short := sorted(name for name in coded - yes if _rival_missing(rows[name], part)):
        notes.append(f"Coded not contested, but the only name has under 85 percent: {', '.join(short)}.")
    return " ".join(notes)


def _who_ran(found, part):
    """Last names of those who ran: enough to tell one from several, however a name was spelled twice."""
    return {re.sub(r"[^a-z]", "", row["cand_lname"].casefold()) for row in found if row[f"ran_{part}"] == "Y"}


def _rival_missing(found, part):
    """Write-ins take a few votes, not a sixth of them: somebody who ran is missing from the source."""
    shares = [row[f"vote_percent_{part}"] for row in found if row[f"ran_{part}"] == "Y"]
    known = [float(share) for share in shares if share not in ("", "NA")]
    return bool(known) and max(known) < 85


def winners(offices, year):
    """Gender -> how many offices it won that year. The general decides; where there was none, the primary."""
    counts = Counter()
    for (when, district), rows in offices.items():
        if when != year:
            continue
        won = [row for row in rows if row["winner_general"] == "W"]
        won = won or [row for row in rows if row["winner_primary"] == "W"]
        coded = {row["cand_gender"] for row in won}
        if len(coded) != 1:
            raise ValueError(f"{district} {year}: its winner is coded {sorted(coded)}")
        counts[GENDERS.get(coded.pop(), "unknown")] += 1
    return counts


def figures(table):
    """Rows for election_figures.csv, in order of year, measure and round."""
    offices = by_office_year(table)
    rows = []
    for year in sorted({when for when, _district in offices}):
        for part, count, total, note in sorted(contested(offices, year)):
            rows.append(("ca", year, "contested", part, "contested", count, total, note, *SOURCE))
        counts = winners(offices, year)
        if counts.total() >= FEWEST:
            for group in ("women", "men", "unknown"):
                note = "The source's own coding; blank is unknown."
                rows.append(
                    ("ca", year, "winners_gender", "", group, counts[group], counts.total(), note, *SOURCE)
                )
    return rows


def made(table):
    return csvout.dumps(figures(table), COLUMNS)


if __name__ == "__main__":
    OUT.write_bytes(made(read(sys.argv[1])))
