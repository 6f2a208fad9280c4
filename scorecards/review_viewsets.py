"""The editors' screens for what is under review and for what was withdrawn."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from portal.core.admin_scope import CoveredViewSet, ScopeMixin
from portal.core.coverage import covered
from scorecards import under_review
from scorecards.models import UnderReview, Withdrawal
from scorecards.withdraw_view import Withdraw
from scorecards.withdrawing import about


class KeptViewSet(CoveredViewSet):
    """Rows that are added, looked at, and never edited or deleted."""

    UNUSED = (*ScopeMixin.UNUSED, "edit", "delete")
    menu_icon = "warning"

    def get_common_view_kwargs(self, **kwargs):
        none = {"edit_url_name": ViewSet.UNDEFINED, "delete_url_name": ViewSet.UNDEFINED}
        return {**super().get_common_view_kwargs(**kwargs), **none}


class Put(generic.CreateView):
    success_message = _("Every page says “Under review” in its place from now on. A second person can lift it.")

    def get_initial_form_instance(self):
        """What the address names, if this person covers it."""
        named = {}
        for field in ("subject", "question", "promise", "candidacy", "office", "metric"):
            pk = self.request.GET.get(field, "")
            rows = UnderReview._meta.get_field(field).related_model.objects.all()
            if pk.isdecimal():
                rows = covered(rows, self.request.user) if hasattr(rows, "covered_by") else rows
                named[field] = rows.filter(pk=pk).first()
        return UnderReview(**named, by=self.request.user.get_username())

    def form_valid(self, form):
        if not under_review.may_review(form.instance, self.request.user):
            form.add_error(None, _("Only a reviewer of the group that covers this may put it under review."))
            return self.form_invalid(form)
        form.instance.by = self.request.user.get_username()
        return super().form_valid(form)

    def get_success_buttons(self):
        return []


class InspectReview(generic.InspectView):
    @cached_property
    def header_more_buttons(self):
        if self.object.lifted_on or not under_review.may_review(self.object, self.request.user):
            return []
        url = reverse(REVIEWS.get_url_name("lift"), args=[self.object.pk])
        return [Button(_("Lift the review"), url=url, icon_name="check", priority=5)]


class Lift(generic.InspectView):
    """Shows the review once more; lifts it on POST."""

    any_permission_required = ["add"]
    page_title = _("Lift the review")
    template_name = "admin/lift_review.html"

    def post(self, request, *args, **kwargs):
        try:
            under_review.lift(self.object, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("Lifted. Every page shows it again."))
        return redirect(REVIEWS.get_url_name("inspect"), self.object.pk)


class UnderReviewViewSet(KeptViewSet):
    model = UnderReview
    name = "under-review"
    icon = "warning"
    editors_may = ("view",)
    reviewers_may = ("view", "add")
    add_view_class = Put
    inspect_view_class = InspectReview
    panels = [
        HelpPanel(
            _(
                "Name one thing: a promise, a profile, a figure or a mark. Every live page prints “Under review "
                "since” and the day in its place at once. A second person has to lift it."
            )
        ),
        FieldPanel("reason"),
        FieldPanel("promise"),
        FieldPanel("candidacy", heading=_("Profile of")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("office"), FieldPanel("metric")])], _("Figure")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("subject"), FieldPanel("question")])], _("Mark")),
    ]
    list_display = [
        TitleColumn("what", label=_("What"), accessor=under_review.named, url_name="under-review:inspect"),
        Column("since", label=_("Since")),
        Column("by", label=_("By")),
        Column("lifted_on", label=_("Lifted")),
    ]
    list_filter = ["since", "lifted_on"]
    search_fields = ["reason", "by"]
    inspect_view_fields = [
        "promise",
        "candidacy",
        "office",
        "metric",
        "subject",
        "question",
        "reason",
        "since",
        "by",
        "lifted_on",
        "lifted_by",
    ]

    @property
    def lift_view(self):
        return self.construct_view(Lift, fields=self.inspect_view_fields)

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("lift/<int:pk>/", self.lift_view, name="lift")]


class WithdrawalViewSet(KeptViewSet):
    """For site admins alone: no group's people may do anything here."""

    model = Withdrawal
    name = "withdrawals"
    icon = "bin"
    panels = [FieldPanel("reason")]
    list_display = [
        TitleColumn("what", label=_("What"), accessor=about, url_name="withdrawals:inspect"),
        Column("on", label=_("On")),
        Column("reason", label=_("Reason")),
        Column("by", label=_("By")),
    ]
    inspect_view_fields = ["release", "drawing", "year", "on", "reason", "by"]

    @property
    def add_view(self):
        """No form of keys: the frozen address says what it is."""
        return self.construct_view(Withdraw)


REVIEWS, WITHDRAWALS = UnderReviewViewSet(), WithdrawalViewSet()
VIEWSETS = (REVIEWS, WITHDRAWALS)
