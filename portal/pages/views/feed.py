"""Atom feeds of changes: of a race, an office or a state at its page's address with .atom, and /changes.atom."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.pages.shown import addresses
from portal.pages.shown.changes import changes, feed
from portal.pages.views.caching import asked_each_time
from portal.pages.views.listing import unindexed
from races.models import Office, Race, State


@require_safe
def site_feed(request):
    return _answer(request, _("What is new"), addresses.page(), None)


@require_safe
def state_feed(request, state):
    place = get_object_or_404(State.objects.public(), code=state)
    return _answer(request, place.name, addresses.state(place), place)


@require_safe
def office_feed(request, state, office):
    found = Office.objects.public().select_related("state")
    place = get_object_or_404(found, state__code=state, slug=office)
    return _answer(request, place.name, addresses.office(place), place)


@require_safe
def race_feed(request, state, office, slug):
    found = Race.objects.public().for_page().filter(office__state__code=state, office__slug=office)
    place = get_object_or_404(found, slug=slug)
    title = f"{place.office.name}, {place.election.date:%Y}"
    return _answer(request, title, addresses.race(place), place)


def _answer(request, title, path, place):
    entries = changes(place)
    content = feed(title, path, request, entries)
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    asked_each_time(response)
    return unindexed(response, any(entry.sample for entry in entries))
