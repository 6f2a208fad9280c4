"""What the drawing of how cases ended says in words: title, summary, subtitle, note and table."""

from scorecards.charts import dates, words
from scorecards.charts.spec import Column, Table
from scorecards.charts.subject import Group, Subject, gettext_noop
from scorecards.charts.words import Translate

TITLE = gettext_noop("{metric}, {office}, {span}: {rows}")
CHART = gettext_noop("Bar chart, one bar for each way in which a case ended.")
ROW = gettext_noop("{outcome} {value}")
ALL = gettext_noop("Of {whole} people whose case ended, {span}.")
ADDS = gettext_noop("Each person is in one row. Rounded shares may not add up to 100.")
OUTCOME = gettext_noop("How it ended")
MESSAGES = (TITLE, CHART, ROW, ALL, ADDS, OUTCOME)


class Teller:
    """The words of one chart. Either every outcome may be seen or none is: they share their base."""

    def __init__(self, subject: Subject, _: Translate):
        self.subject, self._ = subject, _
        drawn = all(words.drawn(group.figure) for group in subject.groups)
        self.seen = list(subject.groups) if drawn else []
        self.total = self.seen[0].figure.denominator if self.seen else None

    def value(self, group: Group) -> str:
        return f"{group.figure.shown} ({words.counts(group.figure, self._)})"

    def title(self) -> str:
        """The two most frequent ways, by name and share."""
        _, subject = self._, self.subject
        if not self.seen:
            return _(words.NOTHING).format(metric=subject.metric.name, office=subject.office)
        most = sorted(self.seen, key=lambda group: -group.figure.numerator)[:2]
        rows = [_(ROW).format(outcome=group.name.lower(), value=group.figure.shown) for group in most]
        return _(TITLE).format(
            metric=subject.metric.name, office=subject.office, span=subject.span, rows=", ".join(rows)
        )

    def summary(self) -> str:
        _ = self._
        if not self.seen:
            return words.sentences(self.title(), _(words.NOTHING_SUMMARY))
        rows = [_(ROW).format(outcome=group.name, value=self.value(group)) for group in self.seen]
        return words.sentences(_(CHART), f"{self.subject.office}, {self.subject.span}: {'; '.join(rows)}")

    def subtitle(self) -> str:
        _ = self._
        whole = _(ALL).format(whole=dates.number(self.total), span=self.subject.span) if self.seen else ""
        return words.sentences(
            self.subject.metric.definition, whole, _(words.SAMPLE) if self.subject.sample else ""
        )

    def note(self) -> str:
        return self._(ADDS)

    def table(self) -> Table:
        """One row an outcome, in the order drawn."""
        _ = self._
        columns = (Column("outcome", _(OUTCOME)), *words.figure_columns(self.subject, _))
        rows = tuple(
            (group.name, *words.figure_values(self.subject, group.figure, _)) for group in self.subject.groups
        )
        caption = f"{self.subject.metric.name}, {self.subject.office}"
        return Table(f"{caption}, {self.subject.span}" if self.subject.span else caption, columns, rows)
