"""The shipped counts against the files they came from, and against counts made by other code than ours."""

import json
import subprocess
import sys
from decimal import Decimal

import pytest

from scorecards.metrics import publish, shipped
from scorecards.metrics.measures import MEASURES
from scorecards.metrics.reading import count_files
from tests.unit.metrics.files import PROFILE

NAME = "cook-2019-counts"
OFFICE = "il/cook"
TABLES = ("intake", "initiation", "dispositions", "sentencing")


@pytest.fixture(scope="module")
def cook(shared_data):
    return shared_data / "cook-2019"


@pytest.fixture(scope="module")
def delivery(cook):
    return count_files([cook / f"{table}.csv.gz" for table in TABLES], PROFILE, office=OFFICE)


@pytest.fixture(scope="module")
def expected(shared_data):
    return json.loads((shared_data / "expected.json").read_text(encoding="utf-8"))["cook-2019"]


def months(delivery, metric):
    return {
        row.period_start.strftime("%Y-%m"): row.numerator
        for row in delivery.counts
        if row.metric == metric and row.period_kind == "month"
    }


def year(delivery, metric, dimension=""):
    """{group, "" for everyone: (numerator, denominator)}."""
    return {
        row.group: (row.numerator, row.denominator)
        for row in delivery.counts
        if (row.metric, row.period_kind, row.dimension) == (metric, "year", dimension)
    }


@pytest.mark.shared
def test_counting_the_files_again_gives_the_shipped_file_byte_for_byte(cook):
    assert shipped.recount(NAME, cook).encode() == (shipped.FOLDER / f"{NAME}.csv").read_bytes()


@pytest.mark.shared
def test_the_shipped_description_is_that_of_the_files(delivery):
    about = shipped.about(NAME)
    told = [
        (found.table, found.file, found.sha256, found.rows, found.unique_defendants) for found in about.datasets
    ]
    assert told == [(file.table, file.name, file.sha256, file.rows, file.defendants) for file in delivery.files]
    assert (about.first_day, about.last_day) == (delivery.first_day, delivery.last_day)
    assert (about.flags, about.cannot) == (PROFILE.flags, PROFILE.cannot)
    assert [(one.table, one.column, one.rule, one.defendants) for one in about.excluded] == [
        (one.table, one.column, one.rule, publish.count(one.defendants).numerator) for one in delivery.excluded
    ]


@pytest.mark.shared
def test_counts_equal_those_of_independent_code(delivery, expected):
    assert months(delivery, "felony-intakes-received") == expected["felony_intakes_received_per_month"]
    assert (
        months(delivery, "defendants-charged") == expected["defendants_with_charges_initiated_per_month_received"]
    )
    assert year(delivery, "felony-intakes-received")[""] == (36190, None)
    assert year(delivery, "defendants-charged")[""] == (expected["unique_participants"]["initiation"], None)
    assert year(delivery, "declination-of-decided", "race") == {
        race: (found["rejected"], found["n"]) for race, found in expected["declination_A_by_race"].items()
    }
    for slug, letter in (("decided", "A"), ("received", "B_all_rows"), ("reviewed", "C")):
        found = expected[f"declination_rate_{letter}"]
        assert year(delivery, f"declination-of-{slug}")[""] == (found["num"], found["den"])
    assert year(delivery, "defendants-disposed")[""] == (expected["unique_participants"]["dispositions"], None)


# Numerator and denominator of every share of 2019, worked out from the files by other code than the project's
# (those above) or printed by ours and stated in docs/METHODOLOGY.md.
SHARES = {
    "filing-rate": (28886, 36190),
    "pending-over-180-days": (6749, 17564),
    "felony-share-of-filings": (28851, 28886),
    "charged-below-intake-class": (32, 28883),
    "conviction-of-disposed": (4170, 11322),
    "diversion-of-disposed": (1375, 11322),
    "acquittal-of-disposed": (49, 11322),
    "dismissal-of-disposed": (5654, 11322),
    "other-outcome-of-disposed": (74, 11322),
    "dropped-of-disposed": (7029, 11322),
    "diversion-of-filed": (1375, 28886),
    "plea-share-of-convictions": (3995, 4170),
    "trial-rate": (224, 11322),
    "charge-reduction": (1739, 4169),
    "prison-share": (1432, 4112),
    "jail-share": (362, 4112),
    "probation-share": (2078, 4112),
    "race-recorded": (34519, 36190),
    "sex-recorded": (34872, 36190),
    "age-recorded": (35102, 36190),
    "arrest-date-recorded": (31932, 36190),
    "reason-recorded": (3871, 7029),
    "disposition-date-usable": (10745, 11322),
}


@pytest.mark.shared
@pytest.mark.parametrize(("slug", "counts"), SHARES.items())
def test_the_shares_of_2019(delivery, slug, counts):
    assert year(delivery, slug)[""] == counts


@pytest.mark.shared
def test_the_values_of_2019(delivery):
    found = {
        row.metric: (row.value, row.low, row.high, row.numerator, row.denominator)
        for row in delivery.counts
        if row.value is not None and (row.period_kind, row.dimension) == ("year", "")
    }
    two_years = Decimal("24.0164")  # 731 days
    assert found == {
        "time-to-charging-decision": (23, 22, 23, None, 23238),
        "time-to-disposition": (56, 54, 57, None, 10745),
        "median-prison-sentence": (two_years, two_years, two_years, None, 1432),
        "prison-years-imposed": (Decimal("3900.1807"), None, None, None, 1432),
        "resolution-ratio": (Decimal("0.372"), None, None, 10745, 28886),
    }


@pytest.mark.shared
def test_each_measure_has_its_figure_and_no_other(delivery):
    slugs = {row.metric for row in delivery.counts}
    assert slugs == {measure.slug for measure in MEASURES}


@pytest.mark.shared
def test_the_ratio_of_black_to_white_declination(delivery):
    cells = [
        publish.Cell(group, *counts) for group, counts in year(delivery, "declination-of-decided", "race").items()
    ]
    figures = {figure.group: figure for figure in publish.breakdown(cells)}
    ratio = publish.ratio(figures["Black"], figures["White"])
    assert (round(ratio.ratio, 4), ratio.shown, ratio.state) == (0.8418, "0.84", "shown")
    assert figures["Other"].state == "open"


def test_the_shipped_counts_hide_what_is_too_small():
    rows = shipped.counts(NAME)
    hidden = {row.group for row in rows if row.withheld and row.metric == "defendants-charged"}
    # 8 defendants of "Other" were charged; Asian is the next smallest group.
    assert hidden == {"Asian", "Other"}
    bases = [row.numerator if row.denominator is None else row.denominator for row in rows if not row.withheld]
    assert min(bases) >= 10


def test_the_partial_month_and_year_are_kept_and_marked():
    rows = shipped.counts(NAME)
    partial = {(row.period_kind, row.period_start.isoformat()) for row in rows if row.partial}
    assert partial == {("month", "2019-12-01"), ("year", "2019-01-01")}
    assert {row.period_start.month for row in rows if row.period_kind == "month"} == set(range(1, 13))


def test_the_facts_beside_the_counts_can_be_written_and_read_back(tmp_path):
    described = shipped.about(NAME)
    shown = shipped.write(described, shipped.counts(NAME), "again", tmp_path)
    assert shipped.about("again", tmp_path) == described
    assert shipped.counts("again", tmp_path) == shown == shipped.counts(NAME)
    assert (tmp_path / "again.csv").read_bytes() == (shipped.FOLDER / f"{NAME}.csv").read_bytes()


@pytest.mark.parametrize("name", shipped.available())
def test_everything_shipped_is_described_and_may_be_republished(name):
    about = shipped.about(name)
    assert about.may_republish
    assert {row.office for row in shipped.counts(name)} == {about.office}
    assert {row.table for row in shipped.counts(name)} <= {dataset.table for dataset in about.datasets}


def test_reading_shipped_counts_needs_no_pandas():
    code = (
        "import sys; from scorecards.metrics import publish, shipped; shipped.counts('cook-2019-counts');"
        "print([name for name in ('pandas', 'numpy', 'pandera', 'scipy', 'django') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
