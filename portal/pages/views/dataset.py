"""/data/datasets/<pk>/: one delivered file, the same as CSV and JSON, and the table itself where we may."""

import re

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from portal.pages.shown import dataset as shown
from portal.pages.views import data, listing
from portal.pages.views.caching import asked_each_time
from scorecards.models import Dataset


@require_safe
def dataset(request, pk):
    return render(request, "pages/dataset.html", shown.dataset(_found(pk)))


@require_safe
def dataset_data(request, pk, kind):
    """What is known of the file, in the columns of the list of files."""
    fact = _found(pk)
    return listing.data([data.dataset_row(fact)], data.COLUMNS, kind, f"dataset-{fact.pk}")


@require_safe
def dataset_file(request, pk):
    """The table as its publisher delivered it, byte for byte. Always a download, never shown by the browser: the
    bytes are another's."""
    fact = _found(pk)
    if not shown.handed_out(fact):
        return HttpResponse(shown.why_not(fact), content_type="text/plain; charset=utf-8", status=404)
    etag = f'"{fact.sha256}"'
    if (known := get_conditional_response(request, etag)) is not None:
        return known
    try:
        stream = fact.delivered.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(stream, content_type="application/octet-stream")
    # Quotes, slashes and line ends of a delivered name stay out of the header.
    name = re.sub(r"[^\w. -]", "_", fact.file_name, flags=re.ASCII)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["ETag"] = etag
    asked_each_time(response)
    return listing.unindexed(response, fact.office.state.is_sample)


def _found(pk):
    return get_object_or_404(Dataset.objects.listed(), pk=pk)
