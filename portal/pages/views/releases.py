"""/scorecards/<slug>/releases/: every release of a scorecard, the newest first, with what changed in each."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.shown import released
from portal.pages.views import listing
from portal.pages.views.caching import asked_each_time
from portal.pages.withdrawn import last_withdrawn
from scorecards.models import Release


@require_safe
def releases(request, slug):
    newest = released.newest(slug) or last_withdrawn(slug)
    if newest is None:
        raise Http404
    rows = Release.objects.light().filter(scorecard=newest.scorecard_id).select_related("withdrawal")
    context = released.head(newest) | listing.paged(request, rows.order_by("-number"), {})
    return asked_each_time(render(request, "pages/scorecard_releases.html", context))
