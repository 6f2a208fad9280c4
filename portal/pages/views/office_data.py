"""An office's counts as CSV and JSON: the same figures as its page, after the same rule for small numbers."""

import datetime as dt

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from portal.core import csvout
from portal.pages.shown import addresses
from portal.pages.shown.figures import published
from portal.pages.shown.measure_table import Line
from portal.pages.views.caching import asked_each_time
from portal.pages.views.listing import unindexed
from races.models import Office
from scorecards.models import Dataset, Metric, Observation
from scorecards.subjects import REFERENCE_GROUP

COLUMNS = (
    "office", "measure", "measure_name", "unit_of_count", "period", "period_start", "partial", "dimension",
    "group", "numerator", "denominator", "rate", "low", "high", "shown", "state", "table", "dataset_sha256",
    "attribution", "license", "sample", "kind", "unit", "value", "compared_with", "public_since",
)  # fmt: skip


@require_safe
def office_data(request, state, office, form):
    """`?as_of=YYYY-MM-DD`: the figures as they stood here at the end of that day."""
    found = Office.objects.public().select_related("state")
    fact = get_object_or_404(found, state__code=state, slug=office)
    figures = published(Observation.objects.for_office(fact, as_of(request.GET.get("as_of", ""))))
    # Left out only after the rule: what is hidden beside a row must not depend on who may have that row.
    rows = [
        row(fact, Line(figure), figure.observation.metric)
        for figure in figures
        if figure.observation.dataset.may_republish
    ]
    if form == "csv":
        response = HttpResponse(csvout.dumps(rows, COLUMNS), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{state}-{office}.csv"'
    else:
        response = JsonResponse(_document(request, fact, rows), json_dumps_params={"ensure_ascii": False})
    asked_each_time(response)
    return unindexed(response, fact.state.is_sample)


def as_of(text):
    """The day in an address, or None without one. Raises Http404 where it is no day of the form YYYY-MM-DD."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def row(office, line, metric):
    """One figure of a measure. What is hidden or missing has no number in any column: the state says which it is.

    `line`: a shown.measure_table.Line. Of a comparison (a ratio or a gap), `value`, `low`, `high` and `state` are
    the comparison's, and the counts and the rate those of the group itself. A gap is a part of 1.
    """
    observation, public = line.observation, line.figure.published
    said = line.compared or public
    return {
        "office": f"{office.state.code}/{office.slug}",
        "measure": metric.slug,
        "measure_name": metric.name,
        "unit_of_count": metric.unit_of_count,
        "period": observation.period,
        "period_start": observation.period_start.isoformat(),
        "partial": observation.partial,
        "dimension": observation.dimension,
        "group": observation.group,
        "numerator": public.numerator,
        "denominator": public.denominator,
        "rate": public.rate,
        "low": said.low,
        "high": said.high,
        "shown": said.shown,
        "state": said.state,
        "table": observation.dataset.table,
        "dataset_sha256": observation.dataset.sha256,
        "attribution": observation.dataset.attribution,
        "license": observation.dataset.licence,
        "sample": office.state.is_sample,
        "kind": metric.kind,
        # `value` of a gap is written as rates are, not as the points that `shown` and the pages print.
        "unit": "share of 1" if metric.kind == Metric.Kind.GAP else metric.unit,
        "value": line.amount,
        "compared_with": "" if line.compared is None else REFERENCE_GROUP,
        "public_since": observation.dataset.recorded_on.isoformat(),
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
            "carry no number; 10 to 29 people: open. rate is an unrounded share of 1; value is a median, an "
            "amount, or so many for each one, in the column unit. low and high are the ends of the 95% interval "
            "of the rate, or of the value where there is one. public_since is the day the figure's file "
            "went public here; ?as_of=YYYY-MM-DD gives the figures as they stood at the end of that day."
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
