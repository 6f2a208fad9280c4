"""The editors' side of a questionnaire: links, requests, the check, answers, moderation."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from races.models import Answer, Invitation, QuestionSet, Request, SetQuestion, Suggestion
from tests.factories import asking as ask
from tests.factories import races as make
from tests.factories.admin import group

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"/answer/([\w-]{43})/")


@pytest.fixture
def desk(client):
    """A group's unpublished set for a race with two who stand and one who withdrew; its editor is signed in."""
    today = timezone.localdate()
    race = make.RaceFactory(election__date=today + dt.timedelta(120))
    lead, editor, reviewer = group("Bluebird", office=race.office)
    own = {"group": lead, "deadline": today + dt.timedelta(30), "published_on": None}
    question_set = ask.QuestionSetFactory(race=race, **own)
    ask.SetQuestionFactory(question_set=question_set, text="Why?", order=1)
    people = [make.CandidacyFactory(race=race, person__name=name) for name in ("Ann", "Bea")]
    make.CandidacyFactory(race=race, person__name="Cay", status="withdrawn")
    client.force_login(editor)
    address = reverse("question-sets:inspect", args=[question_set.pk])
    return {
        "set": question_set, "people": people, "race": race, "today": today, "reviewer": reviewer,
        "address": address, "post": lambda **data: client.post(address, data, follow=True),
    }  # fmt: skip


def asked(desk, **more):
    return desk["post"](act="ask", sent_on=desk["today"], channel="email", **more)


def test_one_press_makes_a_link_for_everyone_who_stands_and_shows_it_once(client, desk):
    response = desk["post"](act="invite")
    page = response.content.decode()
    tokens = TOKEN.findall(page)
    assert len(set(tokens)) == 2
    assert Invitation.objects.count() == 2
    assert "Dear Ann" in page
    assert "Dear Cay" not in page
    assert "no-store" in response["Cache-Control"]
    again = client.get(desk["address"]).content.decode() + desk["post"](act="invite").content.decode()
    assert not [token for token in tokens if token in again]
    assert client.get(f"/answer/{tokens[0]}/").status_code == 200


def test_one_link_can_be_replaced_or_ended(client, desk):
    [ann, _bea] = desk["people"]
    first = TOKEN.findall(desk["post"](act="invite").content.decode())[0]
    new = TOKEN.findall(desk["post"](act="reissue", candidacy=ann.pk).content.decode())[0]
    assert client.get(f"/answer/{first}/").status_code == 404
    assert client.get(f"/answer/{new}/").status_code == 200
    desk["post"](act="revoke", candidacy=ann.pk)
    assert client.get(f"/answer/{new}/").status_code == 404
    other = make.CandidacyFactory()
    assert desk["post"](act="reissue", candidacy=other.pk).status_code == 404
    assert desk["post"](act="reissue", candidacy="x").status_code == 404


def test_publishing_is_refused_with_the_rule_and_the_person(client, desk):
    Request.objects.create(
        question_set=desk["set"],
        candidacy=desk["people"][0],
        sent_on=desk["today"],
        channel="email",
        recorded_by="e",
    )
    page = desk["post"](act="publish").content.decode()
    assert "Everyone is asked: Bea." in page
    desk["set"].refresh_from_db()
    assert desk["set"].published_on is None
    assert "2 requests are on record" not in asked(desk).content.decode()  # Ann's stands already
    assert "Published." in desk["post"](act="publish").content.decode()
    desk["set"].refresh_from_db()
    assert desk["set"].published_on == desk["today"]


def test_a_request_lies_in_no_future_and_for_everyone_alike(desk):
    page = desk["post"](act="ask", sent_on=desk["today"] + dt.timedelta(1), channel="email").content.decode()
    assert "This day has not come yet" in page
    assert not Request.objects.exists()
    asked(desk, reminder="on")
    assert set(Request.objects.values_list("candidacy", "reminder")) == {(c.pk, True) for c in desk["people"]}
    assert set(Request.objects.values_list("recorded_by", flat=True)) == {"Bluebird-editor"}


def test_what_went_out_stays_as_it_was_sent(client, desk):
    asked(desk)
    question = SetQuestion.objects.get()
    for view in ("edit", "delete"):
        response = client.post(
            reverse(f"set-questions:{view}", args=[question.pk]), {"text": "Other?"}, follow=True
        )
        assert response.status_code == 200 or view == "delete"
    question.refresh_from_db()
    assert question.text == "Why?"
    row = desk["set"]
    form = {
        "race": row.race_id, "group": row.group_id, "title": row.title, "introduction": "Fixed a typing error.",
        "deadline": row.deadline - dt.timedelta(5), "word_limit": 300,
    }  # fmt: skip
    page = client.post(reverse("question-sets:edit", args=[row.pk]), form).content.decode()
    assert "stays as it was sent" in page
    assert "can only move later" in page
    form |= {"deadline": row.deadline + dt.timedelta(5), "word_limit": row.word_limit}
    assert client.post(reverse("question-sets:edit", args=[row.pk]), form).status_code == 302


def test_an_answer_of_the_link_is_confirmed_with_how(desk):
    ann = desk["people"][0]
    question = SetQuestion.objects.get()
    answer = ask.AnswerFactory(
        question=question, candidacy=ann, text="My words", confirmed_on=None, confirmed_how="", confirmed_by=""
    )
    assert "Say how you know" in desk["post"](act="confirm", candidacy=ann.pk, answer=answer.pk).content.decode()
    desk["post"](act="confirm", candidacy=ann.pk, answer=answer.pk, how="Read back by phone.")
    answer.refresh_from_db()
    assert (answer.confirmed_how, answer.confirmed_by) == ("Read back by phone.", "Bluebird-editor")
    assert answer.confirmed_on == desk["today"]


def test_an_answer_that_came_otherwise_is_entered_with_name_and_day(client, desk):
    ann, bea = desk["people"]
    question = SetQuestion.objects.get()
    form = {
        "question": question.pk, "candidacy": ann.pk, "text": "By letter", "received_at": "2026-11-01 10:00",
        "confirmed_how": "",
    }  # fmt: skip
    add = reverse("answers-received:add")
    assert client.post(add, form).status_code == 200  # says how first
    for text in ("By letter", "By letter, later"):
        assert client.post(add, {**form, "text": text, "confirmed_how": "Signed."}).status_code == 302
    rows = list(Answer.objects.order_by("version").values_list("version", "text", "by_link", "entered_by"))
    assert rows == [(1, "By letter", False, "Bluebird-editor"), (2, "By letter, later", False, "Bluebird-editor")]
    other = ask.SetQuestionFactory()
    assert client.post(add, {**form, "question": other.pk, "confirmed_how": "Signed."}).status_code == 200
    assert client.post(add, {**form, "text": " ", "candidacy": bea.pk, "confirmed_how": "x"}).status_code == 200
    assert Answer.objects.count() == 2
    edit = reverse("answers-received:edit", args=[Answer.objects.first().pk])
    assert client.post(edit, {"text": "Changed"}).status_code == 302
    assert not Answer.objects.filter(text="Changed").exists()


def test_reminders_list_who_has_not_answered_and_hold_no_address(client, desk):
    ann = desk["people"][0]
    asked(desk)
    ask.AnswerFactory(question=SetQuestion.objects.get(), candidacy=ann)
    address = reverse("question-sets:reminders", args=[desk["set"].pk])
    page = client.get(address).content.decode()
    assert "Dear Bea" in page
    assert "Dear Ann" not in page
    lines = client.get(f"{address}?export=csv").content.decode()
    assert lines.startswith("candidate,asked,times_asked,last_asked,link,answers,questions,reminder\n")
    assert f"Bea,{desk['today']} e-mail to the campaign,1,{desk['today']},none,0,1," in lines
    assert "@" not in lines


def test_only_ones_own_group_can_be_chosen(client, desk):
    other = make.CommunityGroupFactory(name="Aardvark group")
    page = client.get(reverse("question-sets:add")).content.decode()
    assert "Bluebird group" in page
    assert "Aardvark" not in page
    row = desk["set"]
    form = {"race": row.race_id, "group": other.pk, "title": "Other", "deadline": row.deadline, "word_limit": 100}
    assert client.post(reverse("question-sets:add"), form).status_code == 200
    assert client.post(reverse("question-sets:add"), {**form, "group": row.group_id}).status_code == 302
    assert QuestionSet.objects.count() == 2


def test_a_residents_question_is_read_first_and_can_be_asked(client, desk):
    wish = ask.SuggestionFactory(
        race=desk["race"], text="Will you visit the jail?", status="waiting", language="es"
    )
    edit = reverse("suggestions:edit", args=[wish.pk])
    assert client.post(edit, {"status": "refused", "reason": ""}).status_code == 200
    assert client.post(edit, {"status": "shown", "reason": "", "text": "Changed"}).status_code == 302
    wish.refresh_from_db()
    assert (wish.status, wish.read_by, wish.text) == ("shown", "Bluebird-editor", "Will you visit the jail?")
    add = f"{reverse('set-questions:add')}?suggested={wish.pk}"
    assert add in client.get(edit).content.decode()
    assert "Will you visit the jail?" in client.get(add).content.decode()
    form = {"question_set": desk["set"].pk, "order": 2, "text": "Will you visit?", "suggested": wish.pk}
    assert client.post(add, form).status_code == 302
    assert SetQuestion.objects.get(order=2).suggested == wish
    elsewhere = ask.SuggestionFactory(text="Another race")
    assert (
        "Another race"
        not in client.get(f"{reverse('set-questions:add')}?suggested={elsewhere.pk}").content.decode()
    )
    assert Suggestion.objects.count() == 2


@pytest.mark.parametrize("same_office", [False, True])
def test_another_groups_editor_can_do_nothing_at_the_desk(client, desk, same_office):
    office = QuestionSet.objects.get().race.office if same_office else make.OfficeFactory()
    _lead, stranger, _ = group("Aardvark", office=office)
    client.force_login(stranger)
    for act in ("invite", "publish", "ask", "confirm"):
        assert client.post(desk["address"], {"act": act}).status_code == 404
    assert client.get(desk["address"]).status_code == 404
    assert not Invitation.objects.exists()


def test_a_request_on_record_can_be_corrected_and_taken_back(client, desk):
    row = ask.RequestFactory(question_set=desk["set"], candidacy=desk["people"][0], sent_on=desk["today"])
    form = {"question_set": row.question_set_id, "candidacy": row.candidacy_id, "sent_on": desk["today"]}
    edit = reverse("requests-sent:edit", args=[row.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {**form, "channel": "letter"}).status_code == 302
    row.refresh_from_db()
    assert (row.channel, row.recorded_by) == ("letter", "editor")
    elsewhere = make.CandidacyFactory(race__office=desk["race"].office)
    page = client.post(edit, {**form, "candidacy": elsewhere.pk, "channel": "letter"}).content.decode()
    assert "This candidate runs in another race." in page
    client.force_login(desk["reviewer"])
    delete = reverse("requests-sent:delete", args=[row.pk])
    assert client.get(delete).status_code == 200
    assert client.post(delete).status_code == 302
    assert not Request.objects.exists()
