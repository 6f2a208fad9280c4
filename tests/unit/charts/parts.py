"""Parts that the examples of charts are made of: sources, measures and short ways to write figures."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from scorecards.charts.spec import Source
from scorecards.charts.subject import Group, Metric, Period, Subject
from scorecards.metrics import publish
from scorecards.metrics.publish import Cell, Published

COOK_SOURCE = Source(
    "Cook County State’s Attorney, felony intake 2019, Cook County Open Data",
    "https://datacatalog.cookcountyil.gov/",
    "CC BY 4.0",
    dt.date(2019, 12, 31),
    dt.date(2026, 11, 12),
)
SAMPLE_SOURCE = Source(
    "Sample County Sheriff, monthly jail roster",
    "https://example.org/roster",
    "CC BY 4.0",
    dt.date(2026, 6, 30),
    dt.date(2026, 11, 10),
)
DECLINED = Metric(
    "Felony defendants declined",
    "Share of felony defendants decided whom the office did not charge",
    "share",
    "Declined",
    "Decided",
    "declined {value} of felony defendants decided",
)
INTAKES = Metric("Felony cases received", "Defendants in felony cases sent to the office", "count", "Received")
HELD = Metric(
    "Held before trial on misdemeanor charges only",
    "People booked and held more than 24 hours",
    "share",
    "Held",
    "Booked",
    "held {value} of people charged only with misdemeanors",
)
COOK_MONTHS = (3226, 3042, 3337, 3505, 3405, 3194, 3621, 3327, 3505, 3224, 2766, 38)
COOK_RACES = (
    ("Asian", 15, 221),
    ("Black", 1414, 21506),
    ("Latino", 373, 5457),
    ("Other", 2, 11),
    ("Race not recorded", 390, 956),
    ("White", 315, 4033),
)


def months(values, year=2019):
    return [dt.date(year + i // 12, i % 12 + 1, 1) for i in range(len(values))]


def series(figures, starts, partial_last=False) -> tuple[Period, ...]:
    last = len(figures) - 1
    return tuple(
        Period(start, figure, partial_last and i == last)
        for i, (start, figure) in enumerate(zip(starts, figures, strict=True))
    )


def shares(pairs) -> list[Published]:
    return [publish.rate(numerator, denominator) for numerator, denominator in pairs]


def races(rows, reference, unrecorded="Race not recorded") -> tuple[Group, ...]:
    published = {figure.group: figure for figure in publish.breakdown(Cell(*row) for row in rows)}
    return tuple(
        Group(
            name,
            figure,
            None if name == reference else publish.ratio(figure, published[reference]),
            name != unrecorded,
        )
        for name, figure in published.items()
    )


def cook(**changes) -> Subject:
    subject = Subject(
        "Cook County State’s Attorney",
        DECLINED,
        COOK_SOURCE,
        credit="Open Prosecutor Record. example.org/charts/il-cook-declined",
    )
    return replace(subject, **changes)


def sample(**changes) -> Subject:
    subject = Subject(
        "Sample County District Attorney",
        HELD,
        SAMPLE_SOURCE,
        length="quarter",
        sample=True,
        credit="Sample Community Coalition, CC BY 4.0. example.org/charts/zz-sample-held",
    )
    return replace(subject, **changes)


def quarters(values, base=1200):
    starts = [dt.date(2022 + i // 4, i % 4 * 3 + 1, 1) for i in range(len(values))]
    return series(shares((base * value // 100, base) for value in values), starts)


DAYS = Metric(
    "Time to disposition",
    "Days from receiving a case to its end: half of the people waited less",
    "median",
    "",
    "People",
    "had half of its cases ended within {value}",
    "days",
)
ENDED = Metric(
    "How cases ended", "The most serious outcome of each person whose case ended", "share", "People", "All"
)
CHOICE = Metric(
    "Races with a choice",
    "Prosecutor races with more candidates than seats, as a share of all",
    "share",
    "With a choice",
    "Races",
)


def value(number, people, low=None, high=None, part=None) -> Published:
    """One value about `people`, after the rule."""
    low, high, number = (None if n is None else Decimal(n) for n in (low, high, number))
    return publish.breakdown([Cell("", part, people, value=number, low=low, high=high)])[0]


def endings(counts) -> tuple[Group, ...]:
    names = ("Convicted", "Diverted", "Acquitted", "Dismissed", "Another ending")
    return tuple(Group(name, publish.rate(n, sum(counts), name)) for name, n in zip(names, counts, strict=True))


def choices(rows, **changes) -> Subject:
    """Races with a choice by year: (year, with a choice, races)."""
    subject = Subject(
        "California",
        CHOICE,
        replace(COOK_SOURCE, text="A study of California elections", licence="counts only"),
        length="year",
        periods=series(shares(row[1:] for row in rows), [dt.date(row[0], 1, 1) for row in rows]),
        coverage="Primary and general elections of California together.",
        credit="Open Prosecutor Record",
    )
    return replace(subject, **changes)
