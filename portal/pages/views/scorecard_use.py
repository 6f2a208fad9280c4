"""/scorecards/<slug>/use/: how residents, and those who are marked, can use a scorecard; and its embed code."""

from html import escape

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.pages.shown import released
from portal.pages.views.caching import asked_each_time
from portal.pages.withdrawn import gone_with_its_releases


@require_safe
@gone_with_its_releases
def scorecard_use(request, slug):
    release = released.newest(slug)
    if release is None:
        raise Http404
    embed = request.build_absolute_uri(reverse("embed_scorecard", args=[slug]))
    context = released.head(release) | {"embed_url": embed}
    # Markup to be copied: what stands between its quotes is escaped here, and once more by the template.
    context["embed_title"] = escape(release.scorecard.title, quote=False).replace('"', "&quot;")
    return asked_each_time(render(request, "pages/scorecard_use.html", context))
