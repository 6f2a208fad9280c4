"""Compare: who and what stands side by side, in which order, and what is said instead of an error."""

import csv
import io
import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from races.models import Position
from tests.factories import asking
from tests.factories import races as make
from tests.factories.scorecards import PromiseFactory, candidates, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def quail():
    return make.StateFactory(code="qa", name="Quail")


@pytest.fixture
def race(quail):
    office = make.OfficeFactory(state=quail, slug="cook", district="Cook")
    return make.RaceFactory(office=office, ballot_order_known=True)


def key(candidacy):
    return (
        f"{candidacy.race.office.state.code}/{candidacy.race.office.slug}/{candidacy.race.slug}/{candidacy.slug}"
    )


def of(*people, more=""):
    return "/compare/?" + "&".join(f"c={key(person)}" for person in people) + more


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def heads(html):
    """What stands at the top of each column."""
    row = html.split("<thead", 1)[1].split("</thead>", 1)[0]
    cells = row.split('scope="col"')[2:]
    return [cell.split(">", 1)[1].split("</th>")[0].replace("</a>", "").split(">")[-1] for cell in cells]


def test_candidates_stand_in_ballot_order_whatever_was_chosen_first(client, race):
    people = candidates(race, ["Zoe Zim", "Ann Abel", "Bea Boyd"])
    sheet(race, people, [["differs", "matches", "partly"]])
    assert heads(text(client, of(*reversed(people)))) == ["Zoe Zim", "Ann Abel", "Bea Boyd"]


def test_who_is_left_out_is_said_and_linked(client, race):
    people = candidates(race, [f"Person {letter}" for letter in "ABCDE"])
    html = text(client, of(*people[:2]))
    assert "<strong>2 of 5 candidates</strong>" in html
    assert f'<a href="/offices/qa/cook/{race.slug}/">All 5 on the race page</a>' in html
    four = make.RaceFactory(office=race.office, election=race.election, seat="2", ballot_order_known=True)
    four = candidates(four, [f"Other {letter}" for letter in "ABC"])
    html = text(client, of(*four[:2]))
    assert "2 of 3 candidates" in html
    assert f'{of(*four).replace("&", "&amp;")}">Show all 3</a>' in html
    assert "of 3 candidates" not in text(client, of(*four))


def test_neutral_groups_show_words_and_no_score(client, race):
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    sheet(race, people, [["yes", "not_found"]], mode="neutral")
    html = text(client, of(*people))
    assert "Words of Ann Abel" in html
    assert "campaign site" in html
    assert 'class="mk' not in html
    assert "of 100" not in html


def test_marks_show_where_every_group_scores_and_nowhere_else(client, race):
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    sheet(race, people, [["matches", "differs"]])
    html = text(client, of(*people))
    assert html.count('class="mk h"') == 2
    assert "of 100" in html
    sheet(race, people, [["yes", "no"]], mode="neutral")
    html = text(client, of(*people))
    assert 'class="mk' not in html
    assert "of 100" not in html
    assert "Matches" not in html
    assert "Words of Ann Abel" in html


def test_a_questionnaire_of_a_neutral_group_keeps_marks_away_too(client, race):
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    sheet(race, people, [["matches", "differs"]])
    asking.AnswerFactory(candidacy=people[0], question__question_set__race=race, text="My own words")
    html = text(client, of(*people))
    assert "My own words" in html
    assert "We have not asked yet." in html
    assert 'class="mk' not in html


def test_chosen_issues_narrow_the_table(client, race):
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    for slug in ("bail", "youth"):
        topic = make.TopicFactory(slug=slug, name=slug.title())
        make.PositionFactory(candidacy=people[0], topic=topic, quote=f"My word on {slug}")
    both = text(client, of(*people))
    assert "My word on bail" in both
    assert "My word on youth" in both
    one = text(client, of(*people, more="&t=bail&t=unknown"))
    assert "My word on bail" in one
    assert "My word on youth" not in one
    assert 'value="bail" id="t-bail" checked' in one


def test_candidates_of_different_races_say_what_they_are(client, race):
    [ann] = candidates(race, ["Ann Abel"])
    far = make.CandidacyFactory(person__name="Far Fox", race__office__district="Fern County")
    make.PositionFactory(candidacy=ann)
    html = text(client, of(ann, far))
    assert "2 candidates of different races" in html
    assert "They do not stand against each other." in html
    assert "Fern County District Attorney" in html


def test_one_standard_over_two_races_is_one_row(client, race):
    ann, *_ = candidates(race, ["Ann Abel", "Bea Boyd"])
    made = sheet(race, list(race.candidacies.order_by("ballot_order")), [["yes", "no"]], mode="neutral")
    other = make.CandidacyFactory(person__name="Far Fox")
    html = text(client, of(ann, other))
    topic = made.standard.sections.get().questions.get().topic
    assert html.count(f'scope="row">{topic}</th>') == 1
    assert "Not asked in their race" in html


def test_promises_are_counted_and_not_rated(client, race):
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    PromiseFactory(candidacy=people[0], live=True)
    PromiseFactory(candidacy=people[1], live=False)
    html = text(client, of(*people))
    row = html.split("Promises on record", 1)[1].split("</tr>")[0]
    assert "</span>1</td>" in row
    assert "None on record yet." in row


BAD = (
    "", "c=", "c=one", "c=a/b/c/d", "c=qa/cook/2027-11-02-general/nobody", "o=zz/nothing", "o=qa", "o=%00",
    "c=qa/cook/x/y&o=qa/cook", "c=" + "a" * 10_000, "o=%F0%9F%98%80", "c='%20OR%201=1--", "r=qa/none/2027",
    "&".join(f"c=qa/cook/x/{n}" for n in range(60)), "t=bail&m=x", "s=%27", "s=qa&s=qb", "c=%ff%fe",
)  # fmt: skip


@pytest.mark.parametrize("query", BAD)
def test_bad_input_gives_a_helpful_page(client, race, query):
    for prefix in ("", "/es"):
        answer = client.get(f"{prefix}/compare/?{query}")
        assert answer.status_code == 200
        assert b"<form" in answer.content
    for kind in ("csv", "json"):
        assert client.get(f"/compare.{kind}?{query}").status_code == 200


def test_what_is_wrong_is_said(client, race):
    people = candidates(race, [f"Person {letter}" for letter in "ABCDE"])
    assert "One candidate is chosen." in text(client, of(people[0]))
    assert "You chose 5. Four fit side by side: leave some out." in text(client, of(*people))
    mixed = text(client, of(people[0], more="&o=qa/cook"))
    assert "Candidates and offices cannot stand in one comparison." in mixed
    unknown = text(client, of(*people[:2], more="&c=qa/cook/none/nobody"))
    assert "1 of the addresses is no page of ours, so it was left out." in unknown
    assert heads(unknown) == ["Person A", "Person B"]


def test_a_whole_address_may_be_pasted(client, race):
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    html = text(client, f"{of(people[0])}&c=https://record.example/es{people[1].page.url}")
    assert heads(html) == ["Ann Abel", "Bea Boyd"]


def test_a_race_that_fits_is_compared_whole_and_a_larger_one_chosen_from(client, race):
    candidates(race, ["Ann Abel", "Bea Boyd", "Cy Cole"])
    assert len(heads(text(client, f"/compare/?r=qa/cook/{race.slug}"))) == 3
    assert f"/compare/?r=qa/cook/{race.slug}" in text(client, race.page.url)
    for n in range(2):
        make.CandidacyFactory(race=race, person__name=f"Person {n}")
    html = text(client, f"/compare/?r=qa/cook/{race.slug}")
    assert "<thead" not in html
    assert html.count('type="checkbox" name="c"') == 5


@pytest.mark.parametrize("address", ["/compare/", "/compare.csv", "/compare.json", "/es/compare/"])
def test_nobody_is_told_what_was_compared(client, race, address, caplog):
    caplog.set_level(logging.DEBUG)
    [ann] = candidates(race, ["Ann Abel"])
    answer = client.get(f"{address}?c={key(ann)}&c=typed-by-a-reader")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "private, no-store"
    assert "typed-by-a-reader" not in caplog.text
    assert b"typed-by-a-reader" not in answer.content


def test_the_data_hold_what_the_page_shows(client, race):
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    make.PositionFactory(candidacy=people[0])
    address = of(*people).replace("/compare/", "/compare.csv")
    rows = list(csv.DictReader(io.StringIO(client.get(address).content.decode())))
    assert [(row["candidate"], row["kind"]) for row in rows] == [
        ("Ann Abel", "recorded"),
        ("Bea Boyd", "none_on_record"),
    ]
    assert rows[0]["words"] == Position.objects.get().quote


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        text(client, address)
    return len(captured)


def test_more_candidates_and_races_add_no_queries(client, race):
    def grow(n):
        own = make.RaceFactory(office__state=race.office.state, election=race.election)
        people = candidates(own, [f"P {n} {k}" for k in range(4)])
        sheet(own, people, [["matches"] * 4] * n)
        for person in people:
            make.PositionFactory(candidacy=person)
            asking.AnswerFactory(candidacy=person, question__question_set__race=own)
        return people[0]

    first = [grow(1), grow(1)]
    few = queries(client, of(*first))
    assert queries(client, of(*first, grow(5), grow(9))) == few
    assert few <= 28
