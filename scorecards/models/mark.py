from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from scorecards import querysets


class Mark(models.Model):
    """One judgement: question x subject, with its evidence. Rows are only added; the newest one counts.

    A mark that states a position points at a Position on record (link, quote and date are there). "Position
    not found" says where we looked and when; "asked, no answer" says when and how we asked. No row at all is
    "not checked yet".
    """

    class Kind(models.TextChoices):
        POSITION = "position", _("position on record")
        NOT_FOUND = "not_found", _("No position found")
        NO_ANSWER = "no_answer", _("Asked, no answer")

    class Stage(models.TextChoices):
        FIRST = "first", _("first mark")
        SECOND = "second", _("second mark")
        AUDIT = "audit", _("audit")

    scorecard = models.ForeignKey("scorecards.Scorecard", on_delete=models.PROTECT, related_name="marks")
    question = models.ForeignKey("scorecards.Question", on_delete=models.PROTECT, related_name="marks")
    candidacy = models.ForeignKey(
        "races.Candidacy", on_delete=models.PROTECT, null=True, blank=True, related_name="marks"
    )
    office = models.ForeignKey(
        "races.Office", on_delete=models.PROTECT, null=True, blank=True, related_name="marks"
    )
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.FIRST)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    option = models.ForeignKey(
        "scorecards.Option", on_delete=models.PROTECT, null=True, blank=True, related_name="marks"
    )
    position = models.ForeignKey(
        "races.Position", on_delete=models.PROTECT, null=True, blank=True, related_name="marks"
    )
    reason = models.TextField(_("why this mark"), blank=True)
    searched = models.TextField(_("where we looked"), blank=True)
    searched_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    asked_how = models.CharField(_("how we asked"), max_length=120, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = querysets.MarkQuerySet.as_manager()

    class Meta:
        ordering = ["question", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(candidacy__isnull=False, office__isnull=True)
                | Q(candidacy__isnull=True, office__isnull=False),
                name="scorecards_mark_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(kind="position", option__isnull=False, position__isnull=False)
                | (Q(kind="not_found", option__isnull=True, searched_on__isnull=False) & ~Q(searched=""))
                | (Q(kind="no_answer", option__isnull=True, asked_on__isnull=False) & ~Q(asked_how="")),
                name="scorecards_mark_has_evidence",
                violation_error_message=_(
                    "A mark needs its evidence: a position on record, or where and when we looked, or how and "
                    "when we asked."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.candidacy or self.office}"
