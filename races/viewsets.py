"""The editors' screens of this room: short forms over facts. A model joins by a class and one line below."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel

from portal.core.admin_scope import CoveredViewSet
from races.choosers import CHOOSERS
from races.election_screens import (
    BallotLineViewSet,
    CandidacyViewSet,
    ElectionViewSet,
    ListLockViewSet,
    RaceViewSet,
)
from races.group_screens import CommunityGroupViewSet
from races.models import (
    County,
    Coverage,
    Office,
    Position,
    State,
    Tenure,
    Topic,
)
from races.person_screens import LINKS, NAMES, PEOPLE
from races.screens import SOURCE, FactViewSet


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
        FieldPanel("capture"),
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
    BallotLineViewSet(),
    ListLockViewSet(),
    PositionViewSet(),
    PEOPLE,
    LINKS,
    NAMES,
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
