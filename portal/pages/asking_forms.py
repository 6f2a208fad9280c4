"""The two forms that readers write in: a candidate's answers, and a resident's question."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.pages.guarded_form import GuardedForm
from races import asking_rules as rules
from races.models import Suggestion

DRAFT_MOST = 50_000


class AnswersForm(forms.Form):
    """One text and one "I decline" for each question of a set. Nothing is trimmed: an answer is published as it
    was written."""

    def __init__(self, *args, questions, word_limit, sent, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions, self.word_limit, self.sent = questions, word_limit, sent
        self.sending = self.data.get("act") == "send"
        self.written = {}  # question: (text, declined), whatever the rules then say of it
        for question in questions:
            self.fields[f"text-{question.pk}"] = forms.CharField(
                required=False,
                strip=False,
                max_length=DRAFT_MOST,
                widget=forms.Textarea(attrs={"rows": 9, "aria-describedby": f"hint-{question.pk}"}),
            )
            self.fields[f"declined-{question.pk}"] = forms.BooleanField(required=False)

    def clean(self):
        for question in self.questions:
            if f"text-{question.pk}" in self.cleaned_data:
                self.written[question] = self._as_typed(question)
        if not self.sending:
            return
        for question, (text, _declined) in self.written.items():
            if rules.too_long(text, self.word_limit):
                self.add_error(f"text-{question.pk}", too_long(text, self.word_limit))
        if not self.errors:
            self._refuse_blanks()

    def _as_typed(self, question):
        """(text, declined); line ends are made the same, which browsers do not."""
        text = self.cleaned_data[f"text-{question.pk}"]
        return text.replace("\r\n", "\n"), self.cleaned_data[f"declined-{question.pk}"]

    def _refuse_blanks(self):
        for question in self.questions:
            if question.pk in self.sent and question not in self.answers():
                text = _(
                    "You have sent an answer to this question, so it cannot be left empty. "
                    "Change it, or tick that you decline."
                )
                self.add_error(f"text-{question.pk}", text)
        if not self.answers():
            self.add_error(None, _("Write at least one answer, or decline one, before you send."))

    def answers(self):
        """What says something: a text, or a refusal."""
        return {q: said for q, said in self.written.items() if said[1] or said[0].strip()}


def too_long(text, limit):
    """Names the count and the limit."""
    count = rules.count_words(text)
    if count > limit:
        return ngettext(
            "This answer has %(count)d words. The limit is %(limit)d, the same for everyone. "
            "Please take out %(over)d word.",
            "This answer has %(count)d words. The limit is %(limit)d, the same for everyone. "
            "Please take out %(over)d words.",
            count - limit,
        ) % {"count": count, "limit": limit, "over": count - limit}
    most = limit * rules.CHARACTERS_A_WORD
    return _(
        "This answer has %(count)d characters. An answer of %(limit)d words may have %(most)d at most: "
        "please put spaces between the words or shorten it."
    ) % {"count": len(text), "limit": limit, "most": most}


PRIVATE = {
    "link": gettext_lazy("Please leave out web addresses: a question is plain words."),
    "mail": gettext_lazy("Please leave out e-mail addresses: questions are shown without names and contacts."),
    "phone": gettext_lazy("Please leave out phone numbers: questions are shown without names and contacts."),
}


class SuggestForm(GuardedForm):
    """A resident's question."""

    text = forms.CharField(
        label=gettext_lazy("Your question for all candidates"),
        min_length=15,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Please write your question first."),
            "min_length": gettext_lazy("Please write a whole question, of at least %(limit_value)d characters."),
            "max_length": gettext_lazy(
                "Your question has %(show_value)d characters. Please shorten it to %(limit_value)d."
            ),
        },
    )
    salt = "suggest"

    def __init__(self, *args, race, **kwargs):
        super().__init__(*args, **kwargs)
        self.race = race

    def clean_text(self):
        text = " ".join(self.cleaned_data["text"].split())
        if found := rules.private_part(text):
            raise forms.ValidationError(PRIVATE[found])
        if Suggestion.objects.filter(race=self.race, text__iexact=text).exists():
            text = _("Someone has suggested this question already. You can second it below once it is shown.")
            raise forms.ValidationError(text)
        return text

    def too_quick(self):
        return _("That was very quick. Please read your question once more and send it again.")
