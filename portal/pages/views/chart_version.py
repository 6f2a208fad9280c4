"""/charts/<slug>/@<hash>/: one drawing as it was, for good. Bare, so that a new frame changes nothing here."""

from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from portal.pages.views.chart_file import conditional, links
from portal.pages.views.embed import own_style
from portal.pages.withdrawn import gone
from scorecards.models import RenderedChart


@require_safe
@own_style
def chart_version(request, slug, content_hash):
    drawing = RenderedChart.objects.version(slug, content_hash).for_page().first()
    if drawing is None:
        raise Http404
    withdrawn = gone(request, drawing)
    if withdrawn:
        return withdrawn
    with translation.override(drawing.language):
        response = render(request, "chart_version.html", {"drawing": drawing})
        # That a newer drawing may exist is said outside the frozen bytes.
        response["Link"] = links(drawing, drawing.chart.get_absolute_url())
    return conditional(request, response, drawing, "page")
