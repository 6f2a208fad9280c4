"""Accepting a proposed update to a promise: a second person, and of the group that covers the office."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import registry

from portal.core import writes
from races.models import CommunityGroup


def wrote(update, user):
    """Whether this person entered or changed the update."""
    written = ("wagtail.create", "wagtail.edit")
    return registry.get_logs_for_instance(update).filter(user=user, action__in=written).exists()


def may_review(update, user):
    """Reviewers of a group that covers the promise's office, and admins."""
    office = update.promise.candidacy.race.office
    covers = Q(coverage__office=office) | Q(coverage__state=office.state_id)
    return user.is_superuser or CommunityGroup.objects.filter(covers, reviewers__user=user).exists()


def accept(update, *, by):
    """Let a proposed update count from now on. Raises ValidationError where this person may not accept it."""
    if update.reviewed_at:
        raise ValidationError(_("This update was accepted already."))
    if not may_review(update, by):
        raise ValidationError(_("Only a reviewer of the group that covers this office may accept an update."))
    if wrote(update, by):
        raise ValidationError(_("You wrote this update. Someone else must accept it."))
    update.reviewed_by, update.reviewed_at = by.get_username(), timezone.now()
    return writes.save(update, by=by)
