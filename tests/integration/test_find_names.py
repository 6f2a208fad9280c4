"""Names as people type them: misspelled, of persons, of cities; and the list that the browser compares with."""

import gzip
import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core import writes
from races import known_names, lookup
from tests.factories import races as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    il = make.StateFactory(code="il", fips="17", name="Illinois")
    md = make.StateFactory(code="md", fips="24", name="Maryland")
    wv = make.StateFactory(code="wv", fips="54", name="West Virginia")
    make.StateFactory(code="va", fips="51", name="Virginia")
    nm = make.StateFactory(code="nm", fips="35", name="New Mexico")
    cook = make.OfficeFactory(state=il, slug="cook", district="Cook County", title="State's Attorney")
    make.OfficeCountyFactory(office=cook, county=make.CountyFactory(state=il, name="Cook"))
    for name, kind in (("Baltimore", "County"), ("Baltimore", "city"), ("Montgomery", "County")):
        make.CountyFactory(state=md, name=name, kind=kind)
    make.CountyFactory(state=nm, name="Doña Ana")
    make.CountyFactory(state=wv, name="Mingo")
    return cook


def names(found):
    return [str(county) for county in found.counties]


@pytest.mark.parametrize(
    ("typed", "county"),
    [
        ("cok county il", "Cook County"),
        ("Mongomery County, MD", "Montgomery County"),
        ("Montgomrey", "Montgomery County"),
        ("Dona Anna", "Doña Ana County"),
        ("cook ilinois", "Cook County"),
    ],
)
def test_a_few_wrong_letters_are_forgiven_and_said(client, places, typed, county):
    found = lookup.find(typed)
    assert found.guessed
    assert names(found) == [county]
    assert "Did you mean" in client.get("/find/", {"q": typed}).content.decode()


@pytest.mark.parametrize("typed", ["dona ana", "DOÑA ANA", "Condado de Doña Ana, New Mexico"])
def test_accents_are_no_errors(places, typed):
    found = lookup.find(typed)
    assert names(found) == ["Doña Ana County"]
    assert not found.guessed


@pytest.mark.parametrize("typed", ["Qwertzuiop", "zzz", "41st", "xy"])
def test_what_is_far_from_every_name_is_not_guessed(places, typed):
    assert lookup.find(typed).nothing


@pytest.mark.parametrize(
    ("typed", "counties"),
    [
        ("Baltimore city", ["Baltimore city"]),
        ("Baltimore County, MD", ["Baltimore County"]),
        ("Baltimore", ["Baltimore County", "Baltimore city"]),
        ("Mingo, West Virginia", ["Mingo County"]),
    ],
)
def test_a_city_and_a_county_of_one_name_are_told_apart(places, typed, counties):
    assert sorted(names(lookup.find(typed))) == counties


def test_a_city_in_a_known_state_leads_to_its_counties(client, places):
    page = client.get("/find/", {"q": "Springfield, IL"}).content.decode()
    assert "We do not know cities yet" in page
    assert 'href="/offices/il/"' in page
    assert ">Cook County</option>" in page


def test_a_holder_and_a_candidate_are_found_by_name(client, places):
    holder = make.TenureFactory(office=places, person__name="José M. Quintero").person
    race = make.RaceFactory(office=places)
    runner = make.CandidacyFactory(race=race, person__name="Ada Quill", ballot_name="Adelaide Quill")
    for typed in ("jose quintero", "Quintero, José", "quintero", "QUINTERO IL", "jose quintera"):
        found = lookup.find(typed)
        assert [(hit.person, hit.candidacy) for hit in found.people] == [(holder, None)], typed
        assert found.guessed == typed.endswith("quintera")
    page = client.get("/find/", {"q": "Quintero"}).content.decode()
    assert "José M. Quintero" in page
    assert 'href="/offices/il/cook/"' in page
    for typed in ("adelaide quill", "ada quill", "quil"):
        assert [hit.candidacy for hit in lookup.find(typed).people] == [runner], typed
    page = client.get("/find/", {"q": "quill"}).content.decode()
    assert f'href="/offices/il/cook/{race.slug}/"' in page
    assert f'href="/offices/il/cook/{race.slug}/{runner.slug}/"' in page


def test_people_who_neither_hold_nor_run_and_former_holders_are_not_found(places):
    make.PersonFactory(name="Private Quidam")
    make.TenureFactory(office=places, person__name="Former Quondam", ended="2025-01-01")
    assert lookup.find("Quidam").nothing
    assert lookup.find("Quondam").nothing


def test_a_misspelled_last_name_alone_is_enough(places):
    make.TenureFactory(office=places, person__name="Robin Quintera")
    found = lookup.find("Quintara")
    assert found.guessed
    assert [hit.person.name for hit in found.people] == ["Robin Quintera"]


def test_a_person_called_like_a_county_is_found_beside_it(places):
    make.TenureFactory(office=places, person__name="Robin Cook")
    found = lookup.find("Cook")
    assert names(found) == ["Cook County"]
    assert [hit.person.name for hit in found.people] == ["Robin Cook"]


def test_a_new_name_is_known_at_once_and_the_list_is_kept_between(places, django_assert_num_queries):
    kept = known_names.current()
    with django_assert_num_queries(1):
        assert known_names.current() is kept
    assert lookup.find("Novelty").nothing
    writes.save(make.CountyFactory.build(state=places.state, name="Novelty", fips="17999"))
    assert names(lookup.find("Novelty")) == ["Novelty County"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300) | st.text("0123456789-, ZIPzipcookil'\"*%_", max_size=60))
def test_find_never_raises(places, text):
    found = lookup.find(text)
    assert found.zip_code == "" or found.zip_code in lookup.typed.cut(text)
    assert len(found.offices) <= lookup.MOST


def test_the_list_of_suggestions_is_the_same_for_everyone(client, places):
    make.OfficeFactory(state=places.state, district="Made Judicial Circuit")
    response = client.get("/find/names.json", headers={"accept-encoding": "gzip"})
    assert response["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
    body = gzip.decompress(response.content) if response.get("Content-Encoding") == "gzip" else response.content
    assert json.loads(body)["il"] == ["Illinois", "Cook County", "Made Judicial Circuit"]
    assert json.loads(client.get("/es/find/names.json").content) == json.loads(body)


def test_the_script_of_suggestions_stays_small():
    path = finders.find("js/find.js")
    assert 0 < Path(path).stat().st_size < 3 * 1024
