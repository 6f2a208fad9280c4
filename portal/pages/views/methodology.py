"""/scorecards/<slug>/methodology/: how a scorecard is made, written from its released standard."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.shown import released
from portal.pages.shown.methodology import methodology as shown
from portal.pages.views.caching import asked_each_time
from portal.pages.withdrawn import gone_with_its_releases


@require_safe
@gone_with_its_releases
def methodology(request, slug):
    release = released.newest(slug)
    if release is None:
        raise Http404
    return asked_each_time(render(request, "pages/scorecard_methodology.html", shown(release)))
