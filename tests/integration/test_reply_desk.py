"""The editors' side of the right of reply: links shown once, what was sent when, checking, our answer."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from scorecards import releasing, replying
from scorecards.models import Reply, ReplyLink, ReplyNotice
from scorecards.reply_rules import file_name
from scorecards.reply_sheet import told_of_other_marks
from tests.factories import replies as make
from tests.factories import scorecards as cards
from tests.factories.admin import person_of

pytestmark = pytest.mark.django_db
TEXT = "Call me at 555-0100. The letter of May says otherwise."
SHOWN = "Call me at [removed: phone number]. The letter of May says otherwise."


@pytest.fixture
def asked():
    return make.asked_to_reply()


@pytest.fixture
def editor(asked, client):
    found = person_of(asked["card"].standard.group.editors, "card-editor")
    client.force_login(found)
    return found


@pytest.fixture
def reply(asked):
    return make.ReplyFactory(subject=asked["ann"], question=asked["q"][0], text=TEXT)


def desk(asked):
    return reverse("right-of-reply:inspect", args=[asked["card"].pk])


def body(response):
    return response.content.decode()


def test_links_are_shown_once_and_only_to_ones_own_group(client, asked, editor):
    ReplyLink.objects.update(revoked_at=timezone.now())
    assert "no link" in body(client.get(desk(asked)))
    made = client.post(desk(asked), {"act": "invite"})
    page = body(made)
    assert page.count("/es/reply/") == 2
    assert "no-store" in made["Cache-Control"]
    assert "/reply/" not in body(client.get(desk(asked)))
    again = client.post(desk(asked), {"act": "invite"}, follow=True)
    assert "Nothing was made." in body(again)
    other = make.asked_to_reply_of_another_group()
    assert client.get(desk(other)).status_code == 404
    assert client.post(desk(other), {"act": "invite"}).status_code == 404
    for act in ("reissue", "revoke"):
        theirs = {"act": act, "subject": other["ann"].pk}
        assert client.post(desk(asked), theirs).status_code == 404
    assert ReplyLink.objects.open(timezone.now()).filter(subject=other["ann"]).exists()


def test_a_link_is_ended_and_replaced(client, asked, editor):
    page = body(client.post(desk(asked), {"act": "reissue", "subject": asked["ann"].pk}))
    assert page.count("/es/reply/") == 1
    assert ReplyLink.objects.filter(subject=asked["ann"]).count() == 2
    client.post(desk(asked), {"act": "revoke", "subject": asked["ann"].pk})
    assert not ReplyLink.objects.open(timezone.now()).filter(subject=asked["ann"]).exists()


def test_what_was_sent_when_is_on_record_with_a_hash_of_the_marks(client, asked, editor):
    today = timezone.localdate()
    sent = {"act": "notice", "sent_on": today.isoformat(), "channel": "email"}
    assert client.post(desk(asked), sent).status_code == 302
    ann, bea = ReplyNotice.objects.order_by("subject__order")
    assert (ann.sent_on, ann.channel, ann.recorded_by) == (today, "email", "card-editor")
    assert ann.deadline == today + dt.timedelta(14)
    assert ann.marks_sha256 != bea.marks_sha256
    assert told_of_other_marks(asked["card"]) == set()
    client.post(desk(asked), sent)
    assert ReplyNotice.objects.count() == 2
    options = {option.level: option for option in asked["q"][0].options.all()}
    cards.mark(asked["card"], asked["q"][0], asked["ann"].candidacy, "partly", options, at=timezone.now())
    assert told_of_other_marks(asked["card"]) == {asked["ann"].pk}
    assert body(client.get(desk(asked))).count("Marks have changed since") == 1


@pytest.mark.parametrize(("days", "says"), [(1, "This day has not come yet"), (None, "Enter a valid date")])
def test_a_notice_that_cannot_be_is_refused(client, asked, editor, days, says):
    day = (timezone.localdate() + dt.timedelta(days)).isoformat() if days else "yesterday"
    page = body(client.post(desk(asked), {"act": "notice", "sent_on": day, "channel": "email"}))
    assert says in page
    assert ReplyNotice.objects.count() == 0


def test_a_notice_needs_links_and_a_deadline_to_come(asked):
    today, by = timezone.localdate(), asked["by"]
    ReplyLink.objects.update(deadline=today - dt.timedelta(1))
    with pytest.raises(ValidationError, match="The deadline had passed"):
        replying.record_notice(asked["card"], on=today, channel="email", reminder=False, by=by)
    assert replying.new_deadline(asked["card"], by=by, now=timezone.now()) == today + dt.timedelta(14)
    assert replying.record_notice(asked["card"], on=today, channel="email", reminder=False, by=by) == 2
    replying.revoke(asked["bea"], by=by, now=timezone.now())
    with pytest.raises(ValidationError, match="Bea have none"):
        replying.record_notice(asked["card"], on=today, channel="letter", reminder=False, by=by)


def test_a_reply_is_checked_beside_its_mark_and_only_by_replacing(client, asked, editor, reply):
    address = reverse("replies:inspect", args=[reply.pk])
    page = body(client.get(address))
    assert TEXT in page
    assert f"Words of Ann on {asked['q'][0].slug}" in page
    assert body(client.get(reverse("replies:index"))).count("Ann") >= 1
    told = {"removed": "a phone number", "told_on": timezone.localdate().isoformat()}
    for shown, more, says in (
        ("The letter of May says nothing.", told, "A reply is published as it was written."),
        (SHOWN, {}, "Say what you took out and why"),
        (SHOWN, told | {"told_on": "2999-01-01"}, "this day has not come yet"),
    ):
        assert says in body(client.post(address, {"act": "check", "shown": shown, **more}))
        reply.refresh_from_db()
        assert reply.checked_on is None
    assert client.post(address, {"act": "check", "shown": SHOWN, **told}).status_code == 302
    reply.refresh_from_db()
    assert (reply.shown, reply.removed, reply.checked_by) == (SHOWN, "a phone number", "card-editor")
    assert reply.text == TEXT


def test_our_answer_is_dated(client, editor, reply):
    address = reverse("replies:inspect", args=[reply.pk])
    assert "Write the answer first." in body(client.post(address, {"act": "answer", "answer": " "}))
    client.post(address, {"act": "answer", "answer": "We looked at it again."})
    reply.refresh_from_db()
    assert (reply.our_answer, reply.answered_on) == ("We looked at it again.", timezone.localdate())


def test_the_picture_is_public_only_once_checked_and_released(client, asked, editor):
    file = make.ReplyFileFactory(subject=asked["ann"])
    reply = make.ReplyFactory(subject=asked["ann"], question=asked["q"][0], file=file)
    public, own = f"/scorecards/replies/{file_name(file)}", reverse("replies:picture", args=[reply.pk])
    assert client.get(own).content == bytes(file.data)
    client.logout()
    assert client.get(own).status_code == 302
    assert client.get(public).status_code == 404
    same = {"shown": reply.text, "removed": "", "told_on": None, "by": editor, "today": timezone.localdate()}
    replying.check(reply, **same)
    assert client.get(public).status_code == 404
    release = releasing.write(asked["card"], by="auditor", now=timezone.now())
    response = client.get(public)
    assert response.content == bytes(file.data)
    assert response["Content-Type"] == "image/png"
    assert client.get(public.replace(".png", ".jpg")).status_code == 404
    make.withdraw(release)
    assert client.get(public).status_code == 404


def test_a_picture_that_is_not_fine_stays_back_and_the_sender_is_told(asked):
    file = make.ReplyFileFactory(subject=asked["ann"])
    reply = make.ReplyFactory(subject=asked["ann"], question=asked["q"][0], file=file)
    today = timezone.localdate()
    same = {"shown": reply.text, "by": asked["by"], "today": today, "file_is_fine": False}
    with pytest.raises(ValidationError, match="Say what you took out"):
        replying.check(reply, removed="", told_on=None, **same)
    replying.check(reply, removed="[removed: picture shows a witness]", told_on=today, **same)
    file.refresh_from_db()
    assert file.checked_on is None
    assert Reply.objects.get().checked_on == today


def test_another_groups_replies_are_out_of_reach(client, asked, editor):
    other = make.asked_to_reply_of_another_group()
    file = make.ReplyFileFactory(subject=other["ann"])
    theirs = make.ReplyFactory(subject=other["ann"], question=other["q"][0], file=file, text="Theirs alone")
    for name in ("inspect", "picture"):
        address = reverse(f"replies:{name}", args=[theirs.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"act": "answer", "answer": "x"}).status_code == 404
    for query in ("", "?export=csv", "?q=theirs"):
        page = b"".join(client.get(reverse("replies:index") + query))
        assert b"Theirs alone" not in page


def test_a_release_prints_the_reply_as_checked_and_whether_it_was_late(asked, reply):
    today = timezone.localdate()
    ReplyLink.objects.filter(subject=asked["ann"]).update(deadline=today - dt.timedelta(1))
    same = {"removed": "a phone number", "told_on": today, "by": asked["by"], "today": today}
    replying.check(reply, shown=SHOWN, **same)
    replying.answer(reply, text="We looked at it again.", by=asked["by"], today=today)
    release = releasing.write(asked["card"], by="auditor", now=timezone.now())
    [printed] = release.sheets.get(subject=asked["ann"]).details[asked["q"][0].slug]["replies"]
    assert (printed["text"], printed["removed"], printed["late"]) == (SHOWN, "a phone number", True)
    assert (printed["our_answer"], printed["answered_on"]) == ("We looked at it again.", today.isoformat())
    assert printed["file"] is None
    assert "555-0100" not in str(release.sheets.get(subject=asked["ann"]).details)


def test_without_a_published_standard_the_desk_says_so(client, editor, asked):
    draft = cards.ScorecardFactory(standard__group=asked["card"].standard.group)
    cards.SubjectFactory(scorecard=draft, body=cards.BodyFactory())
    assert "not sent yet" in body(client.get(desk({"card": draft})))
    sent = {"act": "notice", "sent_on": timezone.localdate().isoformat(), "channel": "email"}
    assert "has not been published yet" in body(client.post(desk({"card": draft}), sent))
    assert "Nothing is marked yet" in body(client.post(desk({"card": draft}), {"act": "invite"}))
    assert "Nobody has a link that works" in body(client.post(desk({"card": draft}), {"act": "extend"}))
