"""The editors' screens for standards: written, compared, published as a version."""

from django.db.models import Exists, Max, OuterRef
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, TitleFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.slug import SlugInput

from races.screens import FactViewSet
from scorecards.models import Standard, StandardDraft
from scorecards.standard_forms import StandardForm
from scorecards.standard_views import Changes, Hub, Sheet, Upload
from scorecards.standard_write_view import Write


class StandardList(generic.IndexView):
    def get_base_queryset(self):
        drafts = StandardDraft.objects.filter(standard=OuterRef("pk"))
        rows = super().get_base_queryset().select_related("group")
        return rows.annotate(newest=Max("versions__number"), drafted=Exists(drafts))

    def get_edit_url(self, instance):
        """A standard opens at its own page; the writing is one link away there."""
        return reverse("standards:inspect", args=[instance.pk])


class StandardCreate(generic.CreateView):
    def get_success_url(self):
        return reverse("standards:write", args=[self.object.pk])


def _state(standard):
    if standard.newest is None:
        return _("not published yet")
    return _("published, a draft waits") if standard.drafted else _("published")


class StandardViewSet(FactViewSet):
    model = Standard
    name = "standards"
    icon = "list-ol"
    menu_label = gettext_lazy("Standards")
    form_base = StandardForm
    index_view_class, add_view_class, inspect_view_class = StandardList, StandardCreate, Hub
    panels = [
        HelpPanel(
            gettext_lazy(
                "What is asked, what each answer is worth, and why. It is published before anybody is marked by "
                "it; each later change is a version that readers can compare. Save, then write its questions."
            )
        ),
        FieldPanel("group"),
        TitleFieldPanel("title", help_text=gettext_lazy("For example “Open files standard”."), placeholder=False),
        FieldRowPanel(
            [
                FieldPanel(
                    "slug",
                    widget=SlugInput,
                    help_text=gettext_lazy("Its name in addresses and files, made from the title."),
                ),
                FieldPanel("edition", help_text=gettext_lazy("For example 2027.")),
            ]
        ),
        FieldPanel("subjects", help_text=gettext_lazy("Whom it marks. It stays so once a scorecard uses it.")),
        FieldPanel("previous", help_text=gettext_lazy("The edition before it, if there is one.")),
    ]
    list_display = [
        "title",
        "edition",
        "group",
        Column("newest", label=gettext_lazy("Version"), accessor=lambda row: row.newest or ""),
        Column("state", label=gettext_lazy("State"), accessor=_state),
    ]
    list_filter = ["subjects"]
    list_export = ["title", "edition", "group", "subjects", "published_on"]
    search_fields = ["title", "edition"]
    UNUSED = (*FactViewSet.UNUSED, "edit")  # written on a screen of its own

    def get_common_view_kwargs(self, **kwargs):
        return {**super().get_common_view_kwargs(**kwargs), "edit_url_name": "standards:write"}

    def get_urlpatterns(self):
        own = {"write": Write, "changes": Changes, "sheet": Sheet, "upload": Upload}
        return [
            *super().get_urlpatterns(),
            *(path(f"{name}/<int:pk>/", self.construct_view(view), name=name) for name, view in own.items()),
        ]


VIEWSETS = (StandardViewSet(),)
