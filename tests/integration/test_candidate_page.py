import datetime as dt

import pytest

from tests.factories.races import CandidacyFactory, PositionFactory, RaceFactory
from tests.factories.scorecards import PromiseFactory, PromiseUpdateFactory, candidates, sheet

pytestmark = pytest.mark.django_db


def text(client, candidacy):
    response = client.get(candidacy.page.url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_gaps_are_printed_as_gaps(client):
    html = text(client, CandidacyFactory())
    for words in ("We have not asked yet.", "No promises on record.", "No reply yet.", "Not known yet"):
        assert words in html
    assert "of 100" not in html


def test_facts_are_as_printed_on_the_ballot(client):
    candidacy = CandidacyFactory(party="Workers", designation="Deputy prosecutor", incumbent=False)
    html = text(client, candidacy)
    assert "Workers" in html
    assert "Deputy prosecutor" in html
    assert candidacy.source_url in html


def test_a_position_has_their_words_and_their_source(client):
    position = PositionFactory(archive_url="https://example.org/kept")
    html = text(client, position.candidacy)
    assert f"“{position.quote}”" in html
    assert position.source_url in html
    assert "https://example.org/kept" in html
    assert 'class="mk' not in html


def test_marks_stand_beside_positions_in_scoring_mode_alone(client):
    for mode, level in (("scoring", "matches"), ("neutral", "yes")):
        race = RaceFactory()
        [ann] = candidates(race, [f"Ann {mode}"])
        sheet(race, [ann], [[level], [None]], mode=mode)
        html = text(client, ann)
        assert ("Matches the standard" in html) == (mode == "scoring")
        assert ("50 to 100" in html) == (mode == "scoring")
        assert ("of 100" in html) == (mode == "scoring")
        assert ("Not asked yet" in html) == (mode == "neutral")


def test_only_released_marks_and_the_newest_before_the_release(client):
    race = RaceFactory()
    [ann] = candidates(race, ["Ann"])
    sheet(race, [ann], [["differs"]], release=False)
    html = text(client, ann)
    assert "Differs" not in html
    assert "of 100" not in html


def test_promises_drafts_left_out_and_other_races(client):
    candidacy = CandidacyFactory()
    shown = PromiseFactory(candidacy=candidacy)
    PromiseUpdateFactory(promise=shown, status="kept", fact="It was done.")
    PromiseUpdateFactory(
        promise=shown, status="brok", date=dt.date(2026, 11, 1), reviewed_at=None, reviewed_by="", fact="Rumor."
    )
    PromiseFactory(candidacy=candidacy, live=False, quote="A hidden draft")
    other = CandidacyFactory(person=candidacy.person, votes=4321, outcome="lost")
    html = text(client, candidacy)
    assert "It was done." in html
    assert "st-kept" in html
    for hidden in ("A hidden draft", "Rumor.", "st-brok"):
        assert hidden not in html
    assert other.race.page.url in html
    assert "4,321" in html
