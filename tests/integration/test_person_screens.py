"""The editors' screens about a person: photo, links, other names; and a saved copy on a position."""

import pytest
from django.urls import reverse

from races.models import PersonLink, PersonName
from tests.factories import races as make
from tests.factories.admin import World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]


@pytest.fixture
def worlds():
    state = make.StateFactory()
    return World("Aardvark", state=state, drafts=False), World("Bluebird", state=state, drafts=False)


@pytest.fixture
def editor(client, worlds):
    client.force_login(worlds[1].editor)
    return client


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_link_is_added_from_the_persons_screen(editor, worlds):
    person = worlds[1].things["person"]
    url = reverse("person-links:add") + f"?person={person.pk}"
    assert url.replace("&", "&amp;") in text(editor.get(reverse("people:edit", args=[person.pk])))
    assert "Bluebird Miller" in text(editor.get(url))
    sent = {
        "person": person.pk,
        "kind": "official",
        "url": "https://da.example/",
        "title": "Office",
        "checked": "2027-01-01",
    }
    answer = editor.post(url, sent)
    assert answer.url == reverse("people:edit", args=[person.pk])
    assert PersonLink.objects.filter(person=person, title="Office").exists()


def test_a_donation_page_is_refused_with_the_reason(editor, worlds):
    person = worlds[1].things["person"]
    sent = {
        "person": person.pk,
        "kind": "campaign",
        "url": "https://secure.actblue.com/x",
        "title": "A",
        "checked": "2027-01-01",
    }
    assert "asks for donations" in text(editor.post(reverse("person-links:add"), sent))
    assert not PersonLink.objects.filter(kind="campaign").exists()


def test_no_link_or_name_for_another_groups_person(editor, worlds):
    theirs = worlds[0].things["person"]
    for screen in ("person-links", "person-names"):
        add = reverse(f"{screen}:add")
        assert "Aardvark" not in text(editor.get(f"{add}?person={theirs.pk}"))
        sent = {
            "person": theirs.pk,
            "kind": "official",
            "url": "https://x.example/",
            "title": "X",
            "checked": "2027-01-01",
            "name": "X",
        }
        assert editor.post(add, sent).status_code == 200
    assert not PersonLink.objects.filter(title="X").exists()
    assert not PersonName.objects.filter(name="X").exists()


def test_who_says_that_two_names_are_one_person_is_kept(editor, worlds):
    person = worlds[1].things["person"]
    editor.post(reverse("person-names:add"), {"person": person.pk, "name": "Bluebird T. Miller"})
    name = PersonName.objects.get(name="Bluebird T. Miller")
    assert name.decided_by == worlds[1].editor.username
    assert name.decided_on is not None


def test_the_screen_says_why_a_campaign_link_is_not_shown(editor, worlds):
    t = worlds[1].things
    make.CandidacyFactory(race=t["race"], person__name="Zoe Other")
    make.PersonLinkFactory(person=t["person"], kind="campaign", title="Campaign")
    html = text(editor.get(reverse("people:edit", args=[t["person"].pk])))
    assert "is not shown, because none is on record for Zoe Other" in html


def test_a_photo_from_ones_own_collection_alone(editor, worlds):
    theirs, ours = (world.things for world in worlds)
    url = reverse("people:edit", args=[ours["person"].pk])
    sent = {"name": "Bluebird Miller", "sort_name": "Miller, Bluebird"}
    editor.post(url, sent | {"photo": theirs["image"].pk})
    ours["person"].refresh_from_db()
    assert ours["person"].photo is None
    editor.post(url, sent | {"photo": ours["image"].pk})
    ours["person"].refresh_from_db()
    assert ours["person"].photo == ours["image"]


def test_a_photo_that_another_group_chose_stays_when_the_name_is_corrected(editor, worlds):
    theirs, ours = (world.things for world in worlds)
    ours["person"].photo = theirs["image"]
    ours["person"].save()
    sent = {"name": "Bluebird T. Miller", "sort_name": "M", "photo": theirs["image"].pk}
    editor.post(reverse("people:edit", args=[ours["person"].pk]), sent)
    ours["person"].refresh_from_db()
    assert (ours["person"].name, ours["person"].photo) == ("Bluebird T. Miller", theirs["image"])


def test_a_saved_copy_from_ones_own_collection_alone(editor, worlds):
    theirs, ours = (world.things for world in worlds)
    position = ours["position"]
    sent = {
        "candidacy": position.candidacy_id, "topic": position.topic_id, "summary": "s", "quote": "q",
        "said_on": "2026-09-01", "source_url": "https://example.org/s", "source_title": "S",
    }  # fmt: skip
    url = reverse("positions:edit", args=[position.pk])
    assert editor.post(url, sent | {"capture": theirs["document"].pk}).status_code == 200
    assert editor.post(url, sent | {"capture": ours["document"].pk}).status_code == 302
    position.refresh_from_db()
    assert position.capture == ours["document"]
