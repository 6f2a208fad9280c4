"""Accepting a proposed update to a promise: a second person, and of the group that covers the office."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import registry

from portal.core import writes
from races.models import Candidacy, CommunityGroup, Tenure
from scorecards.models.promise import Status

# FAIRNESS.md 2: so close to a ballot, a rating needs a second reviewer and a written reason for its timing.
DAYS = 60


def wrote(update, user):
    """Whether this person entered or changed the update."""
    written = ("wagtail.create", "wagtail.edit")
    return registry.get_logs_for_instance(update).filter(user=user, action__in=written).exists()


def may_review(update, user):
    """Reviewers of a group that covers the promise's office, and admins."""
    office = update.promise.candidacy.race.office
    covers = Q(coverage__office=office) | Q(coverage__state=office.state_id)
    return user.is_superuser or CommunityGroup.objects.filter(covers, reviewers__user=user).exists()


def near_ballot(update, today):
    """The candidacy in which the office-holder rated here is on a ballot within DAYS days, or None. A row that
    only takes a rating back is never held up."""
    if update.status == Status.NOT_RATED:
        return None
    person = update.promise.candidacy.person_id
    soon = Candidacy.objects.filter(
        person=person, race__election__date__gte=today, race__election__date__lte=today + dt.timedelta(days=DAYS)
    )
    standing = soon.standing().select_related("race__election").order_by("race__election__date").first()
    if standing is None:
        return None
    holds = standing.incumbent or Tenure.objects.filter(person=person, ended__isnull=True).exists()
    return standing if holds else None


def accept(update, *, by, reason="", today=None):
    """Let a proposed update count from now on; True where it counts, False where a second reviewer must follow.

    Raises ValidationError where this person may not accept it, or where the reason for the timing is missing.
    """
    if update.reviewed_at:
        raise ValidationError(_("This update was accepted already."))
    if not may_review(update, by):
        raise ValidationError(_("Only a reviewer of the group that covers this office may accept an update."))
    if wrote(update, by):
        raise ValidationError(_("You wrote this update. Someone else must accept it."))
    near = near_ballot(update, today or timezone.localdate())
    if near and not _second(update, by, reason, near):
        update.first_reviewed_by, update.timing_reason = by.get_username(), reason.strip()
        writes.save(update, by=by)
        return False
    update.reviewed_by, update.reviewed_at = by.get_username(), timezone.now()
    writes.save(update, by=by)
    return True


def _second(update, by, reason, near):
    """Whether this is the second reviewer of a rating so close to a ballot."""
    if update.first_reviewed_by == by.get_username():
        raise ValidationError(_("You were the first to review this update. A second reviewer must accept it."))
    if not update.first_reviewed_by and not reason.strip():
        text = _("%(name)s is on the ballot on %(date)s. Say why this rating comes now; the reason is public.")
        raise ValidationError(text % {"name": near.ballot_name, "date": f"{near.race.election.date:%b %d, %Y}"})
    return bool(update.first_reviewed_by)
