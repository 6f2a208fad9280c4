"""Facts about a defendant: the month received, race, sex, age, offense, agency.

Every row of every table must agree on them, as far as they are counted.
"""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import pandas as pd

from scorecards.metrics.definitions import AGE_BANDS, RACES, SEVERITIES, SEXES
from scorecards.metrics.frame import Excluded
from scorecards.metrics.profile import Profile
from scorecards.metrics.sheets import NEVER, Sheet, group, over

AGES = (18, 25, 35, 45, 55)  # the first age of each band but the youngest
GROUPS = {"race": RACES, "sex": SEXES, "age": AGE_BANDS}


def defendants(sheets: list[Sheet]) -> tuple[dict[str, np.ndarray], int]:
    """For each table the defendant of each row, numbered over all tables; and how many defendants there are."""
    names = [name for sheet in sheets for name in sheet.texts["id"]]
    numbers, known = pd.factorize(np.array(names, dtype=object))
    who, start = {}, 0
    for sheet in sheets:
        end = start + len(sheet.texts["id"])
        who[sheet.table] = numbers[start:end][sheet.cells["id"].codes]
        start = end
    return who, len(known)


def names_of(sheets: list[Sheet], role: str) -> tuple[str, ...]:
    """What a fact can be; the last stands for nothing recorded."""
    if role in GROUPS:
        return GROUPS[role]
    texts = {text for sheet in sheets if sheet.has(role) for text in sheet.texts[role]}
    return (*sorted(texts - {""}), "")


def codes(sheet: Sheet, role: str, names: Sequence[str], profile: Profile) -> np.ndarray:
    """For each row the place of its fact in `names`; for `received` its month, since 1970."""
    if role == "received":
        return sheet.days(role).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    if role == "age":
        return sheet.mapped(role, lambda text: _band(_age(text), profile.limits.oldest))
    place = {name: number for number, name in enumerate(names)}
    if role in GROUPS:
        meaning = profile.values.of(role)
        return sheet.mapped(role, lambda text: place[meaning[text]])
    return sheet.mapped(role, place.__getitem__)


def facts(
    sheets: list[Sheet], who: dict[str, np.ndarray], people: int, profile: Profile
) -> tuple[dict[str, object], list[Excluded]]:
    """The columns received (the first day, since 1970) to agency, of defendants on whom all rows agree."""
    columns: dict[str, object] = {"received": over(sheets, "received", who, people, lambda s: s.days("received"))}
    for role in ("race", "sex", "age", "severity", "offense", "agency"):
        if role == "severity":  # known from the charges filed alone
            columns[role] = group(np.full(people, SEVERITIES.index("Unknown")), SEVERITIES)
            continue
        names = names_of(sheets, role)
        found = over(sheets, role, who, people, lambda s, r=role, n=names: codes(s, r, n, profile))
        columns[role] = group(np.where(found == NEVER, len(names) - 1, found), names)
    return columns, _too_old(sheets, who, people, profile)


def _too_old(sheets, who, people: int, profile: Profile) -> list[Excluded]:
    # A blank age is 0 here: only who is too old is looked for.
    oldest = -over(sheets, "age", who, people, lambda s: -s.mapped("age", lambda text: _age(text) or 0), missing=0)
    found = int((oldest > profile.limits.oldest).sum())
    if not found:
        return []
    sheet = next(sheet for sheet in sheets if sheet.has("age"))
    rule = f"older than {profile.limits.oldest}: counted as age unknown"
    return [Excluded(sheet.table, sheet.layout.columns["age"], rule, found)]


def _age(text: str) -> int | None:
    return int(text) if text else None


def _band(age: int | None, oldest: int) -> int:
    if age is None or age > oldest:
        return AGE_BANDS.index("Unknown")
    return bisect_right(AGES, age)
