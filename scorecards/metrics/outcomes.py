"""Rows of charges disposed -> what became of each defendant. docs/METHODOLOGY.md says where each value goes."""

import numpy as np
import pandas as pd

from scorecards.metrics.frame import HOW, OUTCOMES
from scorecards.metrics.profile import KINDS, REASONS, Values
from scorecards.metrics.sheets import NEVER, Sheet, group, lowest, some, whole_numbers


def outcomes(sheet: Sheet, who: np.ndarray, people: int, values: Values) -> dict[str, object]:
    """Columns disposed to convicted_rank of the frame but for the dates. who: a defendant for each row."""
    ends = values.disposition
    kind = sheet.mapped("disposition", lambda text: KINDS.index(ends[text].kind))
    way = sheet.mapped("disposition", lambda text: HOW.index(ends[text].how))
    reason = np.full(len(who), REASONS.index("none"))
    if sheet.has("reason"):
        reason = sheet.mapped("reason", lambda text: REASONS.index(values.reason[text]))
    convicted, acquitted, dropped = (kind == KINDS.index(name) for name in KINDS[:3])
    diverted = dropped & (reason == REASONS.index("diverted"))
    counts = kind != KINDS.index("no_outcome")

    def of(rows):
        return some(who, rows, people)

    disposed = of(np.ones(len(who), dtype=bool))
    first = np.select([of(convicted), of(diverted), of(acquitted), of(dropped)], [0, 1, 2, 3], default=4)
    trial, plea = way == HOW.index("trial"), way == HOW.index("plea")
    deciding = np.where(first == 0, of(convicted & trial), (first == 2) & of(acquitted & trial))
    how = np.select([deciding, (first == 0) & of(convicted & plea)], [HOW.index("trial"), HOW.index("plea")], 2)
    rank = np.full(people, NEVER)
    if sheet.has("class"):
        rows = np.flatnonzero(convicted)
        rank = lowest(who[rows], ranks(sheet, values)[rows], people)
    return {
        "disposed": disposed,
        "outcome": group(np.where(disposed, first, -1), OUTCOMES),
        "all_dropped": of(counts) & ~of(counts & ~dropped),
        "reason_recorded": of(dropped & (reason != REASONS.index("none"))),
        "how": group(np.where(disposed, how, -1), HOW),
        "convicted_rank": whole_numbers(rank, rank != NEVER, "Int8"),
    }


def ranks(sheet: Sheet, values: Values) -> np.ndarray:
    """Rank of the class of each charge; NEVER where its class has none."""
    return sheet.mapped(
        "class", lambda text: NEVER if values.of("class")[text].rank is None else values.of("class")[text].rank
    )


def severities(values: Values) -> pd.Series:
    """Rank -> severity."""
    return pd.Series(
        {found.rank: found.severity for found in values.of("class").values() if found.rank is not None}
    )
