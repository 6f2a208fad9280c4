"""What the share of races with a choice says in words: title, summary, subtitle, note and table."""

from scorecards.charts import dates, words
from scorecards.charts.spec import Column, Table
from scorecards.charts.subject import Period, Subject, gettext_noop
from scorecards.charts.words import Translate

# Not "gave voters a choice": where primaries are missing, voters may have had one there.
TITLE = gettext_noop("{area}: {value} of prosecutor races on record had more candidates than seats in {year}")
BEFORE = gettext_noop("{title}, {value} in {year}")
CHART = gettext_noop("Bar chart, one bar a year.")
ROW = gettext_noop("{year}: {value} ({counts})")
FEW = gettext_noop("Fewer than 10 races, so no share: {years}.")
OPEN = gettext_noop("A hollow bar stands for fewer than 30 races.")
YEAR = gettext_noop("Year")
MESSAGES = (TITLE, BEFORE, CHART, ROW, FEW, OPEN, YEAR)


class Teller:
    """The words of one chart. `seen` are the years with a share that may be seen, oldest first."""

    def __init__(self, subject: Subject, _: Translate):
        self.subject, self._ = subject, _
        self.periods = sorted(subject.periods, key=lambda period: period.start)
        self.seen = [period for period in self.periods if words.drawn(period.figure)]

    def value(self, period: Period) -> str:
        """`45% (25 of 56)`: a share of races never stands without its counts."""
        return f"{period.figure.shown} ({words.counts(period.figure, self._)})"

    def title(self) -> str:
        _, subject = self._, self.subject
        if not self.seen:
            return _(words.NOTHING).format(metric=subject.metric.name, office=subject.office)
        first, last = self.seen[0], self.seen[-1]
        area = f"{subject.office} ({subject.places})" if subject.places else subject.office
        title = _(TITLE).format(area=area, value=last.figure.shown, year=last.start.year)
        if first is last or not subject.comparable:
            return title
        return _(BEFORE).format(title=title, value=first.figure.shown, year=first.start.year)

    def summary(self) -> str:
        _ = self._
        if not self.seen:
            return words.sentences(self.title(), _(words.NOTHING_SUMMARY))
        rows = (
            _(ROW).format(year=period.start.year, value=period.figure.shown, counts=words.counts(period.figure, _))
            for period in self.seen
        )
        return words.sentences(_(CHART), self.title(), "; ".join(rows))

    def subtitle(self) -> str:
        sample = self._(words.SAMPLE) if self.subject.sample else ""
        return words.sentences(self.subject.metric.definition, sample)

    def note(self) -> str:
        _ = self._
        few = [str(period.start.year) for period in self.periods if not words.drawn(period.figure)]
        hollow = any(period.figure.state == "open" for period in self.seen)
        return words.sentences(
            self.subject.coverage,
            _(FEW).format(years=", ".join(few)) if few else "",
            _(OPEN) if hollow else "",
        )

    def table(self) -> Table:
        """One row a year, oldest first. No interval: these are all races of the list, not a sample of them."""
        _, metric = self._, self.subject.metric
        columns = (
            Column("year", _(YEAR)),
            Column("numerator", metric.counted, numeric=True),
            Column("denominator", metric.base, numeric=True),
            Column("rate", _(words.SHARE), numeric=True, on_page=False),
            Column("shown", _(words.SHARE), numeric=True),
            Column("state", "", on_page=False),
        )
        rows = tuple(
            (
                dates.period(period.start, "year", "en"),
                period.figure.numerator,
                period.figure.denominator,
                period.figure.rate,
                words.shown(period.figure, _),
                period.figure.state,
            )
            for period in self.periods
        )
        return Table(f"{metric.name}, {self.subject.office}", columns, rows)
