"""Bars from 0 to 100 percent, one a row: a name at the left, the value at the right, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from scorecards.charts import theme
from scorecards.charts.frame import Frame

THICK, RIM = 16, 2


@dataclass(frozen=True)
class Bar:
    """`percent` of 100. An open one stands for few and is drawn hollow."""

    percent: float
    open: bool


def bar_layers(box: Frame, left: float, bars: Sequence[Bar], names: Sequence[str], values: Sequence[str]):
    """A pale track to 100 percent for each row, the bar on it, paper inside the bars of few, and the words.
    `left` is the margin in px that the names stand in."""
    step = box.height / len(bars)
    thick = max(4, min(THICK, step - 8))
    rows = [
        {"from": 0.0, "to": bar.percent, "open": bar.open, "y": round(step * (i + 0.5), 1)}
        for i, bar in enumerate(bars)
    ]
    layers = [_rules([{**row, "to": 100.0} for row in rows], box, color=theme.BAND, strokeWidth=thick)]
    filled = [row for row in rows if row["to"] > 0]
    if filled:
        layers.append(_rules(filled, box, color=theme.PINE, strokeWidth=thick))
    rim = RIM / box.width * 100
    hollow = [{**row, "from": rim, "to": row["to"] - rim} for row in filled if row["open"] and row["to"] > 2 * rim]
    if hollow:
        layers.append(_rules(hollow, box, color=theme.PAPER, strokeWidth=thick - 2 * RIM))
    for row, name, value in zip(rows, names, values, strict=True):
        layers.append(theme.label([name], -left, row["y"] + 4.5, fontSize=13, fontWeight=600))
        layers.append(theme.label([value], box.width + 16, row["y"] + 4.5, fontSize=13))
    return layers


def _rules(rows: list[dict], box: Frame, **style) -> alt.Chart:
    ticks = [0, 25, 50, 75, 100] if box.width > 240 else [0, 50, 100]
    texts = {tick: f"{tick}" for tick in ticks} | {100: "100%"}
    axis = alt.Axis(values=ticks, labelExpr=theme.lookup(texts))
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis)
    return theme.rows(rows).mark_rule(**style).encode(x=x, x2="to:Q", y=alt.Y("y:Q", scale=None, axis=None))
