"""The editors' screens for audit, release and correction."""

from django.core.exceptions import ValidationError
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet

from portal.core.admin_scope import CoverageForm, CoveredViewSet, ScopeMixin
from races.querysets import groups_of
from scorecards.models import Correction, Release, Scorecard
from scorecards.release_views import Audits, AuditSheet
from scorecards.release_views import Release as ReleaseScreen

READ_ONLY = (*ScopeMixin.UNUSED, "add", "edit", "delete", "history", "history_results")


class ReadOnlyViewSet(CoveredViewSet):
    """Rows that come to be elsewhere and are only looked at here."""

    editors_may = reviewers_may = ("view",)
    UNUSED = READ_ONLY

    def get_common_view_kwargs(self, **kwargs):
        gone = {f"{name}_url_name": ViewSet.UNDEFINED for name in ("add", "edit", "delete", "history")}
        return {**super().get_common_view_kwargs(**kwargs), **gone}

    def register_admin_url_finder(self):
        """Wagtail finds a row at the screen where it is edited; here none is."""


class CardList(generic.IndexView):
    def get_edit_url(self, instance):
        return reverse("audits:inspect", args=[instance.pk])


class AuditViewSet(ReadOnlyViewSet):
    model = Scorecard
    name = "audits"
    icon = "check"
    menu_label = _("Audit and release")
    index_view_class, inspect_view_class = CardList, Audits
    inspect_view_fields = ["title"]
    panels = [FieldPanel("title", read_only=True)]
    list_display = ["title", "standard", "race"]
    list_filter = ["standard"]
    search_fields = ["title", "standard__title"]

    def get_urlpatterns(self):
        sheet = self.construct_view(AuditSheet, fields=self.inspect_view_fields)
        release = self.construct_view(ReleaseScreen, fields=self.inspect_view_fields)
        return [
            *super().get_urlpatterns(),
            path("sheet/<int:pk>/<int:subject>/", sheet, name="sheet"),
            path("release/<int:pk>/", release, name="release"),
        ]


class ReleaseList(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().light().select_related("scorecard")


class ReleaseViewSet(ReadOnlyViewSet):
    model = Release
    name = "releases"
    icon = "lock"
    menu_label = _("Releases")
    index_view_class = ReleaseList
    panels = [FieldPanel("number", read_only=True)]
    list_display = ["scorecard", "number", "at", "by", "sha256"]
    list_filter = ["scorecard"]
    list_export = ["scorecard", "number", "at", "mode", "by", "second_by", "timing_reason", "note", "sha256"]
    search_fields = ["scorecard__title", "note"]
    inspect_view_fields = [
        "scorecard", "number", "at", "version", "mode", "group_name", "by", "second_by", "timing_reason", "note",
        "sha256",
    ]  # fmt: skip


class CorrectionForm(CoverageForm):
    """For what no release corrects: a page, a figure, a case looked at and left as it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.for_user and not self.for_user.is_superuser:
            self.fields["group"].required = True  # an admin's line may belong to no group
            self.fields["group"].queryset = groups_of(self.for_user)

    def clean_path(self):
        path = self.cleaned_data["path"]
        if not path.startswith("/") or path.startswith("//"):
            raise ValidationError(
                _("Give the address on this site, from the first slash on: /offices/zz/sample/.")
            )
        return path

    def save(self, commit=True):
        self.instance.by = self.for_user.get_username()
        return super().save(commit)


class CorrectionAdd(generic.CreateView):
    def get_success_buttons(self):
        """It is not edited any more."""
        return []


class CorrectionViewSet(ReadOnlyViewSet):
    """Added and never changed: the database refuses it."""

    model = Correction
    name = "corrections"
    icon = "history"
    menu_label = _("Corrections")
    editors_may = ("view",)
    reviewers_may = ("view", "add")
    UNUSED = tuple(name for name in READ_ONLY if name != "add")
    form_base = CorrectionForm
    add_view_class = CorrectionAdd
    panels = [
        HelpPanel(
            _(
                "One line of the public log of corrections. A release writes its own lines; add one here for "
                "anything else. It cannot be changed or taken away afterwards."
            )
        ),
        FieldPanel("group"),
        FieldPanel("kind"),
        FieldPanel("about", help_text=_("What it is about, in a few words. Name no private person.")),
        FieldPanel("path", help_text=_("The address of the page, from the first slash on.")),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after")]),
        FieldPanel("reason", help_text=_("Public.")),
        MultiFieldPanel(
            [FieldPanel("role"), FieldRowPanel([FieldPanel("name"), FieldPanel("consent_on")])], _("Who asked")
        ),
    ]
    list_display = ["on", "kind", "about", "role", "by"]
    list_filter = ["kind", "role"]
    list_export = ["on", "kind", "about", "path", "before", "after", "reason", "role", "by"]
    search_fields = ["about", "reason"]
    inspect_view_fields = [
        "on", "kind", "about", "path", "before", "after", "reason", "role", "name", "consent_on", "release", "by",
    ]  # fmt: skip

    def get_common_view_kwargs(self, **kwargs):
        return {**super().get_common_view_kwargs(**kwargs), "add_url_name": self.get_url_name("add")}


VIEWSETS = (AuditViewSet(), ReleaseViewSet(), CorrectionViewSet())
