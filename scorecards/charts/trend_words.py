"""What a trend says in words: title, summary, subtitle, note and table."""

from scorecards.charts import dates, words
from scorecards.charts.spec import Column, Table
from scorecards.charts.subject import Period, Subject, gettext_noop
from scorecards.charts.words import Translate

FINDING = gettext_noop("{office} {finding} in {period}")
PLAIN = gettext_noop("{metric}, {office}: {value} in {period}")
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
PARTIAL_NOTE = gettext_noop("{period} is a {partial}, so it is shown apart and not compared.")
GAPS = gettext_noop("No number for {periods}.")
# xgettext:no-python-format
BAND = gettext_noop("The shaded band is the 95% interval.")
OPEN = gettext_noop("Open dots stand for fewer than 30 people.")
MESSAGES = (
    FINDING,
    PLAIN,
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

    def when(self, period: Period) -> str:
        return dates.period(period.start, self.subject.length, self.language)

    def span(self, periods: list[Period]) -> str:
        if len(periods) == 1:
            return self.when(periods[0])
        return dates.span(periods[0].start, periods[-1].start, self.subject.length, self.language)

    def value(self, period: Period) -> str:
        return words.told(period.figure, self._)

    def partial_word(self) -> str:
        return self._(PARTIAL[self.subject.length])

    def title(self) -> str:
        """The finding, with both ends. Partial periods are never an end."""
        _, metric, office = self._, self.subject.metric, self.subject.office
        ends = self.full or self.partial
        if not ends:
            return _(words.NOTHING).format(metric=metric.name, office=office)
        first, last = ends[0], ends[-1]
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
        if len(self.full) > 2:
            high, low = max(self.full, key=amount), min(self.full, key=amount)
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
            *(level.label for level in (self.subject.baseline, self.subject.target) if level),
        ]
        return words.sentences(*parts)

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
        return words.sentences(*parts)

    def table(self) -> Table:
        """One row a period, oldest first; columns of `words.figure_columns` after the period's own."""
        columns = (
            Column("period_start", "", on_page=False),
            Column("period", self._(HEADING[self.subject.length])),
            Column("partial", "", on_page=False),
            *words.figure_columns(self.subject, self._),
        )
        rows = []
        for period in self.periods:
            name = self.when(period) + (f" ({self.partial_word()})" if period.partial else "")
            values = words.figure_values(self.subject, period.figure, self._)
            rows.append((period.start.isoformat(), name, period.partial, *values))
        caption = f"{self.subject.metric.name}, {self.subject.office}"
        return Table(caption, columns, tuple(rows))


def amount(period: Period) -> float:
    """The height of the point: a count, or a share of 1."""
    return period.figure.numerator if period.figure.denominator is None else period.figure.rate


def compare(first: Period, last: Period) -> str:
    """The template for two ends. Shares whose intervals overlap are not said to have gone up or down."""
    a, b = first.figure, last.figure
    if a.denominator is None and a.numerator == b.numerator:
        return SAME
    overlap = a.low is not None and b.low is not None and a.low <= b.high and b.low <= a.high
    if overlap or a.shown == b.shown:
        return COMPARED
    return UP if amount(last) > amount(first) else DOWN
