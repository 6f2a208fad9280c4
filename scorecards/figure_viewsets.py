"""The editors' screens for office numbers: what stands beside a figure, the files it came from, the measures."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from portal.core.admin_scope import CoveredViewSet
from races.screens import SOURCE, FactViewSet
from scorecards.dataset_viewset import DATASETS
from scorecards.figure_forms import EstimateForm, GoalForm, MetricForm, OfficeForm, PastForm, RequestForm
from scorecards.models import Estimate, Goal, Marker, Metric, OfficeComment, RecordsRequest


class MarkerViewSet(FactViewSet):
    model = Marker
    name = "markers"
    icon = "date"
    menu_label = _("Days that matter")
    form_base = OfficeForm
    panels = [
        HelpPanel(
            _(
                "A day on which something changed that a reader of the figures must know: a law, the case system, "
                "the way of counting. It is marked on every trend of the office. When a term began is marked by "
                "itself."
            )
        ),
        FieldPanel("office"),
        FieldPanel("state", help_text=_("Instead of an office: marked for every office of the state.")),
        FieldRowPanel([FieldPanel("date"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("label"), FieldPanel("label_es", heading=_("Label in Spanish"))]),
        FieldPanel("detail", help_text=_("One plain sentence: what changed. It does not say what that caused.")),
        FieldPanel("detail_es", heading=_("Detail in Spanish")),
        SOURCE,
    ]
    list_display = ["date", "label", "kind", "office", "state"]
    list_filter = ["kind", "office"]
    list_export = ["office", "state", "date", "kind", "label", "detail", "source_url", "source_title"]
    search_fields = ["label", "detail", "office__district"]


class OfficeCommentViewSet(FactViewSet):
    model = OfficeComment
    name = "office-comments"
    icon = "comment"
    menu_label = _("Comments by offices")
    form_base = PastForm
    panels = [
        HelpPanel(
            _("What the office itself says about one of its figures. It is printed whole, beside the figure.")
        ),
        FieldPanel("office"),
        FieldPanel("metric", heading=_("Measure")),
        FieldPanel("text", help_text=_("Copy their words. Change nothing.")),
        FieldPanel("said_on", heading=_("Day on which they said it")),
        SOURCE,
    ]
    list_display = ["office", "metric", "said_on", "text"]
    list_filter = ["office", "metric"]
    list_export = ["office", "metric", "said_on", "text", "source_url", "source_title"]
    search_fields = ["text", "office__district"]


class GoalViewSet(FactViewSet):
    model = Goal
    name = "goals"
    icon = "pick"
    menu_label = _("Goals")
    form_base = GoalForm
    panels = [
        HelpPanel(
            _(
                "Where a figure is meant to go. The office’s own goal, or a community’s, which says who agreed to "
                "it and when."
            )
        ),
        FieldPanel("office"),
        FieldPanel("metric", heading=_("Measure")),
        FieldPanel("text", help_text=_("Copy their words. Change nothing.")),
        FieldRowPanel(
            [
                FieldPanel("value", help_text=_("In the measure’s unit. A share as a part of 1: 20% is 0.2.")),
                FieldPanel("due", heading=_("To be reached by"), help_text=_("Empty if no day was named.")),
            ]
        ),
        MultiFieldPanel(
            [
                FieldPanel("by"),
                FieldPanel("group", help_text=_("Only for a community’s goal. Empty for the office’s own.")),
                FieldPanel(
                    "agreed_by", help_text=_("For example “Members’ meeting, 84 of 90”. No private names.")
                ),
                FieldPanel("agreed_on"),
            ],
            _("Who set it"),
        ),
        SOURCE,
    ]
    list_display = ["office", "metric", "by", "value", "due", "agreed_on"]
    list_filter = ["office", "metric", "by"]
    list_export = [
        "office",
        "metric",
        "by",
        "group",
        "text",
        "value",
        "due",
        "agreed_by",
        "agreed_on",
        "source_url",
    ]
    search_fields = ["text", "office__district"]


class RecordsRequestViewSet(FactViewSet):
    model = RecordsRequest
    name = "records-requests"
    icon = "mail"
    menu_label = _("Requests for records")
    form_base = RequestForm
    panels = [
        HelpPanel(
            _("A request for records, and what came of it. What an office does not hand over is a finding too.")
        ),
        FieldPanel("office"),
        FieldPanel("asked_for", help_text=_("What was asked for, in one plain sentence.")),
        FieldPanel("asked_by", help_text=_("A group or a paper. Never the name of a private person.")),
        FieldPanel("asked_on", heading=_("Day of asking")),
        FieldPanel("outcome", heading=_("What came of it")),
        FieldRowPanel([FieldPanel("answered_on", heading=_("Day of the answer")), FieldPanel("quoted_cost")]),
        FieldPanel("reason", help_text=_("Their words.")),
        SOURCE,
    ]
    list_display = ["office", "asked_for", "asked_on", "outcome", "quoted_cost"]
    list_filter = ["office", "outcome"]
    list_export = [
        "office",
        "asked_for",
        "asked_by",
        "asked_on",
        "outcome",
        "answered_on",
        "quoted_cost",
        "reason",
        "source_url",
    ]
    search_fields = ["asked_for", "office__district"]


class EstimateViewSet(FactViewSet):
    model = Estimate
    name = "estimates"
    icon = "glasses"
    menu_label = _("Studies’ estimates")
    form_base = EstimateForm
    panels = [
        HelpPanel(
            _(
                "What a published study found out about causes: what followed from a decision. Take its numbers "
                "and its interval as printed."
            )
        ),
        FieldPanel("metric", heading=_("Measure")),
        FieldPanel("office", help_text=_("The office that it is about.")),
        FieldPanel("place", help_text=_("For example “Sample County, 2018 to 2024”.")),
        FieldPanel("finding", help_text=_("One or two plain sentences. No more than the study says.")),
        FieldRowPanel([FieldPanel("value"), FieldPanel("low"), FieldPanel("high")]),
        FieldRowPanel([FieldPanel("unit", help_text=_("For example percentage points.")), FieldPanel("level")]),
        FieldPanel("design", help_text=_("For example “Cases assigned by chance to reviewers”.")),
        FieldPanel("citation"),
        SOURCE,
    ]
    list_display = ["metric", "place", "value", "unit", "office"]
    list_filter = ["metric", "office"]
    list_export = ["metric", "office", "place", "finding", "value", "low", "high", "unit", "level", "citation"]
    search_fields = ["finding", "place", "citation"]


class MetricViewSet(CoveredViewSet):
    """For admins: one list of measures for everybody."""

    model = Metric
    name = "measures"
    icon = "decimal"
    form_base = MetricForm
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_es", heading=_("Name in Spanish"))]),
        FieldRowPanel(
            [
                FieldPanel("slug", heading=_("Its address under /metrics/"), help_text=_("It stays for good.")),
                FieldPanel("kind", help_text=_("It stays for good.")),
            ]
        ),
        FieldPanel("category"),
        FieldPanel("definition"),
        FieldPanel("definition_es", heading=_("Definition in Spanish")),
        FieldPanel("why"),
        FieldPanel("why_es", heading=_("Why it matters, in Spanish")),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("numerator"), FieldPanel("numerator_es", heading=_("Numerator in Spanish"))]
                ),
                FieldRowPanel(
                    [FieldPanel("denominator"), FieldPanel("denominator_es", heading=_("Denominator in Spanish"))]
                ),
                FieldRowPanel([FieldPanel("unit"), FieldPanel("unit_es", heading=_("Unit in Spanish"))]),
                FieldRowPanel([FieldPanel("unit_of_count"), FieldPanel("severity_scope")]),
                FieldRowPanel([FieldPanel("start_clock"), FieldPanel("cohort_date")]),
                FieldPanel("minimum_base", help_text=_("At least 10: a figure about fewer people is hidden.")),
            ],
            _("How it is counted"),
        ),
        FieldPanel("flags", help_text=_("Two offices are compared only where these answers are the same.")),
        FieldPanel("direction"),
        MultiFieldPanel(
            [
                FieldPanel("definition_source", help_text=_("For example Justice Counts.")),
                FieldPanel("definition_url"),
                FieldPanel("ppi_code"),
            ],
            _("Source of the definition"),
        ),
        FieldPanel("order"),
    ]
    list_display = ["name", "category", "kind", "unit_of_count", "minimum_base"]
    list_filter = ["category", "kind"]
    search_fields = ["name", "slug"]


# One line a screen, in the order of the menu.
VIEWSETS = (
    DATASETS,
    MarkerViewSet(),
    OfficeCommentViewSet(),
    GoalViewSet(),
    RecordsRequestViewSet(),
    EstimateViewSet(),
    MetricViewSet(),
)
