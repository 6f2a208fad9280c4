"""/embed/<slug>/: the bare chart for other people's pages. One request, no script, and the only framable page."""

import base64
import hashlib

from csp.decorators import csp_replace
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from portal.pages.shown import chart as shown
from portal.pages.views.caching import asked_each_time

# The one <style> of the portal: allowed by the hash of exactly the text that the templates include.
STYLE = render_to_string("embed.css")
STYLE_HASH = f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
own_style = csp_replace({"style-src": [STYLE_HASH]})


@require_safe
@xframe_options_exempt
@csp_replace({"style-src": [STYLE_HASH], "frame-ancestors": ["*"]})
def embed(request, slug):
    found, drawing = shown.find(slug)
    if found is None:
        raise Http404
    response = render(request, "embed.html", {"chart": found, "drawing": drawing})
    asked_each_time(response)
    return response
