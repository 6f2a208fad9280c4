"""What the portal holds and how to take it along: the data page, and the list of files as CSV."""

import json

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.pages.shown import addresses
from portal.pages.shown.dataset import known_limits
from portal.pages.views import listing
from scorecards.models import Dataset, RenderedChart, YearFreeze

COLUMNS = (
    "office", "office_name", "sample", "table", "title", "publisher", "url", "license", "license_url",
    "attribution", "retrieved", "file_name", "sha256", "rows", "case_level", "may_republish", "period_from",
    "period_to", "known_limits", "id", "archive_url", "recorded_on", "may_hand_out", "cadence", "standing",
    "next_due", "ended_on", "ended_url", "revision_reason", "flags", "cannot",
)  # fmt: skip
NAMED = ("office", "office_name", "sample", "license", "license_url", "known_limits", "flags", "cannot")


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
        "limits": known_limits(datasets),
        "charts": charts,
        "frozen": list(YearFreeze.objects.defer("csv")),
        "offices": [
            {"office": office, "url": addresses.office(office), "data_url": addresses.office(office).rstrip("/")}
            for office in offices.values()
        ],
        "sample_part": any(office.state.is_sample for office in offices.values())
        or any(chart.sample for chart in charts),
    }
    return render(request, "pages/data.html", context)


@require_safe
def datasets(request, kind):
    """Every delivered file as CSV or JSON, in English under every language prefix."""
    return listing.data(map(dataset_row, Dataset.objects.listed()), COLUMNS, kind, "datasets")


def dataset_row(dataset):
    """One file as a row of `COLUMNS`. Needs `superseded` (`Dataset.objects.listed`)."""
    own = {name: getattr(dataset, name) for name in COLUMNS if name not in NAMED}
    office = dataset.office
    return {
        **own,
        "flags": json.dumps(dataset.flags, sort_keys=True),
        "cannot": json.dumps(dataset.cannot, sort_keys=True, ensure_ascii=False),
        "office": f"{office.state.code}/{office.slug}",
        "office_name": office.name,
        "sample": office.state.is_sample,
        "license": dataset.licence,
        "license_url": dataset.licence_url,
        "known_limits": dataset.limits,
    }
