"""The form by which anyone says what is wrong on a page."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from portal.core.models import ErrorReport
from portal.pages.guarded_form import GuardedForm
from races.asking_rules import private_part

PRIVATE = {
    "mail": _("Please leave out e-mail addresses. To show where this can be checked, use the link field."),
    "phone": _("Please leave out phone numbers. To show where this can be checked, use the link field."),
}


class ReportForm(GuardedForm):
    salt = "report"

    text = forms.CharField(
        label=_("What is wrong?"),
        min_length=10,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5, "aria-describedby": "hint-text"}),
        error_messages={
            "required": _("Please say what is wrong."),
            "min_length": _("Please say a little more, in at least %(limit_value)d characters."),
            "max_length": _("Your text has %(show_value)d characters. Please shorten it to %(limit_value)d."),
        },
    )
    source_url = forms.CharField(
        label=_("Where can this be checked? (a link, if you have one)"),
        required=False,
        max_length=500,
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message=_("This is no web address. It begins with https:// or http://."),
            )
        ],
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    role = forms.ChoiceField(
        label=_("Who are you?"),
        choices=[
            (ErrorReport.Role.READER, _("A reader")),
            (ErrorReport.Role.SUBJECT, _("The person or office this page is about, or their staff")),
        ],
        initial=ErrorReport.Role.READER,
        widget=forms.RadioSelect,
    )

    def clean_text(self):
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        if (found := private_part(text)) in PRIVATE:
            raise forms.ValidationError(PRIVATE[found])
        return text
