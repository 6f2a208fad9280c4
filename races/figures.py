"""Published counts over many races (races/data/election_figures.csv), put into the database."""

import csv
from pathlib import Path

from portal.core.imports import Plan
from races.models import ElectionFigure, State

FIGURES = Path(__file__).parent / "data" / "election_figures.csv"
KEY = ("state_id", "year", "measure", "round", "group")


def load(load_rows, *, by=None, states=None) -> Plan:
    """Renew the shipped figures of the states on record, through reference.load_rows.

    `states`: codes to keep to (None: all). A row without a state is a figure for the nation.
    """
    ids = dict(State.objects.values_list("code", "pk"))
    with FIGURES.open(encoding="utf-8", newline="") as stream:
        found = [row for row in csv.DictReader(stream) if states is None or row["state"] in states]
    rows = [_fields(row, ids) for row in found if not row["state"] or row["state"] in ids]
    return load_rows(ElectionFigure, KEY, rows, by=by)


def _fields(row, ids):
    numbers = {name: int(row.pop(name)) for name in ("year", "count", "total")}
    # The day of checking stays text: load_rows compares it with a date, so it is read as one here.
    checked = ElectionFigure._meta.get_field("source_checked").to_python(row.pop("source_checked"))
    return {"state_id": ids.get(row.pop("state")), **row, **numbers, "source_checked": checked}
