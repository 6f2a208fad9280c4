"""A public form that anyone may send without an account, and programs should not."""

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

LEAST_SECONDS, MOST_SECONDS = 3, 86_400


class GuardedForm(forms.Form):
    """`website` is a trap: only a program fills it in. `made` is a signed time: a form sent back within seconds
    was not read by a person. `salt` names the form."""

    salt = ""
    website = forms.CharField(required=False)
    made = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def stamp(cls):
        return signing.TimestampSigner(salt=cls.salt).sign("x")

    def clean(self):
        signer = signing.TimestampSigner(salt=self.salt)
        try:
            signer.unsign(self.cleaned_data.get("made", ""), max_age=MOST_SECONDS)
        except signing.BadSignature:
            text = _("This page was open for too long. Your text is still here: please send it again.")
            self.add_error(None, text)
            return
        if self.in_haste(signer):
            self.add_error(None, self.too_quick())

    def in_haste(self, signer):
        try:
            signer.unsign(self.cleaned_data["made"], max_age=LEAST_SECONDS)
        except signing.SignatureExpired:
            return False
        return True

    def too_quick(self):
        return _("That was very quick. Please read what you wrote once more and send it again.")

    @property
    def by_program(self):
        return bool(self.data.get("website"))
