"""How a trend is drawn. All places are worked out here, so that no label ever meets another."""

from dataclasses import replace
from math import ceil

import altair as alt

from scorecards.charts import dates, theme, trend_events
from scorecards.charts.frame import Frame, Words, frame
from scorecards.charts.layout import Size, text_width, ticks, wrap
from scorecards.charts.subject import Level, Period, Subject
from scorecards.charts.trend_labels import GAP, Label, clear, place
from scorecards.charts.trend_words import Teller, amount

SMALLEST_LEFT = 32  # half of "Jan 2019" stands left of the plot
WHOLE_PERCENT_ABOVE = 4  # the pages show whole percents, so the axis does where it can
MONTH_STEPS = (1, 2, 3, 4, 6, 12)


class Plot:
    """The layers of one trend, for any size."""

    def __init__(self, subject: Subject, teller: Teller, *, band: bool):
        self.subject, self.teller, self.band = subject, teller, band
        self.factor = 100 if subject.metric.kind == "share" else 1
        self.levels = teller.levels
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
        self.events = trend_events.inside(subject, *self.domain)

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
        """A run is an unbroken piece of line: a gap, a partial period or another way of counting ends it."""
        run, before, cuts = 0, None, trend_events.cuts(self.subject)
        for point in self.points:
            apart = before is None or point["x"] != before["x"] + 1 or point["x"] in cuts
            if apart or point["partial"] or before["partial"]:
                run += 1
            point["run"], before = run, point

    def draw(self, size: Size, words: Words) -> dict:
        """The Vega-Lite dictionary of one size."""
        labels = self.labels(62 if size.narrow else 96)
        left = ceil(max(*(text_width(text) + 8 for text in self.tick_texts().values()), SMALLEST_LEFT))
        inside = self.last_x < self.domain[1] - 0.25 * (self.domain[1] - self.domain[0])
        margin = [label for label in labels if not (inside and label is labels[0])]
        right = ceil(max((label.width + GAP + 4 for label in margin), default=16))
        said = self.worded(size, left, right)
        head = 12 + trend_events.ROW * len({row for _word, _x, row in said})
        box = frame(size, words, left=left, right=right, head=head)
        band = [] if size.fixed else self.band_layer(box)  # a picture without a note cannot explain it
        layers = band + self.reference_lines() + self.marks(box)
        for word, x, row in said:
            layers.append(theme.label([word], x, -8 - trend_events.ROW * row, color=theme.INK_2))
        centers = [self.down(label.value, box) for label in margin]
        layers += place(margin, centers, x=box.width, bottom=box.height + 14)
        if inside:
            x = self.across(self.last_x, box.width)
            label = self.inside_label(box.width - x)
            lines = [self.down(level.value * self.factor, box) for level in self.levels]
            center = clear(self.down(label.value, box), label.height, lines)
            layers += place([label], [center], x=x, bottom=box.height + 14)
        return box.finish(layers)

    def inside_label(self, room: float) -> Label:
        """The end label within the plot: with its date where there is room, else the value alone."""
        last = (self.teller.full or self.teller.seen)[-1]
        label = self.end_label(last, self.teller.when(last), room - GAP, 700)
        return label if label.width + GAP < room else replace(label, lines=label.lines[:1])

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
        for level in self.levels:
            style = {"color": theme.OCHRE, "strokeWidth": 2}
            if level is self.subject.baseline:
                style = {"color": theme.INK_3, "strokeDash": [5, 4], "strokeWidth": 1.5}
            layers.append(theme.rows([{"y": level.value * self.factor}]).mark_rule(**style).encode(y="y:Q"))
        for event in self.events:
            x = dates.position(event.date, self.subject.length)
            rule = theme.rows([{"x": x}]).mark_rule(color=theme.INK, strokeWidth=1)
            layers.append(rule.encode(x="x:Q"))
        return layers

    def worded(self, size: Size, left: float, right: float) -> list[tuple[str, float, int]]:
        """Words above the plot: word, px, row from below. Fewer where there is little room."""
        few = size.narrow or size.fixed
        most = trend_events.FEWEST_WORDS if few else trend_events.MOST_WORDS
        events, width = trend_events.worded(self.events, most), size.inner - left - right
        days = [(self.across(dates.position(e.date, self.subject.length), width), e.word) for e in events]
        spots = trend_events.places(days, width + right)
        return [(event.word, x, row) for event, (x, row) in zip(events, spots, strict=True)]

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
        few = [point for point in full if point["open"] and point["low"] is not None and not self.band]
        if few:
            rule = theme.rows(few).mark_rule(color=theme.PINE, strokeWidth=2, strokeDash=[2, 4])
            layers.append(rule.encode(x=x, y=self.scales(box, "low")[1], y2="high:Q"))
        if full:  # nothing joins a partial period to its neighbor: a line would read as a fall or a rise
            layers.append(theme.rows(full).mark_line().encode(x=x, y=y, detail="run:N"))
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

    def labels(self, limit: float) -> list[Label]:
        """The last full value first, then the partial one, then the levels."""
        teller, labels = self.teller, []
        last = (teller.full or teller.seen)[-1]
        labels.append(self.end_label(last, teller.when(last), limit, 700))
        if teller.seen[-1].partial and teller.seen[-1] is not last:
            labels.append(self.end_label(teller.seen[-1], teller.partial_word(), limit, 600))
        for level in self.levels:
            plain = level is self.subject.baseline
            color, weight = (theme.INK_2, 400) if plain else (theme.OCHRE, 600)
            labels.append(self.level_label(level, color, weight, limit))
        return labels

    def end_label(self, period: Period, second: str, limit: float, weight: int) -> Label:
        value = wrap(self.teller.value(period), limit, bold=True)
        lines = (*value, *wrap(second, limit))
        return Label(amount(period) * self.factor, lines, theme.PINE, first_weight=weight)

    def level_label(self, level: Level, color: str, weight: int, limit: float) -> Label:
        lines = tuple(wrap(level.label, limit, bold=weight > 400))
        return Label(level.value * self.factor, lines, color, weight, weight)
