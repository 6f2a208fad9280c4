"""/charts/<slug>/: a chart with its table, downloads, embed code and citation."""

from html import escape

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
        # Markup to be copied: what stands between its quotes is escaped here, and once more by the template.
        context["embed_title"] = escape(drawing.title, quote=False).replace('"', "&quot;")
    return render(request, "pages/chart.html", context)
