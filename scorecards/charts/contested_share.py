"""How many races of an area gave voters a choice, by year: a bar a year, from 0 to 100 percent."""

import math
from functools import partial

from scorecards.charts.bars import Bar, bar_layers
from scorecards.charts.contested_share_words import Teller
from scorecards.charts.frame import Words, frame
from scorecards.charts.layout import Size, text_width
from scorecards.charts.making import chart_spec
from scorecards.charts.registry import chart
from scorecards.charts.spec import ChartSpec
from scorecards.charts.subject import Subject
from scorecards.charts.words import Translate

LEAST_ROW = 18  # px that a year takes at least; where the height is fixed, only the newest that fit are drawn


@chart("contested_share")
def contested_share(subject: Subject, language: str, _: Translate) -> ChartSpec:
    """`subject.periods` are years; `subject.office` names the area, `subject.coverage` what the figures cover.
    Raises ValueError where a year comes twice."""
    if len({period.start.year for period in subject.periods}) != len(subject.periods):
        raise ValueError("A year comes twice.")
    teller = Teller(subject, _)
    drawing = partial(draw, teller) if teller.seen else None
    return chart_spec("contested_share", subject, language, _, teller, draw=drawing, note=teller.note())


def draw(teller: Teller, size: Size, words: Words) -> dict:
    """The Vega-Lite dictionary of one size: years at the left, shares with their counts at the right."""
    seen = teller.seen
    years = [str(period.start.year) for period in seen]
    values = [teller.value(period) for period in seen]
    left = math.ceil(max(text_width(year, 13, bold=True) for year in years)) + 12
    right = math.ceil(max(text_width(value, 13) for value in values)) + 20  # an embed may have a wider font
    row = 26 if size.fixed else 34
    box = frame(size, words, left=left, right=right, head=4, height=row * len(years))
    if size.fixed:
        room = max(1, int(box.height // LEAST_ROW))
        seen, years, values = seen[-room:], years[-room:], values[-room:]
    bars = [Bar(period.figure.rate * 100, period.figure.state == "open") for period in seen]
    return box.finish(bar_layers(box, left, bars, years, values))
