"""Residents suggest and second questions without an account; a person reads each before it shows."""

import datetime as dt

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from portal.core.models import RateHit
from races.models import Suggestion
from tests.factories import asking as ask
from tests.factories import races as make

pytestmark = pytest.mark.django_db
TEXT = "Will you publish how long cases wait for a first hearing?"


@pytest.fixture
def race():
    return make.RaceFactory(election__date=timezone.localdate() + dt.timedelta(90))


def stamp(seconds=60):
    """A form that was opened so long ago."""
    signer = signing.TimestampSigner(salt="suggest")
    signer.timestamp = lambda: signing.b62_encode(int(timezone.now().timestamp()) - seconds)
    return signer.sign("x")


def suggest(client, race, text=TEXT, made=None, **more):
    return client.post(f"/suggest/{race.pk}/", {"text": text, "made": made or stamp(), **more})


def test_a_question_waits_until_a_person_has_read_it(client, race):
    assert suggest(client, race).status_code == 302
    row = Suggestion.objects.get()
    assert (row.text, row.status, row.language) == (TEXT, "waiting", "en")
    own = f"/offices/{race.office.state.code}/{race.office.slug}/{race.slug}/"
    for address in (f"/suggest/{race.pk}/", own, f"/es{own}"):
        assert TEXT not in client.get(address).content.decode()
    row.status = "shown"
    row.save()
    for address in (f"/suggest/{race.pk}/", own, f"/es{own}"):
        assert TEXT in client.get(address).content.decode()
    assert "A person reads your question" in client.get(f"/suggest/{race.pk}/?done=thanks").content.decode()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", "Please write your question first."),
        ("Why?", "Please write a whole question, of at least 15 characters."),
        ("x" * 301, "Your question has 301 characters. Please shorten it to 300."),
        ("Have you read www.example.org about bail?", "Please leave out web addresses"),
        ("Will you write to me at me@example.org?", "Please leave out e-mail addresses"),
        ("Will you call me at 312-555-0123 please?", "Please leave out phone numbers"),
    ],
)
def test_what_is_refused_says_why_and_keeps_the_text(client, race, text, answer):
    response = suggest(client, race, text)
    page = response.content.decode()
    assert response.status_code == 422
    assert answer in page
    assert text in page
    assert not Suggestion.objects.exists()
    assert not RateHit.objects.exists()


def test_the_same_question_twice_is_seconded_and_not_doubled(client, race):
    suggest(client, race)
    assert "suggested this question already" in suggest(client, race, TEXT.upper()).content.decode()
    assert Suggestion.objects.count() == 1


def test_programs_are_kept_out(client, race):
    assert suggest(client, race, website="spam").status_code == 302  # thanked, and nothing kept
    assert "That was very quick" in suggest(client, race, made=stamp(0)).content.decode()
    assert "open for too long" in suggest(client, race, made=stamp(90_000)).content.decode()
    assert "open for too long" in suggest(client, race, made="forged").content.decode()
    assert not Suggestion.objects.exists()


def test_markup_is_shown_as_text(client, race):
    ask.SuggestionFactory(race=race, text="<script>alert(1)</script> and then what?")
    page = client.get(f"/suggest/{race.pk}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_a_visitor_suggests_so_often_a_day(client, race, monkeypatch):
    monkeypatch.setattr("portal.pages.views.suggest.A_DAY", 2)
    codes = [suggest(client, race, f"{TEXT} {n}").status_code for n in range(3)]
    assert codes == [302, 302, 429]
    response = suggest(client, race, f"{TEXT} again")
    assert int(response["Retry-After"]) > 86_000
    assert f"{TEXT} again" in response.content.decode()
    other = Client(REMOTE_ADDR="203.0.113.9")
    assert suggest(other, race, f"{TEXT} other").status_code == 302
    RateHit.objects.update(at=timezone.now() - dt.timedelta(days=1, seconds=1))
    assert suggest(client, race, f"{TEXT} next day").status_code == 302


def test_one_person_counts_once_a_day_for_a_question(client, race):
    wish, other = ask.SuggestionFactory(race=race), ask.SuggestionFactory(race=race)

    def second(row, address="127.0.0.1"):
        return client.post(f"/suggest/{race.pk}/", {"second": row.pk}, REMOTE_ADDR=address)["Location"]

    assert second(wish).endswith("done=seconded")
    assert second(wish).endswith("done=already")
    assert second(other).endswith("done=seconded")
    assert second(wish, "203.0.113.9").endswith("done=seconded")
    wish.refresh_from_db()
    assert wish.seconds == 2
    RateHit.objects.update(at=timezone.now() - dt.timedelta(days=1, seconds=1))
    assert second(wish).endswith("done=seconded")


def test_only_what_is_shown_in_this_race_can_be_seconded(client, race):
    waiting = ask.SuggestionFactory(race=race, status="waiting")
    elsewhere = ask.SuggestionFactory()
    for value in (waiting.pk, elsewhere.pk, "x", "-1", "9" * 40, "１"):
        assert client.post(f"/suggest/{race.pk}/", {"second": value}).status_code == 404
    assert set(Suggestion.objects.values_list("seconds", flat=True)) == {0}


def test_the_page_is_never_stored_and_asks_for_the_cookie_of_its_form(race):
    browser = Client(enforce_csrf_checks=True)
    response = browser.get(f"/suggest/{race.pk}/")
    assert "no-store" in response["Cache-Control"]
    assert set(response.cookies) == {"csrftoken"}
    refused = browser.post(f"/suggest/{race.pk}/", {"text": TEXT})
    assert refused.status_code == 403
    assert "Please send it once more" in refused.content.decode()
    own = f"/offices/{race.office.state.code}/{race.office.slug}/{race.slug}/"
    assert not Client().get(own).cookies


def test_after_election_day_nothing_is_taken(client):
    race = make.RaceFactory(election__date=timezone.localdate() - dt.timedelta(1))
    wish = ask.SuggestionFactory(race=race)
    assert "This election is over." in client.get(f"/suggest/{race.pk}/").content.decode()
    assert "This election is over." in suggest(client, race).content.decode()
    client.post(f"/suggest/{race.pk}/", {"second": wish.pk})
    assert list(Suggestion.objects.values_list("seconds", flat=True)) == [0]
    assert client.get(f"/suggest/{10**17}/").status_code == 404


def test_the_race_page_shows_the_ten_most_seconded_and_whether_they_were_asked(client, race):
    for n in range(12):
        ask.SuggestionFactory(race=race, text=f"Wish number {n}, from a resident?", seconds=n)
    top = Suggestion.objects.get(seconds=11)
    public = ask.QuestionSetFactory(race=race, published_on=timezone.localdate())
    question = ask.SetQuestionFactory(question_set=public, suggested=top)
    hidden = ask.QuestionSetFactory(race=race, published_on=None)
    ask.SetQuestionFactory(question_set=hidden, suggested=Suggestion.objects.get(seconds=10))
    page = client.get(f"/offices/{race.office.state.code}/{race.office.slug}/{race.slug}/").content.decode()
    shown = [n for n in range(12) if f"Wish number {n}," in page]
    assert shown == list(range(2, 12))
    assert page.index("Wish number 11,") < page.index("Wish number 10,") < page.index("Wish number 2,")
    assert page.count("It was asked: see the answers") == 1
    assert f'href="#a-{question.pk}"' in page
    assert f'id="a-{question.pk}"' in page
