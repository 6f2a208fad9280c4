"""Stored counts as pages and files print them."""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import get_language

from scorecards.metrics.publish import Published
from scorecards.models import Observation
from scorecards.subjects import judged


@dataclass(frozen=True)
class Figure:
    """One observation and what may be said of it."""

    observation: Observation
    published: Published

    @property
    def period(self):
        return period(self.observation)


def published(observations):
    """The observations of one office in their order, each with its figure after the rule for small numbers."""
    observations = list(observations)
    figures = judged(observations)
    return [Figure(row, figures[row.pk]) for row in observations if row.pk in figures]


def period(row):
    """The year or month of an observation, or of a change of one: `2019`, or `Jan 2019` / `ene 2019`."""
    if row.period == Observation.Period.YEAR:
        return f"{row.period_start:%Y}"
    text = formats.date_format(row.period_start, "M Y")
    return (text.lower() if get_language() == "es" else text).replace(" ", "\u00a0")
