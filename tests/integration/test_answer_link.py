"""A candidate's own link: what it opens, what it keeps, and that nothing unconfirmed gets out."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from portal.core.models import RateHit
from races import asking_actions as actions
from races.models import Answer, AnswerDraft, Invitation
from tests.factories import asking as ask
from tests.factories import races as make
from tests.factories.admin import admin

pytestmark = pytest.mark.django_db
SECRET = "Quillfeather would publish the ledger"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def sent(today):
    """A published set with two questions for two candidates, and the raw token of the first."""
    race = make.RaceFactory(election__date=today + dt.timedelta(90))
    ann = make.CandidacyFactory(race=race, person__name="Ann")
    bea = make.CandidacyFactory(race=race, person__name="Bea")
    own = {"deadline": today + dt.timedelta(30), "word_limit": 20, "published_on": today}
    question_set = ask.QuestionSetFactory(race=race, **own)
    questions = [ask.SetQuestionFactory(question_set=question_set, order=n, text=f"Why {n}?") for n in (1, 2)]
    by = admin()
    tokens = actions.invite(question_set, by=by, now=timezone.now())
    actions.ask_everyone(question_set, on=today, channel="email", reminder=False, by=by)
    return {"race": race, "ann": ann, "bea": bea, "set": question_set, "q": questions, "by": by, "tokens": tokens}


def typed(sent, first="", second="", act="send", **more):
    one, two = sent["q"]
    return {f"text-{one.pk}": first, f"text-{two.pk}": second, "act": act, **more}


def public_pages(client, sent):
    """Every public surface that could show an answer, as one text."""
    race, set_id = sent["race"], sent["set"].pk
    own = f"/offices/{race.office.state.code}/{race.office.slug}/{race.slug}"
    addresses = [
        f"{own}/", f"/es{own}/", f"{own}.csv", f"{own}.json", f"{own}/ann/", f"/answers/{set_id}.csv",
        f"/answers/{set_id}.json", f"/answers/{set_id}-asked.csv", f"/answers/{set_id}-asked.json",
        f"/suggest/{race.pk}/", "/find/?q=Quillfeather", "/races/", "/",
    ]  # fmt: skip
    text = ""
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        text += response.content.decode()
    return text


def link(sent, who="ann"):
    return f"/answer/{sent['tokens'][sent[who]]}/"


def test_a_link_for_everyone_at_once_of_which_only_the_hash_is_kept(sent):
    rows = Invitation.objects.all()
    assert {row.candidacy for row in rows} == {sent["ann"], sent["bea"]}
    assert {row.expires_at for row in rows} == {actions.link_ends(sent["set"])}
    for token in sent["tokens"].values():
        assert len(token) >= 43
        for row in rows:
            assert token not in "".join(str(value) for value in vars(row).values())
    assert actions.invite(sent["set"], by=sent["by"], now=timezone.now()) == {}


def test_the_page_says_what_is_asked_and_what_becomes_of_it(client, sent):
    response = client.get(link(sent))
    page = response.content.decode()
    assert response.status_code == 200
    for words in ("Questions for Ann", "Why 1?", "Why 2?", "At most 20 words", "becomes public, word for word"):
        assert words in page
    assert "Bea" not in page
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert 'lang="es"' in client.get(f"/es{link(sent)}").content.decode()


def test_a_draft_is_kept_and_is_nobodys_to_read(client, sent):
    response = client.post(link(sent), typed(sent, SECRET, act="save"))
    assert response.status_code == 302
    assert SECRET in client.get(link(sent)).content.decode()
    assert SECRET not in client.get(link(sent, "bea")).content.decode()
    assert SECRET not in public_pages(client, sent)
    assert not Answer.objects.exists()
    client.force_login(sent["by"])
    for address in ("inspect", "reminders"):
        assert SECRET not in client.get(f"/admin/question-sets/{address}/{sent['set'].pk}/").content.decode()


def test_a_sent_answer_is_public_once_somebody_says_how_it_was_confirmed(client, sent, today):
    client.post(link(sent), typed(sent, SECRET))
    assert AnswerDraft.objects.count() == 0
    page = public_pages(client, sent)
    assert SECRET not in page
    assert "An answer arrived on" in page
    seen = {answer.pk for answer in Answer.objects.all()}
    how = {"how": "They read it back by phone.", "by": sent["by"], "today": today}
    assert actions.confirm(sent["set"], sent["ann"], seen=set(), **how) == 0
    assert actions.confirm(sent["set"], sent["ann"], seen=seen, **how) == 1
    page = public_pages(client, sent)
    assert SECRET in page
    assert "They read it back by phone." in page
    assert "by the candidate’s own link" in page
    assert sent["by"].get_username() not in client.get(f"/answers/{sent['set'].pk}.json").content.decode()


def test_an_update_is_a_new_version_and_both_stay_word_for_word(client, sent, today):
    first, second = "  Two  spaces,\nand a line.", "Later I thought again."
    for text in (first, second):
        client.post(link(sent), typed(sent, text))
        seen = {answer.pk for answer in Answer.objects.all()}
        actions.confirm(sent["set"], sent["ann"], how="By phone.", by=sent["by"], today=today, seen=seen)
    assert list(Answer.objects.order_by("version").values_list("version", "text")) == [(1, first), (2, second)]
    page = client.get(f"/offices/{sent['race'].office.state.code}/{sent['race'].office.slug}/{sent['race'].slug}/")
    text = page.content.decode()
    assert first in text
    assert second in text
    assert re.search(r"Updated on .*; earlier version", text)
    client.post(link(sent), typed(sent, second))
    assert Answer.objects.count() == 2  # the same words again are no new version


def test_an_update_that_nobody_confirmed_leaves_the_confirmed_one_in_place(client, sent, today):
    client.post(link(sent), typed(sent, "The first words."))
    seen = {answer.pk for answer in Answer.objects.all()}
    actions.confirm(sent["set"], sent["ann"], how="By phone.", by=sent["by"], today=today, seen=seen)
    client.post(link(sent), typed(sent, SECRET))
    page = public_pages(client, sent)
    assert "The first words." in page
    assert SECRET not in page


def test_too_many_words_are_counted_named_and_kept(client, sent):
    long = " ".join(["word"] * 23)
    response = client.post(link(sent), typed(sent, long, "Short."))
    page = response.content.decode()
    assert response.status_code == 422
    assert "This answer has 23 words. The limit is 20, the same for everyone. Please take out 3 words." in page
    assert long in page
    assert "Short." in page
    assert not Answer.objects.exists()
    again = client.get(link(sent)).content.decode()
    assert long in again
    assert "Short." in again


def test_a_text_without_spaces_and_a_text_of_any_size_get_a_page(client, sent):
    assert client.post(link(sent), typed(sent, "x" * 500)).status_code == 422
    huge = client.post(link(sent), typed(sent, "x " * 40_000, "Short."))
    assert huge.status_code == 422
    assert AnswerDraft.objects.get(question=sent["q"][1]).text == "Short."
    assert client.post(link(sent), typed(sent, "a\x00b")).status_code == 422
    assert client.post(link(sent), {}).status_code in (302, 422)
    assert client.post(link(sent), typed(sent)).status_code == 422


def test_a_candidate_may_decline_with_a_reason(client, sent, today):
    one = sent["q"][0]
    client.post(link(sent), typed(sent, "I am a party to that case.", **{f"declined-{one.pk}": "on"}))
    seen = {answer.pk for answer in Answer.objects.all()}
    actions.confirm(sent["set"], sent["ann"], how="By phone.", by=sent["by"], today=today, seen=seen)
    page = public_pages(client, sent)
    assert "Declined to answer." in page
    assert "I am a party to that case." in page


def test_what_was_sent_cannot_be_emptied(client, sent):
    client.post(link(sent), typed(sent, "Words.", "More."))
    response = client.post(link(sent), typed(sent, "", "More."))
    assert response.status_code == 422
    assert "cannot be left empty" in response.content.decode()


def closed(client, address, **kwargs):
    response = client.get(address, **kwargs)
    return response.status_code, re.sub(r"/answer/[^/]+/", "", response.content.decode()), response.headers.items()


def test_every_link_that_does_not_open_answers_alike(client, sent):
    """Unknown, revoked, expired, of someone who left: one page, one status, the same headers."""
    now = timezone.now()
    unknown = closed(client, f"/answer/{'x' * 43}/")
    assert unknown[0] == 404
    assert "This link does not open" in unknown[1]
    old = link(sent)
    actions.reissue(sent["set"], sent["ann"], by=sent["by"], now=now)
    assert closed(client, old) == unknown
    Invitation.objects.filter(candidacy=sent["bea"]).update(
        created_at=now - dt.timedelta(2), expires_at=now - dt.timedelta(1)
    )
    assert closed(client, link(sent, "bea")) == unknown
    for odd in (
        "/answer/..%2f..%2fadmin/",
        "/answer/%F0%9F%98%80/",
        "/answer/" + "a" * 3000 + "/",
        "/answer/%00/",
    ):
        assert client.get(odd).status_code == 404, odd


def test_who_left_the_race_has_no_open_link(client, sent):
    ann = sent["ann"]
    ann.status, ann.status_date = "withdrawn", dt.date(2026, 1, 1)
    ann.status_source_url = ann.status_source_title = "https://example.org/notice"
    ann.save()
    assert client.get(link(sent)).status_code == 404


def test_text_sent_to_a_link_that_has_ended_is_handed_back(client, sent):
    actions.revoke(sent["set"], sent["ann"], by=sent["by"], now=timezone.now())
    response = client.post(link(sent), typed(sent, SECRET))
    assert response.status_code == 404
    assert SECRET in response.content.decode()
    assert not AnswerDraft.objects.exists()


def test_a_link_is_limited_also_after_a_restart_and_hands_the_text_back(client, sent, monkeypatch):
    monkeypatch.setattr("portal.pages.views.answer.A_LINK", 3)
    assert [client.get(link(sent)).status_code for _ in range(4)] == [200, 200, 200, 429]
    # What a new process knows is what the database holds.
    assert RateHit.objects.filter(scope="answer-link").count() == 3
    response = client.post(link(sent), typed(sent, SECRET))
    assert response.status_code == 429
    assert 3500 < int(response["Retry-After"]) <= 3600
    assert SECRET in response.content.decode()
    assert client.get(link(sent, "bea")).status_code == 200
    RateHit.objects.update(at=timezone.now() - dt.timedelta(hours=2))
    assert client.get(link(sent)).status_code == 200


def test_guesses_are_limited_by_visitor(client, sent, monkeypatch):
    monkeypatch.setattr("portal.pages.views.answer.A_VISITOR", 2)
    codes = [client.get(f"/answer/guess{n}/", REMOTE_ADDR="203.0.113.9").status_code for n in range(3)]
    assert codes == [404, 404, 429]
    assert client.get("/answer/guess/", REMOTE_ADDR="203.0.113.10").status_code == 404


def test_all_candidates_are_treated_alike_by_the_data(client, sent):
    rows = client.get(f"/answers/{sent['set'].pk}-asked.json").json()["rows"]
    assert [row["candidate"] for row in rows] == ["Ann", "Bea"]
    assert {row["channel"] for row in rows} == {"email"}
    whole = client.get(f"/answers/{sent['set'].pk}.json").json()
    assert [(row["candidate"], row["state"]) for row in whole["answers"]] == [
        ("Ann", "waiting"), ("Bea", "waiting"), ("Ann", "waiting"), ("Bea", "waiting"),
    ]  # fmt: skip


def test_a_set_that_is_not_published_has_no_address(client, sent):
    sent["set"].published_on = None
    sent["set"].save()
    for name in (".csv", ".json", "-asked.csv", "-asked.json"):
        assert client.get(f"/answers/{sent['set'].pk}{name}").status_code == 404
    assert client.get(f"/answers/{10**17}.csv").status_code == 404
    assert client.get(link(sent)).status_code == 200  # the candidates may write before it is public
