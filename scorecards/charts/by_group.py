"""One measure by group of people: each group's rate beside the rate of one named group."""

import math

import altair as alt

from scorecards.charts import theme
from scorecards.charts.by_group_words import SAME, Teller, ratio_interval
from scorecards.charts.frame import Frame, Words, frame
from scorecards.charts.layout import Size, text_width, wrap
from scorecards.charts.making import chart_spec
from scorecards.charts.registry import chart
from scorecards.charts.spec import ChartSpec
from scorecards.charts.subject import Subject
from scorecards.charts.words import Translate

NAME_LIMIT = 150  # px that a name may take beside the dots
SIDE = 8
TICKS = {2.0**power: f"{2**power}×" for power in range(1, 11)} | {0.5: "½", 0.25: "¼"}
TICKS |= {2.0**-power: f"1/{2**power}" for power in range(3, 11)}


@chart("by_group")
def by_group(subject: Subject, language: str, _: Translate) -> ChartSpec:
    """`subject.groups` as dots on a log scale. Raises ValueError if two groups have no ratio object."""
    if sum(group.ratio is None for group in subject.groups) > 1:
        raise ValueError("Only one group can be the one the others are compared with.")
    teller = Teller(subject, language, _)
    draw = Plot(teller, _).draw if teller.drawn and teller.reference else None
    return chart_spec("by_group", subject, language, _, teller, draw=draw, note=teller.note())


class Plot:
    """The layers of one comparison, for any size."""

    def __init__(self, teller: Teller, _: Translate):
        self.groups, self._ = teller.drawn, _
        # A few people's ratio never stands without their counts
        self.counts = [f", {teller.counts(group)}" if group.ratio.state == "open" else "" for group in self.groups]
        self.names = [group.name + counts for group, counts in zip(self.groups, self.counts, strict=True)]
        self.values = [self.value(group) for group in self.groups]
        ends = [1.0]
        for group in self.groups:
            ends += [end for end in (group.ratio.ratio, group.ratio.low, group.ratio.high) if end]
        # At least from a half to twice the rate, so that small gaps do not look large
        self.domain = (min(0.45, min(ends) * 0.92), max(2.2, max(ends) * 1.08))

    def value(self, group) -> str:
        interval = ratio_interval(group, self._)
        return f"{group.ratio.shown} ({interval})" if interval else group.ratio.shown

    def draw(self, size: Size, words: Words) -> dict:
        """The Vega-Lite dictionary of one size."""
        return self.narrow(size, words) if size.narrow else self.wide(size, words)

    def wide(self, size: Size, words: Words) -> dict:
        """Names at the left of the dots, values at the right."""
        names = [self.name_lines(i) for i in range(len(self.names))]
        left = math.ceil(max(text_width(line, 13, bold=True) for lines in names for line in lines)) + 12
        right = math.ceil(max(text_width(value, 13) for value in self.values)) + 16
        row = 42 if size.name.startswith("page") else 36
        box = frame(size, words, left=left, right=right, head=4, height=row * len(names))
        points = [self.point(i, box.height / len(names) * (i + 0.5)) for i in range(len(names))]
        layers = [self.same_rate([], box), *self.marks(points, box)]
        for point, lines, value in zip(points, names, self.values, strict=True):
            y = point["y"] + 4.5
            start = y - 7.5 * (len(lines) - 1)
            layers.append(theme.label(lines, -left, start, fontSize=13, fontWeight=600))
            layers.append(theme.label([value], box.width + 16, y, fontSize=13))
        return box.finish(layers)

    def name_lines(self, i: int) -> list[str]:
        """The name and its counts; a name too long for one line leaves the counts a line of their own."""
        if text_width(self.names[i], 13, bold=True) <= NAME_LIMIT:
            return [self.names[i]]
        counts = [self.counts[i].removeprefix(", ")] if self.counts[i] else []
        return wrap(self.groups[i].name, NAME_LIMIT, 13, bold=True) + counts

    def narrow(self, size: Size, words: Words) -> dict:
        """Name and value above each dot: on one line, or on two where one of the pairs is too long."""
        room = size.width - 2 * SIDE
        pairs = list(zip(self.names, self.values, strict=True))
        stacked = any(text_width(name, 13, bold=True) + text_width(value) + 12 > room for name, value in pairs)
        if stacked:
            pairs = [
                (group.name, value + counts)
                for group, value, counts in zip(self.groups, self.values, self.counts, strict=True)
            ]
        above = 31 if stacked else 16
        row = above + (36 if size.name.startswith("page") else 28)
        box = frame(size, words, left=SIDE, right=SIDE, head=4, height=row * len(pairs))
        points = [self.point(i, row * (i + 0.5) + above / 2 - 1) for i in range(len(pairs))]
        crossed = [
            (point["y"] - above - 8, point["y"] - 8)
            for point, (name, value) in zip(points, pairs, strict=True)
            if max(text_width(name, 13, bold=True), text_width(value) if stacked else 0)
            > self.place_of_one(box) - 4
        ]
        layers = [self.same_rate(crossed, box), *self.marks(points, box)]
        for point, (name, value) in zip(points, pairs, strict=True):
            y = point["y"] - 12
            name_y = y - 15 if stacked else y
            layers.append(theme.label([name], 0, name_y, fontSize=13, fontWeight=600))
            layers.append(theme.label([value], 0 if stacked else room, y, align="left" if stacked else "right"))
        return box.finish(layers)

    def point(self, i: int, y: float) -> dict:
        ratio = self.groups[i].ratio
        return {
            "ratio": ratio.ratio or None,  # a log scale has no place for 0; the words carry it
            "low": ratio.low,
            "high": ratio.high,
            "open": ratio.state == "open",
            "y": round(y, 1),
        }

    def x(self, field: str, box: Frame) -> alt.X:
        """The shared log axis; the words at 1 stand only where the next tick leaves them room."""
        low, high = self.domain
        values = sorted(tick for tick in (1.0, *TICKS) if low <= tick <= high)
        texts = {1.0: self._(SAME)} | {tick: TICKS[tick] for tick in values if tick != 1}
        step = math.log(2) / math.log(high / low) * box.width
        if text_width(texts[1.0]) / 2 + 12 > step:
            texts[1.0] = "1"
        axis = alt.Axis(values=values, labelExpr=theme.lookup(texts))
        return alt.X(f"{field}:Q", scale=alt.Scale(type="log", domain=self.domain, nice=False), axis=axis)

    def place_of_one(self, box: Frame) -> float:
        low, high = (math.log(end) for end in self.domain)
        return -low / (high - low) * box.width

    def same_rate(self, gaps: list[tuple[float, float]], box: Frame) -> alt.Chart:
        """The rule at 1, with `gaps` (top and bottom) for words that reach it."""
        tops = [0, *(bottom for _top, bottom in gaps)]
        bottoms = [*(top for top, _bottom in gaps), box.height]
        pieces = [
            {"same": 1, "top": top, "bottom": bottom}
            for top, bottom in zip(tops, bottoms, strict=True)
            if bottom > top + 2
        ]
        y = alt.Y("top:Q", scale=None, axis=None)
        rule = theme.rows(pieces).mark_rule(color=theme.INK, strokeWidth=1.5)
        return rule.encode(x=self.x("same", box), y=y, y2="bottom:Q")

    def marks(self, points: list[dict], box: Frame) -> list[alt.Chart]:
        y = alt.Y("y:Q", scale=None, axis=None)
        layers = []
        for is_open, interval, dot in (
            (
                False,
                {"strokeWidth": 4, "opacity": 0.32, "strokeCap": "round"},
                {"size": 120},
            ),
            (
                True,
                {"strokeWidth": 2, "strokeDash": [2, 4]},
                {"size": 110, "fill": theme.PAPER, "stroke": theme.PINE, "strokeWidth": 2},
            ),
        ):
            placed = [point for point in points if point["open"] == is_open and point["ratio"]]
            spans = [point for point in placed if point["low"] is not None]
            if spans:
                rule = theme.rows(spans).mark_rule(color=theme.PINE, **interval)
                layers.append(rule.encode(x=self.x("low", box), x2="high:Q", y=y))
            if placed:
                layers.append(theme.rows(placed).mark_point(**dot).encode(x=self.x("ratio", box), y=y))
        return layers
