"""Raw case rows (text) of all tables -> the canonical frame: one row for each defendant in a case.

Pure pandas; not for the web process. What each table's rows mean is in `outcomes` and `sentences`, what is refused
in `case_checks`. The frame is that of `scorecards.metrics.frame`.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from scorecards.metrics.case_checks import checked
from scorecards.metrics.definitions import SEVERITIES
from scorecards.metrics.facts import facts
from scorecards.metrics.frame import REVIEWS, TABLES, Excluded
from scorecards.metrics.outcomes import outcomes, ranks, severities
from scorecards.metrics.profile import STATUSES, Limits, Profile
from scorecards.metrics.sentences import sentences
from scorecards.metrics.sheets import (
    NEVER,
    Sheet,
    day_number,
    group,
    highest,
    lowest,
    opened,
    some,
    whole_numbers,
)


def canonical(
    tables: Mapping[str, pd.DataFrame], profile: Profile, files: Mapping[str, str]
) -> tuple[pd.DataFrame, list[Excluded]]:
    """The frame of `scorecards.metrics.frame`, one row for each defendant who stands in any table, in any order.

    tables: name of a table -> its rows as text (dtype str or category, "" where a cell is blank), columns named as
    in the file, at least `CaseTable.names`; the index is the line of each row in its file. files: name of a table
    -> name of its file, for messages. All rows of one defendant must be there, so a delivery may be cut into parts
    by defendant: frames concatenate and exclusions add up to those of the whole. A table that was delivered is
    given even where a part has none of its rows. Raises FileRefused listing everything wrong with all tables.
    """
    sheets = [
        opened(table, tables[table], profile.tables[table], files.get(table, ""))
        for table in TABLES
        if table in tables
    ]
    who, people = checked(sheets, profile)
    columns, excluded = facts(sheets, who, people, profile)
    received = columns["received"]
    for sheet in sheets:
        made, left_out = _MAKERS[sheet.table](sheet, who[sheet.table], people, received, profile)
        columns |= made
        excluded += left_out
    columns["received"] = _as_dates(received, received != NEVER)
    return pd.DataFrame(columns), excluded


def _intake(sheet: Sheet, who: np.ndarray, people: int, received: np.ndarray, profile: Profile):
    values = profile.values
    there = some(who, np.ones(len(who), dtype=bool), people)
    columns: dict[str, object] = {"in_intake": there}
    if sheet.has("status"):
        status = lowest(who, sheet.mapped("status", lambda text: STATUSES.index(values.status[text])), people)
        columns["decision"] = group(np.where(there, status, -1), STATUSES)
    if sheet.has("review"):
        review = lowest(who, sheet.mapped("review", lambda text: REVIEWS.index(values.review[text])), people)
        columns["review"] = group(np.where(there, review, -1), REVIEWS)
    excluded = []
    if sheet.has("arrest"):
        days = sheet.days("arrest")
        inside = _inside(days, profile.limits)
        columns["arrest_recorded"] = some(who, inside, people)
        outside = some(who, (days != NEVER) & ~inside, people) & ~columns["arrest_recorded"]
        excluded += _left_out(sheet, "arrest", {_outside(profile.limits): outside})
    return columns, excluded


def _initiation(sheet: Sheet, who: np.ndarray, people: int, received: np.ndarray, profile: Profile):
    charged = some(who, np.ones(len(who), dtype=bool), people)
    columns: dict[str, object] = {"charged": charged}
    excluded = []
    if sheet.has("charged_on"):
        first = lowest(who, sheet.days("charged_on"), people)
        usable, excluded = _usable(sheet, "charged_on", first, charged, received, profile.limits)
        columns["charging_days"] = whole_numbers(first - received, usable, "Int32")
    if sheet.has("class"):
        rank = lowest(who, ranks(sheet, profile.values), people)
        columns["filed_rank"] = whole_numbers(rank, rank != NEVER, "Int8")
        named = pd.Series(rank).map(severities(profile.values)).fillna("Unknown")
        columns["severity"] = pd.Categorical(named, categories=list(SEVERITIES))
    return columns, excluded


def _dispositions(sheet: Sheet, who: np.ndarray, people: int, received: np.ndarray, profile: Profile):
    columns = outcomes(sheet, who, people, profile.values)
    excluded = []
    if sheet.has("disposed_on"):
        days = sheet.days("disposed_on")
        dated = days != NEVER
        last = highest(who[dated], days[dated], people)
        usable, excluded = _usable(sheet, "disposed_on", last, columns["disposed"], received, profile.limits)
        columns["disposed_on"] = _as_dates(last, usable)
        columns["disposition_days"] = whole_numbers(last - received, usable, "Int32")
    return columns, excluded


def _sentencing(sheet: Sheet, who: np.ndarray, people: int, received: np.ndarray, profile: Profile):
    return sentences(sheet, who, people, profile)


_MAKERS = {
    "intake": _intake,
    "initiation": _initiation,
    "dispositions": _dispositions,
    "sentencing": _sentencing,
}


def _usable(sheet: Sheet, role: str, days: np.ndarray, there: np.ndarray, received: np.ndarray, limits: Limits):
    """Which of these days can be, and how many defendants have one that cannot."""
    blank = there & (np.abs(days) == NEVER)
    outside = there & ~blank & ~_inside(days, limits)
    before = there & ~blank & ~outside & (days < received)
    rules = {
        "no date is written": blank,
        _outside(limits): outside,
        "before the case was received": before,
    }
    return there & ~blank & ~outside & ~before, _left_out(sheet, role, rules)


def _inside(days: np.ndarray, limits: Limits) -> np.ndarray:
    return (days >= day_number(limits.earliest)) & (days <= day_number(limits.latest))


def _outside(limits: Limits) -> str:
    return f"not from {limits.earliest} to {limits.latest}"


def _left_out(sheet: Sheet, role: str, rules: dict[str, np.ndarray]) -> list[Excluded]:
    column = sheet.layout.columns[role]
    return [Excluded(sheet.table, column, rule, int(left.sum())) for rule, left in rules.items() if left.any()]


def _as_dates(days: np.ndarray, known: np.ndarray) -> np.ndarray:
    return np.where(known, days, np.iinfo(np.int64).min).astype("datetime64[D]").astype("datetime64[s]")
