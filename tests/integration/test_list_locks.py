"""A list of candidates that was checked against the official one, and what the race's page says of it later."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.core import writes
from portal.core.models import AuditEntry
from races import lock_actions
from races.models import ListLock
from tests.factories import races as make
from tests.factories.admin import World, admin
from tests.factories.scorecards import candidates

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]
SOURCE = {"source_url": "https://example.org/official", "source_title": "Certified list of candidates"}
CHANGED = "The list has changed since it was checked on"


@pytest.fixture
def race():
    made = make.RaceFactory(ballot_order_known=True)
    candidates(made, ["Ann Abel", "Bea Boyd"])
    return made


def page_of(client, race):
    response = client.get(race.page.url)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def locked(race):
    return lock_actions.lock_list(race=race, by=admin(), **SOURCE)


def test_a_checked_list_says_so_with_its_source(client, race):
    assert "Checked against the official list" not in page_of(client, race)
    lock = locked(race)
    assert lock.locked_on == timezone.localdate()
    html = page_of(client, race)
    assert "Checked against the official list on" in html
    assert '<a href="https://example.org/official">Certified list of candidates</a>' in html
    assert CHANGED not in html


def test_every_kind_of_change_breaks_it_and_is_told(client, race):
    locked(race)
    ann, bea = race.candidacies.order_by("ballot_name")
    ann.party = "Green"
    writes.save(ann)
    bea.status, bea.status_date = "withdrawn", dt.date(2027, 8, 1)
    bea.status_source_url, bea.status_source_title = "https://example.org/n", "Notice"
    writes.save(bea)
    make.CandidacyFactory(race=race, person__name="Cal Cole", ballot_order=3)
    html = page_of(client, race)
    assert CHANGED in html
    for sentence in (
        "Added: Cal Cole.",
        "Ann Abel: party was “none”, now “Green”.",
        "Bea Boyd: status was “on the ballot”, now “withdrew”.",
    ):
        assert sentence in html
    assert "Checked against the official list on" not in html
    locked_again = lock_actions.lock_list(race=race, by=admin("second"), **SOURCE)
    assert ListLock.objects.count() == 1
    assert locked_again.locked_by == "second"
    assert CHANGED not in page_of(client, race)


def test_votes_and_outcomes_are_no_change_of_the_list(client, race):
    locked(race)
    for candidacy in race.candidacies.all():
        candidacy.votes, candidacy.outcome = 10, "tied"
        writes.save(candidacy)
    assert CHANGED not in page_of(client, race)


def test_a_hash_that_was_tampered_with_is_told(client, race):
    lock = locked(race)
    ListLock.objects.filter(pk=lock.pk).update(sha256="0" * 64)
    assert "The rows kept with the check do not match its hash." in page_of(client, race)


def test_a_list_without_anybody_or_a_source_is_not_locked(race):
    with pytest.raises(ValidationError, match="no candidates yet"):
        locked(make.RaceFactory())
    with pytest.raises(ValidationError):
        lock_actions.lock_list(race=race, by=admin("other"))
    assert not ListLock.objects.exists()


def test_unlocking_leaves_the_list_and_an_audit_entry(client, race):
    lock = locked(race)
    lock_actions.unlock_list(race=race, by=admin("other"))
    assert not ListLock.objects.exists()
    assert AuditEntry.objects.filter(model="races.ListLock", action="deleted", ids=[lock.pk], by="other").exists()
    assert race.candidacies.count() == 2


def test_an_editor_locks_and_renews_by_a_short_form(client, race):
    world = World("Bluebird")
    client.force_login(world.editor)
    own = world.things["race"]
    world.things["list_lock"].delete()
    response = client.post(reverse("list-locks:add"), {"race": own.pk, **SOURCE})
    assert response.status_code == 302
    lock = ListLock.objects.get(race=own)
    assert (lock.locked_by, lock.locked_on) == ("Bluebird-editor", timezone.localdate())
    make.CandidacyFactory(race=own, person__name="Cal Cole")
    assert "Added: Cal Cole." in page_of(client, own)
    client.post(reverse("list-locks:edit", args=[lock.pk]), {"race": own.pk, **SOURCE})
    assert CHANGED not in page_of(client, own)
    client.post(reverse("list-locks:delete", args=[lock.pk]))
    assert not ListLock.objects.filter(race=own).exists()


def test_the_form_refuses_an_empty_list_and_another_groups_race(client, race):
    world = World("Bluebird")
    empty = make.RaceFactory(office=world.things["office"], seat="second", election=world.things["race"].election)
    client.force_login(world.editor)
    for wrong in (race, empty):
        response = client.post(reverse("list-locks:add"), {"race": wrong.pk, **SOURCE})
        assert "race" in response.context["form"].errors
    assert ListLock.objects.exclude(race=world.things["race"]).count() == 0
