"""/metrics/: every measure and who has it, and the page of one; each as CSV and JSON too."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.pages.shown import metric as shown
from portal.pages.shown import metric_offices
from portal.pages.shown.dataset import top_crumbs
from portal.pages.views import listing
from portal.pages.views.office_data import COLUMNS as FIGURE_COLUMNS
from portal.pages.views.office_data import row as figure_row
from scorecards.models import Metric

# fmt: off
COLUMNS = (
    "slug", "name", "name_es", "category", "kind", "of", "definition", "definition_es", "why", "why_es",
    "numerator", "numerator_es", "denominator", "denominator_es", "unit", "unit_es", "unit_of_count",
    "start_clock", "cohort_date", "severity_scope", "direction", "minimum_base", "flags", "definition_source",
    "definition_url", "ppi_code", "offices", "invented_offices", "sample",
)
# fmt: on
OF_ONE = (*FIGURE_COLUMNS, "comparable_group")


@require_safe
def metrics(request):
    categories = shown.registry()
    context = {"categories": categories, "here": "data", "crumbs": top_crumbs()}
    return render(request, "pages/metrics.html", context)


@require_safe
def metrics_data(request, kind):
    rows = (_record(row) for category in shown.registry() for row in category["metrics"])
    return listing.data(rows, COLUMNS, kind, "metrics")


def _record(row):
    metric = row["metric"]
    return {
        **{name: getattr(metric, name) for name in COLUMNS if hasattr(metric, name)},
        "of": metric.of.slug if metric.of_id else "",
        "flags": " ".join(metric.flags),
        "offices": row["real"],
        "invented_offices": row["invented"],
        "sample": False,
    }


@require_safe
def metric(request, slug):
    found = get_object_or_404(Metric.objects.select_related("of"), slug=slug)
    crumbs = [*top_crumbs(), {"url": reverse("metrics"), "text": _("Measures")}]
    context = {
        "here": "data",
        "crumbs": crumbs,
        "source": shown.source(found),
        **shown.metric_page(found, request.GET.get("page")),
    }
    return render(request, "pages/metric.html", context)


@require_safe
def metric_data(request, slug, kind):
    """Every office of the page with its figure; `comparable_group` counts the ways of counting: figures of
    different groups cannot be compared. A measure of states has its counts beside the findings."""
    found = get_object_or_404(Metric.objects.select_related("of"), slug=slug)
    if found.slug == shown.CHOICE:
        return redirect("findings_data", kind)
    return listing.data(_figures(found), OF_ONE, kind, slug)


def _figures(metric):
    order = metric_offices.places(metric)
    groups = {group: n for n, group in enumerate(dict.fromkeys(place.group for place in order), 1)}
    lines = metric_offices.lines(metric, [place.pk for place in order])
    for place in order:
        for line in lines[place.pk]:
            # Left out only after the rule, as in an office's own file.
            if line.observation.dataset.may_republish:
                row = figure_row(line.observation.office, line, metric)
                yield row | {"comparable_group": "" if place.unknown else groups[place.group]}
