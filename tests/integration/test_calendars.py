"""Calendar files: read back by a parser, the same bytes each time, in the page's language."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from tests.factories.races import ElectionFactory, OfficeFactory, RaceFactory, StateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory(state=StateFactory(code="qa"), slug="cook", district="Cook County")


def coming_race(office, days=100, **dates):
    date = timezone.localdate() + dt.timedelta(days=days)
    known = {name: date - dt.timedelta(days=before) for name, before in dates.items()}
    return RaceFactory(office=office, election=ElectionFactory(state=office.state, date=date, **known))


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content), answer.content


def test_a_race_has_one_day_for_each_date_that_is_known(client, office):
    race = coming_race(office, register_by=30, early_vote_from=15)
    calendar, content = read(client, f"/offices/qa/cook/{race.slug}.ics")
    events = calendar.walk("VEVENT")
    day = race.election.date
    assert [event.decoded("dtstart") for event in events] == [
        day - dt.timedelta(days=30),
        day - dt.timedelta(days=15),
        day,
    ]
    assert all(event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(days=1) for event in events)
    assert str(events[0]["uid"]) == f"register_by.{race.slug}.cook.qa@testserver"
    assert str(events[-1]["summary"]) == "Election day: Cook County District Attorney"
    assert race.election.source_title in str(events[0]["description"])
    assert str(events[0]["url"]) == f"http://testserver/offices/qa/cook/{race.slug}/"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_same_facts_give_the_same_bytes(client, office):
    race = coming_race(office, register_by=30)
    address = f"/offices/qa/cook/{race.slug}.ics"
    assert client.get(address).content == client.get(address).content
    calendar, _ = read(client, address)
    assert {event.decoded("dtstamp").date() for event in calendar.walk("VEVENT")} == {race.source_checked}


def test_a_calendar_speaks_the_language_of_its_address(client, office):
    race = coming_race(office)
    calendar, _ = read(client, f"/es/offices/qa/cook/{race.slug}.ics")
    [event] = calendar.walk("VEVENT")
    assert str(event["summary"]).startswith("Día de la elección")
    assert str(event["url"]).startswith("http://testserver/es/offices/")


def test_an_office_has_all_coming_races_and_no_past_one(client, office):
    coming_race(office, days=-200)
    coming_race(office, days=0)
    coming_race(office, days=50)
    calendar, _ = read(client, "/offices/qa/cook.ics")
    today = timezone.localdate()
    assert [event.decoded("dtstart") for event in calendar.walk("VEVENT")] == [
        today,
        today + dt.timedelta(days=50),
    ]


def test_a_calendar_without_dates_is_valid_and_says_so(client, office):
    calendar, _ = read(client, "/offices/qa/cook.ics")
    assert calendar.walk("VEVENT") == []
    [entry] = calendar.walk("VJOURNAL")
    assert "No coming election of this office is on record yet." in str(entry["summary"])


def test_invented_dates_are_marked_and_kept_from_search(client):
    race = coming_race(OfficeFactory(state=StateFactory(sample=True), slug="sample"))
    answer = client.get(f"/offices/zz/sample/{race.slug}.ics")
    assert answer["X-Robots-Tag"] == "noindex"
    assert all(
        str(event["summary"]).startswith("Sample: ") for event in Calendar.from_ical(answer.content).walk("VEVENT")
    )


@pytest.mark.parametrize("address", ["/offices/qa/none.ics", "/offices/qa/cook/2020-01-01-general.ics"])
def test_no_calendar_of_what_does_not_exist(client, office, address):
    assert client.get(address).status_code == 404


def test_more_races_add_no_queries(client, office):
    def counted():
        found = []
        for address in ("/offices/qa/cook.ics", f"/offices/qa/cook/{race.slug}.ics"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                read(client, address)
            found.append(len(queries))
        return found

    race = coming_race(office, days=10, register_by=5)
    few = counted()
    for n in range(12):
        coming_race(office, days=20 + n, register_by=5)
    assert counted() == few
    assert max(few) <= 3
