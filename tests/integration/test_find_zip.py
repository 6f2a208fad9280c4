"""From a ZIP code to the offices, with the reason; and what is said where there is no clear answer."""

import datetime as dt

import pytest
from django.utils import timezone

from portal.core.models import AuditEntry
from races import lookup, reference, zips
from races.models import State, ZipCounty
from tests.factories import races as make

pytestmark = pytest.mark.django_db


def answer(client, **typed):
    response = client.get("/find/", typed)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def cook():
    """Cook County, Illinois, with one office: ZIP 60601; no area for 60680."""
    state = make.StateFactory(code="il", fips="17", name="Illinois")
    county = make.CountyFactory(state=state, fips="17031", name="Cook")
    office = make.OfficeFactory(state=state, slug="cook", district="Cook County", title="State's Attorney")
    make.OfficeCountyFactory(office=office, county=county)
    make.ZipCountyFactory(zip="60601", county=county)
    return office


def race_of(office, days, **fields):
    election = make.ElectionFactory(state=office.state, date=timezone.localdate() + dt.timedelta(days=days))
    return make.RaceFactory(office=office, election=election, **fields)


def test_loading_the_shipped_areas_for_some_states(django_assert_max_num_queries):
    reference.load(states=["al", "ga", "ri", "dc"])
    found = {(row.zip, row.county.fips) for row in ZipCounty.objects.filter(zip__in=["30165", "02861"])}
    assert found == {("30165", "01019"), ("30165", "13055"), ("30165", "13115"), ("02861", "44007")}
    entries = AuditEntry.objects.count()
    with django_assert_max_num_queries(5):
        again = zips.load()
    assert (again.created, again.unchanged) == ([], ZipCounty.objects.count())
    assert AuditEntry.objects.count() == entries
    assert [state.code for state in lookup.find("20500").near] == ["dc"]


def test_areas_that_somebody_added_stay(cook):
    make.ZipCountyFactory(zip="99999", county=cook.counties.get())
    zips.load()
    assert ZipCounty.objects.filter(zip="99999").exists()
    assert lookup.find("60601").offices[0].office == cook


def test_one_county_one_office_is_shown_with_its_holder_and_its_next_race(client, cook):
    make.TenureFactory(office=cook, person__name="Hal Holder")
    make.CandidacyFactory(race=race_of(cook, -400), person__name="Old Runner")
    race = race_of(cook, 100, ballot_order_known=True)
    for place, name in ((2, "Ann Abel"), (1, "Zoe Zorn")):
        make.CandidacyFactory(race=race, person__name=name, ballot_order=place)
    make.CandidacyFactory(race=race, person__name="Gone Away", status="withdrawn")
    race_of(cook, 500)
    page = answer(client, q="60601")
    assert "This ZIP code lies in Cook County, Illinois." in page
    assert "Serves Cook County." in page
    assert "<strong>Hal Holder</strong>" in page
    assert f'href="/offices/il/cook/{race.slug}/"' in page
    assert page.index("Listed in ballot order.") < page.index("Zoe Zorn") < page.index("Ann Abel")
    assert "Old Runner" not in page
    assert "Gone Away" not in page
    assert "Next election" in page


def test_without_a_tenure_nobody_is_said_to_hold_the_office(client, cook):
    race = race_of(cook, -100)
    make.CandidacyFactory(race=race, person__name="Won Once", outcome="won")
    page = answer(client, q="60601")
    assert "Held by" not in page
    assert "No coming election is on record yet. The last one we know:" in page
    assert f'href="/offices/il/cook/{race.slug}/"' in page


def test_candidates_without_a_known_order_stand_by_last_name(client, cook):
    race = race_of(cook, 30)
    for name, sort_name in (("Ann Zorn", "Zorn, Ann"), ("Zoe Abel", "Abel, Zoe")):
        make.CandidacyFactory(race=race, person__name=name, person__sort_name=sort_name)
    page = answer(client, q="60601")
    said = page.index("Alphabetical by last name; ballot order not known yet.")
    assert said < page.index("Zoe Abel") < page.index("Ann Zorn")


def test_several_counties_and_states_are_the_reason(client, cook):
    indiana = make.StateFactory(code="in", fips="18", name="Indiana")
    lake = make.CountyFactory(state=indiana, fips="18089", name="Lake")
    will = make.CountyFactory(state=cook.state, fips="17197", name="Will")
    for county in (cook.counties.get(), will):
        make.ZipCountyFactory(zip="60401", county=county)
    assert "This ZIP code lies in two counties." in answer(client, q="60401")
    make.ZipCountyFactory(zip="60401", county=lake)
    page = answer(client, q="60401")
    assert "This ZIP code lies in three counties and two states." in page
    assert "/offices/il/cook/" in page
    assert "Lake County, Indiana" in page
    assert page.count("No source of ours names the office that serves this county yet.") == 2


def test_a_county_with_two_offices_says_so(client, cook):
    county = cook.counties.get()
    city = make.OfficeFactory(state=cook.state, slug="city", kind="city", district="Made City")
    make.OfficeCountyFactory(office=city, county=county, partial=True)
    page = answer(client, q="60601")
    assert "Cook County has two offices." in page
    assert "Serves part of Cook County." in page
    assert "/offices/il/city/" in page


def test_an_office_that_ended_is_no_answer(client, cook):
    cook.ended = "2020-01-01"
    cook.save()
    page = answer(client, q="60601")
    assert "/offices/il/cook/" not in page
    assert "Cook County, Illinois" in page


def test_a_district_across_states_names_the_county_it_is_asked_for(client, cook):
    far = make.CountyFactory(name="Faraway")
    make.OfficeCountyFactory(office=cook, county=far)
    make.ZipCountyFactory(zip="60777", county=far)
    page = answer(client, q="60777")
    assert "This ZIP code lies in Faraway County" in page
    assert "/offices/il/cook/" in page


@pytest.mark.parametrize(
    ("selection", "said"),
    [("appointed", "Prosecutors are appointed, not elected."), ("attorney_general", "office prosecutes;")],
)
def test_where_voters_do_not_elect_the_page_says_so(client, selection, said):
    rule = {
        "rule_source_url": "https://example.org/rule",
        "rule_source_title": "Rule",
        "rule_checked": "2026-11-12",
    }
    state = make.StateFactory(selection=selection, rule_status="confirmed", **rule)
    county = make.CountyFactory(state=state, name="Former", valid_to="2022-06-06")
    make.ZipCountyFactory(zip="06510", county=county)
    page = answer(client, q="06510")
    assert said in page
    assert f"/offices/{state.code}/" in page
    State.objects.filter(pk=state.pk).update(rule_status="to_confirm")
    assert said not in answer(client, q="06510")


def test_a_zip_code_without_an_area_offers_the_counties_of_the_state(client, cook):
    page = answer(client, q="60680")
    assert "No Census area is on record for the ZIP code 60680." in page
    assert "ZIP codes that begin with 606 lie in Illinois." in page
    assert '<option value="17031">Cook County</option>' in page


def test_digits_that_no_zip_code_begins_with(client, cook):
    page = answer(client, q="99501")
    assert "No ZIP code that we know begins with 995." in page
    assert "<option" not in page


def test_a_county_chosen_from_the_list(client, cook):
    page = answer(client, county="17031")
    assert "/offices/il/cook/" in page
    for wrong in ("99999", "x", "'; --", "１７０３１", "1" * 5000, "\x00"):
        assert "We found no county, office or person" in answer(client, county=wrong)


@pytest.mark.parametrize("typed", ["1234", "606", "12345 Oak Street", "123456789012"])
def test_digits_that_are_no_zip_code_get_help(client, cook, typed):
    page = answer(client, q=typed)
    assert "A ZIP code has five digits" in page
    assert "Oak" not in page
    assert 'value=""' in page


def test_the_database_is_asked_for_three_digits_only(cook, django_assert_num_queries):
    with django_assert_num_queries(1) as seen:
        lookup.find("99588")
    assert "99588" not in seen[0]["sql"]
    assert "99500" in seen[0]["sql"]
