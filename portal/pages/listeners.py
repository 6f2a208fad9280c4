"""What the hall does when a fact changes: pages, permissions, audit log, redraws."""

from django.db import transaction
from django.dispatch import receiver

from portal.core.events import changed, deleting
from portal.core.models import AuditEntry
from portal.pages import fact_pages, permissions
from races.models import (
    Candidacy,
    CommunityGroup,
    Coverage,
    ElectionFigure,
    ModeChange,
    Office,
    Race,
    State,
    Tenure,
)
from scorecards.models import (
    Dataset,
    Goal,
    Marker,
    Metric,
    Observation,
    Promise,
    Scorecard,
    UnderReview,
)
from scorecards.tasks import ask_for_redraw

# What a chart prints: figures with their source, what is marked or aimed at on a trend, and choice in races; and
# what is lifted from review, since it was not drawn meanwhile.
DRAWN = (Observation, Dataset, Metric, Marker, Goal, Tenure, Promise, Race, Candidacy, ElectionFigure, UnderReview)


@receiver(changed)
def append_audit_entry(sender, ids, action, by, **kwargs):
    AuditEntry.objects.create(
        by=by.get_username() if by else "", action=action, model=sender._meta.label, ids=list(ids)
    )


@receiver(changed)
def log_modes(sender, ids, action, by, **kwargs):
    """A group's legal form and mode are public, with the day and the reason of every change."""
    if sender is not CommunityGroup or action == "deleted":
        return
    for group in CommunityGroup.objects.filter(pk__in=ids).prefetch_related("mode_changes"):
        now = (group.mode, group.legal_form, group.scoring_reason if group.mode == group.Mode.SCORING else "")
        last = group.mode_changes.first()
        if last is None or now != (last.mode, last.legal_form, last.reason):
            mode, legal_form, reason = now
            ModeChange.objects.create(
                group=group, mode=mode, legal_form=legal_form, reason=reason, by=by.get_username() if by else ""
            )


@receiver(changed)
def keep_pages(sender, ids, action, **kwargs):
    if sender in fact_pages.RULES and action != "deleted":
        fact_pages.make_pages(sender, ids)
        if action == "changed":
            fact_pages.sync_titles(sender, ids)


@receiver(deleting)
def remove_pages(sender, ids, **kwargs):
    if sender in fact_pages.RULES:
        fact_pages.remove_pages(sender, ids)


@receiver(changed)
def derive_permissions(sender, **kwargs):
    """After the pages, which the permissions point at: receivers run in the order they are connected."""
    if sender in (CommunityGroup, Coverage, Office, State, Scorecard):
        permissions.derive()


@receiver(changed)
def queue_redraw(sender, ids, **kwargs):
    if sender in DRAWN:
        transaction.on_commit(ask_for_redraw)
