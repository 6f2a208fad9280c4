"""The first thing an editor sees: the offices they cover, the forms they need most, and what waits for them."""

from django.db.models import Q
from wagtail.admin.ui.components import Component

from portal.core.coverage import covered
from portal.core.models import ErrorReport
from portal.pages.models import OfficePage
from races.models import CommunityGroup, Office
from scorecards.models import Assignment, Reply, Scorecard

SHOWN = 12


class StartPanel(Component):
    name = "start"
    template_name = "admin/start_panel.html"
    order = 50

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        offices = OfficePage.objects.filter(office__in=Office.objects.covered_by(user)).order_by("title")
        groups = CommunityGroup.objects.filter(Q(editors__user=user) | Q(reviewers__user=user)).distinct()
        return {
            "groups": groups,
            "is_reviewer": groups.filter(reviewers__user=user).exists(),
            "pages": offices[:SHOWN],
            "more": max(offices.count() - SHOWN, 0),
            "scorecards": Scorecard.objects.covered_by(user).count(),
            "assigned": Assignment.objects.filter(user=user).count(),
            "replies": Reply.objects.covered_by(user).filter(checked_on=None).count(),
            "reports": covered(ErrorReport.objects.filter(status=ErrorReport.Status.WAITING), user).count(),
        }
