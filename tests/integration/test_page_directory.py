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
    make.OfficeFactory(state=make.StateFactory(code="zz", fips="99", is_sample=True))
    page = page_of(client, "/offices/")
    assert "2 offices are on record so far." in page
    assert "Elected by district" in page
    assert f'<a href="/offices/{empty.code}/">{empty.name}</a>' in page
    assert "None yet" in page


@pytest.mark.parametrize(
    ("district", "title", "name"),
    [
        ("Cook County", "County Attorney", "Cook County Attorney"),
        ("3rd Judicial District", "District Attorney", "3rd Judicial District Attorney"),
        ("Cook County", "State's Attorney", "Cook County State's Attorney"),
    ],
)
def test_an_office_says_no_word_twice_in_a_row(district, title, name):
    assert make.OfficeFactory.build(district=district, title=title).name == name


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
    assert f"{gone.name} ended on Jan 1, 2020." in page
    assert f'">{gone.name}</a>' not in page


def test_a_state_whose_voters_do_not_choose_waits_for_no_office(client):
    state = make.StateFactory(selection=State.Selection.APPOINTED)
    make.CountyFactory(state=state, name="Elm")
    page = page_of(client, f"/offices/{state.code}/")
    assert "Voters do not choose one here." in page
    assert "Not mapped yet" not in page


def test_counties_without_an_office_are_told_and_drawn_apart(client):
    state = make.StateFactory(selection=State.Selection.BY_DISTRICT, shape_box="0 0 9 9")
    kept, open_one = (
        make.CountyFactory(state=state, name=name, shape=f"M{n} 0h1v1z") for n, name in enumerate("AB")
    )
    office = make.OfficeFactory(state=state, record_status="to_confirm")
    make.OfficeCountyFactory(office=office, county=kept)
    make.OfficeCountyFactory(office=make.OfficeFactory(state=state, ended="2020-01-01"), county=open_one)
    page = page_of(client, f"/offices/{state.code}/")
    assert "1 of 2 counties has an office on record." in page
    assert '<path class="r" d="M1 0h1v1z"/><path class="m" d="M0 0h1v1z"/>' in page
    assert "We have no source yet for who prosecutes in 1 county of this state." in page
    assert '<p class="sm mut">B County</p>' in page
    assert '<span class="tag">To be confirmed</span>' in page


def test_offices_are_counted_beside_what_a_source_counts(client):
    source = {"office_total_source_url": "https://example.org/n", "office_total_source_title": "A count"}
    state = make.StateFactory(office_total=42, **source)
    make.OfficeFactory(state=state)
    make.OfficeFactory(state=state, ended="2020-01-01")
    assert '<span>1 <span class="mut">counted: 42</span></span>' in page_of(client, "/offices/")
    assert "1 on record. This source counts 42:" in page_of(client, f"/offices/{state.code}/")


def test_districts_stand_in_the_order_of_their_numbers(client):
    state = make.StateFactory()
    for district in ("10th Circuit", "2nd Circuit", "Atlanta Circuit"):
        make.OfficeFactory(state=state, district=district)
    page = page_of(client, f"/offices/{state.code}/")
    assert page.index("2nd Circuit") < page.index("10th Circuit")


def test_a_district_that_crosses_a_border_stands_on_both_states_pages(client):
    office = make.OfficeFactory(district="Border District")
    beyond = make.CountyFactory(name="Elm")
    make.OfficeCountyFactory(office=office, county=beyond)
    assert "Border District" in page_of(client, f"/offices/{office.state.code}/")
    assert "Border District" in page_of(client, f"/offices/{beyond.state.code}/")
    assert f"Elm County ({beyond.state.name})" in page_of(client, f"/offices/{office.state.code}/{office.slug}/")


def test_the_list_is_there_as_csv_and_json(client):
    office = make.OfficeFactory(slug="middle")
    for name, partial in (("A", False), ("B", True)):
        county = make.CountyFactory(state=office.state, name=name)
        make.OfficeCountyFactory(office=office, county=county, partial=partial)
    make.OfficeFactory()
    rows = client.get(f"/offices/{office.state.code}.json").json()["rows"]
    codes = {served.partial: served.county.fips for served in office.office_counties.all()}
    assert [(row["slug"], row["counties"], row["parts_of"]) for row in rows] == [
        ("middle", codes[False], codes[True])
    ]
    assert client.get("/offices.csv").content.decode().count("\n") == 3
    assert client.get("/offices/xx.csv").status_code == 404
