"""What the editors' screens of every room share: who may do what, and the panel for a source."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from portal.core.admin_scope import CoveredViewSet

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
