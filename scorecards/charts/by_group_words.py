"""What a comparison of groups says in words: title, summary, subtitle, note and table."""

from scorecards.charts import words
from scorecards.charts.spec import Column, Table
from scorecards.charts.subject import Group, Subject, gettext_noop
from scorecards.charts.words import Translate

TITLE = gettext_noop("{metric} by {dimension}, not adjusted, {office}, {span}: {ends}")
FIRST_END = gettext_noop("{group} {ratio} times the {reference} rate")
NEXT_END = gettext_noop("{group} {ratio} times")
NO_CLEAR_END = gettext_noop("no group is clearly apart from the {reference} rate")
NOT_ADJUSTED = gettext_noop("Not adjusted for the charge or the record of the people in each group.")
SUBTITLE = gettext_noop("Each group’s rate divided by the rate for {reference} ({value}, {counts}), {span}.")
NO_REFERENCE = gettext_noop("There is no group to compare with.")
# xgettext:no-python-format
CHART = gettext_noop("Dot plot with 95% intervals, compared with {reference} ({value}, {counts}).")
ROW = gettext_noop("{group} {ratio} times, {interval} ({value}, {counts})")
ROW_PLAIN = gettext_noop("{group} {ratio} times ({value}, {counts})")
NOT_DRAWN = gettext_noop("{group}: {reason}")
# xgettext:no-python-format
READING = gettext_noop("A dot at 2× means twice the rate; the line through it is the 95% interval.")
CAUSE = gettext_noop("A gap does not show its cause.")
OPEN = gettext_noop("An open dot with a dotted line stands for fewer than 30 people.")
ZERO = gettext_noop("A ratio of 0.00 has no place on this scale.")
GROUP = gettext_noop("Group")
RATIO = gettext_noop("Ratio")
# xgettext:no-python-format
RATIO_INTERVAL = gettext_noop("95% interval of the ratio")
REFERENCE = gettext_noop("1.00 (compared with)")
NO_RATIO = gettext_noop("Cannot be computed")
SAME = gettext_noop("1 (same rate)")
MESSAGES = (
    TITLE,
    FIRST_END,
    NEXT_END,
    NO_CLEAR_END,
    NOT_ADJUSTED,
    SUBTITLE,
    NO_REFERENCE,
    CHART,
    ROW,
    ROW_PLAIN,
    NOT_DRAWN,
    READING,
    CAUSE,
    OPEN,
    ZERO,
    GROUP,
    RATIO,
    RATIO_INTERVAL,
    REFERENCE,
    NO_RATIO,
    SAME,
)


def has_ratio(group: Group) -> bool:
    return group.ratio is not None and group.ratio.ratio is not None


def apart(group: Group) -> bool:
    """Whether the interval of the ratio leaves out 1, the same rate."""
    ratio = group.ratio
    return ratio.low is not None and (ratio.low > 1 or ratio.high < 1)


def ratio_shown(group: Group, _: Translate) -> str:
    """The ratio in the table, or in words why there is none."""
    if group.ratio is None:
        return _(REFERENCE)
    if has_ratio(group):
        return group.ratio.shown
    if group.ratio.state == "missing" and words.drawn(group.figure):
        return _(NO_RATIO)
    return _(words.GAPS[group.ratio.state])


def ratio_interval(group: Group, _: Translate) -> str | None:
    """`0.76 to 0.93`; None where there is no interval."""
    if not has_ratio(group) or group.ratio.low is None:
        return None
    return _(words.SPAN).format(low=f"{group.ratio.low:.2f}", high=f"{group.ratio.high:.2f}")


class Teller:
    """The words of one comparison. `drawn` are the groups with a ratio, the highest first."""

    def __init__(self, subject: Subject, language: str, _: Translate):
        self.subject, self.language, self._ = subject, language, _
        self.reference = next((group for group in subject.groups if group.ratio is None), None)
        ratios = [group for group in subject.groups if has_ratio(group)]
        self.drawn = sorted(ratios, key=lambda group: (-group.ratio.ratio, group.name))
        self.others = [group for group in subject.groups if group is not self.reference and not has_ratio(group)]

    def counts(self, group: Group) -> str:
        return words.counts(group.figure, self._)

    def title(self) -> str:
        """The finding: the highest and the lowest group whose interval leaves out the same rate, from recorded
        groups of 30 people or more where there are any. Says no more than the counts do."""
        _, subject = self._, self.subject
        if not self.drawn or self.reference is None:
            return _(words.NOTHING).format(metric=subject.metric.name, office=subject.office)
        sure = [group for group in self.drawn if group.ratio.state == "shown" and group.recorded]
        sure = sure or [group for group in self.drawn if group.ratio.state == "shown"] or self.drawn
        return _(TITLE).format(
            metric=subject.metric.name,
            dimension=subject.dimension,
            office=subject.office,
            span=subject.span,
            ends=", ".join(self.ends([group for group in sure if apart(group)])),
        )

    def ends(self, groups: list[Group]) -> list[str]:
        _, reference = self._, self.reference.name
        if not groups:
            return [_(NO_CLEAR_END).format(reference=reference)]
        first = groups[0]
        said = [_(FIRST_END).format(group=self.named(first), ratio=first.ratio.shown, reference=reference)]
        if len(groups) > 1:
            said.append(_(NEXT_END).format(group=self.named(groups[-1]), ratio=groups[-1].ratio.shown))
        return said

    def named(self, group: Group) -> str:
        """The group's name; with its counts where it is small."""
        return f"{group.name} ({self.counts(group)})" if group.ratio.state == "open" else group.name

    def summary(self) -> str:
        """Every value in one go, for a reader who hears the chart."""
        _ = self._
        if not self.drawn or self.reference is None:
            return words.sentences(self.title(), _(words.NOTHING_SUMMARY))
        parts = [_(CHART).format(**self.compared_with())]
        for group in self.drawn:
            interval = ratio_interval(group, _)
            parts.append(
                _(ROW if interval else ROW_PLAIN).format(
                    group=group.name,
                    ratio=group.ratio.shown,
                    interval=interval,
                    value=words.shown(group.figure, _),
                    counts=self.counts(group),
                )
            )
        return words.sentences(*parts, self.left_out())

    def compared_with(self) -> dict[str, str]:
        group = self.reference
        return {
            "reference": group.name,
            "value": words.shown(group.figure, self._),
            "counts": self.counts(group),
        }

    def left_out(self) -> str:
        lines = [
            self._(NOT_DRAWN).format(group=group.name, reason=ratio_shown(group, self._).lower())
            for group in self.others
        ]
        return words.sentences(*lines)

    def subtitle(self) -> str:
        _ = self._
        if self.reference is None:
            compared = _(NO_REFERENCE)
        elif words.drawn(self.reference.figure):
            compared = _(SUBTITLE).format(**self.compared_with(), span=self.subject.span)
        else:
            compared = _(NOT_DRAWN).format(
                group=self.reference.name, reason=words.shown(self.reference.figure, _).lower()
            )
        sample = _(words.SAMPLE) if self.subject.sample else ""
        return words.sentences(self.subject.metric.definition, compared, _(NOT_ADJUSTED), sample)

    def note(self) -> str:
        _ = self._
        if not self.drawn:
            return self.left_out()
        parts = [_(READING), _(CAUSE)]
        if any(group.ratio.state == "open" for group in self.drawn):
            parts.append(_(OPEN))
        if any(group.ratio.ratio == 0 for group in self.drawn):
            parts.append(_(ZERO))
        return words.sentences(*parts, self.left_out())

    def table(self) -> Table:
        """Groups in the order of the drawing, then those without a ratio; the reference stands last."""
        _ = self._
        columns = (
            Column("group", _(GROUP)),
            *words.figure_columns(self.subject, _),
            Column("ratio", _(RATIO), numeric=True, on_page=False),
            Column("ratio_low", "", numeric=True, on_page=False),
            Column("ratio_high", "", numeric=True, on_page=False),
            Column("ratio_shown", _(RATIO), numeric=True),
            Column("ratio_interval", _(RATIO_INTERVAL), numeric=True),
            Column("ratio_state", "", on_page=False),
        )
        rows = []
        for group in (*self.drawn, *self.others, *([self.reference] if self.reference else [])):
            ratio = group.ratio
            values = (ratio.ratio, ratio.low, ratio.high) if ratio else (None, None, None)
            rows.append(
                (
                    group.name,
                    *words.figure_values(self.subject, group.figure, _),
                    *values,
                    ratio_shown(group, _),
                    ratio_interval(group, _),
                    ratio.state if ratio else "reference",
                )
            )
        return Table(
            f"{self.subject.metric.name}, {self.subject.office}, {self.subject.span}", columns, tuple(rows)
        )
