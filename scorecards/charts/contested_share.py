"""How many races of an area gave voters a choice, by year: a bar a year, from 0 to 100 percent."""

import math

import altair as alt

from scorecards.charts import theme, words
from scorecards.charts.contested_share_words import Teller
from scorecards.charts.frame import Frame, Words, frame
from scorecards.charts.layout import SIZES, Size, text_width
from scorecards.charts.registry import chart
from scorecards.charts.spec import ChartSpec
from scorecards.charts.subject import Subject
from scorecards.charts.words import Translate

THICK, RIM = 16, 2
LEAST_ROW = 18  # px that a year takes at least; where the height is fixed, only the newest that fit are drawn


@chart("contested_share")
def contested_share(subject: Subject, language: str, _: Translate) -> ChartSpec:
    """`subject.periods` are years; `subject.office` names the area, `subject.coverage` what the figures cover.
    Raises ValueError where a year comes twice."""
    if len({period.start.year for period in subject.periods}) != len(subject.periods):
        raise ValueError("A year comes twice.")
    teller = Teller(subject, _)
    line = words.source_line(subject.source, language, _)
    title, subtitle, note = teller.title(), teller.subtitle(), teller.note()
    vega_lite = {}
    if teller.seen:
        framed = words.framed(subject, title, subtitle, note, line, _)
        vega_lite = {size.name: draw(teller, size, framed) for size in SIZES}
    return ChartSpec(
        key="contested_share",
        title=title,
        summary=teller.summary(),
        subtitle=subtitle,
        source=subject.source,
        source_line=line,
        table=teller.table(),
        note=note,
        language=language,
        sample=subject.sample,
        vega_lite=vega_lite,
        drawable=bool(vega_lite),
    )


def draw(teller: Teller, size: Size, words: Words) -> dict:
    """The Vega-Lite dictionary of one size: years at the left, shares with their counts at the right."""
    seen = teller.seen
    years = [str(period.start.year) for period in seen]
    values = [teller.value(period) for period in seen]
    left = math.ceil(max(text_width(year, 13, bold=True) for year in years)) + 12
    right = math.ceil(max(text_width(value, 13) for value in values)) + 16
    row = 26 if size.fixed else 34
    box = frame(size, words, left=left, right=right, head=4, height=row * len(years))
    if size.fixed:
        room = max(1, int(box.height // LEAST_ROW))
        seen, years, values = seen[-room:], years[-room:], values[-room:]
    step = box.height / len(years)
    bars = [
        {
            "from": 0.0,
            "to": period.figure.rate * 100,
            "open": period.figure.state == "open",
            "y": round(step * (i + 0.5), 1),
        }
        for i, period in enumerate(seen)
    ]
    layers = marks(bars, box, max(4, min(THICK, step - 8)))
    for bar, year, value in zip(bars, years, values, strict=True):
        layers.append(theme.label([year], -left, bar["y"] + 4.5, fontSize=13, fontWeight=600))
        layers.append(theme.label([value], box.width + 16, bar["y"] + 4.5, fontSize=13))
    return box.finish(layers)


def marks(bars: list[dict], box: Frame, thick: float) -> list[alt.Chart]:
    """A pale track to 100 percent, the bar on it, and paper inside the bars of few races."""
    layers = [rules([{**bar, "to": 100.0} for bar in bars], box, color=theme.BAND, strokeWidth=thick)]
    filled = [bar for bar in bars if bar["to"] > 0]
    if filled:
        layers.append(rules(filled, box, color=theme.PINE, strokeWidth=thick))
    rim = RIM / box.width * 100
    hollow = [{**bar, "from": rim, "to": bar["to"] - rim} for bar in filled if bar["open"] and bar["to"] > 2 * rim]
    if hollow:
        layers.append(rules(hollow, box, color=theme.PAPER, strokeWidth=thick - 2 * RIM))
    return layers


def rules(rows: list[dict], box: Frame, **style) -> alt.Chart:
    ticks = [0, 25, 50, 75, 100] if box.width > 240 else [0, 50, 100]
    texts = {tick: f"{tick}" for tick in ticks} | {100: "100%"}
    axis = alt.Axis(values=ticks, labelExpr=theme.lookup(texts))
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis)
    return theme.rows(rows).mark_rule(**style).encode(x=x, x2="to:Q", y=alt.Y("y:Q", scale=None, axis=None))
