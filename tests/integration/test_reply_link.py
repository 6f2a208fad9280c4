"""The link of somebody who is marked: what it opens, what it keeps, and that nobody sees another's."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image

from portal.core.models import RateHit
from scorecards import replying
from scorecards.models import Reply, ReplyDraft, ReplyFile, ReplyLink
from tests.factories.replies import asked_to_reply, picture_bytes, upload

pytestmark = pytest.mark.django_db
WHY = "Quillfeather opened the files on Monday."
URL = "https://example.org/files"


@pytest.fixture
def asked():
    return asked_to_reply()


def address(asked, who="ann"):
    return f"/reply/{asked['tokens'][asked[who]]}/"


def typed(asked, n=0, *, act="send", **fields):
    pk = asked["q"][n].pk
    return {"act": act} | {f"{name}-{pk}": value for name, value in fields.items()}


def body(response):
    return response.content.decode()


def test_everyone_gets_a_link_with_the_same_deadline_and_only_hashes_are_kept(asked):
    links = ReplyLink.objects.all()
    assert {link.subject for link in links} == {asked["ann"], asked["bea"]}
    assert {link.deadline for link in links} == {timezone.localdate() + dt.timedelta(14)}
    assert {link.expires_at for link in links} == {replying.link_ends(links[0].deadline)}
    for token in asked["tokens"].values():
        assert len(token) >= 43
        assert all(token not in str(vars(link)) for link in links)
    assert replying.invite(asked["card"], by=asked["by"], now=timezone.now()) == {}


def test_the_page_shows_ones_own_marks_with_their_evidence_and_no_score(client, asked):
    response = client.get(address(asked))
    page = body(response)
    assert response.status_code == 200
    for text in (
        *(q.text for q in asked["q"]),
        "differs",
        f"Words of Ann on {asked['q'][0].slug}",
        "Because differs",
    ):
        assert text in page
    assert "No position found" in page
    assert "campaign site" in page
    for hidden in ("Bea", "points", "of 100", "%", "out of", "weight"):
        assert hidden not in page.partition("<main")[2].partition("</main>")[0]
    assert not response.cookies
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert asked["tokens"][asked["ann"]] not in page.partition("<footer")[2]
    assert client.get(f"/es{address(asked)}").status_code == 200


def test_in_neutral_mode_it_shows_the_recorded_answer_alone(client):
    asked = asked_to_reply(mode="neutral")
    main = body(client.get(address(asked))).partition("<main")[2].partition("</main>")[0]
    assert f"Words of Ann on {asked['q'][0].slug}" in main
    for hidden in ("Matches", "Partly", "Differs", "points", "score ", "Bea"):
        assert hidden not in main


def test_a_draft_is_kept_and_read_by_nobody_else(client, asked):
    answer = client.post(address(asked), typed(asked, act="save", agrees="no", text=f" {WHY}\r\n", url="not yet"))
    assert answer.status_code == 302
    draft = ReplyDraft.objects.get()
    assert (draft.agrees, draft.text, draft.evidence_url) == (False, f" {WHY}\n", "not yet")
    assert "Your draft is saved." in body(client.get(answer["Location"]))
    assert WHY in body(client.get(address(asked)))
    assert WHY not in body(client.get(address(asked, "bea")))
    assert Reply.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"agrees": "no", "url": URL}, "Say why you disagree."),
        ({"agrees": "no", "text": WHY}, "To disagree, give evidence"),
        ({"agrees": "no", "text": WHY, "url": "files"}, "This is no web address."),
        ({"agrees": "no", "text": WHY, "url": "javascript:alert(1)"}, "This is no web address."),
        ({"text": WHY}, "Say whether you agree or disagree"),
        ({"agrees": "no", "text": "word " * 501, "url": URL}, "This reply has 501 words."),
        ({"agrees": "no", "text": "x" * 20_000, "url": URL}, "far too long for so few words"),
        ({}, "Reply to at least one mark"),
    ],
)
def test_what_is_refused_says_why_and_keeps_the_text(client, asked, fields, says):
    response = client.post(address(asked), typed(asked, **fields))
    assert response.status_code == 422
    assert says in body(response)
    assert "Your text is kept." in body(response)
    assert Reply.objects.count() == 0
    if "text" in fields:
        assert ReplyDraft.objects.get().text == fields["text"]
        assert fields["text"] in body(client.get(address(asked)))


def test_a_reply_is_a_version_of_its_own_and_stays_as_it_came(client, asked):
    assert client.post(address(asked), typed(asked, agrees="no", text=WHY, url=URL)).status_code == 302
    first = Reply.objects.get()
    assert (first.subject, first.version, first.agrees, first.text) == (asked["ann"], 1, False, WHY)
    assert first.mark == asked["ann"].marks.get(question=asked["q"][0])
    assert first.checked_on is None
    assert client.post(address(asked), typed(asked, agrees="no", text=WHY, url=URL)).status_code == 302
    assert Reply.objects.count() == 1
    client.post(address(asked), typed(asked, agrees="yes", text="I see."))
    assert [row.text for row in Reply.objects.order_by("version")] == [WHY, "I see."]
    page = body(client.get(address(asked)))
    assert WHY in page
    assert "version 2" in page
    refused = client.post(address(asked), typed(asked, agrees="", text=""))
    assert "cannot be left empty" in body(refused)


def test_after_the_deadline_a_reply_is_late_until_the_link_ends(client, asked):
    today = timezone.localdate()
    ReplyLink.objects.update(deadline=today - dt.timedelta(1))
    assert "It has passed." in body(client.get(address(asked)))
    client.post(address(asked), typed(asked, agrees="no", text=WHY, url=URL))
    assert "after the deadline" in body(client.get(address(asked)))
    now = timezone.now()
    ReplyLink.objects.update(created_at=now - dt.timedelta(30), expires_at=now - dt.timedelta(seconds=1))
    assert client.get(address(asked)).status_code == 404


def test_every_link_that_does_not_work_gets_the_same_page(client, asked):
    now = timezone.now()
    replying.revoke(asked["ann"], by=asked["by"], now=now)
    pages = {body(client.get(url)).replace(url, "") for url in (address(asked), "/reply/unknown/")}
    ReplyLink.objects.filter(subject=asked["bea"]).update(
        created_at=now - dt.timedelta(30), expires_at=now - dt.timedelta(seconds=1)
    )
    pages.add(body(client.get(address(asked, "bea"))).replace(address(asked, "bea"), ""))
    assert len(pages) == 1
    lost = client.post(address(asked), typed(asked, agrees="no", text=WHY, url=URL))
    assert lost.status_code == 404
    assert WHY in body(lost)


def test_a_lost_link_is_replaced_with_everyones_deadline(client, asked):
    now = timezone.now()
    new = replying.reissue(asked["ann"], by=asked["by"], now=now)
    assert client.get(address(asked)).status_code == 404
    assert client.get(f"/reply/{new}/").status_code == 200
    assert {link.deadline for link in ReplyLink.objects.all()} == {timezone.localdate() + dt.timedelta(14)}
    ReplyLink.objects.update(created_at=now - dt.timedelta(30), expires_at=now - dt.timedelta(1))
    with pytest.raises(ValidationError, match="The time to reply is over"):
        replying.reissue(asked["ann"], by=asked["by"], now=now)


def test_a_visitor_and_a_link_are_limited_and_the_text_is_given_back(client, asked):
    for _ in range(90):
        client.get(address(asked))
    response = client.post(address(asked), typed(asked, agrees="no", text=WHY, url=URL))
    assert response.status_code == 429
    assert WHY in body(response)
    assert int(response["Retry-After"]) > 0
    assert asked["tokens"][asked["ann"]] not in str(list(RateHit.objects.values()))


def test_a_picture_is_drawn_anew_and_is_evidence(client, asked):
    exif = Image.Exif()
    exif[0x010E] = "SECRETPLACE"
    data = upload(picture_bytes("JPEG", exif=exif), "photo.jpg")
    assert b"SECRETPLACE" in data.read()
    data.seek(0)
    sent = client.post(address(asked), typed(asked, agrees="no", text=WHY, file=data))
    assert sent.status_code == 302
    file = ReplyFile.objects.get()
    assert Reply.objects.get().file == file
    assert file.kind == "image/jpeg"
    assert b"SECRETPLACE" not in bytes(file.data)
    assert "photo.jpg" in body(client.get(address(asked)))
    assert client.get(f"/scorecards/replies/{file.pk}.jpg").status_code == 404


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 whatever", "A PDF cannot be taken"),
        (b"<svg onload='x'></svg>", "We could not read this file"),
        (b"GIF89a" + b"\0" * 50, "We could not read this file"),
        (picture_bytes()[:60], "We could not read this file"),
        (b"\0" * (5 * 1024 * 1024 + 1), "The limit is 5 MB"),
        (picture_bytes(size=(8000, 5001)), "This picture is too large: 8000 by 5001 points."),
    ],
)
def test_another_kind_of_file_is_refused_with_the_reason(client, asked, data, says):
    response = client.post(address(asked), typed(asked, agrees="no", text=WHY, file=upload(data)))
    assert response.status_code == 422
    assert says in body(response)
    assert ReplyFile.objects.count() == 0
    assert ReplyDraft.objects.get().text == WHY


def test_a_saved_picture_can_be_replaced_and_taken_out(client, asked):
    client.post(address(asked), typed(asked, act="save", agrees="no", file=upload(name="one.png")))
    client.post(address(asked), typed(asked, act="save", agrees="no", file=upload(name="two.png")))
    assert [file.name for file in ReplyFile.objects.all()] == ["two.png"]
    client.post(address(asked), typed(asked, act="save", agrees="no", nofile="on"))
    assert ReplyFile.objects.count() == 0
    assert ReplyDraft.objects.get().agrees is False


def test_nobody_gets_fewer_days_where_a_link_comes_later(asked):
    ReplyLink.objects.filter(subject=asked["bea"]).update(revoked_at=timezone.now())
    ReplyLink.objects.filter(subject=asked["ann"]).update(deadline=timezone.localdate() + dt.timedelta(2))
    made = replying.invite(asked["card"], by=asked["by"], now=timezone.now())
    assert set(made) == {asked["bea"]}
    open_links = ReplyLink.objects.open(timezone.now())
    assert {link.deadline for link in open_links} == {timezone.localdate() + dt.timedelta(14)}


def test_a_long_sheet_is_shown_section_by_section(client, asked, monkeypatch):
    monkeypatch.setattr("portal.pages.shown.replying.LONG", 1)
    first, second = (question.section for question in asked["q"])
    page = body(client.get(address(asked)))
    assert asked["q"][0].text in page
    assert asked["q"][1].text not in page
    assert first.title in page
    other = f"{address(asked)}?section={second.slug}"
    assert asked["q"][1].text in body(client.get(other))
    answer = client.post(other, typed(asked, 1, agrees="yes"))
    assert answer["Location"].endswith(f"section={second.slug}")
    assert Reply.objects.get().question == asked["q"][1]
