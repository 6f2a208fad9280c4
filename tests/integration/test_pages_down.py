"""A page that an editor takes down takes its files, calendar, feed, guide and code with it."""

import pytest

from tests.factories import asking
from tests.factories import races as make
from tests.factories.scorecards import candidates, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing():
    race = make.RaceFactory(office__district="Test District")
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    card = sheet(race, people, [["yes", "no"]], mode="neutral")
    asked = asking.QuestionSetFactory(race=race)
    asking.SetQuestionFactory(question_set=asked)
    return race, people, card, asked


def compared(fact):
    return "/".join(fact.page.url.strip("/").split("/")[1:])


def beside(page, *endings):
    return [f"{page.url.rstrip('/')}.{ending}" for ending in endings]


def of_race(race, people, card, asked):
    files = beside(race.page, "csv", "json", "ics", "atom", "qr.svg")
    asking_files = [f"/answers/{asked.pk}{part}.{kind}" for part in ("", "-asked") for kind in ("csv", "json")]
    return race, [race.page.url, f"{race.page.url}guide/", f"/suggest/{race.pk}/", *files, *asking_files]


def of_office(race, people, card, asked):
    return race.office, [race.office.page.url, *beside(race.office.page, "csv", "json", "ics", "atom")]


def of_state(race, people, card, asked):
    return race.office.state, [race.office.state.page.url, *beside(race.office.state.page, "atom")]


def of_candidate(race, people, card, asked):
    return people[0], [people[0].page.url, *beside(people[0].page, "csv", "json", "jsonld")]


def of_scorecard(race, people, card, asked):
    return card, [card.page.url, *beside(card.page, "csv", "json")]


@pytest.mark.parametrize("addresses", [of_race, of_office, of_state, of_candidate, of_scorecard])
def test_files_stand_and_fall_with_their_page(client, standing, addresses):
    fact, urls = addresses(*standing)
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)
    fact.page.unpublish()
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 404)


def test_a_race_that_is_down_is_not_compared_and_in_no_calendar_of_its_office(client, standing):
    race, people, *_ = standing
    compare = "/compare.json?" + "&".join(f"c={compared(person)}" for person in people)
    calendar, feed = beside(race.office.page, "ics", "atom")
    assert client.get(compare).json()["rows"]
    race.page.unpublish()
    assert client.get(compare).json()["rows"] == []
    assert race.page.url not in client.get(calendar).content.decode()
    assert f'href="http://testserver{race.page.url}"' not in client.get(feed).content.decode()


def test_what_is_down_is_in_no_list(client, standing):
    race, *_ = standing
    lists = (
        (race, ["/", "/races/", "/races.csv", race.office.page.url]),
        (race.office, ["/offices.csv", race.office.state.page.url, "/find/?q=Test+District"]),
    )
    for fact, urls in lists:
        assert [url for url in urls if fact.slug not in client.get(url).content.decode()] == []
        fact.page.unpublish()
        assert [url for url in urls if fact.slug in client.get(url).content.decode()] == []
