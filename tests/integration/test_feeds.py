"""Atom feeds: what is public and dated, nothing else; the same ids for life; one query more for nobody."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core import writes
from tests.factories import asking
from tests.factories import races as make
from tests.factories.admin import promise_of, update_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
WHEN = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


def read(client, address):
    """(the feed's element, its entries) of a valid answer."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)  # noqa: S314  our own bytes
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    return feed, feed.findall(f"{ATOM}entry")


def titles(client, address):
    return [entry.findtext(f"{ATOM}title") for entry in read(client, address)[1]]


@pytest.fixture
def race():
    office = make.OfficeFactory(state=make.StateFactory(code="qa", name="Quail"), slug="cook", district="Cook")
    return make.RaceFactory(office=office)


@pytest.fixture
def address(race):
    return f"/offices/qa/cook/{race.slug}"


def filled(race, name):
    """One candidate of whom every kind of fact is on record."""
    candidacy = make.CandidacyFactory(race=race, person__name=name)
    topic = make.TopicFactory()
    make.PositionFactory(candidacy=candidacy, topic=topic)
    update_of(promise_of(candidacy, topic, name), name, reviewed_by="secret-editor", reviewed_at=WHEN)
    asking.AnswerFactory(
        candidacy=candidacy,
        question__question_set__race=race,
        confirmed_by="secret-editor",
        text=f"{name} says so",
    )
    make.CandidacyFactory(race=race, person__name=f"{name} left", status="withdrawn")
    return candidacy


def test_every_kind_of_public_fact_is_told(client, race, address):
    filled(race, "Ann")
    race.result_status, race.result_checked = "certified", dt.date(2027, 11, 9)
    race.result_source_url, race.result_source_title = "https://example.org/r", "Certified results"
    writes.save(race)
    found = titles(client, f"{address}.atom")
    parts = ("Race listed: Cook", "Ann is listed", "Ann left: withdrew", "Result: Cook", "Ann on record: Topic")
    for part in (*parts, "Promise of Ann: In progress", "Ann answered"):
        assert any(part in title for title in found), part
    assert found[0].startswith("Result")


def test_nothing_of_a_draft_and_no_editor_leaks(client, race, address):
    candidacy = filled(race, "Ann")
    topic = make.TopicFactory()
    draft = promise_of(candidacy, topic, "hidden")
    type(draft).objects.filter(pk=draft.pk).update(live=False)
    update_of(draft, "hidden", reviewed_by="secret-editor", reviewed_at=WHEN)
    update_of(promise_of(candidacy, topic, "shown"), "unread")
    unsent = {"confirmed_on": None, "confirmed_how": "", "confirmed_by": "", "text": "Unconfirmed words"}
    asking.AnswerFactory(candidacy=candidacy, question__question_set__race=race, **unsent)
    unpublished = asking.QuestionSetFactory(race=race, published_on=None)
    asking.AnswerFactory(candidacy=candidacy, question__question_set=unpublished, text="Early words")
    told = client.get(f"{address}.atom").content.decode()
    assert "Ann says so" in told
    for word in ("hidden", "unread", "Unconfirmed words", "Early words", "secret-editor"):
        assert word not in told, word


def test_a_candidate_whose_page_was_taken_down_is_left_out(client, race, address):
    page = filled(race, "Ann").page
    page.unpublish()
    left = titles(client, f"{address}.atom")
    assert not any(
        "Ann on record" in title or "Ann answered" in title or "Ann is listed" in title for title in left
    )


def test_each_place_tells_what_lies_in_it(client, race, address):
    make.CandidacyFactory(race=race, person__name="Ann")
    other = make.RaceFactory(office__state=race.office.state, election=race.election)
    make.CandidacyFactory(race=other, person__name="Bo")
    make.CandidacyFactory(person__name="Far")
    wanted = {
        f"{address}.atom": {"Ann"},
        "/offices/qa/cook.atom": {"Ann"},
        "/offices/qa.atom": {"Ann", "Bo"},
        "/changes.atom": {"Ann", "Bo", "Far"},
    }
    for feed, names in wanted.items():
        found = {title.split(" is listed")[0] for title in titles(client, feed) if " is listed" in title}
        assert found == names, feed


def test_ids_and_dates_stay_the_same(client, race, address):
    filled(race, "Ann")
    first = client.get(f"{address}.atom").content
    assert client.get(f"{address}.atom").content == first
    feed, entries = read(client, f"{address}.atom")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert f"tag:testserver,2026:en/qa/cook/{race.slug}/ann/listed" in ids
    dates = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == dates[0]


def test_a_feed_speaks_the_language_of_its_address(client, race, address):
    make.CandidacyFactory(race=race, person__name="Ann")
    feed, entries = read(client, f"/es{address}.atom")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "es"
    assert all(entry.find(f"{ATOM}link").get("href").startswith("http://testserver/es/") for entry in entries)


def test_an_empty_feed_is_valid_and_stays_the_same(client):
    make.StateFactory(code="qa")
    feed, entries = read(client, "/offices/qa.atom")
    assert entries == []
    assert feed.findtext(f"{ATOM}updated") == "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize("path", ["/offices/xx.atom", "/offices/qa/x.atom", "/offices/qa/cook/x.atom"])
def test_no_feed_of_what_does_not_exist(client, race, path):
    assert client.get(path).status_code == 404


def test_more_facts_add_no_queries(client, race, address):
    places = (
        f"{address}.atom",
        "/offices/qa/cook.atom",
        "/offices/qa.atom",
        "/changes.atom",
        f"/es{address}.atom",
    )

    def counted():
        found = {}
        for place in places:
            client.get(place)
            with CaptureQueriesContext(connection) as queries:
                client.get(place)
            found[place] = len(queries)
        return found

    filled(race, "Ann")
    few = counted()
    for n in range(12):
        filled(race, f"Ann {n}")
    assert counted() == few
    assert max(few.values()) <= 10
