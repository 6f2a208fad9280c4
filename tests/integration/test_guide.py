"""The print guide of a race: the same parts for everybody, marks only in scoring mode, few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from races.models import Position
from tests.factories import asking
from tests.factories import races as make
from tests.factories.scorecards import PromiseFactory, PromiseUpdateFactory, candidates, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def race():
    office = make.OfficeFactory(state=make.StateFactory(code="qa"), slug="cook", district="Cook County")
    return make.RaceFactory(office=office, ballot_order_known=True)


@pytest.fixture
def address(race):
    return f"/offices/qa/cook/{race.slug}/guide/"


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_everybody_stands_in_ballot_order_with_the_same_parts(client, race, address):
    people = candidates(race, ["Zoe Zim", "Ann Abel", "Bea Boyd", "Cy Cole"])
    make.PositionFactory(candidacy=people[1])
    html = text(client, address)
    places = [html.index(f'<span class="nm">{person.ballot_name}</span>') for person in people]
    assert places == sorted(places)
    assert html.count('class="said"') == len(people)
    assert html.count("None on record yet.") == 3
    assert html.count("No summary written yet.") == 4
    assert "Candidates 1 to 3 of 4." in html
    assert "Candidates 4 to 4 of 4." in html
    assert "Page 3 of 3" in html


def test_neutral_groups_print_no_mark(client, race, address):
    sheet(race, candidates(race, ["Ann Abel", "Bea Boyd"]), [["yes", "no"]], mode="neutral")
    html = text(client, address)
    assert 'class="ans">Yes</span>' in html
    assert 'class="mk' not in html
    assert "Marks compare" not in html


def test_scoring_groups_print_marks_and_no_total(client, race, address):
    sheet(race, candidates(race, ["Ann Abel", "Bea Boyd"]), [["matches", "differs"]])
    html = text(client, address)
    assert html.count('class="mk h"') == 2
    assert "of 100" not in html


def test_two_standards_share_the_room_and_each_mark_names_its_owner(client, race, address):
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    names = [sheet(race, people, [["matches", "differs"]] * 7).standard.group.name for _ in range(2)]
    html = text(client, address)
    assert names[0] != names[1]
    assert [html.count(f"({name})") for name in names] == [3, 3]


def test_one_neutral_group_keeps_marks_off_the_paper(client, race, address):
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    sheet(race, people, [["matches", "differs"]])
    sheet(race, people, [["yes", "no"]], mode="neutral")
    html = text(client, address)
    assert 'class="mk' not in html
    assert html.count("In their own words") == 2
    assert "Matches" not in html


def test_long_words_are_cut_alike_and_the_address_of_the_whole_is_told(client, race, address):
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    topic = make.TopicFactory()
    for person in people:
        make.PositionFactory(candidacy=person, topic=topic)
    Position.objects.update(quote="word " * 100)
    html = text(client, address)
    assert html.count("word…”") == 2
    assert f"testserver/offices/qa/cook/{race.slug}/" in html
    assert f'src="/offices/qa/cook/{race.slug}.qr.svg"' in html


def test_a_race_without_candidates_and_an_office_without_figures(client, address):
    html = text(client, address)
    assert "No candidates listed yet." in html
    assert "We have no numbers from this office yet." in html
    assert "We do not know yet who holds this office" in html


def test_no_guide_where_the_race_has_no_public_page(client, race, address):
    race.page.unpublish()
    assert client.get(address).status_code == 404
    assert client.get("/offices/qa/cook/2020-01-01-general/guide/").status_code == 404


def test_a_candidate_named_guide_has_a_page_of_their_own(client, race, address):
    person = make.CandidacyFactory(race=race, person__name="Guide")
    assert person.page.url != address
    assert "Guide" in text(client, person.page.url)


def test_the_qr_code_is_a_plain_picture(client, race):
    answer = client.get(f"/offices/qa/cook/{race.slug}.qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.count(b"<path") == 2
    assert b"script" not in answer.content
    assert client.get(f"/offices/qa/cook/{race.slug}.qr.svg").content == answer.content


def test_more_of_everything_adds_no_queries(client, race, address):
    holder = make.TenureFactory(office=race.office).person

    def grow(n):
        people = [make.CandidacyFactory(race=race, person__name=f"P {n} {k}") for k in range(n)]
        sheet(race, people, [["matches"] * n] * n)
        for person in people:
            make.PositionFactory(candidacy=person)
            asking.AnswerFactory(candidacy=person, question__question_set__race=race)
        own = make.CandidacyFactory(
            race=make.RaceFactory(office=race.office, election=race.election, seat=f"{n}"), person=holder
        )
        for _ in range(n):
            PromiseUpdateFactory(promise=PromiseFactory(candidacy=own))

    def counted():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            text(client, address)
        return len(queries)

    grow(2)
    few = counted()
    grow(9)
    assert counted() == few
    assert few <= 28
