import datetime as dt
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from scorecards import querysets
from scorecards.models.metric import known_flags


def deliveries():
    """Where published tables are kept as they came: beside the database, outside the media folder, handed out
    only by a view that has asked the license."""
    return FileSystemStorage(location=Path(settings.DATA_DIR) / "deliveries")


def kept_as(dataset, name):
    """By content, so that the same bytes are kept once and no delivered name reaches the disk."""
    return f"{dataset.sha256[:2]}/{dataset.sha256}"


class Dataset(models.Model):
    """One delivered file: its hash, size, license and limits. Case rows themselves are never stored; a
    published table is kept as it came. A new delivery of the same period is a new row."""

    class Cadence(models.TextChoices):
        ONCE = "once", _("once")
        MONTHLY = "monthly", _("every month")
        QUARTERLY = "quarterly", _("every quarter")
        YEARLY = "yearly", _("every year")
        UNKNOWN = "", _("not known")

    class Ended(models.TextChoices):
        STOPPED = "stopped", _("the publisher stopped updating it")
        TAKEN_DOWN = "taken_down", _("the publisher took it down")

    office = models.ForeignKey("races.Office", on_delete=models.PROTECT, related_name="datasets")
    profile = models.CharField(max_length=60)
    table = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    archive_url = models.URLField(_("archived copy"), max_length=500, blank=True)
    licence = models.CharField(_("license"), max_length=80)
    licence_url = models.URLField(max_length=500, blank=True)
    attribution = models.CharField(max_length=300)
    retrieved = models.DateField(_("date we fetched it"))
    recorded_on = models.DateField(_("date its figures went public here"), default=timezone.localdate)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    case_level = models.BooleanField(default=True)
    delivered = models.FileField(_("the table as delivered"), storage=deliveries, upload_to=kept_as, blank=True)
    may_republish = models.BooleanField(_("counts may be republished"))
    may_hand_out = models.BooleanField(_("the table itself may be republished"), default=False)
    period_from = models.DateField()
    period_to = models.DateField()
    limits = models.TextField(_("known limits"), blank=True)
    limits_es = models.TextField(blank=True)
    flags = models.JSONField(_("how it was counted"), default=dict, blank=True, validators=[known_flags])
    cannot = models.JSONField(
        _("measures that cannot be computed from it"), default=dict, blank=True, help_text=_("measure: reason")
    )
    cadence = models.CharField(_("expected"), max_length=10, choices=Cadence.choices, blank=True)
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_note = models.CharField(max_length=300, blank=True)
    ended_url = models.URLField(_("where that can be checked"), max_length=500, blank=True)
    revision_reason = models.CharField(_("why figures changed"), max_length=300, blank=True)

    objects = querysets.DatasetQuerySet.as_manager()

    class Meta:
        ordering = ["office", "table"]
        constraints = [
            models.UniqueConstraint(fields=["office", "table", "sha256"], name="scorecards_dataset_file_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="scorecards_dataset_has_hash"
            ),
            models.CheckConstraint(
                condition=~Q(url="") & ~Q(licence="") & ~Q(attribution=""),
                name="scorecards_dataset_has_source_and_licence",
            ),
            models.CheckConstraint(
                condition=Q(case_level=False) | Q(delivered="", may_hand_out=False),
                name="scorecards_dataset_case_rows_are_never_kept",
                violation_error_message=_("A file with one row a case is counted and never kept."),
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="scorecards_dataset_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(ended="", ended_on__isnull=True)
                | (~Q(ended="") & ~Q(ended_url="") & Q(ended_on__isnull=False)),
                name="scorecards_dataset_end_has_day_and_source",
                violation_error_message=_("Say when it ended and where that can be checked."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def plain_limits(self):
        return (self.limits_es if get_language() == "es" else "") or self.limits

    @property
    def next_due(self):
        """The day by which the next delivery is expected: as long again as its rhythm, and 90 days to publish
        it. None where no rhythm is known or it has ended."""
        months = {"monthly": 1, "quarterly": 3, "yearly": 12}.get(self.cadence)
        if months is None or self.ended:
            return None
        return self.period_to + dt.timedelta(days=round(months * 30.4375) + 90)

    @property
    def overdue(self):
        due = self.next_due
        return due is not None and due < timezone.localdate()

    @property
    def standing(self):
        """One word for what is known of the next delivery. Needs `superseded` (`DatasetQuerySet.listed`): where
        the table came again, the newer file says when the next one is due."""
        if self.ended:
            return self.ended
        if self.superseded:
            return "superseded"
        if self.next_due is None:
            return "once" if self.cadence == self.Cadence.ONCE else "unknown"
        return "overdue" if self.overdue else "expected"
