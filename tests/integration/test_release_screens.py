"""The audit desk, the release screen and the screen of corrections."""

import datetime as dt

import pytest
from django.urls import reverse

from scorecards.models import Correction, Release, Reply
from tests.factories.admin import person_of
from tests.factories.races import RaceFactory
from tests.factories.releases import people, ready, send
from tests.factories.scorecards import MARKED_AT, candidates, sheet

pytestmark = pytest.mark.django_db
ROWS = [["matches", "differs"], ["partly", None]]


@pytest.fixture
def card():
    from portal.pages import permissions

    race = RaceFactory(ballot_order_known=True, election__date=dt.date(2030, 11, 5))
    made = sheet(race, candidates(race, ["Ann Abel", "Bea Boyd"]), ROWS, release=False)
    permissions.derive()
    return made


@pytest.fixture
def reviewer(card, client):
    [user] = people(card, "auditor")
    client.force_login(user)
    return user


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def of(card, name):
    subject = card.subjects.get(slug=name)
    return reverse("audits:sheet", args=[card.pk, subject.pk])


def test_the_list_and_the_progress_lead_to_each_subject(client, card, reviewer):
    html = text(client.get(reverse("audits:index")))
    assert card.title in html
    assert reverse("audits:inspect", args=[card.pk]) in html
    html = text(client.get(reverse("audits:inspect", args=[card.pk])))
    assert "0 of 3 marks are audited" in html
    assert of(card, "ann-abel") in html


def test_each_screen_of_a_scorecard_leads_to_the_others(client, card, reviewer):
    names = ("scorecards", "right-of-reply", "audits")
    addresses = [reverse(f"{name}:inspect", args=[card.pk]) for name in names]
    screens = [*addresses, of(card, "ann-abel"), reverse("audits:release", args=[card.pk])]
    public = f'href="/scorecards/{card.slug}/"'
    for url in screens:
        html = text(client.get(url))
        assert all(f'href="{address}"' in html for address in addresses), url
        assert public not in html
    ready(card, reviewer)
    client.post(reverse("audits:release", args=[card.pk]), {"act": "release"})
    assert all(public in text(client.get(url)) for url in screens)
    html = text(client.get(reverse("standards:inspect", args=[card.standard.pk])))
    assert f'href="{addresses[0]}"' in html


def test_the_desk_shows_mark_evidence_and_reply_together(client, card, reviewer):
    mark = card.marks.filter(option__level="matches").get()
    Reply.objects.create(
        subject=mark.subject, question=mark.question, agrees=False, text="I said more.", sent_at=MARKED_AT,
        evidence_url="https://example.org/more",
    )  # fmt: skip
    html = text(client.get(of(card, "ann-abel")))
    for word in (mark.position.quote, "Because matches", "I said more.", "https://example.org/more"):
        assert word in html
    assert "They disagree." in html
    assert "It has no answer of ours yet." in html
    assert f'href="{reverse("replies:inspect", args=[Reply.objects.get().pk])}"' in html
    assert html.count('type="checkbox"') == 2


def test_ticked_marks_and_a_whole_section_are_accepted(client, card, reviewer):
    url = of(card, "ann-abel")
    mark = card.marks.filter(option__level="matches").get()
    html = text(client.post(url, {"mark": [mark.pk]}, follow=True))
    assert "1 mark is accepted." in html
    other = card.marks.get(stage="first", option__level="partly")
    assert f'name="all" value="{other.pk}"' in html
    client.post(url, {"all": str(other.pk)})
    assert card.marks.filter(stage="audit", by="auditor").count() == 2
    assert "Tick the marks" in text(client.post(url, {}, follow=True))


def test_a_marker_is_told_that_somebody_else_audits(client, card):
    [marker] = people(card, "reviewer")
    client.force_login(marker)
    html = text(client.get(of(card, "ann-abel")))
    assert "Somebody else has to audit it." in html
    assert 'type="checkbox"' not in html
    mark = card.marks.first()
    assert "three people" in text(client.post(of(card, "ann-abel"), {"mark": [mark.pk]}, follow=True))


def test_nothing_of_the_first_mark_is_seen_before_the_second(client, card, reviewer):
    card.second_marks = True
    card.save()
    for url in (of(card, "ann-abel"), reverse("audits:release", args=[card.pk])):
        html = text(client.get(url))
        for word in ("Words of", "Because", "matches"):
            assert word not in html
    assert "Waits for the second mark" in text(client.get(of(card, "ann-abel")))


def test_an_editor_sees_how_far_it_is_and_nothing_more(client, card):
    editor = person_of(card.standard.group.editors, "editor")
    client.force_login(editor)
    html = text(client.get(reverse("audits:inspect", args=[card.pk])))
    assert "Reviewers of your group audit and release." in html
    for url in (of(card, "ann-abel"), reverse("audits:release", args=[card.pk])):
        for response in (client.get(url), client.post(url, {"act": "release"})):
            assert response.status_code == 302
    assert Release.objects.count() == 0


def test_the_release_screen_names_every_reason(client, card, reviewer):
    url = reverse("audits:release", args=[card.pk])
    html = text(client.get(url))
    assert html.count("Not audited: ") == 3
    assert "Right of reply: Ann Abel has not been sent the marks." in html
    assert "1 mark is not made yet" in html
    html = text(client.post(url, {"act": "release"}))
    assert "Not audited: " in html
    assert Release.objects.count() == 0


def test_released_and_corrected_on_the_screen(client, card, reviewer):
    ready(card, reviewer)
    url = reverse("audits:release", args=[card.pk])
    assert "Nothing. It may be released." in text(client.get(url))
    html = text(client.post(url, {"act": "release"}, follow=True))
    assert "Release 1 is public." in html
    release = Release.objects.get()
    assert release.sha256 in text(client.get(reverse("releases:inspect", args=[release.pk])))
    assert release.sha256 in text(client.get(reverse("releases:index")))
    from scorecards import release_actions

    mark = card.marks.filter(stage="audit", option__level="matches").get()
    release_actions.take_back(
        card,
        mark.subject,
        mark.question,
        reason="Wrong quote",
        by=reviewer,
        now=release.at + dt.timedelta(hours=1),
    )
    html = text(client.get(url))
    assert "This only takes claims back." in html
    assert "Not checked yet" in html
    said = {"act": "release", "note": "A mark taken back", "reason": "Wrong quote", "role": "subject"}
    assert "Release 2 is public." in text(client.post(url, said, follow=True))
    assert Correction.objects.get().kind == "removed"


def test_a_mark_is_taken_back_on_the_sheet_with_a_reason(client, card, reviewer):
    url = of(card, "ann-abel")
    html = text(client.get(url))
    assert 'name="take_back"' not in html  # nothing is audited yet
    assert "Put it under review" not in html
    first = card.marks.get(option__level="matches")
    client.post(url, {"mark": [first.pk]})
    review = f"{reverse('under-review:add')}?subject={first.subject_id}&amp;question={first.question_id}"
    assert f'href="{review}"' in text(client.get(url))
    other = card.marks.get(stage="first", option__level="partly")
    said = {"take_back": first.question.slug, "mark": [other.pk]}
    html = text(client.post(url, said))
    assert "Say why the answer changes." in html
    assert f'value="{other.pk}" id="m-{other.pk}" checked' in html
    html = text(client.post(url, said | {f"why-{first.question.slug}": "Wrong quote"}, follow=True))
    assert "It is taken back." in html
    newest = card.marks.newest().get(stage="audit")
    assert (newest.kind, newest.reason, newest.by) == ("unchecked", "Wrong quote", "auditor")
    assert client.post(url, {"take_back": "no-such-question"}).status_code == 404


def test_a_second_reviewer_approves_on_the_screen(client, card, reviewer):
    ready(card, reviewer)
    holder = card.subjects.first().candidacy
    holder.incumbent = True
    holder.save()
    election = holder.race.election
    election.date = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=30)
    election.save()
    url = reverse("audits:release", args=[card.pk])
    html = text(client.get(url))
    assert "Close to a ballot" in html
    assert "say why this release comes now" in text(client.post(url, {"act": "approve"}))
    [second] = people(card, "second")
    client.force_login(second)
    html = text(client.post(url, {"act": "approve", "timing_reason": "The debate is soon."}, follow=True))
    assert "Your approval is kept" in html
    client.force_login(reviewer)
    assert "Release 1 is public." in text(client.post(url, {"act": "release"}, follow=True))
    assert Release.objects.get().second_by == "second"


def test_a_line_of_the_log_is_added_and_never_edited(client, card, reviewer):
    url = reverse("corrections:add")
    other = sheet(RaceFactory(), [], [], release=False).standard.group
    assert other.name not in text(client.get(url))
    said = {
        "group": card.standard.group_id, "kind": "unchanged", "about": "Office page", "path": "/offices/zz/a/",
        "before": "", "after": "", "reason": "The source says so.", "role": "reader", "name": "", "consent_on": "",
    }  # fmt: skip
    assert "from the first slash on" in text(client.post(url, said | {"path": "https://example.org/"}))
    assert "consent" in text(client.post(url, said | {"name": "Jo Reader"}))
    assert client.post(url, said).status_code == 302
    line = Correction.objects.get()
    assert (line.by, line.kind) == ("auditor", "unchanged")
    assert "Office page" in text(client.get(reverse("corrections:index")))
    assert "The source says so." in text(client.get(reverse("corrections:inspect", args=[line.pk])))
    assert client.get(f"/admin/corrections/edit/{line.pk}/").status_code == 404


def test_no_scorecard_of_another_group_is_reached(client, card):
    other = sheet(RaceFactory(), [], [], release=False)
    [stranger] = people(other, "stranger")
    client.force_login(stranger)
    subject = card.subjects.first()
    for url in (
        reverse("audits:inspect", args=[card.pk]),
        reverse("audits:release", args=[card.pk]),
        reverse("audits:sheet", args=[card.pk, subject.pk]),
        reverse("audits:sheet", args=[other.pk, subject.pk]),
    ):
        assert client.get(url).status_code == 404
        assert client.post(url, {"act": "release"}).status_code == 404


def test_a_sheet_sent_after_a_change_of_the_auditor(client, card, reviewer):
    """The notice before holds as long as no mark says something else."""
    send(card)
    client.post(of(card, "bea-boyd"), {"all": str(card.marks.get(option__level="differs").pk)})
    html = text(client.get(reverse("audits:release", args=[card.pk])))
    assert "changed after they were sent" not in html
