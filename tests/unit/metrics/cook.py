"""Small raw frames as the Cook County profile expects them, for the tests of this folder."""

import pandas as pd

from scorecards.metrics.cases import canonical, window_of
from scorecards.metrics.profile import load
from scorecards.metrics.tally_before import tally

PROFILE = load("cook-il")
OFFICE = "il/cook"


def intake(rows):
    """rows: (participant, day, race, status)."""
    return _frame(
        [(who, f"{day} 04:00:00", race, status) for who, day, race, status in rows],
        ["case_participant_id", "received_date", "race", "participant_status"],
    )


def initiation(rows):
    """rows: (participant, day, race), one for each charge."""
    return _frame(rows, ["case_participant_id", "received_date", "race"])


def _frame(rows, columns):
    frame = pd.DataFrame(rows, columns=columns, dtype=str)
    frame.index = range(2, len(frame) + 2)  # line 1 of a file holds the names
    return frame


def counted(raw, table, window=None):
    """{(metric, period, group): (numerator, denominator)} of a raw frame; period "2019" or "2019-01"."""
    cases = canonical(raw, PROFILE, table, file=f"{table}.csv")
    rows = tally(cases, table, office=OFFICE, window=window or window_of([cases]))
    return {
        (row.metric, row.period_start.strftime("%Y-%m" if row.period_kind == "month" else "%Y"), row.group): (
            row.numerator,
            row.denominator,
        )
        for row in rows
    }
