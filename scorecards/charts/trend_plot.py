"""How a trend is drawn. All places are worked out here, so that no label ever meets another."""

from dataclasses import dataclass, replace
from math import ceil

import altair as alt

from scorecards.charts import dates, theme
from scorecards.charts.frame import Frame, Words, frame
from scorecards.charts.layout import Size, spread, text_width, ticks, wrap
from scorecards.charts.subject import Level, Period, Subject
from scorecards.charts.trend_words import Teller, amount

LABEL_GAP = 12
SMALLEST_LEFT = 32  # half of "Jan 2019" stands left of the plot
LINE_HEIGHT = 15
WHOLE_PERCENT_ABOVE = 4  # the pages show whole percents, so the axis does where it can
MONTH_STEPS = (1, 2, 3, 4, 6, 12)


@dataclass(frozen=True)
class Label:
    """A few lines at the right of the plot, beside the value they name; the first may be bold."""

    value: float
    lines: tuple[str, ...]
    color: str
    first_weight: int = 400
    weight: int = 400

    @property
    def width(self) -> float:
        return max(text_width(line, bold=self.first_weight > 400) for line in self.lines)


class Plot:
    """The layers of one trend, for any size."""

    def __init__(self, subject: Subject, teller: Teller, *, band: bool):
        self.subject, self.teller, self.band = subject, teller, band
        self.factor = 1 if subject.metric.kind == "count" else 100
        self.levels = [level for level in (subject.baseline, subject.target) if level]
        self.points = [self.point(period) for period in teller.seen]
        self.number_runs()
        reach = [point["y"] for point in self.points] + [level.value * self.factor for level in self.levels]
        if band:
            reach += [point["high"] for point in self.points if not point["partial"]]
        reach += [point["high"] for point in self.points if point["open"] and point["high"] is not None]
        self.ticks = ticks(max(reach), whole=subject.metric.kind == "count" or max(reach) > WHOLE_PERCENT_ABOVE)
        first, last = (dates.index(teller.periods[i].start, subject.length) for i in (0, -1))
        self.last_x = last
        if subject.target and subject.target.by:
            last = max(last, dates.position(subject.target.by, subject.length))
        self.domain = (first, last) if last > first else (first - 0.5, first + 0.5)

    def point(self, period: Period) -> dict:
        """One mark: place in periods and in the axis' unit. Counts have no interval."""
        figure = period.figure
        return {
            "x": dates.index(period.start, self.subject.length),
            "y": amount(period) * self.factor,
            "low": None if figure.low is None else figure.low * self.factor,
            "high": None if figure.high is None else figure.high * self.factor,
            "open": figure.state == "open",
            "partial": period.partial,
        }

    def number_runs(self) -> None:
        """A run is an unbroken piece of line: a gap or a partial period ends it."""
        run, before = 0, None
        for point in self.points:
            if before is None or point["x"] != before["x"] + 1 or point["partial"] or before["partial"]:
                run += 1
            point["run"], before = run, point

    def draw(self, size: Size, words: Words) -> dict:
        """The Vega-Lite dictionary of one size."""
        labels = self.labels(62 if size.narrow else 96)
        left = ceil(max(*(text_width(text) + 8 for text in self.tick_texts().values()), SMALLEST_LEFT))
        inside = self.last_x < self.domain[1] - 0.25 * (self.domain[1] - self.domain[0])
        margin = [label for label in labels if not (inside and label is labels[0])]
        right = ceil(max((label.width + LABEL_GAP + 4 for label in margin), default=16))
        words_above = self.event_places(size.inner - left - right, right)
        head = 12 + 13 * len({row for _x, row in words_above})
        box = frame(size, words, left=left, right=right, head=head)
        band = [] if size.fixed else self.band_layer(box)  # a picture without a note cannot explain it
        layers = band + self.reference_lines() + self.marks(box)
        for event, (x, row) in zip(self.events(), words_above, strict=True):
            layers.append(theme.label([event.word], x, -8 - 13 * row, color=theme.INK_2))
        layers += self.place(margin, box)
        if inside:
            x = self.across(self.last_x, box.width)
            layers += self.place([self.inside_label(box.width - x)], box, x=x, avoid=self.levels)
        return box.finish(layers)

    def inside_label(self, room: float) -> Label:
        """The end label within the plot: with its date where there is room, else the value alone."""
        last = (self.teller.full or self.teller.seen)[-1]
        label = self.end_label(last, self.teller.when(last), room - LABEL_GAP, 700)
        return label if label.width + LABEL_GAP < room else replace(label, lines=label.lines[:1])

    def across(self, x: float, width: float) -> float:
        return (x - self.domain[0]) / (self.domain[1] - self.domain[0]) * width

    def down(self, y: float, box: Frame) -> float:
        return box.height * (1 - y / self.ticks[-1])

    def tick_texts(self) -> dict[float, str]:
        """Labels of the y axis; the unit stands on the top one only."""
        texts = {tick: dates.number(tick) for tick in self.ticks}
        if self.subject.metric.kind == "share":
            texts[self.ticks[-1]] += "%"
        return texts

    def x_axis(self, box: Frame) -> alt.Axis:
        """As many dates as fit. The year stands on the first date and on each January."""
        first, last = int(self.domain[0] + 0.5), int(self.domain[1])
        per_year = 12 // dates.MONTHS_IN[self.subject.length]
        pixel = box.width / (self.domain[1] - self.domain[0])
        by_month = self.subject.length == "month" and last - first <= 24
        steps = MONTH_STEPS if by_month else [per_year * years for years in (1, 2, 5, 10, 20)]
        width = 48 if by_month else 46  # px between dates: half of "Jan 2019" and half of "Apr"; "2019"
        step = next((step for step in steps if step * pixel >= width), steps[-1])
        values = [i for i in range(first, last + 1) if (i - first if by_month else i) % step == 0]
        values = values or [first]
        texts = {}
        for value in values:
            start = dates.start_of(value, self.subject.length)
            text = dates.period(start, self.subject.length, self.teller.language)
            if by_month and value != first and start.month != 1:
                text = text.split(" ")[0]
            elif not by_month and len(values) > 1:
                text = str(start.year)
            texts[value] = text
        return alt.Axis(values=values, labelExpr=theme.lookup(texts))

    def scales(self, box: Frame, field: str = "y") -> tuple[alt.X, alt.Y]:
        """Both axes; layers share them, so every layer that names one names it the same way."""
        texts = self.tick_texts()
        return (
            alt.X("x:Q", scale=alt.Scale(domain=self.domain, nice=False, zero=False), axis=self.x_axis(box)),
            alt.Y(
                f"{field}:Q",
                scale=alt.Scale(domain=[0, self.ticks[-1]], nice=False),
                axis=alt.Axis(values=self.ticks, labelExpr=theme.lookup(texts)),
            ),
        )

    def reference_lines(self) -> list[alt.Chart]:
        layers = []
        for level, style in (
            (self.subject.baseline, {"color": theme.INK_3, "strokeDash": [5, 4], "strokeWidth": 1.5}),
            (self.subject.target, {"color": theme.OCHRE, "strokeWidth": 2}),
        ):
            if level:
                layers.append(theme.rows([{"y": level.value * self.factor}]).mark_rule(**style).encode(y="y:Q"))
        for event in self.events():
            x = dates.position(event.date, self.subject.length)
            rule = theme.rows([{"x": x}]).mark_rule(color=theme.INK, strokeWidth=1)
            layers.append(rule.encode(x="x:Q"))
        return layers

    def events(self):
        """Events within the time shown, in order."""
        inside = [
            event
            for event in self.subject.events
            if self.domain[0] <= dates.position(event.date, self.subject.length) <= self.domain[1]
        ]
        return sorted(inside, key=lambda event: event.date)

    def event_places(self, width: float, right: float) -> list[tuple[float, int]]:
        """Where each event's word starts, above the plot where no line crosses it: px, and row from below."""
        places, ends = [], []
        for event in self.events():
            x = self.across(dates.position(event.date, self.subject.length), width)
            start = min(x, width + right - text_width(event.word) - 4)
            row = next((i for i, end in enumerate(ends) if end < start), len(ends))
            ends[row : row + 1] = [start + text_width(event.word) + 8]
            places.append((start, row))
        return places

    def band_layer(self, box: Frame) -> list[alt.Chart]:
        if not self.band:
            return []
        full = [point for point in self.points if not point["partial"]]
        x, y = self.scales(box, "low")
        return [theme.rows(full).mark_area().encode(x=x, y=y, y2="high:Q", detail="run:N")]

    def marks(self, box: Frame) -> list[alt.Chart]:
        x, y = self.scales(box)
        full = [point for point in self.points if not point["partial"]]
        layers = []
        links = [point for pair in self.links() for point in pair]
        if links:
            link = theme.rows(links).mark_line(strokeWidth=1.75, strokeDash=[2, 4])
            layers.append(link.encode(x=x, y=y, detail="link:N"))
        few = [point for point in full if point["open"] and point["low"] is not None and not self.band]
        if few:
            rule = theme.rows(few).mark_rule(color=theme.PINE, strokeWidth=2, strokeDash=[2, 4])
            layers.append(rule.encode(x=x, y=self.scales(box, "low")[1], y2="high:Q"))
        layers.append(theme.rows(full or self.points).mark_line().encode(x=x, y=y, detail="run:N"))
        return layers + self.dots(x, y)

    def dots(self, x: alt.X, y: alt.Y) -> list[alt.Chart]:
        """The last full point, every point that stands alone, and open dots for partial or few."""
        runs = [point["run"] for point in self.points]
        hollow = [point for point in self.points if point["partial"] or point["open"]]
        full = [point for point in self.points if point not in hollow]
        solid = [point for point in full if point is full[-1] or runs.count(point["run"]) == 1]
        layers = []
        if solid:
            layers.append(theme.rows(solid).mark_point(size=85).encode(x=x, y=y))
        if hollow:
            dot = theme.rows(hollow).mark_point(
                size=70, fill=theme.PAPER, stroke=theme.PINE, strokeWidth=2, opacity=1
            )
            layers.append(dot.encode(x=x, y=y))
        return layers

    def links(self) -> list[list[dict]]:
        """Pairs of points that a dotted line joins: a partial period and its neighbor."""
        pairs = []
        for before, after in zip(self.points, self.points[1:], strict=False):
            if after["x"] == before["x"] + 1 and (before["partial"] or after["partial"]):
                pairs.append([point | {"link": len(pairs)} for point in (before, after)])
        return pairs

    def labels(self, limit: float) -> list[Label]:
        """The last full value first, then the partial one, the baseline and the target."""
        teller, labels = self.teller, []
        last = (teller.full or teller.seen)[-1]
        labels.append(self.end_label(last, teller.when(last), limit, 700))
        if teller.seen[-1].partial and teller.seen[-1] is not last:
            labels.append(self.end_label(teller.seen[-1], teller.partial_word(), limit, 600))
        for level, color, weight in (
            (self.subject.baseline, theme.INK_2, 400),
            (self.subject.target, theme.OCHRE, 600),
        ):
            if level:
                labels.append(self.level_label(level, color, weight, limit))
        return labels

    def end_label(self, period: Period, second: str, limit: float, weight: int) -> Label:
        value = wrap(self.teller.value(period), limit, bold=True)
        lines = (*value, *wrap(second, limit))
        return Label(amount(period) * self.factor, lines, theme.PINE, first_weight=weight)

    def level_label(self, level: Level, color: str, weight: int, limit: float) -> Label:
        lines = tuple(wrap(level.label, limit, bold=weight > 400))
        return Label(level.value * self.factor, lines, color, weight, weight)

    def place(self, labels: list[Label], box: Frame, *, x: float | None = None, avoid=()) -> list[alt.Chart]:
        """Text layers beside the plot (or beside `x`), moved apart, and off the lines of `avoid`."""
        x = box.width if x is None else x
        boxes = [(self.down(label.value, box), len(label.lines) * LINE_HEIGHT + 2) for label in labels]
        lines = [self.down(level.value * self.factor, box) for level in avoid]
        if lines:
            boxes = [(clear(center, height, lines), height) for center, height in boxes]
        centers = spread(boxes, -8, box.height + 14)
        layers = []
        for label, center, (_wanted, height) in zip(labels, centers, boxes, strict=True):
            y = center - height / 2 + 12
            first, rest = label.lines[:1], label.lines[1:]
            style = {"color": label.color, "fontWeight": label.first_weight, "fontSize": 12}
            if label.first_weight == 700:
                style["fontSize"] = 14
            layers.append(theme.label(list(first), x + LABEL_GAP, y, **style))
            if rest:
                color = label.color if label.weight > 400 else theme.INK_2
                style = {"color": color, "fontWeight": label.weight}
                layers.append(theme.label(list(rest), x + LABEL_GAP, y + LINE_HEIGHT, **style))
        return layers


def clear(center: float, height: float, lines: list[float]) -> float:
    """The nearest place for a box of this height that none of the horizontal `lines` crosses."""
    for shift in (0, -8, 8, -16, 16, -24, 24, -32, 32):
        if all(abs(center + shift - line) > height / 2 for line in lines):
            return center + shift
    return center
