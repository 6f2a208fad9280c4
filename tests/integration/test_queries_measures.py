"""More measures, years, groups, peers and words add no queries to an office's page, dashboard or files."""

import datetime as dt

import pytest

from scorecards.models import Chart
from tests.factories import beside as around
from tests.factories import figures as counts
from tests.factories import races as make
from tests.factories.admin import promise_of
from tests.integration.test_page_data import drawing
from tests.integration.test_queries_places import queries

pytestmark = pytest.mark.django_db
MOST = 36
FLAGS = {"felony_only": True}
ADDRESSES = (
    "/offices/il/cook/",
    "/offices/il/cook.csv",
    "/offices/il/cook.json?as_of=2099-01-01",
    "/offices/il/cook/measures/",
    "/offices/il/cook/measures.csv",
    "/offices/il/cook/measures/?measure=m1",
    "/offices/il/cook/measures/?measure=m1&by=race",
    "/offices/il/cook/measures/?measure=m1&period=year&as_of=2099-01-01",
    "/offices/il/cook/measures/?measure=m1&by=race&and=sex",
    "/offices/il/cook/measures/?measure=m1-ratio",
    "/offices/il/cook/measures.json?measure=m1&by=race",
)


@pytest.fixture
def grow():
    state = make.StateFactory(code="il", fips="17", name="Illinois")
    office = make.OfficeFactory(state=state, slug="cook", district="Cook County")
    race = make.RaceFactory(office=office)
    dataset = counts.DatasetFactory(office=office, flags=FLAGS)
    topic, step, metrics = make.TopicFactory(), iter(range(1, 99)), []

    def more(times):
        for _ in range(times):
            n = next(step)
            metrics.append(_measure(dataset, n))
            peer = counts.DatasetFactory(office__state=state, office__kind=office.kind, flags=FLAGS)
            for metric in metrics:
                _year(peer, metric, 2025)
                _year(dataset, metric, 1990 + n)
                _beside(office, metric, n)
            promise = promise_of(make.CandidacyFactory(race=race), topic, f"Promise {n}")
            type(promise).objects.filter(pk=promise.pk).update(metric=metrics[0])

    more(4)
    return more


def _year(dataset, metric, year, **more):
    return counts.ObservationFactory(dataset=dataset, metric=metric, period_start=dt.date(year, 1, 1), **more)


def _measure(dataset, n):
    metric = counts.MetricFactory(slug=f"m{n}", flags=["felony_only"], category="charging")
    counts.MetricFactory(slug=f"m{n}-ratio", kind="ratio", of=metric, denominator="")
    for year in (2023, 2024, 2025):
        _year(dataset, metric, year)
    for race in ("White", "Black", "Unknown"):
        _year(dataset, metric, 2025, dimension="race", group=race)
    for key in ("trend", "by_group"):
        chart = Chart.objects.create(slug=f"{key}-{n}", key=key, office=dataset.office, metric=metric)
        drawing(chart)
    return metric


def _beside(office, metric, n):
    around.MarkerFactory(office=office, date=dt.date(2024, 1, 1) + dt.timedelta(days=n))
    around.OfficeCommentFactory(office=office, metric=metric)
    around.GoalFactory(office=office, metric=metric)


def test_the_same_number_of_queries_with_4_and_with_8(client, grow):
    few = {address: queries(client, address) for address in ADDRESSES}
    assert "Of 4 peer offices" in client.get(ADDRESSES[0]).content.decode()
    grow(4)
    assert {address: queries(client, address) for address in ADDRESSES} == few
    assert "Of 8 peer offices" in client.get(ADDRESSES[0]).content.decode()
    assert max(few.values()) <= MOST
