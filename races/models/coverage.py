from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from races import querysets


class CommunityGroup(models.Model):
    """A group that edits part of the portal. Its legal form decides what it may publish about candidates."""

    class LegalForm(models.TextChoices):
        C3 = "501c3", _("501(c)(3) charity")
        C4 = "501c4", _("501(c)(4) organization")
        UNINCORPORATED = "unincorporated", _("unincorporated group")
        OTHER = "other", _("other legal form")
        UNKNOWN = "unknown", _("not recorded")

    class Mode(models.TextChoices):
        NEUTRAL = "neutral", _("neutral: no score about a candidate")
        SCORING = "scoring", _("scoring")

    ALWAYS_NEUTRAL = ("501c3", "unknown")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120, unique=True)
    legal_form = models.CharField(max_length=16, choices=LegalForm.choices, default=LegalForm.UNKNOWN)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.NEUTRAL)
    scoring_reason = models.TextField(blank=True)
    scoring_since = models.DateField(null=True, blank=True)
    scoring_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    editors = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="community_editors")
    reviewers = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="community_reviewers")
    is_sample = models.BooleanField(default=False)

    objects = querysets.CommunityGroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mode="neutral") | ~Q(legal_form__in=["501c3", "unknown"]),
                name="races_group_charity_is_neutral",
                violation_error_message=_("A 501(c)(3), or a group of unknown legal form, works in neutral mode."),
            ),
            models.CheckConstraint(
                condition=Q(mode="neutral") | (~Q(scoring_reason="") & Q(scoring_since__isnull=False)),
                name="races_group_scoring_has_reason",
                violation_error_message=_("Scoring mode needs a public reason and the date it was switched on."),
            ),
        ]

    def __str__(self):
        return self.name


class ModeChange(models.Model):
    """The public log of a group's mode: in which it works since when, and why. Written by a listener to every
    change of a group, never by hand and never again."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="mode_changes")
    mode = models.CharField(max_length=8, choices=CommunityGroup.Mode.choices)
    legal_form = models.CharField(max_length=16, choices=CommunityGroup.LegalForm.choices)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mode="neutral") | ~Q(reason=""), name="races_modechange_scoring_has_reason"
            )
        ]

    def __str__(self):
        return f"{self.group}: {self.mode}"


class Coverage(models.Model):
    """The one answer to "who may edit this": a group covers an office, or every office of a state."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="coverage")
    office = models.ForeignKey(
        "races.Office", on_delete=models.CASCADE, null=True, blank=True, related_name="coverage"
    )
    state = models.ForeignKey(
        "races.State", on_delete=models.CASCADE, null=True, blank=True, related_name="coverage"
    )

    class Meta:
        verbose_name_plural = "coverage"
        constraints = [
            models.CheckConstraint(
                condition=Q(office__isnull=False, state__isnull=True)
                | Q(office__isnull=True, state__isnull=False),
                name="races_coverage_office_or_state",
            ),
            models.UniqueConstraint(
                fields=["group", "office"],
                condition=Q(office__isnull=False),
                name="races_coverage_office_once",
            ),
            models.UniqueConstraint(
                fields=["group", "state"], condition=Q(state__isnull=False), name="races_coverage_state_once"
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.office or self.state}"
