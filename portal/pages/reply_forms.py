"""The form of the right of reply: agree or disagree with each mark, why, a link, and one picture."""

import struct
import zlib

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from PIL import Image

from portal.core.pictures import redrawn
from races.asking_rules import count_words, too_long
from scorecards.reply_rules import WORD_LIMIT, Written

DRAFT_MOST = 50_000
FILE_MOST = 5 * 1024 * 1024
PIXELS_MOST = 40_000_000
KINDS = {"JPEG": "image/jpeg", "PNG": "image/png"}
AGREES = (("", gettext_lazy("No reply")), ("yes", gettext_lazy("I agree")), ("no", gettext_lazy("I disagree")))
# What Pillow raises for files that are broken or made to break it.
BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
is_address = URLValidator(schemes=["http", "https"])


class Picture(forms.FileField):
    """A JPEG or PNG, drawn anew from its pixels: gives (name, kind, bytes) or None. Nothing else of an upload is
    read, and a large picture is refused before it is unpacked."""

    def clean(self, data, initial=None):
        file = super().clean(data, None)
        if not file:
            return None
        if file.size > FILE_MOST:
            text = _("This file has %(size).1f MB. The limit is 5 MB: please make the picture smaller.")
            raise ValidationError(text % {"size": file.size / 1024 / 1024})
        if file.read(5) == b"%PDF-":
            raise ValidationError(
                _(
                    "A PDF cannot be taken, because it may carry hidden data. Send a picture (a screenshot) of "
                    "the page that matters, or put the document on the web and give its link."
                )
            )
        return self._redrawn(file)

    def _redrawn(self, file):
        try:
            file.seek(0)
            with Image.open(file, formats=tuple(KINDS)) as opened:
                kind, (width, height) = KINDS[opened.format], opened.size
            if width * height > PIXELS_MOST:
                raise ValidationError(
                    _("This picture is too large: %(width)d by %(height)d points. The limit is 40 million points.")
                    % {"width": width, "height": height}
                )
            return file.name, kind, redrawn(file).read()
        except ValidationError:
            raise
        except BROKEN:
            text = _("We could not read this file as a JPEG or PNG picture. Please save it as one of these.")
            raise ValidationError(text) from None


class ReplyForm(forms.Form):
    """Four fields a question. Nothing is trimmed: a reply is published as it was written.

    `now`: {question pk: Written}, what is kept or was sent; `sent`: pks of questions replied to before.
    """

    def __init__(self, *args, questions, now, sent, **kwargs):
        initial = {}
        for question in questions:
            said = now.get(question.pk, Written())
            initial[f"agrees-{question.pk}"] = {None: "", True: "yes", False: "no"}[said.agrees]
            initial[f"text-{question.pk}"] = said.text
            initial[f"url-{question.pk}"] = said.evidence_url
        super().__init__(*args, initial=initial, **kwargs)
        self.questions, self.now, self.sent = questions, now, sent
        self.sending = self.data.get("act") == "send"
        self.written = {}  # Question: Written, whatever the rules then say of it
        self.pictures = {}  # Question: (name, kind, bytes)
        for question in questions:
            self._add(question)

    def _add(self, question):
        pk = question.pk
        self.fields[f"agrees-{pk}"] = forms.ChoiceField(
            choices=AGREES, required=False, widget=forms.RadioSelect(attrs={"aria-describedby": f"hint-{pk}"})
        )
        self.fields[f"text-{pk}"] = forms.CharField(
            required=False, strip=False, max_length=DRAFT_MOST, widget=forms.Textarea(attrs={"rows": 5})
        )
        self.fields[f"url-{pk}"] = forms.CharField(
            required=False, max_length=500, widget=forms.TextInput(attrs={"inputmode": "url"})
        )
        self.fields[f"file-{pk}"] = Picture(
            required=False, widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"})
        )
        self.fields[f"nofile-{pk}"] = forms.BooleanField(required=False)

    def clean(self):
        for question in self.questions:
            self.written[question] = self._as_typed(question)
            if picture := self.cleaned_data.get(f"file-{question.pk}"):
                self.pictures[question] = picture
        if self.sending:
            for question, said in self.written.items():
                self._refuse(question, said)
            if not self.errors and not self.replies():
                self.add_error(None, _("Reply to at least one mark before you send."))

    def _as_typed(self, question):
        """What can be kept of a question's fields, also of those that are wrong; line ends are made the same."""
        pk, kept = question.pk, self.now.get(question.pk, Written())

        def typed(name):
            return self.cleaned_data.get(f"{name}-{pk}", self.data.get(f"{name}-{pk}", "")).replace("\0", "")

        agrees = {"yes": True, "no": False}.get(typed("agrees"))
        text = typed("text").replace("\r\n", "\n")[:DRAFT_MOST]
        file = None if self.cleaned_data.get(f"nofile-{pk}") else kept.file
        return Written(agrees, text, typed("url").strip()[:500], file)

    def _refuse(self, question, said):
        pk, has_file = question.pk, bool(said.file or question in self.pictures)
        if said.evidence_url:
            try:
                is_address(said.evidence_url)
            except ValidationError:
                self.add_error(f"url-{pk}", _("This is no web address. It begins with https:// or http://."))
        if too_long(said.text, WORD_LIMIT):
            self.add_error(f"text-{pk}", _long(said.text))
        if said.agrees is None and (said.text.strip() or said.evidence_url or has_file):
            self.add_error(f"agrees-{pk}", _("Say whether you agree or disagree with this mark."))
        elif said.agrees is None and pk in self.sent:
            text = _("You have replied to this mark, so the reply cannot be left empty. Change it instead.")
            self.add_error(f"agrees-{pk}", text)
        if said.agrees is False and not said.text.strip():
            self.add_error(f"text-{pk}", _("Say why you disagree."))
        if said.agrees is False and not said.evidence_url and not has_file and f"file-{pk}" not in self.errors:
            self.add_error(f"url-{pk}", _("To disagree, give evidence: a link or a picture."))

    def replies(self):
        """What is sent: every question with agree or disagree."""
        return {question: said for question, said in self.written.items() if said.agrees is not None}


def _long(text):
    over = count_words(text) - WORD_LIMIT
    if over > 0:
        return ngettext(
            "This reply has %(count)d words. The limit is %(limit)d, the same for everyone. "
            "Please take out %(over)d word.",
            "This reply has %(count)d words. The limit is %(limit)d, the same for everyone. "
            "Please take out %(over)d words.",
            over,
        ) % {"count": over + WORD_LIMIT, "limit": WORD_LIMIT, "over": over}
    return _("This text is far too long for so few words. Please put spaces between the words or shorten it.")
