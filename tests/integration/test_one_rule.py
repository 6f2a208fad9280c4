"""The rule for small numbers is one: pages, files and charts of the same observations say the same."""

import datetime as dt

import pytest

from portal.pages.shown.figures import published
from scorecards.models import Observation
from scorecards.subjects import by_group_subject, judged, trend_subject
from tests.factories import figures as counts
from tests.factories.scorecards import ChartFactory

pytestmark = pytest.mark.django_db


def groups_of(dataset, metric, **groups):
    for name, (numerator, denominator) in groups.items():
        counts.ObservationFactory(
            dataset=dataset,
            metric=metric,
            dimension="race",
            group=name,
            numerator=numerator,
            denominator=denominator,
        )


def shown(office):
    return {
        (figure.observation.period_start, figure.observation.group): figure.published
        for figure in published(Observation.objects.for_office(office))
    }


def test_pages_and_charts_hide_the_same_rows():
    dataset, metric = counts.DatasetFactory(), counts.MetricFactory()
    groups_of(dataset, metric, White=(30, 400), Black=(60, 900), Asian=(7, 77), Other=(3, 8))
    for year, month, base in ((2024, 1, 300), (2024, 2, 9), (2024, 3, 310), (2025, 1, 320), (2025, 2, 330)):
        start = dt.date(year, month, 1)
        counts.ObservationFactory(
            dataset=dataset, metric=metric, period="month", period_start=start, numerator=5, denominator=base
        )
    rows = list(Observation.objects.for_office(dataset.office))
    on_page = shown(dataset.office)
    chart = ChartFactory(office=dataset.office, metric=metric)
    trend = trend_subject(chart, rows)
    chart.key = "by_group"
    by_race = by_group_subject(chart, rows)
    assert [on_page[period.start, ""] for period in trend.periods] == [period.figure for period in trend.periods]
    assert [group.figure for group in by_race.groups] == [
        on_page[dt.date(2025, 1, 1), g.name] for g in by_race.groups
    ]
    # One month of 2024 has too few, and one group: the next smallest of each goes with it; 2025 stays whole.
    assert [period.figure.state for period in trend.periods] == ["hidden", "hidden", "shown", "shown", "shown"]
    assert sorted(group.name for group in by_race.groups if group.figure.state == "hidden") == ["Asian", "Other"]


def test_groups_by_month_have_no_figure():
    row = counts.ObservationFactory(period="month", dimension="race", group="Black")
    assert judged([row]) == {}


def test_a_measure_may_ask_for_a_larger_base(client):
    dataset, metric = counts.DatasetFactory(), counts.MetricFactory(minimum_base=50)
    groups_of(dataset, metric, White=(30, 400), Black=(77, 900), Asian=(7, 49), Other=(9, 60))
    states = {group: figure.state for (_, group), figure in shown(dataset.office).items()}
    assert states == {"White": "shown", "Black": "shown", "Asian": "hidden", "Other": "hidden"}
    office = dataset.office
    page = client.get(f"/offices/{office.state.code}/{office.slug}.csv").content.decode()
    assert ",49," not in page
    assert ",60," not in page


def test_a_share_without_its_denominator_is_missing_and_breaks_nothing(client):
    dataset, metric = counts.DatasetFactory(), counts.MetricFactory()
    counts.ObservationFactory(dataset=dataset, metric=metric, numerator=7, denominator=None)
    groups_of(dataset, metric, White=(30, 400), Black=(60, None))
    figures = shown(dataset.office)
    year = dt.date(2025, 1, 1)
    assert [figures[year, group].state for group in ("", "Black", "White")] == ["missing", "missing", "shown"]
    office = dataset.office
    page = client.get(f"/offices/{office.state.code}/{office.slug}/")
    assert page.status_code == 200
    assert "Not reported" in page.content.decode()


def test_a_count_reads_no_denominator():
    metric = counts.MetricFactory(kind="count", denominator="")
    row = counts.ObservationFactory(metric=metric, numerator=40, denominator=400)
    assert judged([row])[row.pk].shown == "40"


def test_all_groups_of_a_breakdown_come_from_one_delivery():
    """Mixed, an older delivery's "Other" would stand beside newer groups that already count these people."""
    older = counts.DatasetFactory(retrieved=dt.date(2026, 1, 1))
    newer = counts.DatasetFactory(office=older.office, retrieved=dt.date(2026, 2, 1))
    metric = counts.MetricFactory()
    groups_of(older, metric, White=(30, 400), Other=(20, 90))
    groups_of(newer, metric, White=(40, 490))
    assert [(group, f.denominator) for (_, group), f in shown(older.office).items()] == [("White", 490)]


def test_what_may_not_be_copied_leaves_the_files_only_after_the_rule(client):
    """Months of one year from two files: the hidden one of the open file still hides its neighbor."""
    office = counts.DatasetFactory().office
    open_file = counts.DatasetFactory(office=office)
    closed = counts.DatasetFactory(office=office, may_republish=False)
    metric = counts.MetricFactory()
    for dataset, month, base in ((open_file, 1, 77), (open_file, 2, 300), (closed, 3, 8)):
        start = dt.date(2025, month, 1)
        counts.ObservationFactory(
            dataset=dataset, metric=metric, period="month", period_start=start, numerator=5, denominator=base
        )
    rows = client.get(f"/offices/{office.state.code}/{office.slug}.json").json()["observations"]
    assert [(row["period_start"], row["state"]) for row in rows] == [
        ("2025-01-01", "hidden"),
        ("2025-02-01", "shown"),
    ]


def test_a_part_of_a_year_is_named_as_such():
    dataset, metric = counts.DatasetFactory(), counts.MetricFactory()
    groups_of(dataset, metric, White=(30, 400), Black=(60, 900))
    Observation.objects.update(partial=True)
    rows = list(Observation.objects.for_office(dataset.office))
    assert by_group_subject(ChartFactory(key="by_group", office=dataset.office, metric=metric), rows).span == (
        "2025 (partial year)"
    )
