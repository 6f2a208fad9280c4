"""The screen of delivered files: what people may say about one, never what its bytes prove."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet

from portal.core.admin_scope import ScopeMixin
from races.screens import FactViewSet
from scorecards.figure_forms import PastForm
from scorecards.models import Dataset
from scorecards.upload_view import Upload


class FileList(generic.IndexView):
    add_item_label = _("Upload figures")


class DatasetViewSet(FactViewSet):
    """A file comes by the upload screen or by an import; what its bytes prove is never edited."""

    model = Dataset
    name = "datasets"
    icon = "doc-full"
    menu_label = _("Files")
    form_base = PastForm
    editors_may = ("view", "add")
    reviewers_may = ("view", "add", "change")
    UNUSED = (*ScopeMixin.UNUSED, "delete")
    index_view_class = FileList
    panels = [
        HelpPanel(
            _("One delivered file. Name, hash, rows and days come from the file itself and stay as they are.")
        ),
        FieldPanel("title", read_only=True),
        FieldPanel("office", read_only=True),
        FieldPanel("sha256", read_only=True),
        FieldPanel("archive_url", help_text=_("A saved copy, for example at web.archive.org.")),
        MultiFieldPanel(
            [
                FieldPanel(
                    "cadence", help_text=_("How often a new one is to come. A late one is printed as overdue.")
                ),
                FieldRowPanel(
                    [
                        FieldPanel("ended", heading=_("If it ended, how")),
                        FieldPanel("ended_on", heading=_("Since when")),
                    ]
                ),
                FieldPanel("ended_note", help_text=_("What the publisher says about it, in one sentence.")),
                FieldPanel("ended_url"),
            ],
            _("The next delivery"),
        ),
        FieldPanel("limits", help_text=_("What the file cannot tell, for readers.")),
        FieldPanel("limits_es", heading=_("Known limits in Spanish")),
        FieldPanel("revision_reason", help_text=_("Public, in the change log.")),
        MultiFieldPanel(
            [
                FieldPanel("may_republish"),
                FieldPanel("may_hand_out", help_text=_("Never for a file with one row a case.")),
            ],
            _("What its license lets us do"),
        ),
    ]
    list_display = ["title", "office", "period_to", "retrieved", Column("rows", label=_("Rows"))]
    list_filter = ["office", "cadence", "ended"]
    list_export = ["office", "table", "title", "publisher", "sha256", "rows", "retrieved", "cadence", "ended"]
    search_fields = ["title", "publisher", "office__district"]
    inspect_view_fields = [
        "title",
        "office",
        "table",
        "publisher",
        "url",
        "archive_url",
        "licence",
        "file_name",
        "sha256",
        "rows",
        "period_from",
        "period_to",
        "retrieved",
        "recorded_on",
        "cadence",
        "ended",
        "limits",
    ]

    def get_common_view_kwargs(self, **kwargs):
        return {**super().get_common_view_kwargs(**kwargs), "delete_url_name": ViewSet.UNDEFINED}

    @property
    def add_view(self):
        """No form of one row: figures come as a table, and what it would do is seen first."""
        return self.construct_view(Upload)


DATASETS = DatasetViewSet()
