"""The editors' screens of this room: short forms over facts. A model joins by a class and one line below."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from portal.core.admin_scope import CoverageForm, CoveredViewSet
from races.choosers import CHOOSERS, PersonForm
from races.models import (
    Candidacy,
    CommunityGroup,
    County,
    Coverage,
    Election,
    Office,
    Person,
    Position,
    Race,
    State,
    Tenure,
    Topic,
)

# An editor enters and corrects facts; taking one away is the reviewer's.
EDITORS_MAY = ("view", "add", "change")
REVIEWERS_MAY = (*EDITORS_MAY, "delete")

SOURCE = MultiFieldPanel(
    [
        FieldPanel("source_url", help_text=_("The web address where a reader can check this.")),
        FieldPanel("source_title", help_text=_("What the source calls itself, for example “List of candidates”.")),
        FieldRowPanel([FieldPanel("source_date"), FieldPanel("source_checked")]),
        FieldPanel("archive_url", help_text=_("A saved copy, for example at web.archive.org. May be empty.")),
    ],
    _("Source"),
)


class FactViewSet(CoveredViewSet):
    editors_may = EDITORS_MAY
    reviewers_may = REVIEWERS_MAY


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
    ]
    list_display = ["name", "sort_name"]
    list_export = ["name", "sort_name"]
    search_fields = ["name", "sort_name"]
    inspect_view_fields = ["name", "sort_name", "group"]


class RaceForm(CoverageForm):
    """Only elections in states of covered offices can be picked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "election" in self.fields:
            states = self.fields["office"].queryset.values("state")
            self.fields["election"].queryset = Election.objects.filter(state__in=states).select_related("state")


class RaceViewSet(FactViewSet):
    model = Race
    name = "races"
    icon = "calendar-alt"
    form_base = RaceForm
    panels = [
        HelpPanel(_("A race is one office on one election day. Its page is made when you save.")),
        FieldPanel("office"),
        FieldPanel("election", help_text=_("Not in the list? Ask an admin to add the election.")),
        FieldRowPanel([FieldPanel("seats"), FieldPanel("seat", help_text=_("Empty where there is only one."))]),
        MultiFieldPanel([FieldPanel("field_known"), FieldPanel("ballot_order_known")], _("What is known")),
        SOURCE,
        MultiFieldPanel(
            [
                FieldPanel("result_status"),
                FieldPanel("result_label"),
                FieldPanel("result_source_url"),
                FieldPanel("result_source_title"),
                FieldPanel("result_checked"),
            ],
            _("Result"),
            help_text=_("Leave as it is until votes are counted."),
        ),
    ]
    list_display = ["office", "election", "result_status"]
    list_filter = ["office", "result_status"]
    list_export = ["office", "election", "seats", "seat", "result_status", "source_url", "source_title"]
    search_fields = ["office__district", "slug"]
    ordering = ["-election__date", "office__district"]


class CandidacyViewSet(FactViewSet):
    model = Candidacy
    name = "candidacies"
    icon = "group"
    panels = [
        HelpPanel(_("One person in one race. The profile page is made when you save; then write its text.")),
        FieldPanel("race"),
        FieldPanel("person", help_text=_("Not in the list? Use the tab “New person” in the window.")),
        FieldPanel("ballot_name", help_text=_("Exactly as the official list prints it.")),
        FieldRowPanel([FieldPanel("party"), FieldPanel("designation")]),
        FieldRowPanel([FieldPanel("status"), FieldPanel("ballot_order")]),
        FieldPanel("incumbent", help_text=_("“Unknown” until a source says so.")),
        SOURCE,
        MultiFieldPanel([FieldPanel("outcome"), FieldPanel("votes")], _("Result")),
    ]
    list_display = ["ballot_name", "race", "status", "outcome"]
    list_filter = ["race", "status"]
    list_export = ["ballot_name", "race", "party", "status", "outcome", "votes", "source_url", "source_title"]
    search_fields = ["ballot_name", "race__office__district"]


class PositionViewSet(FactViewSet):
    model = Position
    name = "positions"
    icon = "openquote"
    panels = [
        HelpPanel(_("What a candidate said on a topic: your one-line summary, then their own words.")),
        FieldPanel("candidacy"),
        FieldPanel("topic"),
        FieldPanel("summary", help_text=_("One neutral sentence.")),
        FieldPanel("quote", help_text=_("Copy their words. Change nothing.")),
        FieldPanel("said_on"),
        SOURCE,
    ]
    list_display = ["summary", "candidacy", "topic", "said_on"]
    list_filter = ["candidacy", "topic"]
    list_export = ["candidacy", "topic", "summary", "quote", "said_on", "source_url", "source_title"]
    search_fields = ["summary", "quote", "candidacy__ballot_name"]


class TenureViewSet(FactViewSet):
    model = Tenure
    name = "tenures"
    icon = "key"
    menu_label = _("Terms in office")
    panels = [
        HelpPanel(
            _("Who holds or held an office. A won election is not enough: it needs a dated source of its own.")
        ),
        FieldPanel("office"),
        FieldPanel("person"),
        FieldPanel("how"),
        FieldRowPanel([FieldPanel("began"), FieldPanel("ended"), FieldPanel("term_ends")]),
        SOURCE,
    ]
    list_display = ["person", "office", "how", "began", "ended"]
    list_filter = ["office", "how"]
    list_export = ["person", "office", "how", "began", "ended", "term_ends", "source_url", "source_title"]
    search_fields = ["person__name", "office__district"]


# Below: places, elections, topics and coverage. Imports and admins keep them; no community group may.


class OfficeViewSet(CoveredViewSet):
    model = Office
    name = "offices"
    icon = "home"
    panels = [
        FieldPanel("state"),
        FieldPanel("district"),
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("began"), FieldPanel("ended")]),
        FieldPanel("ocd_division_id"),
        FieldPanel("counties_complete"),
        SOURCE,
    ]
    list_display = ["name", "state", "kind"]
    list_filter = ["state", "kind"]
    search_fields = ["district", "title"]


class ElectionViewSet(CoveredViewSet):
    model = Election
    name = "elections"
    icon = "date"
    panels = [
        FieldPanel("state"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("kind"), FieldPanel("party")]),
        FieldRowPanel([FieldPanel("filing_closes"), FieldPanel("register_by")]),
        FieldRowPanel([FieldPanel("early_vote_from"), FieldPanel("mail_ballot_request_by")]),
        SOURCE,
    ]
    list_display = ["date", "state", "kind", "party"]
    list_filter = ["state", "kind"]


class StateViewSet(CoveredViewSet):
    model = State
    name = "states"
    icon = "site"
    panels = [
        FieldPanel("selection"),
        FieldPanel("prosecutor_title"),
        FieldRowPanel([FieldPanel("term_years"), FieldPanel("partisan")]),
        FieldPanel("other_prosecutors"),
        FieldPanel("rule_status"),
        FieldPanel("rule_source_url"),
        FieldPanel("rule_source_title"),
        FieldPanel("rule_checked"),
    ]
    list_display = ["name", "selection", "rule_status"]
    search_fields = ["name"]


class CountyViewSet(CoveredViewSet):
    model = County
    name = "counties"
    icon = "site"
    panels = [FieldPanel("name"), FieldPanel("kind"), FieldPanel("valid_from"), FieldPanel("valid_to")]
    list_display = ["name", "state", "fips"]
    list_filter = ["state"]
    search_fields = ["name", "fips"]


class TopicViewSet(CoveredViewSet):
    model = Topic
    name = "topics"
    icon = "tag"
    panels = [FieldPanel("name"), FieldPanel("name_es"), FieldPanel("slug"), FieldPanel("order")]
    list_display = ["name", "name_es", "order"]


class CommunityGroupViewSet(CoveredViewSet):
    model = CommunityGroup
    name = "groups-of-editors"
    icon = "group"
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("legal_form"),
        FieldPanel("mode"),
        FieldPanel("scoring_reason"),
        FieldPanel("scoring_since"),
        FieldPanel("editors"),
        FieldPanel("reviewers"),
    ]
    list_display = ["name", "legal_form", "mode"]


class CoverageViewSet(CoveredViewSet):
    model = Coverage
    name = "coverage"
    icon = "lock-open"
    panels = [FieldPanel("group"), FieldPanel("office"), FieldPanel("state")]
    list_display = ["group", "office", "state"]
    list_filter = ["group"]


# One line a screen, in the order of the menu.
VIEWSETS = (
    RaceViewSet(),
    CandidacyViewSet(),
    PositionViewSet(),
    PersonViewSet(),
    TenureViewSet(),
    OfficeViewSet(),
    ElectionViewSet(),
    StateViewSet(),
    CountyViewSet(),
    TopicViewSet(),
    CommunityGroupViewSet(),
    CoverageViewSet(),
)
CHOOSER_VIEWSETS = tuple(chooser() for chooser in CHOOSERS)
