"""What a trend shows beside its line, and that a chart whose subject did not change is not built again."""

import datetime as dt

import pytest

from scorecards import drawing
from scorecards.charts import registry
from scorecards.models import Chart, Observation
from scorecards.subjects import trend_subject
from tests.factories import beside, figures, races

pytestmark = pytest.mark.django_db


@pytest.fixture
def chart():
    """Three years of one share of one office."""
    dataset, metric = figures.DatasetFactory(), figures.MetricFactory()
    for year in (2023, 2024, 2025):
        figures.ObservationFactory(dataset=dataset, metric=metric, period_start=dt.date(year, 1, 1))
    return Chart.objects.create(slug="a-trend", key="trend", office=dataset.office, metric=metric)


def subject_of(chart):
    return trend_subject(chart, list(Observation.objects.for_office(chart.office)))


def test_years_are_drawn_where_there_are_no_months(chart):
    assert subject_of(chart).length == "year"
    assert len(subject_of(chart).periods) == 3


def test_markers_of_the_office_and_its_state_and_terms_stand_on_the_line(chart):
    beside.MarkerFactory(office=chart.office)
    beside.MarkerFactory(
        office=None, state=chart.office.state, date=dt.date(2024, 1, 1), kind="law", label="A law"
    )
    beside.MarkerFactory()
    races.TenureFactory(office=chart.office, began=dt.date(2024, 1, 2))
    found = [(event.word, event.breaks) for event in subject_of(chart).events]
    assert found == [("A law", False), ("Term began", False), ("New case system", True)]


def test_the_newest_goal_of_the_office_and_of_each_group_is_a_level(chart):
    own = {"office": chart.office, "metric": chart.metric}
    beside.GoalFactory(**own)
    beside.GoalFactory(**own, by="office", group=None, agreed_by="", value="0.3", agreed_on=dt.date(2025, 1, 1))
    beside.GoalFactory(**own, by="office", group=None, agreed_by="", value="0.25", agreed_on=dt.date(2026, 1, 1))
    goals = subject_of(chart).goals
    assert sorted(goal.value for goal in goals) == [0.2, 0.25]
    assert any("agreed by Members' meeting, 84 of 90 on Jan 15, 2026" in goal.said for goal in goals)


def test_a_chart_whose_subject_stands_is_not_built_again(chart, monkeypatch):
    assert drawing.draw() == 4
    monkeypatch.setattr(registry, "build", None)
    assert drawing.draw() == 0
