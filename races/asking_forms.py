"""The forms of the editors' screens of questionnaires: what no form of one row could know by itself."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.admin_scope import CoverageForm
from races import asking_actions
from races.models import CommunityGroup, QuestionSet, Suggestion
from races.querysets import groups_of


class QuestionSetForm(CoverageForm):
    """One's own groups only; and once the questions have gone out, nothing that would treat people differently."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = CommunityGroup.objects.all() if self.for_user.is_superuser else groups_of(self.for_user)
        if "group" in self.fields:
            self.fields["group"].queryset = groups
            self.fields["group"].initial = groups.first()
        self.gone_out = bool(self.instance.pk) and self.instance.has_gone_out

    def clean(self):
        cleaned = super().clean()
        if not self.gone_out:
            return cleaned
        for name in ("race", "group", "word_limit"):
            if name in self.changed_data:
                self.add_error(name, _("The questions have gone out. This stays as it was sent, for everyone."))
        if "deadline" in self.changed_data and cleaned.get("deadline"):
            before = QuestionSet.objects.values_list("deadline", flat=True).get(pk=self.instance.pk)
            if cleaned["deadline"] < before:
                text = _("The questions have gone out. The deadline can only move later, for everyone at once.")
                self.add_error("deadline", text)
        return cleaned


class SetQuestionForm(CoverageForm):
    def clean(self):
        cleaned = super().clean()
        question_set, suggested = cleaned.get("question_set"), cleaned.get("suggested")
        if question_set and question_set.has_gone_out:
            text = _("The questions have gone out and stay as they were sent. Make a new set.")
            self.add_error("question_set", text)
        if question_set and suggested and suggested.race_id != question_set.race_id:
            self.add_error("suggested", _("Residents suggested this for another race."))
        return cleaned


class RequestForm(CoverageForm):
    def clean(self):
        cleaned = super().clean()
        question_set, candidacy = cleaned.get("question_set"), cleaned.get("candidacy")
        if question_set and candidacy and candidacy.race_id != question_set.race_id:
            self.add_error("candidacy", _("This candidate runs in another race."))
        if (day := cleaned.get("sent_on")) and day > timezone.localdate():
            self.add_error("sent_on", _("This day has not come yet. Record a request once it is sent."))
        self.instance.recorded_by = self.instance.recorded_by or self.for_user.get_username()
        return cleaned


class AnswerForm(CoverageForm):
    """An answer that came otherwise. Version, name and day of entry come by themselves."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "confirmed_how" in self.fields:
            self.fields["confirmed_how"].required = True

    def clean(self):
        cleaned = super().clean()
        question, candidacy = cleaned.get("question"), cleaned.get("candidacy")
        if question and candidacy:
            if candidacy.race_id != question.question_set.race_id:
                raise ValidationError({"candidacy": _("This candidate runs in another race.")})
            self.instance.question, self.instance.candidacy = question, candidacy
            asking_actions.fill_entered(self.instance, by=self.for_user, today=timezone.localdate())
        if not cleaned.get("declined") and not (cleaned.get("text") or "").strip():
            self.add_error("text", _("Copy the answer, or tick that the candidate declined."))
        return cleaned


class SuggestionForm(CoverageForm):
    def clean(self):
        cleaned = super().clean()
        if cleaned.get("status") == Suggestion.Status.REFUSED and not cleaned.get("reason"):
            self.add_error("reason", _("Say why, for the others of your group. It is not shown."))
        self.instance.read_by = self.for_user.get_username()
        return cleaned
