"""/charts/<slug>.svg .png .csv .json, and the same of one frozen drawing under /charts/<slug>/@<hash>."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from portal.core import csvout
from portal.pages.shown import chart as shown
from portal.pages.shown.review import under_review
from portal.pages.views.caching import asked_each_time
from portal.pages.views.listing import unindexed
from portal.pages.withdrawn import gone, reviewed_link
from scorecards.models import Dataset, RenderedChart

SOURCE = ("text", "url", "licence", "data_to")
DATA = ("csv", "json")


@require_safe
def chart_file(request, slug, kind):
    _, drawing = shown.find(slug)
    if drawing and drawing.review_since:
        return _reviewed(request, drawing, kind)
    return _file(request, drawing, kind)


@require_safe
def chart_version_file(request, slug, content_hash, kind):
    drawing = RenderedChart.objects.version(slug, content_hash).for_page().first()
    withdrawn = gone(request, drawing, kind)
    if withdrawn:
        return withdrawn
    response = _file(request, drawing, kind)
    response["Link"] = links(drawing, reverse("chart_file", args=[slug, kind]))
    return response


def links(drawing, live):
    """What is said outside the frozen bytes: the live address, and, while it is under review, that it is."""
    found = [f'<{live}>; rel="latest-version"']
    if drawing.review_since:
        found.append(reviewed_link(drawing.chart.get_absolute_url(), drawing.review_since))
    return ", ".join(found)


def _reviewed(request, drawing, kind):
    """The words in place of the live picture or data. A picture of pixels cannot be written here, so there is none
    for now: 404, which no cache keeps."""
    words = {"slug": drawing.chart.slug, "under_review_since": drawing.review_since}
    if kind == "svg":
        content = {"since": drawing.review_since, "chart": drawing.chart}
        response = render(request, "under_review.svg", content, content_type="image/svg+xml")
    elif kind == "png":
        response = HttpResponse(f"{under_review(drawing.review_since)}\n", status=404, content_type="text/plain")
    elif kind == "csv":
        response = HttpResponse(csvout.dumps([words], list(words)), content_type="text/csv; charset=utf-8")
    else:
        response = JsonResponse(words)
    add_never_cache_headers(response)
    return response


def _file(request, drawing, kind):
    response = MAKERS[kind](drawing) if drawing else None
    if response is None or (kind in DATA and not Dataset.objects.behind(drawing.chart).may_be_copied()):
        raise Http404
    response["Content-Disposition"] = f'inline; filename="{drawing.chart.slug}.{kind}"'
    return conditional(request, unindexed(response, drawing.sample), drawing, kind)


def conditional(request, response, drawing, kind):
    """The response with its validators, or "not modified" to a reader who has it already."""
    response["ETag"] = etag = f'"{drawing.content_hash[:32]}-{drawing.language}-{kind}"'
    drawn_at = drawing.drawn_at
    response["Last-Modified"] = http_date(drawn_at.timestamp())
    asked_each_time(response)
    return get_conditional_response(request, etag, int(drawn_at.timestamp()), response)


def _svg(drawing):
    text = drawing.svg.get("export.svg")
    return HttpResponse(text, content_type="image/svg+xml") if text else None


def _png(drawing):
    return HttpResponse(bytes(drawing.png), content_type="image/png") if drawing.png else None


def _csv(drawing):
    """The table with the source on every row: a row quoted alone still says where it is from, and whether it
    is invented."""
    source = {f"source_{name}": drawing.source[name] for name in SOURCE} | {"sample": drawing.sample}
    names = [column["name"] for column in drawing.table["columns"]]
    rows = [{**record, **source} for record in drawing.records]
    return HttpResponse(csvout.dumps(rows, [*names, *source]), content_type="text/csv; charset=utf-8")


def _json(drawing):
    frozen = reverse("chart_version", args=[drawing.chart.slug, drawing.content_hash])
    whole = {
        "slug": drawing.chart.slug,
        "language": drawing.language,
        "title": drawing.title,
        "subtitle": drawing.subtitle,
        "summary": drawing.summary,
        "note": drawing.note,
        "sample": drawing.sample,
        "source": drawing.source,
        "version": drawing.content_hash,
        "version_path": frozen,
        "columns": drawing.table["columns"],
        "rows": drawing.records,
    }
    return JsonResponse(whole, json_dumps_params={"ensure_ascii": False})


MAKERS = {"svg": _svg, "png": _png, "csv": _csv, "json": _json}
