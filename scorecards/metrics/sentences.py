"""Rows of charges sentenced -> the sentence of each defendant. Only current sentences count."""

import math

import numpy as np

from scorecards.metrics.frame import SENTENCES, Excluded
from scorecards.metrics.profile import Profile
from scorecards.metrics.sheets import Sheet, group, highest, lowest, some, whole_numbers

# A year is 365.25 days and a month a twelfth of it, so that 24 months and 2 years are the same 731 days.
DAYS = {"years": 365.25, "months": 365.25 / 12, "days": 1.0}
_NO_TERM, _NO_LENGTH, _TOO_LONG = -1, -2, -3


def sentences(
    sheet: Sheet, who: np.ndarray, people: int, profile: Profile
) -> tuple[dict[str, object], list[Excluded]]:
    """Columns sentenced to prison_days of the frame, and the terms of prison that have no length."""
    values = profile.values
    current = np.ones(len(who), dtype=bool)
    if sheet.has("current"):
        current = sheet.mapped("current", lambda text: values.current[text]).astype(bool)
    kind = sheet.mapped("sentence", lambda text: SENTENCES.index(values.sentence[text]))
    kept = np.flatnonzero(current)
    first = lowest(who[kept], kind[kept], people)
    sentenced = some(who, current, people)
    prison = np.flatnonzero(current & (kind == SENTENCES.index("prison")))
    terms = _terms(sheet, profile)[prison] if sheet.has("term") else np.full(len(prison), _NO_TERM)
    longest = highest(who[prison], terms, people)
    excluded = [
        Excluded(sheet.table, sheet.layout.columns["term"], rule, int(found))
        for code, rule in _RULES.items()
        if sheet.has("term") and (found := np.sum(longest == code))
    ]
    columns = {
        "sentenced": sentenced,
        "sentence": group(np.where(sentenced, first, -1), SENTENCES),
        "prison_days": whole_numbers(longest, longest > 0, "Int32"),
    }
    return columns, excluded


_RULES = {
    _NO_TERM: "sentenced to prison, no term is written",
    _NO_LENGTH: "sentenced to prison for a term that has no length",
    _TOO_LONG: "sentenced to prison for longer than a term can be",
}


def _terms(sheet: Sheet, profile: Profile) -> np.ndarray:
    """Days of each row's term, or why it has none."""
    terms, units = sheet.texts["term"], [profile.values.unit[text] for text in sheet.texts["unit"]]
    longest = profile.limits.longest_years * DAYS["years"]
    lengths = np.array([[_length(term, unit, longest) for unit in units] for term in terms], dtype=np.int64)
    return lengths.reshape(len(terms), len(units))[sheet.cells["term"].codes, sheet.cells["unit"].codes]


def _length(term: str, unit: str, longest: float) -> int:
    if term == "":
        return _NO_TERM
    if unit == "none" or float(term) == 0:
        return _NO_LENGTH
    days = float(term) * DAYS[unit]
    return _TOO_LONG if days > longest else max(1, math.floor(days + 0.5))  # a half is rounded up
