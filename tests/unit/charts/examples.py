"""Subjects that the chart tests draw. Cook County's are real (2019, received cases); the rest is invented."""

import datetime as dt
from dataclasses import replace

from scorecards.charts.spec import Source
from scorecards.charts.subject import Event, Group, Level, Metric, Period, Subject
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


COOK_INTAKES = cook(
    metric=INTAKES,
    periods=series([publish.count(value) for value in COOK_MONTHS], months(COOK_MONTHS), partial_last=True),
)
# Monthly rejections are invented around the real yearly total; decided is most of what was received
COOK_DECLINED = cook(
    periods=series(
        shares(
            zip(
                (231, 228, 262, 270, 251, 240, 272, 248, 277, 240, 190, 4),
                (int(n * 0.89) for n in COOK_MONTHS),
                strict=True,
            )
        ),
        months(COOK_MONTHS),
        partial_last=True,
    )
)
COOK_BY_RACE = cook(groups=races(COOK_RACES, "White"), span="2019", dimension="race")
PROMISE = sample(
    periods=quarters([31, 33, 32, 34, 33, 32, 34, 33, 33, 31, 30, 29, 28, 28, 27, 26, 26, 25]),
    baseline=Level(0.33, "Baseline 33% (2023)"),
    target=Level(0.20, "Target 20% by Jan 2028", dt.date(2028, 1, 3)),
    events=(Event(dt.date(2024, 1, 2), "Took office"), Event(dt.date(2024, 2, 1), "Policy memo")),
)
GAPPED = sample(
    length="month",
    metric=DECLINED,
    periods=series(
        shares([(20, 90), (18, 80), (None, None), (4, 9), (22, 85), (6, 25), (25, 84), (21, 88), (19, 95)]),
        months(range(9), 2026),
    ),
    baseline=Level(0.24, "Before 24%"),
    target=Level(0.22, "Goal 22%"),
)
YEARS = sample(
    length="year",
    metric=replace(DECLINED, finding=""),
    periods=series(
        shares((round(3900 * value), 3900) for value in (0.21, 0.22, 0.24, 0.29, 0.31, 0.30, 0.27, 0.24)),
        [dt.date(year, 1, 1) for year in range(2018, 2026)],
    ),
)
ONE_MONTH = cook(periods=series(shares([(250, 3000)]), [dt.date(2019, 1, 1)]))
ONLY_PARTIAL = cook(periods=series(shares([(25, 300)]), [dt.date(2019, 1, 1)], partial_last=True))
NO_MONTHS = cook()
HIDDEN_MONTHS = cook(periods=series(shares([(1, 5), (2, 7), (None, None)]), months(range(3))))
SMALL_GROUPS = sample(
    metric=DECLINED,
    groups=races(
        (
            ("White", 60, 900),
            ("Black", 90, 640),
            ("Native American", 5, 22),
            ("Asian", 0, 60),
            ("Other", 1, 6),
        ),
        "White",
    ),
    span="2025",
    dimension="race",
)
LONG_NAMES = sample(
    metric=DECLINED,
    groups=races(
        (
            ("White", 60, 900),
            ("American Indian or Alaska Native", 4, 24),
            ("Native Hawaiian or Pacific Islander", 9, 80),
            ("Black", 90, 640),
        ),
        "White",
    ),
    span="2025",
    dimension="race",
)
ONE_GROUP = sample(
    metric=DECLINED,
    groups=races((("White", 60, 900), ("Black", 90, 640)), "White"),
    span="2025",
    dimension="race",
)
HIDDEN_GROUPS = sample(
    metric=DECLINED, groups=races((("White", 6, 9), ("Black", 3, 6)), "White"), span="2025", dimension="race"
)
NO_GROUPS = sample(metric=DECLINED, span="2025", dimension="race")
ZERO_REFERENCE = sample(
    metric=DECLINED,
    groups=races((("White", 0, 900), ("Black", 9, 640)), "White"),
    span="2025",
    dimension="race",
)


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


CHOICE = Metric(
    "Races with a choice",
    "Prosecutor races with more candidates than seats, as a share of all",
    "share",
    "With a choice",
    "Races",
)
CALIFORNIA = choices(((2014, 25, 56), (2015, 0, 1), (2018, 26, 56), (2022, 19, 57), (2024, 2, 2)))
GEORGIA = choices(((2024, 4, 41),), office="Georgia")
FEW_RACES = choices(((2019, 9, 12), (2023, 0, 14), (2027, 29, 29)), office="Sample State", sample=True)
MANY_YEARS = choices([(year, year % 7 * 4, 41) for year in range(2004, 2027, 2)], office="United States")
TOO_FEW_RACES = choices(((2019, 1, 1),))
NO_RACES = choices(())

EXAMPLES = {
    "trend": {
        "cook-intakes": COOK_INTAKES,
        "cook-declined": COOK_DECLINED,
        "promise": PROMISE,
        "gapped": GAPPED,
        "years": YEARS,
        "one-month": ONE_MONTH,
        "only-partial": ONLY_PARTIAL,
        "no-months": NO_MONTHS,
        "hidden-months": HIDDEN_MONTHS,
    },
    "by_group": {
        "cook-by-race": COOK_BY_RACE,
        "small-groups": SMALL_GROUPS,
        "long-names": LONG_NAMES,
        "one-group": ONE_GROUP,
        "hidden-groups": HIDDEN_GROUPS,
        "no-groups": NO_GROUPS,
        "zero-reference": ZERO_REFERENCE,
    },
    "contested_share": {
        "california": CALIFORNIA,
        "georgia": GEORGIA,
        "few-races": FEW_RACES,
        "many-years": MANY_YEARS,
        "too-few-races": TOO_FEW_RACES,
        "no-races": NO_RACES,
    },
}
CASES = [(key, name) for key, subjects in EXAMPLES.items() for name in subjects]
