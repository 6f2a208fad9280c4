import datetime as dt

import pytest

from races.models import State
from tests.factories import races as make

pytestmark = pytest.mark.django_db


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def test_the_directory_counts_offices_by_state(client):
    state = make.StateFactory(selection=State.Selection.BY_DISTRICT)
    make.OfficeFactory.create_batch(2, state=state)
    empty = make.StateFactory()
    page = page_of(client, "/offices/")
    assert "2 offices are on record so far." in page
    assert "Elected by district" in page
    assert f'<a href="/offices/{empty.code}/">{empty.name}</a>' in page
    assert "None yet" in page


def test_a_rule_nobody_looked_up_claims_nothing(client):
    state = make.StateFactory()
    page = page_of(client, f"/offices/{state.code}/")
    assert "We have not looked up yet how this state chooses its prosecutors." in page
    assert "To be confirmed" in page
    assert "No source read yet." in page
    assert "party label" not in page
    assert "A term is" not in page
    assert "No office of this state is on record yet." in page


def test_a_confirmed_rule_stands_with_its_source(client):
    state = make.StateFactory(
        selection=State.Selection.BY_COUNTY,
        prosecutor_title="State's Attorney",
        term_years=4,
        partisan=False,
        rule_status="confirmed",
        rule_source_url="https://example.org/constitution",
        rule_source_title="Constitution, Article 6",
        rule_checked=dt.date(2026, 11, 12),
    )
    page = page_of(client, f"/offices/{state.code}/")
    assert "Voters in each county elect a prosecutor." in page
    assert "The office is called State&#x27;s Attorney." in page
    assert "A term is 4 years. Candidates run without a party label." in page
    assert "Confirmed" in page
    assert 'href="https://example.org/constitution"' in page
    assert "Checked Nov 12, 2026." in page


def test_each_office_has_its_next_and_its_last_race(client):
    state = make.StateFactory()
    office = make.OfficeFactory(state=state)
    for date in (dt.date(2016, 11, 8), dt.date(2020, 11, 3), dt.date(2126, 5, 7), dt.date(2130, 11, 5)):
        make.RaceFactory(office=office, election=make.ElectionFactory(state=state, date=date))
    gone = make.OfficeFactory(state=state, ended=dt.date(2020, 1, 1))
    page = page_of(client, f"/offices/{state.code}/")
    assert "May 7, 2126</a>, No candidates listed yet" in page
    assert "Nov 3, 2020</a>" in page
    assert "2016" not in page
    assert "2130" not in page
    assert gone.name not in page
