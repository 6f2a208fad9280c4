"""The screens about a person: name, photo, other names and links."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, Panel
from wagtail.admin.views import generic

from portal.core.admin_scope import CoverageForm
from races import fairness
from races.choosers import PersonForm
from races.models import Candidacy, Person, PersonLink, PersonName
from races.screens import FactViewSet


class PersonPanel(Panel):
    """Other names and links on the person's own screen, each with a way to add one, and why a link of the
    campaign is not shown."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/person_panel.html"

        def is_shown(self):
            return bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            return {
                **super().get_context_data(parent_context),
                "links": self.instance.links.all(),
                "names": self.instance.other_names.all(),
                "held_back": held_back(self.instance),
            }


def held_back(person):
    """[{"race", "kind", "names"}]: the person's links that a race's pages leave out, and whom they wait for."""
    found = []
    for candidacy in Candidacy.objects.filter(person=person).standing().for_profile():
        rivals = Candidacy.objects.listed(candidacy.race).standing().with_links()
        kinds = {rival: [link.kind for link in rival.person.links.all()] for rival in rivals}
        for kind, without in fairness.all_or_none(kinds).items():
            if without and candidacy not in without:
                names = ", ".join(rival.ballot_name for rival in without)
                found.append({"race": candidacy.race, "kind": PersonLink.Kind(kind).label, "names": names})
    return found


class PartCreate(generic.CreateView):
    """The person in the address, if this editor covers them."""

    def get_initial_form_instance(self):
        pk = self.request.GET.get("person", "")
        covered = Person.objects.covered_by(self.request.user)
        person = covered.filter(pk=pk if pk.isdecimal() else None).first()
        return self.model(person=person) if person else None

    def get_success_url(self):
        return reverse(PEOPLE.get_url_name("edit"), args=[self.object.person_id])


class PersonViewSet(FactViewSet):
    model = Person
    name = "people"
    icon = "user"
    form_base = PersonForm
    panels = [
        HelpPanel(
            _("Public office, not private life: no address, birth date, family or health is kept about anyone.")
        ),
        FieldPanel("name"),
        FieldPanel("sort_name"),
        FieldPanel(
            "photo",
            help_text=_("Shown only where the picture says its credit and its license; else the initials stand."),
        ),
        PersonPanel(heading=_("Links and other names")),
    ]
    list_display = ["name", "sort_name"]
    list_export = ["name", "sort_name"]
    search_fields = ["name", "sort_name"]
    inspect_view_fields = ["name", "sort_name", "group"]


class PersonLinkViewSet(FactViewSet):
    model = PersonLink
    name = "person-links"
    icon = "link"
    menu_label = _("Links")
    add_view_class = PartCreate
    panels = [
        HelpPanel(
            _(
                "Pages of a campaign are shown for everyone who stands in a race or for nobody. "
                "Pages that ask for donations are never linked."
            )
        ),
        FieldPanel("person"),
        FieldPanel("kind"),
        FieldPanel("url"),
        FieldPanel("title", help_text=_("What the page calls itself.")),
        FieldPanel("checked"),
    ]
    list_display = ["title", "person", "kind", "checked"]
    list_filter = ["person", "kind"]
    list_export = ["person", "kind", "url", "title", "checked"]
    search_fields = ["title", "url", "person__name"]


class PersonNameForm(CoverageForm):
    """Whoever enters the name has decided that it is the same person, and stands for it."""

    def save(self, commit=True):
        if self.instance._state.adding:
            self.instance.decided_by = self.for_user.get_username()
            self.instance.decided_on = timezone.localdate()
        return super().save(commit)


class PersonNameViewSet(FactViewSet):
    model = PersonName
    name = "person-names"
    icon = "user"
    menu_label = _("Other names")
    add_view_class = PartCreate
    form_base = PersonNameForm
    panels = [
        HelpPanel(_("Another way that official lists print this person's name. You decide that it is the same.")),
        FieldPanel("person"),
        FieldPanel("name"),
    ]
    list_display = ["name", "person", "decided_by", "decided_on"]
    list_filter = ["person"]
    list_export = ["person", "name", "decided_by", "decided_on"]
    search_fields = ["name", "person__name"]


PEOPLE, LINKS, NAMES = PersonViewSet(), PersonLinkViewSet(), PersonNameViewSet()
