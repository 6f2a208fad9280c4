import csv
import datetime as dt
import io
import json

import pytest

from portal.core import writes
from races.models import CountyVotes
from tests.factories.races import CandidacyFactory, CountyFactory, PositionFactory, RaceFactory, StateFactory
from tests.factories.scorecards import candidates, sheet

pytestmark = pytest.mark.django_db
SCORING_WORDS = ("Matches", "Partly", "Differs", "of 100", "Total of", 'name="w.', "Agreement", "rbar")


def page_of(client, race):
    return client.get(race.page.url)


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("names", "field_known", "flag"),
    [
        (["A", "B", "C"], False, "Contested: 3 candidates for 1 seat"),
        (["A"], True, "Unopposed"),
        (["A"], False, "One candidate in the general election"),
        ([], False, "No candidates listed yet"),
    ],
)
def test_the_flag_says_no_more_than_we_know(client, names, field_known, flag):
    race = RaceFactory(field_known=field_known, election__date=dt.date(2024, 11, 5))
    candidates(race, names)
    html = text(page_of(client, race))
    assert flag in html
    assert ("Unopposed" in html) == (flag == "Unopposed")
    assert ("Primaries and write-ins are not in this file" in html) == (flag.startswith("One candidate"))


def test_ballot_order_where_it_is_known_else_by_last_name(client):
    known = RaceFactory(ballot_order_known=True)
    candidates(known, ["Zoe Young", "Ann Abel"])
    html = text(page_of(client, known))
    assert "Listed in ballot order" in html
    assert html.index("Zoe Young") < html.index("Ann Abel")
    unknown = RaceFactory()
    CandidacyFactory(race=unknown, person__name="Zoe Abel", person__sort_name="Abel, Zoe")
    CandidacyFactory(race=unknown, person__name="Ann Young", person__sort_name="Young, Ann")
    html = text(page_of(client, unknown))
    assert "Alphabetical by last name; ballot order not known yet" in html
    assert html.index("Zoe Abel") < html.index("Ann Young")


def test_who_left_the_race_gets_no_card(client):
    race = RaceFactory()
    candidates(race, ["Ann", "Bea"])
    CandidacyFactory(race=race, person__name="Cal Gone", status="withdrawn")
    html = text(page_of(client, race))
    assert "Contested: 2 candidates for 1 seat" in html
    assert html.count('class="card"') == 2
    assert "Cal Gone</strong>: withdrew, Jun 1, 2027." in html.replace("\u00a0", " ")
    assert '<a href="https://example.org/notice">State election office, notice</a>' in html


def test_nobody_was_asked_is_the_default_for_everyone(client):
    race = RaceFactory()
    candidates(race, ["Ann", "Bea"])
    assert text(page_of(client, race)).count("We have not asked yet.") == 2


def result_race(votes, **fields):
    race = RaceFactory(
        result_status="compiled",
        result_label="compiled by OpenElections, not the certified return",
        result_source_url="https://example.org/r",
        result_source_title="Result file",
        **fields,
    )
    people = candidates(race, [f"Person {letter}" for letter in "ABC"[: len(votes)]])
    county = CountyFactory(state=race.office.state, name="Long", fips=f"{race.office.state.fips}001")
    for candidacy, count in zip(people, votes, strict=True):
        candidacy.votes = count
        writes.save(candidacy)
        CountyVotes.objects.create(candidacy=candidacy, county=county, votes=count)
    return race


def test_results_carry_their_label_shares_and_counties(client):
    html = text(page_of(client, result_race([1355, 2645])))
    assert "Compiled by OpenElections, not the certified return" in html
    assert "1,355" in html
    assert "34%" in html
    assert "66%" in html
    assert "Shares are of the 4,000 votes" in html
    assert "Long County" in html


def test_a_missing_count_is_not_zero_and_leaves_no_share(client):
    html = text(page_of(client, result_race([1355, None])))
    assert "not reported" in html
    assert "%</td>" not in html
    assert text(page_of(client, result_race([500]))).count("%</td>") == 0


def test_no_result_no_section(client):
    race = RaceFactory()
    candidates(race, ["Ann"])
    assert 'id="h-r"' not in text(page_of(client, race))


def test_the_race_as_csv_and_json(client):
    race = result_race([1355, None])
    base = race.page.url.rstrip("/")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{base}.csv").content.decode())))
    assert [(row["candidate"], row["county"], row["votes"]) for row in rows] == [
        ("Person A", "Long County", "1355"),
        ("Person B", "Long County", ""),
    ]
    assert {row["result_label"] for row in rows} == {"compiled by OpenElections, not the certified return"}
    whole = json.loads(client.get(f"{base}.json").content)
    assert [one["votes"] for one in whole["candidates"]] == [1355, None]
    assert whole["candidates"][0]["votes_by_county"] == {race.office.state.fips + "001": 1355}
    assert client.get(f"{base}x.csv").status_code == 404


def test_scoring_mode_shows_ranges_marks_and_totals(client):
    race = RaceFactory(ballot_order_known=True)
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    sheet(race, people, [["matches", "differs"], ["partly", "not_found"], ["matches", "no_answer"]])
    html = text(page_of(client, race))
    assert '<strong class="num">83</strong>' in html
    assert "0 to 67" in html
    assert "Based on 1 of 3 issues" in html
    assert "No answer to 1 of 3 questions." in html
    for word in ("Matches", "Partly", "Differs", "Not found", "No answer"):
        assert word in html


def test_race_data_prints_no_order_that_is_not_known(client):
    race = RaceFactory(ballot_order_known=False)
    for name, place in (("Ann Abel", 2), ("Bea Boyd", 1)):
        CandidacyFactory(race=race, person__name=name, ballot_order=place)
    url = race.page.url.rstrip("/")
    assert [row["ballot_order"] for row in client.get(f"{url}.json").json()["candidates"]] == [None, None]
    assert ",1," not in client.get(f"{url}.csv").content.decode()


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_the_data_of_an_invented_race_is_kept_from_search_engines(client, kind):
    real, invented = RaceFactory(), RaceFactory(office__state=StateFactory(sample=True))
    for race, robots in ((real, None), (invented, "noindex")):
        CandidacyFactory(race=race)
        assert client.get(f"{race.page.url.rstrip('/')}.{kind}").get("X-Robots-Tag") == robots
    assert client.get(f"/races.{kind}")["X-Robots-Tag"] == "noindex"


def test_neutral_mode_shows_answers_and_no_trace_of_a_score(client):
    race = RaceFactory()
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    sheet(
        race,
        people,
        [["yes", "no"], ["other", "not_found"], ["no_answer", "no_answer"], [None, None]],
        mode="neutral",
    )
    html = text(page_of(client, race))
    for word in ("Yes", "No</span>", "Other", "No position found", "Asked, no answer", "Not asked yet"):
        assert word in html
    for word in SCORING_WORDS:
        assert word not in html


def test_an_unreleased_scorecard_leaves_no_trace(client):
    race = RaceFactory()
    people = candidates(race, ["Ann", "Bea"])
    sheet(race, people, [["no_answer", "differs"]], release=False, title="Secret draft")
    html = text(page_of(client, race))
    for word in ("Secret draft", "No answers received", *SCORING_WORDS):
        assert word not in html
    assert html.count("We have not asked yet.") == 2, "the same words for both"


def test_the_same_page_in_spanish(client):
    race = RaceFactory(election__register_by=dt.date(2027, 10, 4))
    [ann] = candidates(race, ["Ann"])
    PositionFactory(candidacy=ann)
    response = client.get(f"/es{race.page.url}")
    assert response.status_code == 200
    assert 'lang="es"' in response.content.decode()
    assert "4 oct" in response.content.decode().replace("\u00a0", " ")
