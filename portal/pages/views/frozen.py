"""/data/frozen/<year>.csv: every published figure of a year as it stood on a day, in bytes that never change."""

import base64

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from scorecards.models import YearFreeze


@require_safe
def frozen(request, year):
    freeze = get_object_or_404(YearFreeze, year=year)
    response = HttpResponse(bytes(freeze.csv), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="figures-{freeze.year}-frozen.csv"'
    response["ETag"] = etag = f'"{freeze.sha256}"'
    digest = base64.b64encode(bytes.fromhex(freeze.sha256)).decode()
    response["Repr-Digest"] = f"sha-256=:{digest}:"  # RFC 9530
    # That newer figures may exist is said outside the frozen bytes.
    response["Link"] = f'<{reverse("data")}>; rel="latest-version"'
    # A day and not for good: a file can be withdrawn (FAIRNESS), and no cache may keep it then.
    patch_cache_control(response, public=True, max_age=86400)
    return get_conditional_response(request, etag, None, response)
