"""More deliveries, changes and requests add no queries, at two sizes."""

import datetime as dt

import pytest

from tests.factories import beside
from tests.factories import figures as counts
from tests.integration.test_queries_places import queries

pytestmark = pytest.mark.django_db
MOST = 35


def grow(dataset, times):
    """More of everything that the pages of provenance print, for one office and for others."""
    for n in range(times):
        metric = counts.MetricFactory()
        counts.ObservationFactory(dataset=dataset, metric=metric)
        later = counts.DatasetFactory(
            office=dataset.office, table=dataset.table, retrieved=dataset.retrieved + dt.timedelta(days=n)
        )
        elsewhere = counts.DatasetFactory()
        beside.FigureChangeFactory(new=dataset, old=later, metric=metric)
        beside.FigureChangeFactory(new=elsewhere)
        beside.RecordsRequestFactory(office=dataset.office)
        beside.RecordsRequestFactory()
        beside.YearFreezeFactory()
        dataset.cannot[metric.slug] = "No such field."
    dataset.save()


def test_the_same_number_of_queries_with_3_and_with_20(client):
    dataset = counts.DatasetFactory()
    race = counts.MetricFactory(slug="race-recorded")
    counts.ObservationFactory(dataset=dataset, metric=race)
    beside.YearFreezeFactory(year=2024)
    one = f"/data/datasets/{dataset.pk}"
    office = f"{dataset.office.state.code}/{dataset.office.slug}"
    addresses = (
        f"{one}/",
        f"/es{one}/",
        f"{one}.csv",
        f"{one}.json",
        "/data/",
        "/data/datasets.csv",
        "/data/datasets.json",
        "/data/changes/",
        f"/data/changes/?office={office}",
        "/data/changes.csv",
        "/data/changes.json",
        "/data/requests/",
        f"/data/requests/?office={office}",
        "/data/requests.csv",
        "/data/requests.json",
        "/data/frozen/2024.csv",
        f"/offices/{office}/",
    )
    grow(dataset, 3)
    few = {address: queries(client, address) for address in addresses}
    grow(dataset, 17)
    assert {address: queries(client, address) for address in addresses} == few
    assert max(few.values()) <= MOST
