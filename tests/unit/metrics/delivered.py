"""Small invented case files with the columns of the Cook County profile, one function for each table.

A row is a dict of what it tells; every other cell has a value that can stand.
"""

import csv

from scorecards.metrics.profile import load

PROFILE = load("cook-il")
OFFICE = "il/cook"
PERSON = {
    "race": "Black",
    "gender": "Male",
    "age_at_incident": "30",
    "offense_category": "Theft",
    "law_enforcement_agency": "A",
}
REST = {
    "intake": {"participant_status": "Approved", "received_date": "2019-01-05 04:00:00"},
    "initiation": {"class": "4", "event_date": "2019-01-07", "received_date": "2019-01-05"},
    "dispositions": {
        "disposition_charged_class": "4",
        "charge_disposition": "Plea Of Guilty",
        "disposition_date": "3/5/2019 12:00:00 AM",
        "received_date": "2019-01-05",
    },
    "sentencing": {
        "sentence_type": "Prison",
        "current_sentence": "true",
        "commitment_term": "2",
        "commitment_unit": "Year(s)",
        "received_date": "2019-01-05",
    },
}


def columns(table):
    layout = PROFILE.tables[table]
    return [*layout.recognized_by, *layout.names]


def row(table, number, **told):
    return PERSON | REST[table] | {"case_participant_id": str(number)} | told


def file(folder, table, rows, *, name=None, names=None):
    """Write rows (dicts by column) as a CSV and return its path. names: the columns, if not those of the table."""
    path = folder / (name or f"{table}.csv")
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, names or columns(table), restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
