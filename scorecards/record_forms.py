"""Adding words to the record from the desk: what is there already is not stored twice."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import URLField
from django.utils.translation import gettext as _

from portal.core import writes
from races.models import Candidacy, Office, Position
from scorecards import duplicates
from scorecards.mark_form import Day
from scorecards.models import Body, Evidence

SOURCE = ("source_url", "source_title", "source_date", "source_checked", "archive_url")
DAYS = {"said_on": Day, "source_date": Day, "source_checked": Day}


def with_https(column, **kwargs):
    """An address typed without its scheme is taken as https."""
    return column.formfield(**kwargs, **({"assume_scheme": "https"} if isinstance(column, URLField) else {}))


class RecordForm(forms.ModelForm):
    """`subject`: whose words; `words`: what is on record of them."""

    def __init__(self, data=None, *, subject, words=()):
        self.words = words
        super().__init__(data, prefix="new")
        setattr(self.instance, self.about, getattr(subject, self.about))

    def clean(self):
        cleaned = super().clean()
        new = duplicates.Said(None, None, cleaned.get("quote") or "", cleaned.get("source_url") or "")
        for word in self.words:
            if new.quote and duplicates.alike(new, duplicates.Said(None, None, word.quote, word.url)):
                raise ValidationError(
                    {"quote": _("These words are on record already. Choose them at the question.")}
                )
        return cleaned

    def save_as(self, user):
        return writes.save(self.instance, by=user)


class PositionForm(RecordForm):
    about = "candidacy"

    class Meta:
        model = Position
        fields = ("topic", "summary", "quote", "said_on", *SOURCE)
        formfield_callback = with_https
        widgets = DAYS | {"quote": forms.Textarea(attrs={"rows": 3})}


class EvidenceForm(RecordForm):
    class Meta:
        model = Evidence
        fields = ("quote", "said_on", *SOURCE)
        formfield_callback = with_https
        widgets = DAYS | {"quote": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, data=None, *, subject, words=()):
        self.about = "office" if subject.office_id else "body"
        super().__init__(data, subject=subject, words=words)


def record_form(subject, user):
    """The form for this subject, or None where the person may not add to its record."""
    if subject.candidacy_id:
        may = Candidacy.objects.covered_by(user).filter(pk=subject.candidacy_id).exists()
        return PositionForm if may and user.has_perm("races.add_position") else None
    model, pk = (Office, subject.office_id) if subject.office_id else (Body, subject.body_id)
    may = model.objects.covered_by(user).filter(pk=pk).exists()
    return EvidenceForm if may and user.has_perm("scorecards.add_evidence") else None
