"""More rows add no queries: every address of places and counts, at two sizes."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from scorecards.models import Chart
from tests.factories import figures as counts
from tests.factories import races as make
from tests.factories.admin import promise_of, update_of
from tests.integration.test_page_data import drawing

pytestmark = pytest.mark.django_db
MOST = 38  # the office page reads its released scorecards and what is under review, one query each


@pytest.fixture
def grow():
    """One office in one state with a holder and a file; then `grow(n)` more of everything below and beside it."""
    state = make.StateFactory(code="il", fips="17", name="Illinois")
    office = make.OfficeFactory(state=state, slug="cook", district="Cook County")
    make.OfficeCountyFactory(office=office, county=make.CountyFactory(state=state, name="Cook"))
    tenure = make.TenureFactory(office=office)
    dataset = counts.DatasetFactory(office=office)
    topic, step = make.TopicFactory(), iter(range(1, 400))

    def more(times):
        for _ in range(times):
            n = next(step)
            beside = _more_places(state, n)
            own = _more_races(state, office, tenure.person, n)
            update_of(promise_of(own, topic, f"P{n}"), "U", reviewed_by="r", reviewed_at="2026-06-01T00:00Z")
            _more_counts(dataset, beside, n)

    more(1)
    return more


def _more_places(state, n):
    other = make.OfficeFactory(state=make.StateFactory(), district=f"Cook {n} County")
    beside = make.OfficeFactory(state=state, district=f"Cook {n} Judicial Circuit")
    for office in (other, beside):
        county = make.CountyFactory(state=office.state, name="Cook")
        make.OfficeCountyFactory(office=office, county=county)
    in_two = make.CountyFactory(state=state, name="Cook", kind=f"Parish {n}")
    make.ZipCountyFactory(zip="77701", county=in_two)
    make.ZipCountyFactory(zip="77701", county=county)
    return beside


def _more_races(state, office, person, n):
    date = timezone.localdate() + dt.timedelta(days=n)
    election = make.ElectionFactory(state=state, date=date)
    for _ in range(5):
        make.RaceFactory(office=make.OfficeFactory(state=state), election=election)
    race = make.RaceFactory(office=office, election=election)
    make.CandidacyFactory(race=race)
    return make.CandidacyFactory(race=race, person=person)


def _more_counts(dataset, beside, n):
    metric = counts.MetricFactory()
    for month in range(1, 4):
        counts.ObservationFactory(
            dataset=dataset, metric=metric, period="month", period_start=dt.date(2025, month, 1), numerator=n
        )
    counts.ObservationFactory(dataset=dataset, metric=metric)
    counts.DatasetFactory(office=dataset.office)
    counts.DatasetFactory(office=beside)
    for key in ("trend", "by_group"):
        chart = Chart.objects.create(slug=f"chart-{key}-{n}", key=key, office=dataset.office, metric=metric)
        drawing(chart)


def queries(client, address):
    client.get(address)  # fills the caches of sites and content types
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


ADDRESSES = (
    "/",
    "/es/",
    "/offices/",
    "/offices/il/",
    "/offices.csv",
    "/offices/il.json",
    "/offices/il/cook/",
    "/offices/il/cook.csv",
    "/offices/il/cook.json",
    "/find/",
    "/find/?q=cook",
    "/find/?q=cook,+IL",
    "/find/?q=coook",
    "/find/?q=Person",
    "/find/?q=77701",
    "/find/?q=77799",
    "/find/?q=Illinois",
    "/find/names.json",
    "/data/",
    "/data/datasets.csv",
)


def test_the_same_number_of_queries_with_3_and_with_30(client, grow):
    grow(2)
    few = {address: queries(client, address) for address in ADDRESSES}
    grow(27)
    many = {address: queries(client, address) for address in ADDRESSES}
    # Find names more than a handful of offices without their races: fewer queries, never more.
    named_only = {address for address in ADDRESSES if address.startswith("/find/?q=")}
    assert {at: n for at, n in many.items() if at not in named_only} == {
        at: n for at, n in few.items() if at not in named_only
    }
    assert all(many[address] <= few[address] for address in named_only)
    assert max(many.values()) <= MOST
