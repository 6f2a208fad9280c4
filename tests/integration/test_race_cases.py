"""The cases of item 3: what a race's page says of each, and that the database and the rule agree."""

import csv
import datetime as dt
import io
from itertools import product

import pytest
from django.utils import timezone

from portal.core import writes
from races import lock_actions
from races.contest import State, of_race
from races.models import Candidacy, Election, Office, Person, Race
from tests.factories import races as make
from tests.factories.admin import admin

pytestmark = pytest.mark.django_db
SOURCE = {"source_url": "https://example.org/source", "source_title": "Source"}
RESULT = {
    "result_status": "certified",
    "result_source_url": "https://example.org/result",
    "result_source_title": "Certified results",
}


def page_of(client, race, prefix=""):
    response = client.get(prefix + race.page.url)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def person(race, name, **fields):
    return make.CandidacyFactory(race=race, person__name=name, **fields)


def race_of(kind="general", date=dt.date(2024, 11, 5), **fields):
    return make.RaceFactory(election__kind=kind, election__date=date, **fields)


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def test_every_deadline_stands_in_the_order_it_comes_with_its_source(client):
    days = {
        "filing_opens": dt.date(2027, 7, 1),
        "filing_closes": dt.date(2027, 8, 6),
        "write_in_filing_closes": dt.date(2027, 9, 7),
        "register_by": dt.date(2027, 10, 4),
        "early_vote_from": dt.date(2027, 10, 18),
        "early_vote_to": dt.date(2027, 10, 30),
        "mail_ballot_request_by": dt.date(2027, 10, 26),
    }
    election = make.ElectionFactory(source_title="State calendar", **days)
    race = make.RaceFactory(office__state=election.state, election=election)
    html = page_of(client, race)
    dates = html.split('class="facts c dates"')[1].split("</dl>")[0]
    labels = (
        "Filing opens",
        "Filing closes",
        "Write-ins file by",
        "Register by",
        "Early voting from",
        "Ask for a mail ballot by",
        "Early voting until",
        "Election day",
    )
    places = [dates.index(label) for label in labels]
    assert places == sorted(places)
    assert "State calendar" in html


@pytest.mark.parametrize(
    ("closes", "write_in", "said"),
    [
        (30, None, "Nobody opposes yet: filing is open until"),
        (-3, 30, "Nobody opposes yet: write-ins can file until"),
        (-3, -1, "Unopposed"),
    ],
)
def test_one_name_is_open_until_the_last_day_to_file_and_then_unopposed(client, closes, write_in, said):
    write_in = None if write_in is None else in_days(write_in)
    election = make.ElectionFactory(
        date=in_days(200), filing_closes=in_days(closes), write_in_filing_closes=write_in
    )
    race = make.RaceFactory(office__state=election.state, election=election, field_known=True)
    person(race, "Ann Abel")
    html = page_of(client, race)
    assert said in html
    assert ("Unopposed" in html) == (said == "Unopposed")
    assert ("People can still file to be on the ballot until" in html) == (closes > 0)
    assert ("Write-in candidates can file until" in html) == (write_in is not None and write_in > in_days(0))


def test_retention_is_a_yes_or_no_vote_and_never_contested(client):
    race = race_of("retention", **RESULT)
    person(race, "Ann Abel", votes=600, votes_against=400, outcome="retained")
    html = page_of(client, race)
    assert "Vote yes or no." in html
    assert "Yes or no vote" in html
    assert "To keep" in html
    assert "600" in html
    assert "400" in html
    assert "60%" in html
    assert "Kept in office" in html
    for word in ("Contested", "Unopposed", "seat<", "Vote for one"):
        assert word not in html
    assert race not in Race.objects.contested(True)
    assert race not in Race.objects.contested(False)


def test_a_recall_without_the_votes_says_they_are_missing(client):
    race = race_of("recall", **RESULT)
    person(race, "Ann Abel", votes=600, outcome="not_recalled")
    html = page_of(client, race)
    assert "Recall vote" in html
    assert html.count("not reported") >= 2
    assert "Not recalled" in html


def test_fusion_lines_are_listed_and_the_sum_counts(client):
    race = race_of(**RESULT)
    ann = person(race, "Ann Abel", votes=700, party="Democratic", outcome="won")
    person(race, "Bea Boyd", votes=300, party="Republican", outcome="lost")
    for party, votes in (("Democratic", 600), ("Working Families", 100)):
        make.BallotLineFactory(candidacy=ann, party=party, votes=votes)
    html = page_of(client, race)
    assert "On the ballot as Democratic, Working Families" in html
    assert "<li>Working Families: 100</li>" in html
    assert "70%" in html
    assert "30%" in html


def test_a_tie_says_how_it_was_broken(client):
    race = race_of(**RESULT)
    person(race, "Ann Abel", votes=500, outcome="won", outcome_note="Won by lot, drawn on Nov 20, 2024.")
    person(race, "Bea Boyd", votes=500, outcome="tied")
    html = page_of(client, race)
    assert "Won by lot, drawn on Nov 20, 2024." in html
    assert "Tied" in html
    assert html.count("50%") == 2


def test_unnamed_write_ins_and_blank_ballots_are_rows_of_their_own(client):
    race = race_of(write_in_votes=100, blank_votes=55, **RESULT)
    person(race, "Ann Abel", votes=900, outcome="unopposed")
    html = page_of(client, race)
    assert "Write-ins without a name in the source" in html
    assert "10%" in html
    assert "90%" in html
    assert "Shares are of the 1,000 valid votes, write-ins included." in html
    assert "Ballots without a valid vote in this race" in html
    assert "Elected unopposed" in html


def test_named_write_ins_stand_apart_and_take_the_word_unopposed_away(client):
    race = race_of(field_known=True)
    person(race, "Ann Abel")
    person(race, "Wil Wright", status="write_in")
    html = page_of(client, race)
    assert "Opposed by write-ins only" in html
    assert "Write-in candidates" in html
    assert html.count('class="card"') == 1
    assert "Unopposed" not in html


def test_suppressed_votes_are_missing_and_published_shares_are_shown(client):
    race = race_of(**RESULT)
    person(race, "Ann Abel", vote_share="64.5", votes_note="The source hides counts under 10.", outcome="won")
    person(race, "Bea Boyd", votes=300, vote_share="35.5", outcome="lost")
    html = page_of(client, race)
    assert "65%" in html
    assert "36%" in html
    assert "not reported" in html
    assert "The source hides counts under 10." in html
    assert "the shares are those that the source published" in html
    assert "Shares are of the" not in html


def test_unofficial_results_can_still_change(client):
    race = race_of(**RESULT | {"result_status": "unofficial"})
    person(race, "Ann Abel", votes=5)
    html = page_of(client, race)
    assert "<strong>Unofficial</strong>. The count is not final" in html
    race.result_status = "certified"
    writes.save(race)
    html = page_of(client, race)
    assert "<strong>Certified</strong>" in html
    assert "not final" not in html


def test_who_left_after_the_print_keeps_votes_and_who_left_without_breaks_no_share(client):
    race = race_of(**RESULT)
    person(race, "Ann Abel", votes=600, outcome="won")
    person(race, "Bea Boyd", votes=400, outcome="lost")
    person(race, "Cal Cole", status="deceased")
    html = page_of(client, race)
    assert "60%" in html
    assert "Cal Cole</strong>: died, Jun 1, 2027." in html
    person(race, "Dee Dahl", status="disqualified", votes=1000)
    assert "50%" in page_of(client, race)


def test_everybody_gone_is_not_a_list_that_is_still_to_come(client):
    race = race_of(date=dt.date(2027, 11, 2))
    person(race, "Ann Abel", status="withdrawn")
    html = page_of(client, race)
    assert "No candidate left in the race" in html


def test_an_appointed_incumbent_and_a_party_primary(client):
    race = race_of("primary", election__party="Democratic", field_known=True)
    person(race, "Ann Abel", incumbent=True, incumbent_how="appointed", party="Democratic")
    html = page_of(client, race)
    assert "Held the office at the time (appointed)" in html
    assert "One candidate in this party’s primary" in html
    assert "Somebody of another party can still stand" in html
    assert "Unopposed" not in html


def test_races_beside_are_the_same_years_the_last_and_the_next(client):
    office = make.OfficeFactory()

    def held(year, month, kind="general"):
        election = make.ElectionFactory(state=office.state, date=dt.date(year, month, 5), kind=kind)
        return make.RaceFactory(office=office, election=election)

    oldest, last, primary, runoff, general, following, far = (
        held(2015, 11),
        held(2019, 11),
        held(2023, 5, "primary"),
        held(2023, 6, "runoff"),
        held(2023, 11),
        held(2027, 11),
        held(2031, 11),
    )
    aside = page_of(client, general).split("Other races for this office")[1].split("</ul>")[0]
    places = [aside.index(race.page.url) for race in (last, primary, runoff, following)]
    assert places == sorted(places)
    assert all(race.page.url not in aside for race in (oldest, far, general))


def test_the_database_and_the_rule_agree_on_every_kind_of_race():
    """`contested` and `open_for_filing` in SQL against `races.contest`, over a grid of cases."""
    today = timezone.localdate()
    state = make.StateFactory()
    # days of filing and of write-in filing, whether write-ins count, names on the ballot, named write-ins
    grid = list(product((None, -1, 0, 9), (None, -1, 20), (None, False), (0, 1, 2), (0, 1)))
    plan = [("general", *case) for case in grid] + [("retention", *case) for case in grid[::7]]
    elections, races, people = {}, [], []
    for n, (kind, closes, write_in, allowed, on_ballot, named) in enumerate(plan):
        election = elections.setdefault(
            (kind, closes, write_in),
            Election(
                state=state,
                kind=kind,
                date=today + dt.timedelta(days=60 + len(elections)),
                filing_closes=None if closes is None else today + dt.timedelta(days=closes),
                write_in_filing_closes=None if write_in is None else today + dt.timedelta(days=write_in),
                **SOURCE,
            ),
        )
        race = Race(office=Office(state=state, slug=f"o-{n}", **SOURCE), election=election, slug="race", **SOURCE)
        race.write_ins_allowed = allowed
        races.append(race)
        for i, status in enumerate(["filed"] * on_ballot + ["write_in"] * named):
            people.append(
                Candidacy(race=race, person=Person(name=f"P {i}"), slug=f"p-{i}", status=status, **SOURCE)
            )
    for model, made in (
        (Person, [row.person for row in people]),
        (Office, [race.office for race in races]),
        (Election, elections.values()),
        (Race, races),
        (Candidacy, people),
    ):
        model.objects.bulk_create(made)  # no pages: this is about rows alone
    rows = {race.pk: of_race(race, today) for race in Race.objects.with_standing().select_related("election")}
    assert len(rows) > 150

    def said(test):
        return {pk for pk, contest in rows.items() if test(contest)}

    def found(queryset):
        return set(queryset.values_list("pk", flat=True))

    assert found(Race.objects.contested(True)) == said(lambda contest: contest.contested is True)
    assert found(Race.objects.contested(False)) == said(lambda contest: contest.contested is False)
    still_open = said(lambda contest: contest.state == State.OPEN)
    assert found(Race.objects.open_for_filing(today)) == still_open
    days = {}
    for pk in still_open:
        days[rows[pk].last_day] = days.get(rows[pk].last_day, 0) + 1
    counted = Race.objects.last_days_to_file(today)
    assert {day: n for _, day, n in counted} == days
    assert {sample for sample, _, _ in counted} == {False}


def test_a_candidate_who_changed_party_has_each_as_it_was_printed(client):
    then, now = race_of("primary"), race_of("general", date=dt.date(2027, 11, 2))
    ann = make.PersonFactory(name="Ann Abel")
    old = make.CandidacyFactory(race=then, person=ann, party="Orange Party", votes=70, outcome="advanced")
    new = make.CandidacyFactory(race=now, person=ann, party="Teal Party")
    same = make.CandidacyFactory(race=now, person__name="Bea Boyd", party="Teal Party")
    html = page_of(client, new)
    assert "In other races: Orange Party (2024)." in html
    assert "On the ballot as Orange Party. Went on to the next round. Votes: 70." in html
    assert "In other races: Teal Party (2027)." in page_of(client, old)
    assert "In other races" not in page_of(client, same)


def test_votes_of_a_retention_are_told_for_both_sides_on_the_profile(client):
    race = race_of("retention", **RESULT)
    ann = person(race, "Ann Abel", votes=600, votes_against=400, outcome="retained")
    assert "Votes to keep: 600; to remove: 400." in page_of(client, ann)
    ann.votes_against = None
    writes.save(ann)
    assert "Votes: not reported." in page_of(client, ann)


def test_the_races_data_carries_what_its_page_says(client):
    race = race_of(write_in_votes=100, blank_votes=5, **RESULT)
    ann = person(race, "Ann Abel", votes=900, outcome="won", incumbent=True, incumbent_how="appointed")
    make.BallotLineFactory(candidacy=ann, party="Orange Party", votes=900)
    person(race, "Cal Cole", status="withdrawn")
    lock_actions.lock_list(race=race, by=admin(), **SOURCE)
    base = race.page.url.rstrip("/")
    whole = client.get(f"{base}.json").json()
    assert whole["contest"] == "one_name"
    assert whole["result"]["write_in_votes"] == 100
    assert whole["list_checked"]["sha256"] == race.lock.sha256
    first, second = whole["candidates"]
    assert first["party_lines"] == [{"party": "Orange Party", "votes": 900}]
    assert (first["incumbent"], first["incumbent_how"]) == (True, "appointed")
    assert (second["status_date"], second["votes"]) == ("2027-06-01", None)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{base}.csv").content.decode())))
    assert [row["status_date"] for row in rows] == ["", "2027-06-01"]
    assert {row["race_blank_votes"] for row in rows} == {"5"}
