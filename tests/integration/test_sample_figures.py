"""The invented figures of Sample State: they add up, and every state of a figure and of a file can be seen."""

import csv
import datetime as dt
from collections import defaultdict

import pytest
from django.db.models import Sum

from portal.pages.sample import load as sample
from scorecards import models as cards
from scorecards.metrics import shipped
from scorecards.metrics.publish import rate
from scorecards.outcomes import SHARES
from scorecards.subjects import judged
from tests.filled import filled

pytestmark = pytest.mark.django_db
REVIEWED = "declination-of-reviewed"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with filled(django_db_blocker) as counts:
        yield counts


@pytest.fixture
def current(made):
    """Figures of Sample State that stand, by (office, measure, year, dimension)."""
    rows = cards.Observation.objects.current().select_related("office", "metric", "dataset")
    found = defaultdict(list)
    for row in rows.filter(office__state__code="zz", period="year"):
        found[row.office.slug, row.metric.slug, row.period_start.year, row.dimension].append(row)
    return found


def test_loading_again_keeps_an_edited_goal_and_makes_nothing(made):
    cards.Goal.objects.filter(by="community").update(text="Fewer.")
    assert sample.load() == {}
    assert cards.Goal.objects.get(by="community").text == "Fewer."


def test_spring_2026_is_301_of_1204(made):
    months = cards.Observation.objects.filter(
        office__slug="sample",
        metric__slug="pretrial-detention-misdemeanor",
        period="month",
        period_start__gte=dt.date(2026, 4, 1),
    )
    assert months.aggregate(held=Sum("numerator"), booked=Sum("denominator")) == {"held": 301, "booked": 1204}


def test_a_year_is_the_sum_of_its_months(made):
    months = cards.Observation.objects.current().filter(period="month", office__state__code="zz")
    sums = defaultdict(lambda: [0, 0, 0])
    for month in months:
        total = sums[month.office_id, month.metric_id, month.period_start.year]
        for place, number in enumerate((month.numerator, month.denominator, 1)):
            total[place] += number
    assert len(sums) == 23
    for (office, metric, year), total in sums.items():
        whole = cards.Observation.objects.current().get(
            office=office, metric=metric, period="year", period_start__year=year, dimension=""
        )
        assert [whole.numerator, whole.denominator] == total[:2]
        assert total[2] == (6 if whole.partial else 12)


def test_groups_add_up_to_the_total_where_none_is_withheld(current):
    cut = [key for key in current if key[3] and not any(row.withheld for row in current[key])]
    assert {key[3] for key in cut} == {"race", "sex", "age"}
    for office, measure, year, dimension in cut:
        whole = current[office, measure, year, ""][0]
        rows = current[office, measure, year, dimension]
        assert sum(row.numerator for row in rows) == whole.numerator
        assert sum(row.denominator for row in rows) == whole.denominator


def test_the_five_outcomes_are_all_cases_of_each_office_and_year(current):
    years = [key for key in current if key[1] == "conviction-of-disposed" and not key[3]]
    assert len(years) == 15
    for office, _measure, year, _cut in years:
        rows = [current[office, slug, year, ""][0] for slug in SHARES]
        assert {row.denominator for row in rows} == {sum(row.numerator for row in rows)}


def test_each_stage_of_resentencing_is_counted_of_the_stage_before(current):
    stages = (
        "resentencing-requested",
        "resentencing-reviewed",
        "resentencing-recommended",
        "resentencing-granted",
    )
    for year in (2022, 2023, 2024, 2025):
        requested, *later = (current["sample", stage, year, ""][0] for stage in stages)
        before = requested.numerator
        for row in later:
            assert row.denominator == before
            before = row.numerator


def test_a_value_for_each_one_is_its_counts_divided(current):
    rows = [row for found in current.values() for row in found if row.metric.kind == "per"]
    assert len(rows) == 30
    for row in rows:
        assert float(row.value) == pytest.approx(row.numerator / row.denominator, abs=0.006)


def test_the_breakdown_by_race_shows_every_state_of_a_figure(current):
    rows = current["sample", "declination-of-decided", 2025, "race"]
    figures = judged(rows)
    assert {row.group: figures[row.pk].state for row in rows} == {
        "Asian": "shown",
        "Black": "shown",
        "Latino": "shown",
        "Native American": "open",
        "Other": "hidden",
        "Pacific Islander": "hidden",
        "Unknown": "shown",
        "White": "shown",
    }


def test_felony_review_has_the_curve_of_cook_county_and_a_promise(made):
    """Each month of 2019 has the rate of the same month in the shipped counts, within the rounding."""
    with (shipped.FOLDER / "cook-2019-counts.csv").open(encoding="utf-8", newline="") as stream:
        rows = [
            row for row in csv.DictReader(stream) if row["metric"] == REVIEWED and row["period_kind"] == "month"
        ]
    real = {row["period_start"]: rate(int(row["numerator"]), int(row["denominator"])).rate for row in rows}
    months = cards.Observation.objects.filter(
        office__slug="sample", metric__slug=REVIEWED, period="month", period_start__lt=dt.date(2019, 12, 1)
    )
    assert months.count() == 11
    for month in months:
        ours = month.numerator / month.denominator
        assert ours == pytest.approx(real[month.period_start.isoformat()], abs=0.005)
    promise = cards.Promise.objects.get(metric__slug=REVIEWED)
    assert (float(promise.baseline), float(promise.target)) == (0.2, 0.15)


def test_the_second_delivery_left_its_changes_in_the_log(made):
    changes = cards.FigureChange.objects.filter(office__slug="sample")
    assert changes.count() == 5
    year = changes.get(metric__slug="declination-of-decided", period="year")
    assert (year.before["shown"], year.before["denominator"], year.after["denominator"]) == ("23%", 4647, 4751)
    assert year.old.retrieved < year.new.retrieved == dt.date(2026, 11, 12)
    assert year.new.revision_reason
    earlier = cards.Observation.objects.current(dt.date(2026, 3, 1)).filter(office__slug="sample")
    assert earlier.get(metric__slug="declination-of-decided", period="year").denominator == 4647


def test_every_state_of_a_file_can_be_seen(made):
    files = cards.Dataset.objects.filter(office__state__code="zz")
    assert set(files.exclude(ended="").values_list("ended", "office__slug")) == {
        ("stopped", "specimen"),
        ("taken_down", "demo"),
    }
    assert files.get(table="jail", office__slug="sample").next_due < dt.date(2026, 11, 22)
    flags = {file.office.slug: file.flags for file in files.filter(table="cases")}
    assert len(flags) == 6
    assert flags["demo"]["defendant_not_charge"] is False
    assert "diversion_as_dismissal" not in flags["proof"]


def test_every_row_beside_the_figures_passes_its_own_checks(made):
    models = (cards.Marker, cards.OfficeComment, cards.Goal, cards.RecordsRequest, cards.Estimate, cards.Dataset)
    for model in models:
        assert model.objects.exists()
        for row in model.objects.all():
            row.full_clean()
