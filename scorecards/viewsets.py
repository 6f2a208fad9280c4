"""The editors' screens of promises and their updates. Those for office numbers are in `figure_viewsets`."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, Panel
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, LiveStatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from portal.core.admin_scope import ScopedWidget, ScopeMixin
from races.screens import EDITORS_MAY, REVIEWERS_MAY, SOURCE, FactViewSet
from scorecards import review
from scorecards.models import Promise, PromiseUpdate


class UpdatesPanel(Panel):
    """The updates of a promise on its own screen, with a link to add one. They are plain rows, so no draft of
    the promise can overwrite them (InlinePanel would)."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/promise_updates_panel.html"

        def is_shown(self):
            return bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            may_review = self.request.user.has_perm("scorecards.add_underreview")
            context = super().get_context_data(parent_context)
            return {**context, "updates": self.instance.updates.all(), "may_review": may_review}


class ScopedSnippetWidget(ScopedWidget, AdminSnippetChooser):
    pass


class PromiseChooser(ScopeMixin, SnippetChooserViewSet):
    base_widget_class = ScopedSnippetWidget
    related = ("candidacy",)
    search_lookups = ("quote__icontains", "candidacy__ballot_name__icontains")

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


class PromiseList(IndexView):
    @cached_property
    def columns(self):
        """Without the tick boxes: a bulk delete would go round the `changed` event."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class PromiseViewSet(ScopeMixin, SnippetViewSet):
    model = Promise
    icon = "pick"
    editors_may = EDITORS_MAY
    reviewers_may = (*REVIEWERS_MAY, "publish", "lock", "unlock")
    index_view_class = PromiseList
    chooser_viewset_class = PromiseChooser
    panels = [
        HelpPanel(_("A promise anyone can check later. Save a draft, then submit it: a reviewer publishes it.")),
        FieldPanel("candidacy"),
        FieldPanel("topic"),
        FieldPanel("quote", help_text=_("Copy their words. Change nothing.")),
        FieldRowPanel([FieldPanel("said_on"), FieldPanel("said_where")]),
        FieldPanel("due", help_text=_("The day by which they said it would be done. Empty if they named none.")),
        SOURCE,
        MultiFieldPanel(
            [
                FieldPanel("kept_if"),
                FieldPanel("part_if"),
                FieldPanel("stalled_if"),
                FieldPanel("broken_if"),
            ],
            _("How it will be rated"),
            help_text=_("Say it before there is a result, so that the rating can be checked."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("metric"),
                FieldRowPanel([FieldPanel("baseline"), FieldPanel("baseline_label"), FieldPanel("target")]),
                FieldPanel("caution"),
            ],
            _("Measure"),
            help_text=_("Only where the office's own figures can show it."),
        ),
        UpdatesPanel(heading=_("Updates")),
    ]
    list_display = ["__str__", "candidacy", "topic", LiveStatusTagColumn()]
    list_filter = ["candidacy", "topic"]
    list_export = ["candidacy", "topic", "quote", "said_on", "said_where", "due", "source_url", "source_title"]
    search_fields = ["quote", "candidacy__ballot_name"]
    inspect_view_fields = ["candidacy", "topic", "quote", "said_on", "said_where", "due", "source_url"]


class ProposedOnly:
    """An accepted update stands; a mistake in it is corrected by a new one."""

    def dispatch(self, request, *args, **kwargs):
        update = PromiseUpdate.objects.get(pk=kwargs["pk"])
        if update.reviewed_at:
            messages.error(request, _("This update was accepted and stays as it is. Add a new one to correct it."))
            return redirect(UPDATES.get_url_name("inspect"), update.pk)
        return super().dispatch(request, *args, **kwargs)


class UpdateCreate(generic.CreateView):
    success_message = _("Saved as a proposal. It counts once a reviewer of your group accepts it.")

    def get_initial_form_instance(self):
        """The promise in the address, if this person covers it."""
        pk = self.request.GET.get("promise", "")
        promise = Promise.objects.covered_by(self.request.user).filter(pk=pk if pk.isdecimal() else None).first()
        return PromiseUpdate(promise=promise) if promise else None

    def get_success_url(self):
        return reverse(PROMISES.get_url_name("edit"), args=[self.object.promise_id])


class UpdateEdit(ProposedOnly, generic.EditView):
    pass


class UpdateDelete(ProposedOnly, generic.DeleteView):
    pass


class UpdateInspect(generic.InspectView):
    @cached_property
    def header_more_buttons(self):
        if self.object.reviewed_at:
            return []
        url = reverse(UPDATES.get_url_name("accept"), args=[self.object.pk])
        accept = [Button(_("Accept"), url=url, icon_name="check", priority=5)]
        return [
            *(accept if review.may_review(self.object, self.request.user) else []),
            *super().header_more_buttons,
        ]


class UpdateAccept(generic.InspectView):
    """Shows the update once more; accepts it on POST."""

    any_permission_required = ["change"]
    page_title = _("Accept")
    template_name = "admin/accept_update.html"

    def get_context_data(self, **kwargs):
        near = review.near_ballot(self.object, timezone.localdate())
        return {**super().get_context_data(**kwargs), "near": near}

    def post(self, request, *args, **kwargs):
        try:
            counts = review.accept(self.object, by=request.user, reason=request.POST.get("reason", ""))
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            done = _("Accepted. The promise's rating follows it from now on.")
            waits = _("Your review is kept. So close to the election a second reviewer must accept it too.")
            messages.success(request, done if counts else waits)
        return redirect(UPDATES.get_url_name("inspect"), self.object.pk)


class PromiseUpdateViewSet(FactViewSet):
    model = PromiseUpdate
    name = "promise-updates"
    icon = "history"
    add_view_class = UpdateCreate
    edit_view_class = UpdateEdit
    delete_view_class = UpdateDelete
    inspect_view_class = UpdateInspect
    panels = [
        HelpPanel(
            _(
                "What happened since the promise, with a source, and the rating it leads to. "
                "Someone else, a reviewer of your group, accepts it."
            )
        ),
        FieldPanel("promise"),
        FieldPanel("date", help_text=_("The day it happened.")),
        FieldPanel("fact", help_text=_("One or two plain sentences.")),
        FieldPanel("status"),
        SOURCE,
    ]
    list_display = [
        "date",
        "promise",
        "status",
        Column(
            "review",
            label=_("Review"),
            accessor=lambda update: _("accepted") if update.reviewed_at else _("proposed"),
        ),
    ]
    list_filter = ["promise", "status"]
    list_export = ["promise", "date", "fact", "status", "reviewed_by", "reviewed_at", "source_url"]
    search_fields = ["fact", "promise__quote"]
    inspect_view_fields = [
        "promise",
        "date",
        "fact",
        "status",
        "source_url",
        "timing_reason",
        "reviewed_by",
        "reviewed_at",
    ]

    @property
    def accept_view(self):
        return self.construct_view(UpdateAccept, fields=self.inspect_view_fields)

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("accept/<int:pk>/", self.accept_view, name="accept")]


PROMISES, UPDATES = PromiseViewSet(), PromiseUpdateViewSet()
# One line a screen, in the order of the menu.
VIEWSETS = (PROMISES, UPDATES)
