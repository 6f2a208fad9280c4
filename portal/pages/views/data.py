"""What the portal holds and how to take it along: the data page, and the list of files as CSV."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.pages.shown import addresses
from portal.pages.views import listing
from scorecards.models import Dataset, RenderedChart

COLUMNS = (
    "office", "office_name", "sample", "table", "title", "publisher", "url", "license", "license_url",
    "attribution", "retrieved", "file_name", "sha256", "rows", "case_level", "may_republish", "period_from",
    "period_to", "known_limits",
)  # fmt: skip


@require_safe
def data(request):
    datasets = list(Dataset.objects.listed())
    charts = list(RenderedChart.objects.current(get_language()).titles())
    offices = {dataset.office_id: dataset.office for dataset in datasets}
    context = {
        "here": "data",
        "today": timezone.localdate(),
        "address": request.build_absolute_uri(request.path),
        "datasets": datasets,
        "charts": charts,
        "offices": [
            {"office": office, "url": addresses.office(office), "data_url": addresses.office(office).rstrip("/")}
            for office in offices.values()
        ],
        "sample_part": any(office.state.is_sample for office in offices.values())
        or any(chart.sample for chart in charts),
    }
    return render(request, "pages/data.html", context)


@require_safe
def datasets(request):
    """Every delivered file as CSV, in English under every language prefix."""
    return listing.data(map(_row, Dataset.objects.listed()), COLUMNS, "csv", "datasets")


def _row(dataset):
    own = {
        name: getattr(dataset, name)
        for name in COLUMNS
        if name not in ("office", "office_name", "sample", "license", "license_url", "known_limits")
    }
    office = dataset.office
    return {
        **own,
        "office": f"{office.state.code}/{office.slug}",
        "office_name": office.name,
        "sample": office.state.is_sample,
        "license": dataset.licence,
        "license_url": dataset.licence_url,
        "known_limits": dataset.limits,
    }
