"""/embed/scorecards/<slug>/ and .../<subject>/: small cards for other people's pages. One request, no script."""

from csp.decorators import csp_replace
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from portal.pages.shown import embedded, released
from portal.pages.views.caching import asked_each_time
from portal.pages.views.embed import STYLE_HASH
from portal.pages.withdrawn import gone_with_its_releases

framed = csp_replace({"style-src": [STYLE_HASH], "frame-ancestors": ["*"]})


@require_safe
@xframe_options_exempt
@framed
@gone_with_its_releases
def embed_scorecard(request, slug, subject=None):
    release = released.newest(slug)
    context = release and (embedded.subject(release, subject) if subject else embedded.scorecard(release))
    if not context:
        raise Http404
    template = "embed_subject.html" if subject else "embed_scorecard.html"
    return asked_each_time(render(request, template, context))
