"""One measure as a table: the figures of a cut, or of a comparison of groups, row by row."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.pages.shown import dimensions
from portal.pages.shown.measures import SEEN, counts_words, gap_words, number, told
from scorecards.groups import group_name
from scorecards.metrics.publish import (
    HIDDEN_TEXT,
    MISSING_TEXT,
    Published,
    PublishedGap,
    end_percent,
    gap,
    ratio,
    under_review,
)
from scorecards.models import Metric
from scorecards.subjects import REFERENCE_GROUP, UNRECORDED


@dataclass(frozen=True)
class Line:
    """One row: the figure that it is about, and, of a comparison, what it comes to beside the reference group."""

    figure: Any
    compared: Any = None

    @property
    def observation(self):
        return self.figure.observation

    @property
    def period(self):
        return _partial(self.figure)

    @property
    def group(self):
        return group_name(self.observation.group, self.observation.dimension)

    @property
    def language(self):
        return dimensions.language(self.observation.dimension)

    @property
    def value(self):
        """The figure in words, or why there is none."""
        if self.compared is not None:
            return _compared_words(self.compared)
        public = self.figure.published
        return told(self.observation.metric, public) if public.state in SEEN else gap_words(public)

    @property
    def amount(self):
        """The value as a number, unrounded: of a comparison its ratio or its gap, of a share nothing."""
        if self.compared is None:
            return self.figure.published.value
        return self.compared.gap if isinstance(self.compared, PublishedGap) else self.compared.ratio

    @property
    def counts(self):
        """(numerator, denominator) as text; "" for what is hidden or is no part of such a figure."""
        public = self.figure.published
        return ["" if n is None else f"{n:,}" for n in (public.numerator, public.denominator)]

    @property
    def counts_words(self):
        public = self.figure.published
        return counts_words(self.observation.metric, public) if public.state in SEEN else ""

    @property
    def ends(self):
        """The ends of the 95% interval as text; "" where there is none."""
        said = self.compared or self.figure.published
        if said.low is None or said.high is None:
            return ""
        low, high = _end(self, said.low), _end(self, said.high)
        if low == high == said.shown and said.shown.endswith("%"):
            return _("within the same whole percent")
        return _("%(low)s to %(high)s") % {"low": low, "high": high}

    @property
    def few(self):
        """About 10 to 29 people: the true value could be far from it."""
        return (self.compared or self.figure.published).state == "open"


def lines(figures, dimension, period, year=None):
    """The lines of one cut. `figures`: all published figures of a measure, so that each was judged beside the
    others of its breakdown."""
    return [
        Line(figure)
        for figure in figures
        if figure.observation.dimension == dimension
        and figure.observation.period == period
        and (year is None or figure.observation.period_start.year == year)
    ]


def compared(metric, figures, year, reviews):
    """The lines of a ratio or a gap: each group of a year beside the reference group. `reviews`: of
    `figures_under_review`, since the comparison can be under review where the shares that it compares are not."""
    rows = lines(figures, "race", "year", year)
    reference = next((row.figure.published for row in rows if row.observation.group == REFERENCE_GROUP), None)
    reference = reference or Published(REFERENCE_GROUP, "missing", MISSING_TEXT)
    since = reviews.get((rows[0].observation.office_id, metric.pk)) if rows else None
    if since:
        reference = under_review(since, REFERENCE_GROUP)
    make = ratio if metric.kind == Metric.Kind.RATIO else gap
    return [
        Line(row.figure, make(row.figure.published, reference))
        for row in rows
        if row.observation.group != REFERENCE_GROUP
    ]


def unknown_words(rows, dimension):
    """What a breakdown says of those whose group nobody wrote down, where it has no row for them; else ""."""
    if not dimension or not rows or any(row.observation.group == UNRECORDED for row in rows):
        return ""
    return _("The file lists nobody without a group here, so we cannot tell whether some people are missing.")


def _partial(figure):
    if not figure.observation.partial:
        return figure.period
    return _("%(period)s (partial)") % {"period": figure.period}


def _compared_words(pair):
    if pair.state not in SEEN:
        if pair.shown in (HIDDEN_TEXT, MISSING_TEXT) or pair.state == "review":
            return gap_words(pair)
        return _("Cannot be computed")
    if isinstance(pair, PublishedGap):
        return _("%(n)s points") % {"n": pair.shown}
    return _("%(n)s times") % {"n": pair.shown}


def _end(line, value):
    """One end of an interval: of a share in whole percents, of a ratio with two decimals, of points with one."""
    if isinstance(line.compared, PublishedGap):
        return number(100 * value)
    if line.compared is not None:
        return f"{value:.2f}"
    return number(value) if line.figure.published.rate is None else f"{end_percent(value)}%"
