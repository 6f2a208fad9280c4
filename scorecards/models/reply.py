from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from races.models import Request
from scorecards import scorecard_querysets as querysets


class ReplyLink(models.Model):
    """The link by which one subject reads its own marks and replies. Only a hash of its token is kept."""

    subject = models.ForeignKey("scorecards.Subject", on_delete=models.PROTECT, related_name="reply_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    deadline = models.DateField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=150)

    objects = querysets.ReplyLinkQuerySet.as_manager()

    class Meta:
        ordering = ["subject", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(revoked_at__isnull=True),
                name="scorecards_replylink_one_open_each",
            ),
            models.CheckConstraint(
                condition=Q(("token_hash__regex", r"^[0-9a-f]{64}$")),
                name="scorecards_replylink_keeps_only_a_hash",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="scorecards_replylink_expires_after_it_begins"
            ),
        ]

    def __str__(self):
        return f"{self.subject}, {self.created_at:%Y-%m-%d}"


class ReplyNotice(models.Model):
    """One time that we sent a subject its marks: when, how, and what (a hash of the marks as they stood). Public.
    The address we wrote to is never kept."""

    subject = models.ForeignKey("scorecards.Subject", on_delete=models.PROTECT, related_name="reply_notices")
    sent_on = models.DateField()
    channel = models.CharField(max_length=12, choices=Request.Channel.choices)
    reminder = models.BooleanField(default=False)
    deadline = models.DateField()
    marks_sha256 = models.CharField(max_length=64)
    recorded_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["subject", "sent_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "sent_on", "channel"], name="scorecards_replynotice_once"),
            models.CheckConstraint(
                condition=Q(deadline__gt=F("sent_on")), name="scorecards_replynotice_deadline_after_it"
            ),
        ]

    def __str__(self):
        return f"{self.subject}, {self.sent_on:%Y-%m-%d}"


class ReplyFile(models.Model):
    """A picture that came with a reply, drawn anew (no metadata, no code). Public once an editor has looked."""

    subject = models.ForeignKey("scorecards.Subject", on_delete=models.PROTECT, related_name="reply_files")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    checked_by = models.CharField(max_length=150, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["subject", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="scorecards_replyfile_has_hash"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["image/png", "image/jpeg"]), name="scorecards_replyfile_is_a_picture"
            ),
        ]

    def __str__(self):
        return self.name


class Reply(models.Model):
    """What a subject says of one of its marks, word for word. A new version never overwrites an old one.

    `shown` is what is published: the text with what is private replaced by "[removed: reason]"; it is public once
    an editor has checked it. `our_answer` is our dated reply to it.
    """

    subject = models.ForeignKey("scorecards.Subject", on_delete=models.PROTECT, related_name="replies")
    question = models.ForeignKey("scorecards.Question", on_delete=models.PROTECT, related_name="replies")
    mark = models.ForeignKey(
        "scorecards.Mark", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    version = models.PositiveSmallIntegerField(default=1)
    agrees = models.BooleanField()
    text = models.TextField(blank=True)
    evidence_url = models.URLField(_("address of the evidence"), max_length=500, blank=True)
    file = models.ForeignKey(ReplyFile, on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    sent_at = models.DateTimeField()
    shown = models.TextField(_("the reply as published"), blank=True)
    removed = models.TextField(_("what was taken out, and why"), blank=True)
    told_on = models.DateField(_("day the sender was told of it"), null=True, blank=True)
    checked_by = models.CharField(max_length=150, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    our_answer = models.TextField(_("our answer"), blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)

    objects = querysets.ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["subject", "question", "-version"]
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "question", "version"], name="scorecards_reply_version_once"
            ),
            models.CheckConstraint(
                condition=Q(agrees=True) | (~Q(text="") & (~Q(evidence_url="") | Q(file__isnull=False))),
                name="scorecards_reply_disagreeing_brings_evidence",
                violation_error_message=_("To disagree, say why and give the evidence: a link or a file."),
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True) | ~Q(checked_by=""),
                name="scorecards_reply_check_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(removed="") | Q(told_on__isnull=False),
                name="scorecards_reply_sender_is_told_of_removals",
                violation_error_message=_("Tell the sender before you take anything out, and note the day."),
            ),
            models.CheckConstraint(
                condition=Q(our_answer="") | (Q(answered_on__isnull=False) & ~Q(answered_by="")),
                name="scorecards_reply_answer_is_dated",
            ),
        ]

    def __str__(self):
        return f"{self.subject}: {self.question}"


class ReplyDraft(models.Model):
    """What a subject has written and not sent. Nobody but the link's holder reads it."""

    subject = models.ForeignKey("scorecards.Subject", on_delete=models.CASCADE, related_name="reply_drafts")
    question = models.ForeignKey("scorecards.Question", on_delete=models.CASCADE, related_name="reply_drafts")
    agrees = models.BooleanField(null=True)
    text = models.TextField(blank=True)
    evidence_url = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(ReplyFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField()

    objects = querysets.ReplyDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "question"], name="scorecards_replydraft_once"),
        ]

    def __str__(self):
        return f"{self.subject}, {self.saved_at:%Y-%m-%d}"
