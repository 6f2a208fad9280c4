"""What the hall adds to Wagtail's admin: our screens, and what is left out for a community group's people."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from portal.pages import admin_addresses, gate
from portal.pages.models import FACT_PAGES, CandidatePage
from portal.pages.start_panel import StartPanel
from races import asking_viewsets as asking
from races import viewsets as races
from scorecards import figure_viewsets as figures
from scorecards import scorecard_screens as marking
from scorecards import viewsets as scorecards

LAST = 100  # after Wagtail's own hooks, whose items are taken out here


class RacesGroup(ModelViewSetGroup):
    menu_label = _("Races")
    menu_name = "races"
    menu_icon = "calendar-alt"
    menu_order = 150
    items = races.VIEWSETS


class QuestionsGroup(ModelViewSetGroup):
    menu_label = _("Questionnaires")
    menu_name = "questionnaires"
    menu_icon = "help"
    menu_order = 155
    items = asking.VIEWSETS


class RecordsGroup(ModelViewSetGroup):
    menu_label = _("Records")
    menu_name = "records"
    menu_icon = "pick"
    menu_order = 160
    items = scorecards.VIEWSETS


class ScorecardsGroup(ModelViewSetGroup):
    menu_label = _("Scorecards")
    menu_name = "scorecards"
    menu_icon = "tasks"
    menu_order = 157
    items = marking.VIEWSETS


class NumbersGroup(ModelViewSetGroup):
    menu_label = _("Office numbers")
    menu_name = "numbers"
    menu_icon = "decimal"
    menu_order = 165
    items = figures.VIEWSETS


@hooks.register("register_admin_viewset")
def our_screens():
    return [RacesGroup(), QuestionsGroup(), ScorecardsGroup(), NumbersGroup(), *races.CHOOSER_VIEWSETS]


# Not through the hook above, which runs with the addresses only: `migrate` must know the snippets too, so that
# the permissions to publish and lock them come to be.
register_snippet(RecordsGroup)


@hooks.register("construct_main_menu", order=LAST)
def only_what_works(request, items):
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name in admin_addresses.MENU]


@hooks.register("register_page_header_buttons")
def put_profile_under_review(page, user, view_name, next_url=None):
    if isinstance(page, CandidatePage) and user.has_perm("scorecards.add_underreview"):
        url = f"{reverse('under-review:add')}?candidacy={page.candidacy_id}"
        yield Button(_("Put under review"), url=url, icon_name="warning", priority=70)


@hooks.register("construct_homepage_panels")
def start_here(request, panels):
    if not request.user.is_superuser:
        panels.append(StartPanel())


@hooks.register("construct_homepage_summary_items", order=LAST)
def count_own_things_only(request, items):
    """Wagtail counts every page below the first common one, other groups' too."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if not isinstance(item, PagesSummaryItem)]


@hooks.register("construct_page_chooser_queryset")
def choose_own_pages(pages, request):
    return pages.filter(pk__in=gate.navigable(request.user).values("pk"))


@hooks.register("construct_explorer_page_queryset")
def explore_own_pages(parent, pages, request):
    return pages.filter(pk__in=gate.navigable(request.user).values("pk"))


def holds_fact_pages(pages):
    return any(page.get_descendants(inclusive=True).type(FACT_PAGES).exists() for page in pages)


def refusal():
    return gettext("This page belongs to a record and goes where the record goes. Change or delete the record.")


@hooks.register("before_copy_page")
@hooks.register("before_delete_page")
@hooks.register("before_move_page")
def keep_fact_pages(request, page, destination=None):
    """A copy would need a second record, a deleted page would leave its record without an address."""
    if holds_fact_pages([page]):
        messages.error(request, refusal())
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_unpublish_page")
def keep_public(request, thing):
    """Taking a record's page off the site is an admin's decision (a court order, a serious error)."""
    if isinstance(thing, FACT_PAGES) and not request.user.is_superuser:
        messages.error(request, refusal())
        return redirect("wagtailadmin_pages:edit", thing.pk)
    return None


@hooks.register("before_bulk_action")
def keep_fact_pages_in_bulk(request, action_type, objects, action):
    pages = [thing for thing in objects if isinstance(thing, Page)]
    if action_type in ("delete", "move", "unpublish") and holds_fact_pages(pages):
        messages.error(request, refusal())
        return redirect(action.next_url)
    return None


@hooks.register("construct_page_action_menu", order=LAST)
def no_unpublish_item(items, request, context):
    page = context.get("page")
    if isinstance(page, FACT_PAGES) and not request.user.is_superuser:
        items[:] = [item for item in items if item.name != "action-unpublish"]
