"""The dates of a race or an office for a calendar, at its page's address with .ics."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal.pages.shown import calendars
from portal.pages.views.listing import unindexed
from races.models import Office, Race


@require_safe
def race_calendar(request, state, office, slug):
    found = Race.objects.public().for_page().filter(office__state__code=state, office__slug=office)
    race = get_object_or_404(found, slug=slug)
    return _file(calendars.of_race(race, request), f"{state}-{office}-{slug}", race.office.state.is_sample)


@require_safe
def office_calendar(request, state, office):
    found = Office.objects.public().select_related("state")
    fact = get_object_or_404(found, state__code=state, slug=office)
    return _file(calendars.of_office(fact, request), f"{state}-{office}", fact.state.is_sample)


def _file(content, name, sample):
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    patch_cache_control(response, public=True, max_age=300)
    return unindexed(response, sample)
