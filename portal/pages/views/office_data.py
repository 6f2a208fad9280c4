"""An office's counts as CSV and JSON: the same figures as its page, after the same rule for small numbers."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal.core import csvout
from portal.pages.shown import addresses
from portal.pages.shown.figures import published
from portal.pages.views.listing import unindexed
from races.models import Office
from scorecards.models import Dataset, Observation

COLUMNS = (
    "office", "measure", "measure_name", "unit_of_count", "period", "period_start", "partial", "dimension",
    "group", "numerator", "denominator", "rate", "low", "high", "shown", "state", "table", "dataset_sha256",
    "attribution", "license", "sample",
)  # fmt: skip


@require_safe
def office_data(request, state, office, form):
    found = Office.objects.public().select_related("state")
    fact = get_object_or_404(found, state__code=state, slug=office)
    figures = published(Observation.objects.for_office(fact))
    # Left out only after the rule: what is hidden beside a row must not depend on who may have that row.
    rows = [_row(fact, figure) for figure in figures if figure.observation.dataset.may_republish]
    if form == "csv":
        response = HttpResponse(csvout.dumps(rows, COLUMNS), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{state}-{office}.csv"'
    else:
        response = JsonResponse(_document(request, fact, rows), json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=300)
    return unindexed(response, fact.state.is_sample)


def _row(office, figure):
    """One figure. What is hidden or missing has no number in any column: the state says which it is."""
    row, public = figure.observation, figure.published
    return {
        "office": f"{office.state.code}/{office.slug}",
        "measure": row.metric.slug,
        "measure_name": row.metric.name,
        "unit_of_count": row.metric.unit_of_count,
        "period": row.period,
        "period_start": row.period_start.isoformat(),
        "partial": row.partial,
        "dimension": row.dimension,
        "group": row.group,
        "numerator": public.numerator,
        "denominator": public.denominator,
        "rate": public.rate,
        "low": public.low,
        "high": public.high,
        "shown": public.shown,
        "state": public.state,
        "table": row.dataset.table,
        "dataset_sha256": row.dataset.sha256,
        "attribution": row.dataset.attribution,
        "license": row.dataset.licence,
        "sample": office.state.is_sample,
    }


def _document(request, office, rows):
    datasets = Dataset.objects.listed().filter(office=office)
    with translation.override("en"):
        page = request.build_absolute_uri(addresses.office(office))
    return {
        "office": {"id": f"{office.state.code}/{office.slug}", "name": office.name, "page": page},
        "sample": office.state.is_sample,
        "note": (
            "Figures about fewer than 10 people (a measure may set a higher limit) are hidden (state: hidden) and "
            "carry no number; 10 to 29 people: open. rate, low and high are unrounded shares of 1; low and high "
            "are the ends of the 95% interval."
        ),
        "datasets": [
            {
                "title": dataset.title,
                "publisher": dataset.publisher,
                "url": dataset.url,
                "license": dataset.licence,
                "license_url": dataset.licence_url,
                "attribution": dataset.attribution,
                "retrieved": dataset.retrieved.isoformat(),
                "sha256": dataset.sha256,
                "counts_may_be_republished": dataset.may_republish,
                "known_limits": dataset.limits,
            }
            for dataset in datasets
        ],
        "observations": rows,
    }
