from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from races import asking_querysets as querysets


class QuestionSet(models.Model):
    """The same questions, word limit and deadline for every candidate of one race, asked by one group."""

    race = models.ForeignKey("races.Race", on_delete=models.PROTECT, related_name="question_sets")
    group = models.ForeignKey("races.CommunityGroup", on_delete=models.PROTECT, related_name="question_sets")
    title = models.CharField(max_length=160)
    introduction = models.TextField(blank=True)
    deadline = models.DateField()
    word_limit = models.PositiveSmallIntegerField(default=150)
    published_on = models.DateField(
        null=True, blank=True, help_text=_("From this day the questions, and who was asked, are public.")
    )

    objects = querysets.QuestionSetQuerySet.as_manager()

    class Meta:
        ordering = ["-deadline", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["race", "group", "title"], name="races_questionset_once"),
            models.CheckConstraint(
                condition=Q(word_limit__gte=20, word_limit__lte=1000), name="races_questionset_word_limit_is_fair"
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.race}"

    @property
    def has_gone_out(self):
        """Whether somebody may have read the questions: from then on they stay as they were sent."""
        return bool(self.published_on) or self.requests.exists() or self.invitations.exists()

    def answers(self):
        return Answer.objects.filter(question__question_set=self)


class SetQuestion(models.Model):
    """One question of a set, as it was sent. `suggested` is the resident's question it came from."""

    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="questions")
    order = models.PositiveSmallIntegerField()
    topic = models.ForeignKey("races.Topic", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("question"))
    text_es = models.TextField(_("question in Spanish"), blank=True)
    suggested = models.ForeignKey(
        "races.Suggestion", on_delete=models.SET_NULL, null=True, blank=True, related_name="asked_as"
    )

    objects = querysets.SetQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["question_set", "order"]
        constraints = [
            models.UniqueConstraint(fields=["question_set", "order"], name="races_setquestion_one_place"),
            models.CheckConstraint(condition=~Q(text=""), name="races_setquestion_has_text"),
        ]

    def __str__(self):
        return self.text

    @property
    def plain_text(self):
        return (self.text_es if get_language() == "es" else "") or self.text


class Invitation(models.Model):
    """One candidate's own link to the questions of a set. Only a hash of the link's token is kept."""

    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="invitations")
    candidacy = models.ForeignKey("races.Candidacy", on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = querysets.InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["question_set", "candidacy"]
        constraints = [
            models.UniqueConstraint(
                fields=["question_set", "candidacy"],
                condition=Q(revoked_at__isnull=True),
                name="races_invitation_one_open_link_each",
            ),
            models.CheckConstraint(
                condition=Q(("token_hash__regex", r"^[0-9a-f]{64}$")), name="races_invitation_keeps_only_a_hash"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="races_invitation_expires_after_it_begins"
            ),
        ]

    def __str__(self):
        return f"{self.candidacy}, {self.question_set}"


class Request(models.Model):
    """One time that we asked a candidate: when and how. Public. The address we wrote to is never kept."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail to the campaign")
        LETTER = "letter", _("letter")
        PHONE = "phone", _("phone call to the campaign")
        FORM = "form", _("form on the campaign’s site")
        MEETING = "meeting", _("in person")

    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="requests")
    candidacy = models.ForeignKey("races.Candidacy", on_delete=models.PROTECT, related_name="requests")
    sent_on = models.DateField()
    channel = models.CharField(max_length=12, choices=Channel.choices)
    reminder = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=150)

    objects = querysets.RequestQuerySet.as_manager()

    class Meta:
        ordering = ["question_set", "candidacy", "sent_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question_set", "candidacy", "sent_on", "channel"], name="races_request_once"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["email", "letter", "phone", "form", "meeting"]),
                name="races_request_has_channel",
            ),
        ]

    def __str__(self):
        return f"{self.candidacy}, {self.sent_on:%Y-%m-%d}"


class Answer(models.Model):
    """A candidate's answer, word for word. A new version never overwrites an old one.

    An answer is public once an editor has recorded how it was confirmed to come from the candidate.
    `declined` is a stated refusal; its text, if any, is the candidate's own reason.
    """

    question = models.ForeignKey(SetQuestion, on_delete=models.PROTECT, related_name="answers")
    candidacy = models.ForeignKey("races.Candidacy", on_delete=models.PROTECT, related_name="answers")
    version = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(blank=True)
    declined = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    by_link = models.BooleanField(_("came by the candidate’s own link"), default=False)
    entered_by = models.CharField(_("who entered it"), max_length=150, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_how = models.CharField(_("how we know it comes from the candidate"), max_length=200, blank=True)
    confirmed_by = models.CharField(max_length=150, blank=True)

    objects = querysets.AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["question", "candidacy", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["question", "candidacy", "version"], name="races_answer_version_once"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(declined=True),
                name="races_answer_says_something",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | (~Q(confirmed_how="") & ~Q(confirmed_by="")),
                name="races_answer_confirmation_says_how",
                violation_error_message=_("Say how you know that this answer comes from the candidate."),
            ),
            models.CheckConstraint(
                condition=Q(by_link=True) | ~Q(entered_by=""), name="races_answer_says_who_entered_it"
            ),
        ]

    def __str__(self):
        return f"{self.candidacy}: {self.question}"


class AnswerDraft(models.Model):
    """What a candidate has written behind their own link and not sent. Nobody but the link's holder reads it."""

    question = models.ForeignKey(SetQuestion, on_delete=models.CASCADE, related_name="drafts")
    candidacy = models.ForeignKey("races.Candidacy", on_delete=models.CASCADE, related_name="drafts")
    text = models.TextField(blank=True)
    declined = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "candidacy"], name="races_answerdraft_once"),
        ]

    def __str__(self):
        return f"{self.candidacy}, {self.saved_at:%Y-%m-%d}"


class Suggestion(models.Model):
    """A question that a resident would like asked. No account, no name; read by a person before it shows."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        SHOWN = "shown", _("shown")
        REFUSED = "refused", _("not shown")

    race = models.ForeignKey("races.Race", on_delete=models.PROTECT, related_name="suggestions")
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=5, default="en", validators=[RegexValidator(r"^[a-z]{2}$")])
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    reason = models.CharField(_("why it is not shown"), max_length=200, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    read_by = models.CharField(max_length=150, blank=True)

    objects = querysets.SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-seconds", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="races_suggestion_has_text"),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reason=""), name="races_suggestion_refusal_has_reason"
            ),
        ]

    def __str__(self):
        return self.text
