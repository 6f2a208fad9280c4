"""Screens where nothing is added, changed or deleted by a form of one row: a list, and one page of our own."""

from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet

from races.screens import FactViewSet


class LookList(generic.IndexView):
    def get_edit_url(self, instance):
        return None

    def get_add_url(self):
        return None

    def get_delete_url(self, instance):
        return None


class LookOnlyViewSet(FactViewSet):
    """`inspect_view_class` is the page of a row. Its actions ask only whether the row is covered."""

    editors_may = ("view",)
    reviewers_may = ("view",)
    index_view_class = LookList
    panels = ()
    UNUSED = (*FactViewSet.UNUSED, "add", "edit", "delete", "history", "history_results")
    GONE = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name")

    def get_common_view_kwargs(self, **kwargs):
        return {**super().get_common_view_kwargs(**kwargs), **dict.fromkeys(self.GONE, ViewSet.UNDEFINED)}

    def register_admin_url_finder(self):
        """Another screen may be the one where a row is edited."""
