"""The small cards of a scorecard for other people's pages."""

import pytest

from tests.factories.races import RaceFactory
from tests.factories.scorecards import candidates, sheet
from tests.integration.test_scorecard_parts import ROWS, main, text, tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def race():
    return RaceFactory(ballot_order_known=True)


@pytest.fixture
def people(race):
    return candidates(race, ["Ann Abel", "Bea Boyd"])


def test_cards_print_the_figure_of_the_scorecard(client, race, people):
    scorecard = sheet(race, people, ROWS)
    html = tight(text(client, f"/embed/scorecards/{scorecard.slug}/"))
    assert '<td class="n">50 to 84</td>' in html
    assert '<td class="n">0 to 67</td>' in html
    assert html.index("Ann Abel") < html.index("Bea Boyd")
    alone = tight(text(client, f"/embed/scorecards/{scorecard.slug}/{people[0].slug}/"))
    assert "<strong>50 to 84</strong>of 100" in alone


def test_cards_may_be_framed_by_anybody_and_run_nothing(client, race, people):
    scorecard = sheet(race, people, ROWS)
    for path in ("", f"{people[0].slug}/"):
        response = client.get(f"/embed/scorecards/{scorecard.slug}/{path}")
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response
        assert b"<script" not in response.content
        assert not response.cookies


def test_neutral_cards_have_words_alone_and_leave_nobody_out(client, race, people):
    scorecard = sheet(race, people, [["yes", "no"], [None, "no_answer"]], mode="neutral")
    html = main(text(client, f"/embed/scorecards/{scorecard.slug}/"))
    alone = main(text(client, f"/embed/scorecards/{scorecard.slug}/{people[1].slug}/"))
    assert html.count("Read the answers") == 2
    assert "Asked, no answer" in alone
    for word in ("of 100", "svg", "Based on", 'class="n"'):
        assert word not in html + alone


def test_a_card_of_too_many_lists_nobody(client, race):
    people = candidates(race, [f"Person {n}" for n in range(13)])
    html = text(client, f"/embed/scorecards/{sheet(race, people, [['matches'] * 13]).slug}/")
    assert "13 are marked here: too many for this card." in html
    assert "Person 3" not in html
