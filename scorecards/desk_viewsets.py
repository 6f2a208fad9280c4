"""The editors' screens for scorecards, their subjects and the marking desk."""

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from races.screens import EDITORS_MAY, REVIEWERS_MAY, SOURCE, FactViewSet
from scorecards import desk
from scorecards.desk_forms import BodyForm, ScorecardForm, SubjectForm
from scorecards.desk_views import Assign, Disagreements, Duplicates, Home, Subjects
from scorecards.mark_views import Grid, Sheet
from scorecards.marks_upload import MarksTable
from scorecards.models import Body, Evidence, Scorecard, Subject


class CardCreate(generic.CreateView):
    def get_success_url(self):
        return reverse("scorecards:subjects", args=[self.object.pk])


class CardEdit(generic.EditView):
    def get_success_url(self):
        return reverse("scorecards:inspect", args=[self.object.pk])


class CardList(generic.IndexView):
    @cached_property
    def columns(self):
        return [*super().columns, Column("yours", label=_("Your work"), accessor=self.own_work)]

    def own_work(self, scorecard):
        share = desk.own_work(scorecard, self.request.user)
        if share is None:
            return _("nothing by name")
        return gettext("%(done)d of %(of)d marked") % {"done": share.done, "of": share.of}

    def get_edit_url(self, instance):
        """A scorecard opens at its desk; its form is one button away there."""
        return reverse("scorecards:inspect", args=[instance.pk])


class ScorecardViewSet(FactViewSet):
    model = Scorecard
    name = "scorecards"
    icon = "tasks"
    menu_label = _("Scorecards and marking")
    form_base = ScorecardForm
    add_view_class, edit_view_class, index_view_class = CardCreate, CardEdit, CardList
    inspect_view_class = Home
    inspect_view_fields = ["title"]
    panels = [
        HelpPanel(
            _(
                "A published standard applied to its subjects. Save, say whom it is about and who marks what, "
                "then mark. Nothing is public before it is released."
            )
        ),
        FieldPanel("standard", help_text=_("Only standards that are published can be marked.")),
        FieldPanel("race", help_text=_("For a standard about candidates.")),
        FieldPanel("title"),
        FieldPanel("slug", help_text=_("The last part of its public address.")),
        FieldRowPanel([FieldPanel("second_marks"), FieldPanel("reply_days")]),
        MultiFieldPanel([FieldPanel("for_residents"), FieldPanel("for_scored")], _("How to use it")),
    ]
    list_display = ["title", "standard", "race", "second_marks"]
    list_filter = ["standard"]
    list_export = ["title", "slug", "standard", "race", "second_marks", "reply_days"]
    search_fields = ["title", "standard__title"]

    # name of the address: its view
    DESK = {
        "subjects": Subjects,
        "assign": Assign,
        "grid": Grid,
        "disagreements": Disagreements,
        "duplicates": Duplicates,
        "table": MarksTable,
    }

    def get_urlpatterns(self):
        own = [
            path(f"{name}/<int:pk>/", self.construct_view(view, fields=self.inspect_view_fields), name=name)
            for name, view in self.DESK.items()
        ]
        return [*super().get_urlpatterns(), *own]


class SubjectEdit(generic.EditView):
    def get_success_url(self):
        return reverse("scorecards:subjects", args=[self.object.scorecard_id])


class SubjectList(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().for_list().select_related("scorecard")


class SubjectViewSet(FactViewSet):
    """They are added at their scorecard, all of a race at once."""

    model = Subject
    name = "scored-subjects"
    icon = "group"
    menu_label = _("Subjects")
    editors_may = tuple(may for may in EDITORS_MAY if may != "add")
    reviewers_may = tuple(may for may in REVIEWERS_MAY if may != "add")
    form_base = SubjectForm
    edit_view_class, index_view_class = SubjectEdit, SubjectList
    inspect_view_fields = ["scorecard", "slug", "cohort", "order"]
    panels = [
        FieldPanel("scorecard", read_only=True),
        FieldPanel("cohort"),
        FieldPanel("slug", help_text=_("The last part of its public address.")),
        FieldPanel("order", help_text=_("Its place in the list. Candidates keep the order of the ballot.")),
    ]
    list_display = ["__str__", "scorecard", "cohort", "order"]
    list_filter = ["scorecard", "cohort"]
    list_export = ["scorecard", "slug", "name", "cohort", "order"]
    search_fields = ["slug", "scorecard__title"]

    def get_urlpatterns(self):
        mark = path("mark/<int:pk>/", self.construct_view(Sheet, fields=self.inspect_view_fields), name="mark")
        return [*super().get_urlpatterns(), mark]


class BodyViewSet(FactViewSet):
    model = Body
    name = "bodies"
    icon = "site"
    menu_label = _("Other public bodies")
    form_base = BodyForm
    panels = [
        HelpPanel(_("A public body that a scorecard is about and that is no prosecutor’s office on record.")),
        FieldPanel("group"),
        FieldPanel("name"),
        FieldPanel("slug"),
        SOURCE,
    ]
    list_display = ["name", "group"]
    list_export = ["name", "slug", "group", "source_url", "source_title"]
    search_fields = ["name"]


class EvidenceViewSet(FactViewSet):
    model = Evidence
    name = "evidence"
    icon = "openquote"
    menu_label = _("Evidence")
    panels = [
        HelpPanel(
            _(
                "What a source says about an office or another public body, word for word. Choose one of the two. "
                "Words of candidates are positions."
            )
        ),
        FieldPanel("office"),
        FieldPanel("body"),
        FieldPanel("quote", help_text=_("Copy the words. Change nothing.")),
        FieldPanel("said_on"),
        SOURCE,
    ]
    list_display = ["quote", "office", "body", "said_on"]
    list_filter = ["office", "body"]
    list_export = ["office", "body", "quote", "said_on", "source_url", "source_title"]
    search_fields = ["quote", "body__name", "office__district"]


# One line a screen, in the order of the menu.
VIEWSETS = (ScorecardViewSet(), SubjectViewSet(), BodyViewSet(), EvidenceViewSet())
