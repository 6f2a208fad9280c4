"""/charts/<slug>.svg .png .csv .json, and the same of one frozen drawing under /charts/<slug>/@<hash>."""

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from portal.core import csvout
from portal.pages.shown import chart as shown
from portal.pages.views.listing import unindexed
from scorecards.models import Dataset, RenderedChart

SOURCE = ("text", "url", "licence", "data_to")
DATA = ("csv", "json")


@require_safe
def chart_file(request, slug, kind):
    _, drawing = shown.find(slug)
    return _file(request, drawing, kind, max_age=300)


@require_safe
def chart_version_file(request, slug, content_hash, kind):
    drawing = RenderedChart.objects.version(slug, content_hash).for_page().first()
    response = _file(request, drawing, kind, max_age=86400)
    response["Link"] = f'<{reverse("chart_file", args=[slug, kind])}>; rel="latest-version"'
    return response


def _file(request, drawing, kind, max_age):
    response = MAKERS[kind](drawing) if drawing else None
    if response is None or (kind in DATA and not Dataset.objects.behind(drawing.chart).may_be_copied()):
        raise Http404
    response["Content-Disposition"] = f'inline; filename="{drawing.chart.slug}.{kind}"'
    return conditional(request, unindexed(response, drawing.sample), drawing, kind, max_age)


def conditional(request, response, drawing, kind, max_age):
    """The response with its validators, or "not modified" to a reader who has it already."""
    response["ETag"] = etag = f'"{drawing.content_hash[:32]}-{drawing.language}-{kind}"'
    drawn_at = drawing.drawn_at
    response["Last-Modified"] = http_date(drawn_at.timestamp())
    patch_cache_control(response, public=True, max_age=max_age)
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
