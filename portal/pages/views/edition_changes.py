"""/scorecards/<slug>/changes/: what is asked and answered otherwise since the last edition."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.shown import editions, released
from portal.pages.views import listing
from portal.pages.views.caching import asked_each_time
from portal.pages.withdrawn import gone_with_its_releases


@require_safe
@gone_with_its_releases
def edition_changes(request, slug):
    release = released.newest(slug)
    if release is None:
        raise Http404
    context, rows = editions.changes(release)
    context |= listing.paged(request, rows, {})
    return asked_each_time(render(request, "pages/scorecard_changes.html", context))
