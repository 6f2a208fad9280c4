"""Raw tables as the Cook County profile reads them: give the cells that matter, the rest is filled in."""

import pandas as pd

from scorecards.metrics.cases import canonical
from scorecards.metrics.profile import load

PROFILE = load("cook-il")
_PERSON = {
    "received": "2019-01-05",
    "race": "Black",
    "sex": "Male",
    "age": "25",
    "offense": "Theft",
    "agency": "PD",
}
_ROWS = {
    "intake": {"status": "Approved", "review": "", "arrest": ""},
    "initiation": {"class": "4", "charged_on": "2019-01-15"},
    "dispositions": {
        "class": "4",
        "disposition": "Plea Of Guilty",
        "reason": "",
        "disposed_on": "3/5/2019 12:00:00 AM",
    },
    "sentencing": {"sentence": "Prison", "current": "true", "term": "2", "unit": "Year(s)"},
}


def rows(table, *given):
    """A raw frame of one table. given: a dict for each row, role -> text; `id` is the row's place if left out."""
    columns = PROFILE.tables[table].columns
    cells = []
    for number, row in enumerate(given):
        full = {"id": f"{number:013}"} | _PERSON | _ROWS[table] | row
        if table == "intake" and full["received"].startswith("2"):
            full["received"] = f"{full['received']} 04:00:00"
        cells.append({columns[role]: text for role, text in full.items()})
    frame = pd.DataFrame(cells, columns=list(columns.values()), dtype=str)
    frame.index = range(2, len(frame) + 2)  # line 1 of a file holds the names
    return frame


def frame(**tables):
    """The canonical frame of these raw tables."""
    return canonical(tables, PROFILE, {table: f"{table}.csv" for table in tables})[0]


def excluded(**tables):
    """{(table, column, rule): defendants} of these raw tables."""
    found = canonical(tables, PROFILE, {table: f"{table}.csv" for table in tables})[1]
    return {(one.table, one.column, one.rule): one.defendants for one in found}


def disposed(*charges):
    """Frame row of one defendant with these charges: (disposition, reason) or disposition alone."""
    pairs = [(charge, "") if isinstance(charge, str) else charge for charge in charges]
    given = [{"id": "1", "disposition": end, "reason": reason} for end, reason in pairs]
    (found,) = frame(dispositions=rows("dispositions", *given)).to_dict("records")
    return found
