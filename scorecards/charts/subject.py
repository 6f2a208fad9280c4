"""What a chart is about, as plain values. The figures have already passed the publication rule."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from scorecards.charts.spec import Source
from scorecards.metrics.publish import Published, PublishedRatio

Catalogue = Mapping[str, str] | Callable[[str], str]


def gettext_noop(message: str) -> str:
    """Marks a template for makemessages, which looks for this name; the builder translates it later."""
    return message


def translator(catalogue: Catalogue) -> Callable[[str], str]:
    """A function from English template to the language's; English stands where a translation is missing."""
    if isinstance(catalogue, Mapping):
        return lambda message: catalogue.get(message) or message
    return catalogue


@dataclass(frozen=True)
class Metric:
    """A measure, in the language of the chart.

    `finding` is how a sentence about an office goes on, with `{value}` in it: "declined {value} of felony
    defendants decided"; empty where no such phrase exists. `counted` and `base` head the table's columns
    ("Declined", "Decided"); a count has no base. `unit` goes on after a value ("days"): a median, an amount, so
    many for each one.
    """

    name: str
    definition: str
    kind: Literal["count", "share", "median", "amount", "per"]
    counted: str
    base: str = ""
    finding: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Period:
    """One month, quarter or year. `partial` means that data ends before the period does."""

    start: dt.date
    figure: Published
    partial: bool = False


@dataclass(frozen=True)
class Group:
    """One group of people. `ratio` is None for the group the others are compared with.

    `recorded` is false for the row of people whose group nobody wrote down.
    """

    name: str
    figure: Published
    ratio: PublishedRatio | None = None
    recorded: bool = True


@dataclass(frozen=True)
class Level:
    """A value to compare with, in the metric's unit (shares as a part of 1); `by` is a target's due day, `said`
    the sentence of a note: whose it is and since when."""

    value: float
    label: str
    by: dt.date | None = None
    said: str = ""


@dataclass(frozen=True)
class Event:
    """A day that matters for reading the line, in a word or two: "Took office". `breaks`: from this day on the
    office counts in another way, so that no line joins what stands before and after it. `detail` is for the
    note: a sentence, or who took office."""

    date: dt.date
    word: str
    breaks: bool = False
    detail: str = ""


@dataclass(frozen=True)
class Subject:
    """One office and one measure. A trend reads `periods`, a comparison of groups reads `groups`.

    `span` names the time the groups cover ("2019"), `dimension` what they are ("race"). `credit` is the
    publisher's line in pictures that leave the site. Of a chart over many races `office` is the name of the area
    and `coverage` says, in sentences, which races the figures cover; `comparable` is false
    where the first and the last year cover different places, or where later cases of a trend had less time to end,
    so that the title sets no two periods side by side; `places` then names those of the last year.
    """

    office: str
    metric: Metric
    source: Source
    length: Literal["month", "quarter", "year"] = "month"
    periods: tuple[Period, ...] = ()
    groups: tuple[Group, ...] = ()
    span: str = ""
    dimension: str = ""
    baseline: Level | None = None
    target: Level | None = None
    goals: tuple[Level, ...] = ()
    events: tuple[Event, ...] = ()
    sample: bool = False
    credit: str = ""
    coverage: str = ""
    comparable: bool = True
    places: str = ""
