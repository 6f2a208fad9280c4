"""What an editor says of a table of figures that they upload."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.coverage import covered
from races.models import Office
from scorecards import uploads
from scorecards.import_observations import About
from scorecards.metrics.definitions import FLAGS
from scorecards.models import Dataset

ANSWERS = (("", gettext_lazy("not known")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class UploadForm(forms.Form):
    office = forms.ModelChoiceField(label=gettext_lazy("Office"), queryset=Office.objects.none())
    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy(
            "CSV or XLSX with the columns measure, period (month or year), period_start (its first day, as "
            "2025-01-01), numerator and denominator; for a group also dimension and group, for a median value. A "
            "measure is named as in its address under /metrics/. Counts only: never a file with one row a case."
        ),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    table = forms.SlugField(
        label=gettext_lazy("Short name of the table"),
        max_length=60,
        initial="observations",
        help_text=gettext_lazy("The same for each new delivery of it. Letters, digits and hyphens."),
    )
    publisher = forms.CharField(label=gettext_lazy("Publisher"), max_length=200)
    url = forms.URLField(
        label=gettext_lazy("Address where they publish it"), max_length=500, assume_scheme="https"
    )
    archive_url = forms.URLField(
        label=gettext_lazy("Archived copy"), max_length=500, assume_scheme="https", required=False
    )
    licence = forms.CharField(
        label=gettext_lazy("License"), max_length=80, help_text=gettext_lazy("For example CC BY 4.0.")
    )
    licence_url = forms.URLField(
        label=gettext_lazy("Address of the license"), max_length=500, assume_scheme="https", required=False
    )
    attribution = forms.CharField(
        label=gettext_lazy("Credit"), max_length=300, help_text=gettext_lazy("Printed under every figure.")
    )
    may_republish = forms.BooleanField(label=gettext_lazy("Its counts may be republished"), required=False)
    may_hand_out = forms.BooleanField(label=gettext_lazy("The table itself may be republished"), required=False)
    retrieved = forms.DateField(label=gettext_lazy("Day it was fetched"), widget=DAY)
    cadence = forms.ChoiceField(
        label=gettext_lazy("The next one is expected"), choices=Dataset.Cadence.choices, required=False
    )
    limits = forms.CharField(
        label=gettext_lazy("Known limits"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why figures change"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Public, in the change log. Needed where a year was frozen."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = covered(Office.objects.select_related("state"), user)
        for flag, words in FLAGS.items():
            self.fields[f"flag_{flag}"] = forms.ChoiceField(label=words, choices=ANSWERS, required=False)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > uploads.MOST:
            text = _("This file is larger than 5 MB. Ask an admin to import it on the command line.")
            raise ValidationError(text)
        return file

    def clean_retrieved(self):
        if self.cleaned_data["retrieved"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return self.cleaned_data["retrieved"]

    def said(self):
        """The values without the file, as JSON can hold them; `about` makes of it what the import wants."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("file", "office")}
        office = self.cleaned_data["office"]
        return values | {
            "retrieved": self.cleaned_data["retrieved"].isoformat(),
            "office": f"{office.state.code}/{office.slug}",
        }


NAMES = (
    "title",
    "publisher",
    "url",
    "licence",
    "attribution",
    "retrieved",
    "may_republish",
    "may_hand_out",
    "table",
)


def about(said):
    """The facts of a file as `plan_observations` takes them. A flag that nobody answered is left out."""
    flags = {flag: said[f"flag_{flag}"] == "yes" for flag in FLAGS if said[f"flag_{flag}"]}
    return About(
        **{name: said[name] for name in NAMES},
        archive_url=said["archive_url"] or None,
        licence_url=said["licence_url"] or None,
        cadence=said["cadence"],
        known_limits=said["limits"].splitlines(),
        flags=flags,
    )
