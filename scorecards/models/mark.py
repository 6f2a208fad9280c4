from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.models import Sourced
from scorecards import scorecard_querysets as querysets

PROVEN = Q(position__isnull=False) | Q(answer__isnull=False) | Q(evidence__isnull=False)


class Evidence(Sourced):
    """What a source says about an office or a body, word for word, on a day. Several owners' marks may point at
    one row: nobody types a quote twice. About candidates these are Positions and Answers (races)."""

    office = models.ForeignKey(
        "races.Office", on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    body = models.ForeignKey(
        "scorecards.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    quote = models.TextField(_("what the source says, word for word"))
    said_on = models.DateField(_("on"))

    objects = querysets.EvidenceQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["-said_on", "pk"]
        verbose_name_plural = "evidence"
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(office__isnull=False, body__isnull=True) | Q(office__isnull=True, body__isnull=False),
                name="scorecards_evidence_about_one",
            ),
            models.CheckConstraint(
                condition=~Q(quote=""),
                name="scorecards_evidence_has_quote",
                violation_error_message=_("Copy the words of the source that show it."),
            ),
        ]

    def __str__(self):
        return self.quote[:80]


class Mark(models.Model):
    """One judgement: question x subject x stage, with its evidence. Rows are only added; the newest one counts.

    A mark that states an answer points at what is on record: a candidate's Position or Answer, an office's
    Evidence (link, quote and date are there). "Position not found" says where we looked and when; "asked, no
    answer" says when and how we asked; "not applicable" says why. No row at all is "not checked yet", and so is
    an "unchecked" row, which takes a mark back and says why.

    `option`, or `ticks` where any number may be ticked (`many`; none ticked is an answer too). `points`: as
    given where they are not the answer's own, with the reason.
    """

    class Kind(models.TextChoices):
        POSITION = "position", _("position on record")
        NOT_FOUND = "not_found", _("No position found")
        NO_ANSWER = "no_answer", _("Asked, no answer")
        NOT_APPLICABLE = "not_applicable", _("Does not apply")
        UNCHECKED = "unchecked", _("Taken back: not checked yet")

    class Stage(models.TextChoices):
        FIRST = "first", _("first mark")
        SECOND = "second", _("second mark")
        AUDIT = "audit", _("audit")

    scorecard = models.ForeignKey("scorecards.Scorecard", on_delete=models.PROTECT, related_name="marks")
    question = models.ForeignKey("scorecards.Question", on_delete=models.PROTECT, related_name="marks")
    subject = models.ForeignKey("scorecards.Subject", on_delete=models.PROTECT, related_name="marks")
    version = models.ForeignKey("scorecards.StandardVersion", on_delete=models.PROTECT, related_name="marks")
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.FIRST)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    option = models.ForeignKey(
        "scorecards.Option", on_delete=models.PROTECT, null=True, blank=True, related_name="marks"
    )
    many = models.BooleanField(default=False)
    ticks = models.ManyToManyField("scorecards.Option", blank=True, related_name="ticked_in")
    points = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    position = models.ForeignKey(
        "races.Position", on_delete=models.PROTECT, null=True, blank=True, related_name="marks"
    )
    answer = models.ForeignKey(
        "races.Answer", on_delete=models.PROTECT, null=True, blank=True, related_name="marks"
    )
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="marks")
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
        indexes = [models.Index(fields=["scorecard", "subject", "question", "stage", "-at"], name="mark_newest")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="position")
                    & PROVEN
                    & (Q(option__isnull=False, many=False) | Q(many=True, option__isnull=True))
                )
                | (
                    Q(kind="not_found", option__isnull=True, many=False, searched_on__isnull=False)
                    & ~Q(searched="")
                )
                | (Q(kind="no_answer", option__isnull=True, many=False, asked_on__isnull=False) & ~Q(asked_how=""))
                | (Q(kind__in=["not_applicable", "unchecked"], option__isnull=True, many=False) & ~Q(reason="")),
                name="scorecards_mark_has_evidence",
                violation_error_message=_(
                    "A mark needs its evidence: what is on record, or where and when we looked, or how and "
                    "when we asked, or why the question does not apply."
                ),
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | (Q(kind="position") & ~Q(reason="")),
                name="scorecards_mark_own_points_have_reason",
                violation_error_message=_("Points that are not the answer’s own need a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.subject}"
