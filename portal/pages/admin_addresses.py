"""The admin addresses that are open to a community group's people, by view name. What is not here is closed.

The gate answers 404 to everything else, so an address that a later version of Wagtail brings stays closed
until someone lists it. `tests/integration/test_admin_crawl.py` walks all of them.
"""

from functools import cache

# Wagtail's own frame: sign-in, the start page, its scripts and icons.
FRAME = (
    "wagtailadmin_home",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_account",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
)
# Lists of pages: here the pages above one's own may be walked through.
NAVIGATION = (
    "wagtailadmin_explore_root",
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_api:pages:detail",
)
# What is done to one page. Copy, move and delete are open so that the refusal can say why.
PAGES = (
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:delete",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:workflow_preview",
    "wagtailadmin_pages:workflow_history",
    "wagtailadmin_pages:workflow_history_detail",
    "wagtailadmin_pages:lock",
    "wagtailadmin_pages:unlock",
    "wagtailadmin_pages:revisions_view",
    "wagtailadmin_pages:revisions_revert",
    "wagtailadmin_pages:revisions_unschedule",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:history_results",
    "wagtailadmin_pages:usage",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
    "wagtail_bulk_action",
)
# Pictures and files: Wagtail keeps them apart by collection, one a group.
MEDIA = (
    "wagtailimages:index",
    "wagtailimages:index_results",
    "wagtailimages:add",
    "wagtailimages:edit",
    "wagtailimages:delete",
    "wagtailimages:image_usage",
    "wagtailimages:add_multiple",
    "wagtailimages:edit_multiple",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete_multiple",
    "wagtailimages:delete_upload_multiple",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:chosen",
    "wagtailimages_chooser:chosen_multiple",
    "wagtailimages_chooser:create",
    "wagtailimages_chooser:select_format",
    "wagtaildocs:index",
    "wagtaildocs:index_results",
    "wagtaildocs:add",
    "wagtaildocs:edit",
    "wagtaildocs:delete",
    "wagtaildocs:document_usage",
    "wagtaildocs:add_multiple",
    "wagtaildocs:edit_multiple",
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtaildocs:delete_multiple",
    "wagtaildocs:delete_upload_multiple",
    "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:choose_results",
    "wagtaildocs_chooser:chosen",
    "wagtaildocs_chooser:chosen_multiple",
    "wagtaildocs_chooser:create",
)
# The menu of an editor: by the names of its items, in Wagtail's order.
MENU = ("explorer", "images", "documents", "races", "questionnaires", "scorecards", "records", "numbers")


def our_viewsets():
    """Every screen of ours; those whose `editors_may` is not empty are open."""
    from races import asking_viewsets as asking
    from races import viewsets as races
    from scorecards import figure_viewsets as figures
    from scorecards import scorecard_screens as marking
    from scorecards import viewsets as scorecards

    return (*races.VIEWSETS, *asking.VIEWSETS, *marking.VIEWSETS, *scorecards.VIEWSETS, *figures.VIEWSETS)


def choosers():
    from races.viewsets import CHOOSER_VIEWSETS
    from scorecards.viewsets import PROMISES

    return (*CHOOSER_VIEWSETS, PROMISES.chooser_viewset)


@cache
def open_names():
    """The whole allowlist. A scoped viewset brings all its addresses: each of them was built to narrow."""
    viewsets = [*(viewset for viewset in our_viewsets() if viewset.editors_may), *choosers()]
    ours = (viewset.get_url_name(pattern.name) for viewset in viewsets for pattern in viewset.get_urlpatterns())
    return frozenset((*FRAME, *NAVIGATION, *PAGES, *MEDIA, *ours))
