"""A candidate answers by their own link on a phone, without script; a resident suggests a question."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from races import asking_actions as actions
from races.models import Answer, Suggestion
from tests.factories import asking as ask
from tests.factories import races as make
from tests.factories.admin import admin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def race(live_server):
    return make.RaceFactory(election__date=timezone.localdate() + dt.timedelta(90))


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_candidate_answers_by_link_on_a_phone(browser, page, race, live_server):
    today = timezone.localdate()
    ann = make.CandidacyFactory(race=race, person__name="Ann")
    own = {"deadline": today + dt.timedelta(30), "word_limit": 20, "published_on": today}
    question_set = ask.QuestionSetFactory(race=race, **own)
    for order in (1, 2):
        ask.SetQuestionFactory(question_set=question_set, order=order, text=f"Why {order}?")
    by = admin()
    token = actions.invite(question_set, by=by, now=timezone.now())[ann]
    address = f"{live_server.url}/answer/{token}/"

    page.goto(address)
    page.get_by_label("Why 1?").fill("word " * 23)
    page.get_by_role("button", name="Send my answers").click()
    assert page.get_by_text("This answer has 23 words.").first.is_visible()
    assert page.get_by_label("Why 1?").input_value() == "word " * 23

    page.get_by_label("Why 1?").fill("Because it is right.")
    page.get_by_role("button", name="Save as a draft").click()
    assert page.get_by_text("Your draft is saved.").is_visible()
    page.get_by_label("I decline to answer").nth(1).check()
    page.get_by_role("button", name="Send my answers").click()
    assert page.get_by_text("Thank you. Your answers are sent.").is_visible()
    assert page.get_by_label("Why 1?").input_value() == "Because it is right."
    assert page.context.cookies() == []

    public = f"{live_server.url}{race.page.url}"
    page.goto(public)
    assert page.get_by_text("Because it is right.").count() == 0
    seen = set(Answer.objects.values_list("pk", flat=True))
    actions.confirm(question_set, ann, how="By phone.", by=by, today=today, seen=seen)
    page.goto(public)
    assert page.get_by_text("Because it is right.").is_visible()
    assert page.get_by_text("Declined to answer.").is_visible()

    scripted = browser.new_page(viewport=PHONE)
    for found in (address, public, f"{live_server.url}/suggest/{race.pk}/"):
        scripted.goto(found)
        assert scripted.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert Axe().run(scripted).violations_count == 0
    scripted.close()


def test_a_resident_suggests_a_question_and_seconds_another(page, race, live_server):
    wish = ask.SuggestionFactory(race=race, text="Will you visit the jail in your first month?")
    page.goto(f"{live_server.url}{race.page.url}")
    page.get_by_role("link", name="Suggest a question, or second one").click()
    page.get_by_role("button", name="I want this asked too").click()
    assert page.get_by_text("Your wish is counted.").is_visible()
    page.get_by_label("Your question for all candidates").fill("How long will a family wait for an answer?")
    page.wait_for_timeout(3100)  # a person takes longer than that
    page.get_by_role("button", name="Suggest this question").click()
    assert page.get_by_text("A person reads your question").is_visible()
    wish.refresh_from_db()
    assert wish.seconds == 1
    assert Suggestion.objects.get(status="waiting").text == "How long will a family wait for an answer?"
