from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from scorecards import scorecard_querysets as querysets


class Correction(models.Model):
    """One line of the public log of corrections: what stood there, what stands there now, why, and who asked.
    Appended, never changed (append_only). A name only with written consent."""

    class Kind(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        REMOVED = "removed", _("removed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        UNCHANGED = "unchanged", _("looked at, not changed")

    class Role(models.TextChoices):
        READER = "reader", _("a reader")
        SUBJECT = "subject", _("the person or office concerned")
        EDITOR = "editor", _("an editor")

    on = models.DateField(default=timezone.localdate)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CORRECTED)
    about = models.CharField(_("about"), max_length=255)
    path = models.CharField(_("page"), max_length=500)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField()
    role = models.CharField(_("asked by"), max_length=8, choices=Role.choices)
    name = models.CharField(_("name, with written consent"), max_length=160, blank=True)
    consent_on = models.DateField(_("day of the written consent"), null=True, blank=True)
    release = models.ForeignKey(
        "scorecards.Release", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    group = models.ForeignKey(
        "races.CommunityGroup", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    by = models.CharField(max_length=150)

    objects = querysets.CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="scorecards_correction_has_reason"),
            models.CheckConstraint(
                condition=Q(name="") | Q(consent_on__isnull=False),
                name="scorecards_correction_name_needs_consent",
                violation_error_message=_("A name is printed only with written consent: note its day."),
            ),
        ]

    def __str__(self):
        return f"{self.on:%Y-%m-%d} {self.about}"


TARGETS = ("subject", "question", "promise", "candidacy", "office", "metric")


def _only(*names):
    """These targets are named and no other."""
    return Q(**{f"{target}__isnull": target not in names for target in TARGETS})


class UnderReview(models.Model):
    """A mark, promise, profile or figure put under review: every live surface prints "Under review since DATE" in
    its place until a second person lifts it."""

    subject = models.ForeignKey(
        "scorecards.Subject", on_delete=models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    question = models.ForeignKey(
        "scorecards.Question", on_delete=models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    promise = models.ForeignKey(
        "scorecards.Promise", on_delete=models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    candidacy = models.ForeignKey(
        "races.Candidacy", on_delete=models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    office = models.ForeignKey(
        "races.Office", on_delete=models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    metric = models.ForeignKey(
        "scorecards.Metric", on_delete=models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    since = models.DateField(default=timezone.localdate)
    reason = models.TextField(_("why"), help_text=_("For the group’s own people; not public."))
    by = models.CharField(max_length=150)
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.CharField(max_length=150, blank=True)

    objects = querysets.UnderReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = "under review"
        verbose_name_plural = "under review"
        constraints = [
            models.CheckConstraint(
                condition=_only("subject", "question")
                | _only("promise")
                | _only("candidacy")
                | _only("office", "metric"),
                name="scorecards_underreview_of_one",
                violation_error_message=_("Choose one thing: a mark, a promise, a profile, or a figure."),
            ),
            *(
                models.UniqueConstraint(
                    fields=fields,
                    condition=Q(lifted_on__isnull=True),
                    name=f"scorecards_underreview_{fields[0]}_open_once",
                    violation_error_message=_("This is under review already."),
                )
                for fields in (["subject", "question"], ["promise"], ["candidacy"], ["office", "metric"])
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | (~Q(lifted_by="") & ~Q(lifted_by=F("by"))),
                name="scorecards_underreview_lifted_by_a_second_person",
                violation_error_message=_("A second person has to lift this."),
            ),
        ]

    def __str__(self):
        return f"{self.promise or self.candidacy or self.metric or self.question}, {self.since:%Y-%m-%d}"
