"""More races, candidates, party lines and counts add no queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from races import lock_actions
from tests.factories import races as make
from tests.factories.admin import admin

pytestmark = pytest.mark.django_db
MOST = 36  # an office page, which holds its figures too


@pytest.fixture
def world():
    """One race; then `grow(n)`: more candidates with lines and votes, races beside it, states with counts."""
    today = timezone.localdate()
    state = make.StateFactory(code="qa", fips="57")
    office = make.OfficeFactory(state=state, slug="one")
    election = make.ElectionFactory(state=state, date=today - dt.timedelta(days=400))
    race = make.RaceFactory(
        office=office,
        election=election,
        result_status="certified",
        result_source_url="https://example.org/r",
        result_source_title="Result",
    )
    county = make.CountyFactory(state=state)

    def grow(times):
        for _ in range(times):
            _candidates(race, county)
            far = make.ElectionFactory(
                state=make.StateFactory(), date=today + dt.timedelta(days=60), filing_closes=today
            )
            make.CandidacyFactory(race__office__state=far.state, race__election=far)
            for year in (2018, 2022):
                make.ElectionFigureFactory(state=far.state, year=year)
                for group in ("women", "men", "unknown"):
                    make.ElectionFigureFactory(
                        state=far.state, year=year, measure="winners_gender", group=group, count=12, total=36
                    )
            beside = make.ElectionFactory(
                state=state, date=election.date - dt.timedelta(days=office.races.count())
            )
            make.RaceFactory(office=office, election=beside)

    grow(1)
    lock_actions.lock_list(race=race, by=admin(), source_url="https://example.org/l", source_title="List")
    return race, grow


def _candidates(race, county):
    from races.models import CountyVotes

    for status in ("qualified", "write_in", "withdrawn"):
        candidacy = make.CandidacyFactory(race=race, status=status, votes=10)
        make.BallotLineFactory(candidacy=candidacy)
        CountyVotes.objects.create(candidacy=candidacy, county=county, votes=10)


def queries(client, address):
    client.get(address)  # fills the caches of sites and content types
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_same_number_of_queries_with_2_and_with_12(client, world):
    race, grow = world
    base = race.page.url.rstrip("/")
    addresses = (
        "/",
        f"{base}/",
        f"{base}.csv",
        f"{base}.json",
        "/races/",
        "/races/?contested=open",
        "/races.csv",
        "/races/findings/",
        "/races/findings.csv",
        "/es/races/findings/",
        "/offices/qa/",
        "/offices/qa/one/",
    )
    grow(1)
    few = {address: queries(client, address) for address in addresses}
    grow(10)
    many = {address: queries(client, address) for address in addresses}
    assert many == few
    assert max(many.values()) <= MOST
