"""Publishing a page of a race is refused by rule and person, whichever way it is published."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.rich_text import RichText

from portal.pages.fair_pages import NotFair, problems
from races.fairness import BIO_WORDS
from tests.factories import races as make
from tests.factories.admin import World, admin
from tests.factories.asking import QuestionSetFactory, RequestFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]
LONG = "word " * (BIO_WORDS + 1)


@pytest.fixture
def page():
    race = make.RaceFactory(ballot_order_known=True)
    make.CandidacyFactory(race=race, person__name="Bea Boyd", ballot_order=2)
    return make.CandidacyFactory(race=race, person__name="Ann Abel", ballot_order=1).page


def write(page, html):
    page.body = [("paragraph", RichText(html))]
    return page


def refused(page):
    with pytest.raises(NotFair) as caught:
        page.save_revision().publish()
    return " ".join(caught.value.messages)


def test_a_fair_page_is_published(page):
    write(page, "<p>Ann has been a lawyer for ten years.</p>").save_revision().publish()
    page.refresh_from_db()
    assert "ten years" in str(page.body)
    race_page = write(page.candidacy.race.page, f"<p>{LONG}</p>")
    race_page.save_revision().publish()
    assert not problems(race_page), "the limit is about a candidate's space"


def test_equal_space(page):
    message = refused(write(page, f"<p>{LONG}</p>"))
    assert message == f"Equal space: Ann Abel. The text has 301 words in English; everyone gets up to {BIO_WORDS}."
    page.refresh_from_db()
    assert "word" not in str(page.body)
    page.body, page.body_es = [], [("callout", LONG)]
    assert "in Spanish" in refused(page)


@pytest.mark.parametrize(
    "html",
    [
        '<p>Give <a href="https://secure.actblue.com/x">here</a></p>',
        "<p>Give at annabel.example/donate.</p>",
        '<p>Give <a href="https://ann.example/?a=1&amp;p=donate">here</a></p>',
    ],
)
def test_no_donation_pages(page, html):
    assert refused(write(page, html)).startswith("No donation pages: Ann Abel.")


def test_campaign_links_in_the_text_for_all_or_none(page):
    write(page, '<p>Her <a href="https://www.ann.example/plan">plan</a></p>')
    assert problems(page) == []
    make.PersonLinkFactory(person=page.candidacy.person, kind="campaign", url="https://ann.example/")
    message = refused(page)
    assert message.startswith("Campaign links for all or none: Ann Abel.")
    assert "Bea Boyd" in message
    bea = page.candidacy.race.candidacies.get(ballot_name="Bea Boyd")
    make.PersonLinkFactory(person=bea.person, kind="campaign", url="https://bea.example/")
    assert problems(page) == []


def test_ballot_order_names_who_has_no_place(page):
    make.CandidacyFactory(race=page.candidacy.race, person__name="Cal New")
    assert refused(write(page, "<p>x</p>")).startswith("Ballot order: Cal New.")


def test_everyone_is_asked(page):
    race = page.candidacy.race
    given = QuestionSetFactory(race=race, published_on=dt.date(2025, 1, 1), deadline=dt.date(2025, 9, 1))
    RequestFactory(question_set=given, candidacy=page.candidacy)
    assert refused(write(page, "<p>x</p>")).startswith("Everyone is asked: Bea Boyd.")
    assert "Bea Boyd" in refused(write(race.page, "<p>About the race.</p>"))
    RequestFactory(question_set=given, candidacy=race.candidacies.get(ballot_name="Bea Boyd"))
    assert problems(page) == []


def test_taking_words_away_is_never_held_up(page):
    type(page).objects.filter(pk=page.pk).update(summary=f"{LONG[:200]} wrong claim")
    make.CandidacyFactory(race=page.candidacy.race, person__name="Cal New")  # without a place: a problem
    page.refresh_from_db()
    page.summary = LONG[:200]
    page.save_revision().publish()
    page.refresh_from_db()
    assert "wrong claim" not in page.summary


# The screens


def sent(page, html="", **values):
    body = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "callout",
        "body-0-value": html,
    }
    return body | {"summary": "", "summary_es": "", "body_es-count": "0", "comments-TOTAL_FORMS": "0",
                   "comments-INITIAL_FORMS": "0", **values}  # fmt: skip


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_form_names_rule_and_person_and_keeps_the_text(client, page):
    client.force_login(admin())
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "up to 300 words" in client.get(url).content.decode()
    answer = client.post(url, sent(page, LONG, **{"action-publish": "1"}))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Equal space: Ann Abel" in html
    assert LONG[:50] in html
    assert client.post(url, sent(page, LONG)).status_code == 302, "a draft may hold anything"
    assert page.revisions.count() == 1
    assert client.post(url, sent(page, "Short.", **{"action-publish": "1"})).status_code == 302
    page.refresh_from_db()
    assert "Short." in str(page.body)


def test_an_approval_is_refused_too(client):
    world = World("Bluebird")
    page = world.things["page"]
    page.body = [("callout", LONG)]
    page.save_revision(user=world.editor)
    task = page.current_workflow_task_state
    client.force_login(world.reviewer)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    answer = client.post(url)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Equal space: Bluebird Miller" in said(answer)
    task.refresh_from_db()
    assert task.status == task.STATUS_IN_PROGRESS
    page.body = []
    page.save_revision(user=world.editor)
    client.post(url)
    task.refresh_from_db()
    assert task.status == task.STATUS_APPROVED
