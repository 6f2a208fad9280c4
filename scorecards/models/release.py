from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from scorecards import scorecard_querysets as querysets


class Release(models.Model):
    """What the public reads of a scorecard: every sheet as it stood on a day. The database refuses to change it
    (append_only); a correction is the next release. `method`: the standard's document, its version, how often
    two markers agreed. `csv`, `json`, `html_en`, `html_es`: the bytes of its own address, for good."""

    scorecard = models.ForeignKey("scorecards.Scorecard", on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    version = models.ForeignKey("scorecards.StandardVersion", on_delete=models.PROTECT, related_name="releases")
    mode = models.CharField(max_length=8)
    group_name = models.CharField(max_length=120)
    method = models.JSONField()
    by = models.CharField(max_length=150)
    second_by = models.CharField(max_length=150, blank=True)
    timing_reason = models.TextField(_("why now"), blank=True)
    note = models.TextField(_("what changed since the last release"), blank=True)
    csv = models.BinaryField(default=bytes)
    json = models.BinaryField(default=bytes)
    html_en = models.BinaryField(default=bytes)
    html_es = models.BinaryField(default=bytes)
    sha256 = models.CharField(max_length=64)

    objects = querysets.ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["scorecard", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "number"], name="scorecards_release_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="scorecards_release_has_hash"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(note=""),
                name="scorecards_release_later_says_what_changed",
                violation_error_message=_("Say what changed since the last release; it is public."),
            ),
            models.CheckConstraint(
                condition=Q(second_by="") | (~Q(timing_reason="") & ~Q(second_by=models.F("by"))),
                name="scorecards_release_second_reviewer_and_reason",
                violation_error_message=_("Close to an election a release needs two reviewers and a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.scorecard}, release {self.number}"


class ReleaseSheet(models.Model):
    """One subject in a release. `low` and `high` are the score as printed, by the standard's rounding rule (null:
    no score, or neutral mode). `sections`, `marks`, `details`: scorecards/frozen.py. Never changed."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="sheets")
    subject = models.ForeignKey("scorecards.Subject", on_delete=models.PROTECT, related_name="sheets")
    slug = models.SlugField(max_length=120)
    name = models.CharField(max_length=200)
    cohort = models.SlugField(max_length=60, blank=True)
    order = models.PositiveIntegerField(default=0)
    low = models.DecimalField(max_digits=10, decimal_places=6, null=True)
    high = models.DecimalField(max_digits=10, decimal_places=6, null=True)
    known = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    sections = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    details = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)

    objects = querysets.ReleaseSheetQuerySet.as_manager()

    class Meta:
        ordering = ["release", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "subject"], name="scorecards_sheet_once"),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(low__isnull=False, high__isnull=False, low__lte=models.F("high")),
                name="scorecards_sheet_score_is_a_range",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.release}"


class Approval(models.Model):
    """A reviewer's word that a scorecard may be released as it stands; `digest` is what stood there. Needed from a
    second person where an office-holder marked here is on a ballot within 60 days."""

    scorecard = models.ForeignKey("scorecards.Scorecard", on_delete=models.CASCADE, related_name="approvals")
    by = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)
    timing_reason = models.TextField(_("why now"))

    class Meta:
        ordering = ["scorecard", "-at"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "by", "digest"], name="scorecards_approval_once"),
            models.CheckConstraint(condition=~Q(timing_reason=""), name="scorecards_approval_says_why_now"),
        ]

    def __str__(self):
        return f"{self.scorecard}, {self.by}"


class Withdrawal(models.Model):
    """A frozen address taken down by a site admin: it answers 410 with this day and reason from now on."""

    release = models.OneToOneField(
        Release, on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawal"
    )
    drawing = models.OneToOneField(
        "scorecards.RenderedChart", on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawal"
    )
    year = models.OneToOneField(
        "scorecards.YearFreeze", on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawal"
    )
    on = models.DateField(default=timezone.localdate)
    reason = models.TextField(help_text=_("Public: personal data, a court order, or a serious falsehood."))
    by = models.CharField(max_length=150)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(release__isnull=False, drawing__isnull=True, year__isnull=True)
                | Q(release__isnull=True, drawing__isnull=False, year__isnull=True)
                | Q(release__isnull=True, drawing__isnull=True, year__isnull=False),
                name="scorecards_withdrawal_of_one",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="scorecards_withdrawal_has_reason"),
        ]

    def __str__(self):
        return f"{self.release or self.drawing or self.year}, {self.on:%Y-%m-%d}"
