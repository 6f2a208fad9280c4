import logging

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from races import lookup
from tests.factories import races as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """Cook County in Illinois and in Georgia, DeKalb without an office, one county in two offices."""
    il = make.StateFactory(code="il", fips="17", name="Illinois")
    ga = make.StateFactory(code="ga", fips="13", name="Georgia")
    cook_il = make.CountyFactory(state=il, fips="17031", name="Cook")
    cook_ga = make.CountyFactory(state=ga, fips="13075", name="Cook")
    make.CountyFactory(state=il, fips="17037", name="DeKalb")
    washington = make.StateFactory(code="wa", fips="53", name="Washington")
    make.CountyFactory(state=il, fips="17189", name="Washington")
    cook = make.OfficeFactory(state=il, slug="cook", district="Cook County", title="State's Attorney")
    alapaha = make.OfficeFactory(state=ga, slug="alapaha", kind="district", district="Alapaha Judicial Circuit")
    make.OfficeCountyFactory(office=cook, county=cook_il)
    make.OfficeCountyFactory(office=alapaha, county=cook_ga, partial=True)
    return {"cook": cook, "alapaha": alapaha, "washington": washington}


@pytest.mark.parametrize(
    "typed",
    [
        "Cook, IL",
        "cook county illinois",
        "COOK COUNTY, IL",
        "Condado de Cook, Illinois",
        "cook attorney IL",
    ],
)
def test_a_county_and_its_state_in_any_spelling(places, typed):
    found = lookup.find(typed)
    assert [hit.office for hit in found.offices] == [places["cook"]]
    assert not found.nothing


def test_a_county_name_of_two_states_lists_both_with_the_reason(client, places):
    page = client.get("/find/", {"q": "cook"}).content.decode()
    assert "/offices/il/cook/" in page
    assert "/offices/ga/alapaha/" in page
    assert "Serves Cook County." in page
    assert "Serves part of Cook County." in page


def test_an_office_by_its_own_name(places):
    found = lookup.find("alapaha")
    assert [(hit.office, hit.by_name) for hit in found.offices] == [(places["alapaha"], True)]


def test_a_county_no_office_is_known_for_says_so(client, places):
    page = client.get("/find/", {"q": "de kalb"}).content.decode()
    assert "No source of ours names the office that serves this county yet" in page
    assert "/offices/il/" in page


def test_a_state_name_leads_to_the_state_and_to_counties_of_that_name(places):
    found = lookup.find("Washington")
    assert found.states == [places["washington"]]
    assert [county.name for county in found.without_office] == ["Washington"]


def test_beginnings_and_middles_count_only_where_no_name_is_the_same(places):
    assert [county.name for county in lookup.find("DeKa").without_office] == ["DeKalb"]
    assert [county.name for county in lookup.find("kalb").without_office] == ["DeKalb"]
    assert lookup.find("ka").nothing


def test_a_county_that_ended_leads_to_its_state(client, places):
    make.CountyFactory(state=places["washington"], name="Bygone", valid_to="2022-06-01")
    page = client.get("/find/", {"q": "Bygone"}).content.decode()
    assert "Bygone County, Washington" in page
    assert "/offices/wa/" in page


def test_many_matches_are_cut_and_say_so(client, places):
    for n in range(40):
        make.OfficeFactory(state=places["washington"], district=f"Marchland {n} County")
    found = lookup.find("marchland")
    assert len(found.offices) == lookup.MOST
    assert found.more
    page = client.get("/find/", {"q": "marchland"}).content.decode()
    assert page.count("/offices/wa/") == lookup.MOST
    assert "Add the state to narrow it down" in page
    assert "No coming election" not in page


def test_nothing_found_helps_on(client, places):
    page = client.get("/find/", {"q": "Qwertz"}).content.decode()
    assert "We found no county, office or person of that name." in page
    assert 'href="/offices/"' in page


def test_an_address_is_cut_to_its_zip_code(client, places):
    page = client.get("/find/", {"q": "500 Oak Street, Chicago IL 60601"}).content.decode()
    assert "Oak" not in page
    assert 'value="60601"' in page


def test_the_empty_form_finds_nothing_and_blames_nobody(client):
    page = client.get("/find/").content.decode()
    assert "We found no county" not in page


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 10_240,
        "🤖🗳️" * 50,
        "'; DROP TABLE races_office; --",
        "<script>alert(1)</script>",
        "\x00\x00",
        "%", "_", "?", "#", "{{ 7|add:7 }}", "{% now %}",
        "\u202eCook",
        "   ",
        "ABCDE", "1234", "606011234", "60601" * 2000, "ZIP", "00000",
        "60601' OR 1=1 --", 'cook AND "il" NEAR/3 (dekalb) *', "cook:* & !il <-> x", "\ud7ff\U0010ffff",
    ],
)  # fmt: skip
def test_any_text_is_answered(client, places, typed):
    response = client.get("/find/", {"q": typed})
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<script") == 1
    assert "<script>" not in page
    assert len(page) < 14_000


def test_broken_bytes_in_the_address_are_answered(client):
    assert client.get("/find/?q=%ff%fe%00").status_code == 200
    assert client.get("/find/?q=Cook&q=DeKalb&p=1").status_code == 200


def test_the_answer_sends_nothing_on_and_is_kept_by_nobody(client, places):
    response = client.get("/find/", {"q": "Cook, IL"})
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    page = response.content.decode()
    assert 'content="noindex"' in page
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert not [link for link in links if "Cook," in link or "q=" in link]


@pytest.mark.parametrize("path", ["/find/", "/es/find/"])
def test_what_is_typed_stands_in_no_log_and_in_no_query(client, places, caplog, path):
    caplog.set_level(logging.DEBUG)
    client.get(f"{path}nowhere/", {"q": "Quillfeather 60647"})
    with CaptureQueriesContext(connection) as queries:
        client.get(path, {"q": "Quillfeather Lane 60647"})
        client.get(path, {"q": "Quillfeather"})
        client.get(f"{path}names.json")
        client.get(path, {"q": "60647"})
        client.get(path, {"q": "ZIP 60647-1234"})
    said = caplog.text + "".join(query["sql"] for query in queries)
    assert queries
    assert "uillfeather" not in said.casefold()
    assert "60647" not in said


def test_every_log_handler_drops_the_query_string():
    handlers = settings.LOGGING["handlers"]
    assert all("no_query" in handler["filters"] for handler in handlers.values())
    written = []
    for name in ("django.server", "django.request"):
        logger = logging.getLogger(name)
        assert not logger.propagate
        for line in ("GET /find/?q=60647 HTTP/1.1", "GET /es/compare/?c=1&w=2 HTTP/1.1"):
            record = logger.makeRecord(name, logging.INFO, "", 0, '"%s" %s %s', (line, "200", "1"), None)
            assert all(handler.filter(record) for handler in logger.handlers)
            written.append(record.getMessage())
    assert written
    assert not [line for line in written if "60647" in line or "?" in line]
