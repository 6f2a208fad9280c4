"""/data/frozen/<year>.csv: every published figure of a year as it stood on a day, in bytes that never change."""

import base64

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from portal.pages.shown import addresses
from portal.pages.views.caching import asked_each_time
from portal.pages.withdrawn import gone, reviewed_link
from scorecards.models import UnderReview, YearFreeze


@require_safe
def frozen(request, year):
    freeze = get_object_or_404(YearFreeze.objects.select_related("withdrawal"), year=year)
    withdrawn = gone(request, freeze, "csv")
    if withdrawn:
        return withdrawn
    response = HttpResponse(bytes(freeze.csv), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="figures-{freeze.year}-frozen.csv"'
    response["ETag"] = etag = f'"{freeze.sha256}"'
    digest = base64.b64encode(bytes.fromhex(freeze.sha256)).decode()
    response["Repr-Digest"] = f"sha-256=:{digest}:"  # RFC 9530
    # That newer figures may exist is said outside the frozen bytes.
    response["Link"] = ", ".join([f'<{reverse("data")}>; rel="latest-version"', *_reviewed(freeze)])
    asked_each_time(response)
    return get_conditional_response(request, etag, None, response)


def _reviewed(freeze):
    """Links for the figures in these bytes that are under review now."""
    for review in UnderReview.objects.open().figures():
        office = review.office
        if f"{office.state.code}/{office.slug},{review.metric.slug},".encode() in bytes(freeze.csv):
            yield reviewed_link(f"{addresses.office(office)}measures/?measure={review.metric.slug}", review.since)
