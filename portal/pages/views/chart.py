"""/charts/<slug>/: a chart with its table, downloads, embed code and citation."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.pages.shown import chart as shown


@require_safe
def chart(request, slug):
    found, drawing = shown.find(slug)
    if found is None:
        raise Http404
    context = {
        "embed_url": request.build_absolute_uri(reverse("embed", args=[slug])),
        **shown.page(found, drawing),
    }
    if drawing:
        frozen = reverse("chart_version", args=[slug, drawing.content_hash])
        context["version_url"] = request.build_absolute_uri(frozen)
    return render(request, "pages/chart.html", context)
