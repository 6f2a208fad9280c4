"""How the cases of one year ended: a bar an outcome, all of them together 100 percent."""

import math
from functools import partial

from scorecards.charts.bars import Bar, bar_layers
from scorecards.charts.frame import Words, frame
from scorecards.charts.layout import Size, text_width
from scorecards.charts.making import chart_spec
from scorecards.charts.outcomes_words import Teller
from scorecards.charts.registry import chart
from scorecards.charts.spec import ChartSpec
from scorecards.charts.subject import Subject
from scorecards.charts.words import Translate

ROW = 34


@chart("outcomes")
def outcomes(subject: Subject, language: str, _: Translate) -> ChartSpec:
    """`subject.groups` are the outcomes in the order drawn, each a share of the same cases; `subject.span` the
    year. Raises ValueError where shown outcomes do not add up to all cases."""
    teller = Teller(subject, _)
    if teller.seen and teller.total != sum(group.figure.numerator for group in teller.seen):
        raise ValueError("The outcomes do not add up to all cases.")
    draw = partial(drawing, teller) if teller.seen else None
    return chart_spec("outcomes", subject, language, _, teller, draw=draw, note=teller.note())


def drawing(teller: Teller, size: Size, words: Words) -> dict:
    """The Vega-Lite dictionary of one size: names at the left, shares at the right, with their counts where
    there is room."""
    names = [group.name for group in teller.seen]
    values = [group.figure.shown if size.narrow else teller.value(group) for group in teller.seen]
    left = math.ceil(max(text_width(name, 13, bold=True) for name in names)) + 12
    right = math.ceil(max(text_width(value, 13) for value in values)) + 20  # an embed may have a wider font
    box = frame(size, words, left=left, right=right, head=4, height=ROW * len(names))
    bars = [Bar(group.figure.rate * 100, group.figure.state == "open") for group in teller.seen]
    return box.finish(bar_layers(box, left, bars, names, values))
