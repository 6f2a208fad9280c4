from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from portal.core.group_scope import GroupIdQuerySet
from portal.core.pictures import redrawn


class User(AbstractUser):
    """Our own from the first migration: it cannot be swapped in later."""


class SiteImage(AbstractImage):
    credit = models.CharField(_("credit"), max_length=255, blank=True)
    licence = models.CharField(_("license"), max_length=255, blank=True)
    admin_form_fields = (*Image.admin_form_fields, "credit", "licence")

    @property
    def may_be_shown(self):
        """A picture goes public beside its credit and its license, or not at all."""
        return bool(self.credit and self.licence)

    def save(self, *args, **kwargs):
        """An upload is drawn anew before it reaches the disk, by whichever door it came: photographs carry
        places and camera numbers."""
        if self.file and (self._state.adding or not self.file._committed):
            # One of Wagtail's views has written the upload to the disk by now.
            written = self.file.name if self.file._committed else None
            upload = self.file.file
            self.file = redrawn(upload)
            upload.close()
            self._set_image_file_metadata()
            if written:
                self.file.storage.delete(written)
        super().save(*args, **kwargs)


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="core_siterendition_unique"
            )
        ]


class SiteDocument(AbstractDocument):
    admin_form_fields = Document.admin_form_fields


class Sourced(models.Model):
    """A claim that carries its source. `source_date` is the source's own date, `source_checked` the day
    somebody of ours read it."""

    source_url = models.URLField(_("source address"), max_length=500)
    source_title = models.CharField(_("source title"), max_length=255)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    source_checked = models.DateField(_("date we checked it"), null=True, blank=True)
    archive_url = models.URLField(_("archived copy"), max_length=500, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(source_url="") & ~Q(source_title=""),
                name="%(app_label)s_%(class)s_has_source",
                violation_error_message=_("Give the address and the title of the source."),
            )
        ]


class ImportRun(models.Model):
    """One committed import: which files, by whom, and what was different before."""

    kind = models.CharField(max_length=60)
    files = models.JSONField(default=list)
    created_count = models.PositiveIntegerField()
    changed_count = models.PositiveIntegerField()
    unchanged_count = models.PositiveIntegerField()
    differences = models.JSONField(default=list)
    by = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class AuditEntry(models.Model):
    """Who changed what, when. Appended by a listener to `changed`, never edited."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.CharField(max_length=150, blank=True)
    action = models.CharField(max_length=20)
    model = models.CharField(max_length=100)
    ids = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "audit entries"

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.action} {self.model}"


class RateHit(models.Model):
    """One use of a public form, for its limit: a salted hash of who, kept for at most a day."""

    scope = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "key", "at"], name="core_ratehit_lookup")]

    def __str__(self):
        return f"{self.scope} {self.at:%Y-%m-%d %H:%M}"


class ErrorReport(models.Model):
    """What a reader says is wrong on a page. No name, no address: the answer is public at /corrections/.

    `group_id` is the community group that answers it (races gives its scope); null: the site's admins.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ANSWERED = "answered", _("answered")
        UNREAD = "refused", _("not a report (spam, abuse)")

    class Role(models.TextChoices):
        READER = "reader", _("a reader")
        SUBJECT = "subject", _("the person or office concerned, or their staff")

    path = models.CharField(_("page"), max_length=500)
    about = models.CharField(_("title of the page"), max_length=255, blank=True)
    text = models.TextField(_("what is wrong"))
    source_url = models.URLField(_("where this can be checked"), max_length=500, blank=True)
    role = models.CharField(_("who reports it"), max_length=8, choices=Role.choices, default=Role.READER)
    language = models.CharField(max_length=5, default="en")
    group_id = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    answer = models.TextField(_("our answer"), blank=True, help_text=_("Public."))
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)

    objects = GroupIdQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(path=""), name="core_errorreport_says_what_and_where"
            ),
            models.CheckConstraint(
                condition=~Q(status="answered") | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="core_errorreport_answer_is_dated",
                violation_error_message=_("Write the answer; it is public."),
            ),
        ]

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d} {self.path}"
