"""Stored counts as the public may see them: every page and file of an office takes its figures from here."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import get_language

from scorecards.metrics.publish import Published, publishable
from scorecards.models import Observation
from scorecards.subjects import judged


@dataclass(frozen=True)
class Figure:
    """One observation and what may be said of it."""

    observation: Observation
    published: Published

    @property
    def period(self):
        """`2019`, or `Jan 2019` / `ene 2019`."""
        start = self.observation.period_start
        if self.observation.period == Observation.Period.YEAR:
            return f"{start:%Y}"
        text = formats.date_format(start, "M Y")
        return (text.lower() if get_language() == "es" else text).replace(" ", "\u00a0")


def published(observations):
    """The observations in their order, each with its published figure; a cut that may not be published at all
    (groups by month) is left out. Months are judged with the other months of their year, groups with the other
    groups of it: exactly the families that the rule for small numbers speaks of."""
    families = defaultdict(list)
    rows = [row for row in observations if publishable(row.dimension, row.period)]
    for row in rows:
        families[row.metric_id, row.dimension, row.period, row.period_start.year].append(row)
    figures = {}
    for family in families.values():
        figures |= judged(family)
    return [Figure(row, figures[row.pk]) for row in rows]
