"""Who may edit which row: the `covered_by(user)` method of a model's QuerySet is the one answer.

A model without that method (elections, topics, metrics) can be edited by admins alone.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from wagtail.log_actions import get_active_log_context
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.core import events


def covered(queryset, user):
    """The rows of `queryset` that `user` may edit; none for nobody, admins only where there is no coverage."""
    if user is None:
        return queryset.none()
    if hasattr(queryset, "covered_by"):
        return queryset.covered_by(user)
    return queryset if user.is_superuser else queryset.none()


def covered_or_404(model, pk, user):
    """One covered row by its primary key. An id of another group and an id of nothing answer alike."""
    try:
        found = covered(model._default_manager.all(), user).filter(pk=pk).first()
    except (TypeError, ValueError, ValidationError):
        found = None
    if found is None:
        raise Http404
    return found


class CoveragePolicy(ModelPermissionPolicy):
    """Model permissions say what may be done, coverage says to which rows."""

    def user_has_permission_for_instance(self, user, action, instance):
        if not self.user_has_permission(user, action):
            return False
        rows = covered(self.model._default_manager.all(), user)
        return instance.pk is None or rows.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions):
        rows = self.model._default_manager.all()
        return covered(rows, user) if self.user_has_any_permission(user, actions) else rows.none()


def register_policies(app_config):
    """Call from `AppConfig.ready()`: a policy for every model of the app that has coverage."""
    for model in app_config.get_models():
        if hasattr(model._default_manager.all(), "covered_by"):
            register_permission_policy(model, CoveragePolicy(model))


def announce_publication(sender, instance, **kwargs):
    """Receiver for Wagtail's `published` and `unpublished`: a draft that goes live is a changed fact."""
    with transaction.atomic():
        events.announce(type(instance), [instance.pk], "changed", by=get_active_log_context().user)
