"""Subjects that the chart tests draw. Cook County's are real (2019, received cases); the rest is invented."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from scorecards.charts.subject import Event, Level, Metric
from scorecards.metrics import publish
from tests.unit.charts.parts import (
    COOK_MONTHS,
    COOK_RACES,
    DAYS,
    DECLINED,
    ENDED,
    INTAKES,
    choices,
    cook,
    endings,
    months,
    quarters,
    races,
    sample,
    series,
    shares,
    value,
)

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

OFFICE_GOAL = Level(0.25, "Office’s goal 25%", dt.date(2027, 12, 31), "The office’s goal is 25% by Dec 31, 2027.")
COMMUNITY_GOAL = Level(
    0.22,
    "Community goal 22%",
    None,
    "The Sample Community Coalition’s goal is 22%, agreed by members, 84 of 90, on Jan 15, 2026.",
)
EVENTS = sample(
    length="month",
    metric=DECLINED,
    periods=series(shares((90 + i % 7 * 3, 380 + i % 5 * 4) for i in range(60)), months(range(60), 2021), True),
    goals=(OFFICE_GOAL, COMMUNITY_GOAL),
    events=(
        Event(dt.date(2020, 3, 1), "Before all of it"),
        Event(dt.date(2021, 1, 1), "Bail law"),
        Event(dt.date(2023, 3, 10), "New case system", breaks=True),
        Event(dt.date(2023, 11, 20), "Screening policy"),
        Event(dt.date(2024, 1, 1), "Record law"),
        Event(dt.date(2024, 1, 2), "Term began"),
        Event(dt.date(2025, 7, 1), "Another law"),
    ),
)
ALL_BROKEN = sample(
    length="year",
    metric=DECLINED,
    periods=series(shares(((90, 380), (70, 380), (60, 380))), [dt.date(year, 1, 1) for year in range(2022, 2025)]),
    events=tuple(Event(dt.date(year, 1, 1), f"Counting {year}", breaks=True) for year in range(2023, 2025)),
)
MEDIANS = sample(
    length="year",
    metric=DAYS,
    periods=series(
        [value(n, 800, n - 9, n + 12) for n in (148, 152, 171, 202, 188)] + [value(160, 24, 120, 260)],
        [dt.date(year, 1, 1) for year in range(2020, 2026)],
        partial_last=True,
    ),
    goals=(Level(140, "Office’s goal 140 days", None, "The office’s goal is 140 days."),),
)
DOLLARS = sample(
    length="year",
    metric=Metric("Budget for each resident", "Adopted budget", "per", "Dollars", "Residents", unit="dollars"),
    periods=series(
        [value(Decimal(n) / 412_000, 412_000, part=n) for n in (12_400_000, 12_900_000, 14_000_000)],
        [dt.date(year, 1, 1) for year in range(2023, 2026)],
    ),
)
NO_CLEAR_GROUPS = sample(
    metric=DECLINED,
    groups=races((("White", 60, 900), ("Black", 44, 640), ("Asian", 6, 100)), "White"),
    span="2025",
    dimension="race",
)
OUTCOMES = sample(metric=ENDED, groups=endings((1620, 210, 44, 930, 71)), span="2025")
FEW_OUTCOMES = sample(metric=ENDED, groups=endings((14, 0, 1, 7, 2)), span="2025")
HIDDEN_OUTCOMES = sample(metric=ENDED, groups=endings((3, 0, 1, 2, 2)), span="2025")


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
        "events": EVENTS,
        "all-broken": ALL_BROKEN,
        "medians": MEDIANS,
        "dollars": DOLLARS,
        "less-time": replace(MEDIANS, comparable=False),
    },
    "by_group": {
        "cook-by-race": COOK_BY_RACE,
        "small-groups": SMALL_GROUPS,
        "long-names": LONG_NAMES,
        "one-group": ONE_GROUP,
        "hidden-groups": HIDDEN_GROUPS,
        "no-groups": NO_GROUPS,
        "zero-reference": ZERO_REFERENCE,
        "no-clear-groups": NO_CLEAR_GROUPS,
    },
    "outcomes": {
        "outcomes": OUTCOMES,
        "few-outcomes": FEW_OUTCOMES,
        "hidden-outcomes": HIDDEN_OUTCOMES,
        "no-outcomes": sample(metric=ENDED),
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
