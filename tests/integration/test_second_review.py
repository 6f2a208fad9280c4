"""A rating of an office-holder who is on a ballot within 60 days needs two reviewers and a public reason."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from scorecards import review
from tests.factories import races as make
from tests.factories.admin import World, person_of, update_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]


def on_ballot(world, days, *, holds=True, status="qualified"):
    """The promiser of this world runs again in so many days."""
    t = world.things
    election = make.ElectionFactory(state=t["office"].state, date=timezone.localdate() + dt.timedelta(days=days))
    race = make.RaceFactory(office=t["office"], election=election)
    if not holds:
        t["tenure"].delete()
    return make.CandidacyFactory(race=race, person=t["person"], status=status)


@pytest.fixture
def world():
    return World("Bluebird", drafts=False)


def accept(client, world, user, reason=""):
    client.force_login(user)
    update = world.things["update"]
    answer = client.post(reverse("promise-updates:accept", args=[update.pk]), {"reason": reason})
    update.refresh_from_db()
    return update, " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_two_reviewers_and_a_reason(client, world):
    on_ballot(world, 60)
    client.force_login(world.reviewer)
    url = reverse("promise-updates:accept", args=[world.things["update"].pk])
    assert 'name="reason"' in client.get(url).content.decode()
    update, said = accept(client, world, world.reviewer)
    assert "Say why this rating comes now" in said
    assert (update.reviewed_at, update.first_reviewed_by) == (None, "")
    update, said = accept(client, world, world.reviewer, "The audit came out on Monday.")
    assert "a second reviewer" in said
    assert (update.reviewed_at, update.first_reviewed_by) == (None, world.reviewer.username)
    update, said = accept(client, world, world.reviewer, "Again.")
    assert "You were the first" in said
    assert update.reviewed_at is None
    update, said = accept(client, world, person_of(world.group.reviewers, "second"))
    assert update.reviewed_at is not None
    assert (update.reviewed_by, update.timing_reason) == ("second", "The audit came out on Monday.")
    page = client.get(world.things["promise"].get_absolute_url()).content.decode()
    assert "The audit came out on Monday." in page


@pytest.mark.parametrize(
    "near",
    [
        {"days": 61},
        {"days": -1},
        {"days": 10, "holds": False},
        {"days": 10, "status": "withdrawn"},
    ],
)
def test_otherwise_one_reviewer_is_enough(client, world, near):
    on_ballot(world, **near)
    update, _ = accept(client, world, world.reviewer)
    assert update.reviewed_at is not None


def test_a_holder_is_also_who_the_list_says_holds_the_office(world):
    candidacy = on_ballot(world, 10, holds=False)
    update, today = world.things["update"], timezone.localdate()
    assert review.near_ballot(update, today) is None
    candidacy.incumbent = True
    candidacy.save()
    assert review.near_ballot(update, today) == candidacy


def test_taking_a_rating_back_is_never_delayed(client, world):
    on_ballot(world, 10)
    world.things["update"] = update_of(world.things["promise"], "Taken back")
    type(world.things["update"]).objects.filter(pk=world.things["update"].pk).update(status="none")
    update, _ = accept(client, world, world.reviewer)
    assert update.reviewed_at is not None
