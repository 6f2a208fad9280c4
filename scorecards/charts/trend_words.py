"""What a trend says in words: title, summary, subtitle, note and table."""

from scorecards.charts import dates, trend_events, words
from scorecards.charts.spec import Column, Table
from scorecards.charts.subject import Event, Period, Subject, gettext_noop
from scorecards.charts.words import Translate

FINDING = gettext_noop("{office} {finding} in {period}")
PLAIN = gettext_noop("{metric}, {office}: {value} in {period}")
UNLIKE = gettext_noop("{metric}, {office}, {span}: later cases had less time to end")
LESS_TIME = gettext_noop(
    "Cases received later had less time to end before the files were taken, so the line changes by itself: it "
    "does not show that anything got faster, slower, more or less."
)
UP = gettext_noop("{end}, up from {value} in {period}")
DOWN = gettext_noop("{end}, down from {value} in {period}")
SAME = gettext_noop("{end}, the same as in {period}")
COMPARED = gettext_noop("{end}, compared with {value} in {period}")
BY = {
    "month": gettext_noop("By month, {span}."),
    "quarter": gettext_noop("By quarter, {span}."),
    "year": gettext_noop("By year, {span}."),
}
ONE = gettext_noop("{period} only.")
PARTIAL = {
    "month": gettext_noop("partial month"),
    "quarter": gettext_noop("partial quarter"),
    "year": gettext_noop("partial year"),
}
HEADING = {
    "month": gettext_noop("Month"),
    "quarter": gettext_noop("Quarter"),
    "year": gettext_noop("Year"),
}
CHART = gettext_noop("Line chart, {span}.")
EXTREMES = gettext_noop("Highest {high} in {high_period}, lowest {low} in {low_period}.")
PARTIAL_SUMMARY = gettext_noop("{period} is a {partial} with {value}.")
BROKEN = gettext_noop(
    "From {date} ({word}) the office counts in another way: the line is broken there, and what stands before is "
    "not compared with what stands after."
)
EVENTS = gettext_noop("In this time: {events}.")
EVENT = gettext_noop("{date}, {word}")
EVENT_DETAIL = gettext_noop("{date}, {word} ({detail})")
HAPPENED = gettext_noop("What happened")
PARTIAL_NOTE = gettext_noop("{period} is a {partial}, so it is shown apart and not compared.")
GAPS = gettext_noop("No number for {periods}.")
# xgettext:no-python-format
BAND = gettext_noop("The shaded band is the 95% interval.")
OPEN = gettext_noop("Open dots stand for fewer than 30 people.")
MESSAGES = (
    FINDING,
    PLAIN,
    UNLIKE,
    LESS_TIME,
    UP,
    DOWN,
    SAME,
    COMPARED,
    *BY.values(),
    ONE,
    *PARTIAL.values(),
    *HEADING.values(),
    CHART,
    EXTREMES,
    PARTIAL_SUMMARY,
    BROKEN,
    EVENTS,
    EVENT,
    EVENT_DETAIL,
    HAPPENED,
    PARTIAL_NOTE,
    GAPS,
    BAND,
    OPEN,
)


class Teller:
    """The words of one trend. `periods` are complete and in order, gaps included."""

    def __init__(self, subject: Subject, periods: list[Period], language: str, _: Translate):
        self.subject, self.periods, self.language, self._ = subject, periods, language, _
        self.seen = [period for period in periods if words.drawn(period.figure)]
        self.full = [period for period in self.seen if not period.partial]
        self.partial = [period for period in self.seen if period.partial]
        levels = (subject.baseline, subject.target, *subject.goals)
        self.levels = [level for level in levels if level]
        self.events = self.told_events()
        self.like = self.counted_alike()

    def told_events(self) -> list[Event]:
        """Events between the first and the last period, in order; a target's far day adds none."""
        if not self.periods:
            return []
        length = self.subject.length
        first, last = (dates.index(self.periods[i].start, length) for i in (0, -1))
        return trend_events.inside(self.subject, first, last + 1)

    def counted_alike(self) -> list[Period]:
        """The full periods that may be compared: those since the office last changed how it counts, or the
        last run of them where none is full since."""
        length, runs = self.subject.length, []
        cuts = trend_events.cuts(self.subject)
        before = None
        for period in self.full:
            number = dates.index(period.start, length)
            if before is None or any(before < cut <= number for cut in cuts):
                runs.append([])
            runs[-1].append(period)
            before = number
        return runs[-1] if runs else []

    def when(self, period: Period) -> str:
        return dates.period(period.start, self.subject.length, self.language)

    def span(self, periods: list[Period]) -> str:
        if len(periods) == 1:
            return self.when(periods[0])
        return dates.span(periods[0].start, periods[-1].start, self.subject.length, self.language)

    def value(self, period: Period) -> str:
        return words.told(period.figure, self._, self.subject.metric.unit)

    def partial_word(self) -> str:
        return self._(PARTIAL[self.subject.length])

    def title(self) -> str:
        """The finding, with both ends. Partial periods are never an end, nor periods counted in another way."""
        _, metric, office = self._, self.subject.metric, self.subject.office
        ends = self.like or self.partial
        if not ends:
            return _(words.NOTHING).format(metric=metric.name, office=office)
        first, last = ends[0], ends[-1]
        if not self.subject.comparable:
            return _(UNLIKE).format(metric=metric.name, office=office, span=self.span(ends))
        if metric.finding:
            finding = metric.finding.format(value=self.value(last))
            end = _(FINDING).format(office=office, finding=finding, period=self.when(last))
        else:
            end = _(PLAIN).format(
                metric=metric.name, office=office, value=self.value(last), period=self.when(last)
            )
        if first is last:
            return end
        template = compare(first, last)
        return _(template).format(end=end, value=self.value(first), period=self.when(first))

    def summary(self) -> str:
        _ = self._
        if not self.seen:
            return words.sentences(self.title(), _(words.NOTHING_SUMMARY))
        parts = [_(CHART).format(span=self.span(self.seen)), self.title()]
        if self.subject.comparable and len(self.like) > 2:
            high, low = max(self.like, key=amount), min(self.like, key=amount)
            parts.append(
                _(EXTREMES).format(
                    high=self.value(high),
                    high_period=self.when(high),
                    low=self.value(low),
                    low_period=self.when(low),
                )
            )
        parts += [
            _(PARTIAL_SUMMARY).format(
                period=self.when(period), partial=self.partial_word(), value=self.value(period)
            )
            for period in self.partial
        ]
        parts += [
            self.gaps(),
            *(level.label for level in self.levels),
            *self.breaks(),
            self.happened(detail=False),
        ]
        return words.sentences(*parts)

    def breaks(self) -> list[str]:
        """One sentence for each day from which the office counts in another way."""
        return [
            self._(BROKEN).format(date=dates.day(event.date, self.language), word=event.word)
            for event in self.events
            if event.breaks
        ]

    def happened(self, *, detail: bool) -> str:
        """All other events, also those that had no room for a word in the picture."""
        told = [
            self._(EVENT_DETAIL if detail and event.detail else EVENT).format(
                date=dates.day(event.date, self.language), word=event.word, detail=event.detail.removesuffix(".")
            )
            for event in self.events
            if not event.breaks
        ]
        return self._(EVENTS).format(events="; ".join(told)) if told else ""

    def gaps(self) -> str:
        missing = [self.when(period) for period in self.periods if not words.drawn(period.figure)]
        return self._(GAPS).format(periods=", ".join(missing)) if missing else ""

    def subtitle(self) -> str:
        _ = self._
        span = ""
        if len(self.periods) > 1:
            span = _(BY[self.subject.length]).format(span=self.span(self.periods))
        elif self.periods:
            span = _(ONE).format(period=self.when(self.periods[0]))
        return words.sentences(
            self.subject.metric.definition, span, _(words.SAMPLE) if self.subject.sample else ""
        )

    def note(self, *, band: bool) -> str:
        _ = self._
        parts = [
            _(PARTIAL_NOTE).format(period=self.when(period), partial=self.partial_word())
            for period in self.partial
        ]
        parts += [self.gaps(), _(BAND) if band else ""]
        if any(period.figure.state == "open" for period in self.seen):
            parts.append(_(OPEN))
        parts.append("" if self.subject.comparable else _(LESS_TIME))
        parts += [*(level.said for level in self.levels), *self.breaks()]
        parts += [event.detail for event in self.events if event.breaks]
        parts.append(self.happened(detail=True))
        return words.sentences(*parts)

    def table(self) -> Table:
        """One row a period, oldest first; columns of `words.figure_columns` after the period's own."""
        columns = (
            Column("period_start", "", on_page=False),
            Column("period", self._(HEADING[self.subject.length])),
            Column("partial", "", on_page=False),
            *words.figure_columns(self.subject, self._),
            Column("events", self._(HAPPENED), on_page=bool(self.events)),
        )
        rows = []
        for period in self.periods:
            name = self.when(period) + (f" ({self.partial_word()})" if period.partial else "")
            values = words.figure_values(self.subject, period.figure, self._)
            rows.append((period.start.isoformat(), name, period.partial, *values, self.within(period)))
        caption = f"{self.subject.metric.name}, {self.subject.office}"
        return Table(caption, columns, tuple(rows))

    def within(self, period: Period) -> str | None:
        """The words of the events in this period, for the table."""
        length, number = self.subject.length, dates.index(period.start, self.subject.length)
        return "; ".join(e.word for e in self.events if dates.index(e.date, length) == number) or None


def amount(period: Period) -> float:
    """The height of the point: a count, a share of 1, or a value in its unit."""
    if period.figure.value is not None:
        return period.figure.value
    return period.figure.numerator if period.figure.denominator is None else period.figure.rate


def compare(first: Period, last: Period) -> str:
    """The template for two ends. Shares whose intervals overlap are not said to have gone up or down."""
    a, b = first.figure, last.figure
    if a.low is None and amount(first) == amount(last):
        return SAME
    overlap = a.low is not None and b.low is not None and a.low <= b.high and b.low <= a.high
    if overlap or a.shown == b.shown:
        return COMPARED
    return UP if amount(last) > amount(first) else DOWN
