"""The print guide of a race, at its page's address with guide/. Its race page must be public."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.pages.shown import addresses
from portal.pages.shown.guide import guide
from portal.pages.views.caching import asked_each_time
from races.models import Race


@require_safe
def race_guide(request, state, office, slug):
    found = Race.objects.public().for_page().filter(office__state__code=state, office__slug=office)
    race = get_object_or_404(found, slug=slug)
    address = request.build_absolute_uri(addresses.race(race)).split("://", 1)[1]
    response = render(request, "pages/guide.html", guide(race, address))
    asked_each_time(response)
    return response
