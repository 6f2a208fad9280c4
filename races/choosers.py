"""The windows in which an editor picks an office, a race, a person or a candidate: covered ones only."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import formfield_for_dbfield

from portal.core.admin_scope import CoverageForm, CoveredChooserViewSet
from races.models import Candidacy, CommunityGroup, Office, Person, Race


class PersonForm(CoverageForm):
    """A new person belongs to the group of whoever enters the name, until a candidacy or tenure decides."""

    class Meta:
        model = Person
        fields = ["name", "sort_name"]
        formfield_callback = formfield_for_dbfield

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("As the person writes it in public, for example Maria T. Lopez.")
        self.fields["sort_name"].required = False
        self.fields["sort_name"].help_text = _(
            "Last name first, for example Lopez, Maria T. Left empty, the name above is used."
        )

    def save(self, commit=True):
        if self.instance._state.adding and self.for_user:
            self.instance.group = CommunityGroup.objects.filter(
                Q(editors__user=self.for_user) | Q(reviewers__user=self.for_user)
            ).first()
        return super().save(commit)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("sort_name"):
            cleaned["sort_name"] = cleaned.get("name", "")
        return cleaned


class OfficeChooser(CoveredChooserViewSet):
    name = "office_chooser"
    model = Office
    icon = "home"
    choose_one_text = _("Choose an office")
    choose_another_text = _("Choose another office")
    related = ("state",)
    search_lookups = ("district__icontains", "title__icontains", "state__name__icontains")


class RaceChooser(CoveredChooserViewSet):
    name = "race_chooser"
    model = Race
    icon = "calendar-alt"
    choose_one_text = _("Choose a race")
    choose_another_text = _("Choose another race")
    related = ("office", "election")
    search_lookups = ("office__district__icontains", "slug__icontains")


class PersonChooser(CoveredChooserViewSet):
    name = "person_chooser"
    model = Person
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    creation_form_class = PersonForm
    creation_tab_label = _("New person")
    create_action_label = _("Add this person")
    search_lookups = ("name__icontains", "sort_name__icontains")


class CandidacyChooser(CoveredChooserViewSet):
    name = "candidacy_chooser"
    model = Candidacy
    icon = "user"
    choose_one_text = _("Choose a candidate")
    choose_another_text = _("Choose another candidate")
    search_lookups = ("ballot_name__icontains", "race__office__district__icontains")


CHOOSERS = (OfficeChooser, RaceChooser, PersonChooser, CandidacyChooser)
