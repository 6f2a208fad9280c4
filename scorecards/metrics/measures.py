"""What is counted for each measure, as data, over the canonical frame (frame.py).

A fact is something true or false of one defendant in a case. A share has a `base` (who is asked about) and a `hit`
(who of them); a count only a hit. A median or an amount is read from the whole days in the column `days`, of those
who have any; a share with `days` counts those of its base who are open longer than OLD_AFTER.
docs/METHODOLOGY.md, "What is counted", says the same in words: change both.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from scorecards.metrics.definitions import CROSSED

MONTH = 365.25 / 12  # days
YEAR = 365.25
OLD_AFTER = 180  # days; what is open longer counts as pending long


@dataclass(frozen=True, slots=True)
class Fact:
    """columns: of the frame, all of which it asks for; holds: whether it is true, for each row."""

    columns: tuple[str, ...]
    holds: Callable[[pd.DataFrame], pd.Series]


def _is(column: str, *values: str) -> Fact:
    return Fact((column,), lambda frame: frame[column].isin(values))


def _true(column: str) -> Fact:
    return Fact((column,), lambda frame: frame[column])


def _known(column: str, by: str) -> Fact:
    return Fact((column, by), lambda frame: frame[column] != "Unknown")


FACTS: dict[str, Fact] = {
    "received": _true("in_intake"),
    "decided": _is("decision", "approved", "declined"),
    "declined": _is("decision", "declined"),
    "reviewed": _is("review", "approved", "declined"),
    "review declined": _is("review", "declined"),
    "race known": _known("race", "in_intake"),
    "sex known": _known("sex", "in_intake"),
    "age known": _known("age", "in_intake"),
    "arrest recorded": _true("arrest_recorded"),
    "charged": _true("charged"),
    # Where no charge has a class (no filed_rank), no severity is known.
    "charged with a felony": Fact(("severity", "filed_rank"), lambda frame: frame["severity"] == "Felony"),
    "charged with less": _is("severity", "Misdemeanor", "Other"),
    "received and classed": Fact(
        ("in_intake", "charged", "severity", "filed_rank"),
        lambda frame: frame["in_intake"] & frame["charged"] & (frame["severity"] != "Unknown"),
    ),
    "disposed": _true("disposed"),
    "open": Fact(("charged", "disposed"), lambda frame: frame["charged"] & ~frame["disposed"]),
    "convicted": _is("outcome", "convicted"),
    "diverted": _is("outcome", "diverted"),
    "acquitted": _is("outcome", "acquitted"),
    "dismissed": _is("outcome", "dismissed"),
    "ended otherwise": _is("outcome", "other"),
    "dropped": _true("all_dropped"),
    "reason recorded": _true("reason_recorded"),
    "by plea": _is("how", "plea"),
    "by trial": _is("how", "trial"),
    "convicted and ranked": Fact(
        ("outcome", "convicted_rank", "filed_rank"),
        lambda frame: (
            (frame["outcome"] == "convicted") & frame["convicted_rank"].notna() & frame["filed_rank"].notna()
        ),
    ),
    # Who lacks a rank is not in its base, so that a comparison without an answer counts nowhere.
    "convicted of less": Fact(
        ("convicted_rank", "filed_rank"),
        lambda frame: (frame["convicted_rank"] > frame["filed_rank"]).fillna(False),
    ),
    "disposition dated": Fact(
        ("disposition_days", "disposed_on"), lambda frame: frame["disposition_days"].notna()
    ),
    "sentenced": _true("sentenced"),
    "to prison": _is("sentence", "prison"),
    "to jail": _is("sentence", "jail"),
    "to probation": _is("sentence", "probation"),
}

# Who stands in a table: a group of whom nobody does has no row in what is counted from it.
PRESENT = {"intake": "received", "initiation": "charged", "dispositions": "disposed", "sentencing": "sentenced"}

NO_SEVERITY = (
    "race",
    "sex",
    "age",
)  # severity is that of the charges filed: it says nothing of who was not charged


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted for one measure.

    table: whose count it is, that of the numerator. base, hit: names of FACTS; base None: a plain count. days:
    column of whole days; unit: how many of them make one of the measure's unit. clock: the month of the hit
    ("received" or "disposed"; a base is always by month received). dimensions: what a year is broken down by, one
    at a time.
    """

    slug: str
    kind: str
    table: str
    base: str | None = None
    hit: str | None = None
    days: str | None = None
    unit: float = 1
    clock: str = "received"
    dimensions: tuple[str, ...] = CROSSED

    @property
    def columns(self) -> frozenset[str]:
        """What it asks of the frame: a table or column that was not delivered is not there."""
        facts = [FACTS[name] for name in (self.present, self.base, self.hit) if name]
        return frozenset(column for fact in facts for column in fact.columns) | {self.days or "received"}

    @property
    def is_snapshot(self) -> bool:
        """Who is open on the last day of the files: a figure of that year alone."""
        return self.kind == "share" and self.days is not None

    @property
    def present(self) -> str:
        return PRESENT[self.table]


def _share(slug: str, table: str, hit: str, base: str, dimensions=CROSSED) -> Measure:
    return Measure(slug, "share", table, base=base, hit=hit, dimensions=dimensions)


MEASURES = (
    Measure("felony-intakes-received", "count", "intake", hit="received", dimensions=NO_SEVERITY),
    # Not by severity: that is the felony share of filings, and few are charged with neither kind.
    Measure("defendants-charged", "count", "initiation", hit="charged", dimensions=NO_SEVERITY),
    Measure("defendants-disposed", "count", "dispositions", hit="disposed"),
    _share("filing-rate", "initiation", "charged", "received", dimensions=NO_SEVERITY),
    Measure(
        "resolution-ratio",
        "per",
        "dispositions",
        base="charged",
        hit="disposition dated",
        clock="disposed",
    ),
    # Kept by the day received, so that parts of a file add up: how long ago that is, is known when all is read.
    Measure("pending-over-180-days", "share", "initiation", base="open", days="received"),
    _share("declination-of-decided", "intake", "declined", "decided", dimensions=NO_SEVERITY),
    _share("declination-of-received", "intake", "declined", "received", dimensions=NO_SEVERITY),
    _share("declination-of-reviewed", "intake", "review declined", "reviewed", dimensions=NO_SEVERITY),
    _share(
        "felony-share-of-filings",
        "initiation",
        "charged with a felony",
        "charged",
        dimensions=(*NO_SEVERITY, "offense", "agency"),
    ),
    _share(
        "charged-below-intake-class",
        "initiation",
        "charged with less",
        "received and classed",
        dimensions=NO_SEVERITY,
    ),
    _share("conviction-of-disposed", "dispositions", "convicted", "disposed"),
    _share("diversion-of-disposed", "dispositions", "diverted", "disposed"),
    _share("acquittal-of-disposed", "dispositions", "acquitted", "disposed"),
    _share("dismissal-of-disposed", "dispositions", "dismissed", "disposed"),
    _share("other-outcome-of-disposed", "dispositions", "ended otherwise", "disposed"),
    _share("dropped-of-disposed", "dispositions", "dropped", "disposed"),
    _share("diversion-of-filed", "dispositions", "diverted", "charged"),
    _share("plea-share-of-convictions", "dispositions", "by plea", "convicted"),
    _share("trial-rate", "dispositions", "by trial", "disposed"),
    _share("charge-reduction", "dispositions", "convicted of less", "convicted and ranked"),
    Measure("time-to-charging-decision", "median", "initiation", days="charging_days"),
    Measure("time-to-disposition", "median", "dispositions", days="disposition_days"),
    _share("prison-share", "sentencing", "to prison", "sentenced"),
    _share("jail-share", "sentencing", "to jail", "sentenced"),
    _share("probation-share", "sentencing", "to probation", "sentenced"),
    Measure("median-prison-sentence", "median", "sentencing", days="prison_days", unit=MONTH),
    Measure("prison-years-imposed", "amount", "sentencing", days="prison_days", unit=YEAR),
    _share("race-recorded", "intake", "race known", "received", dimensions=("sex", "age")),
    _share("sex-recorded", "intake", "sex known", "received", dimensions=("race", "age")),
    _share("age-recorded", "intake", "age known", "received", dimensions=("race", "sex")),
    _share("arrest-date-recorded", "intake", "arrest recorded", "received", dimensions=NO_SEVERITY),
    _share("reason-recorded", "dispositions", "reason recorded", "dropped"),
    _share("disposition-date-usable", "dispositions", "disposition dated", "disposed"),
)


def countable(columns: Iterable[str]) -> list[Measure]:
    """The measures that a frame with these columns allows, in their order."""
    columns = frozenset(columns)
    return [measure for measure in MEASURES if measure.columns <= columns]
