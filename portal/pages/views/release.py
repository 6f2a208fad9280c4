"""/scorecards/<slug>/releases/<n>/, .csv and .json: a release in the very bytes that went out, for good."""

import base64
import hashlib
import re

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.pages.shown import released
from portal.pages.views.caching import asked_each_time
from portal.pages.views.listing import unindexed
from portal.pages.withdrawn import gone, reviewed_link
from scorecards.models import Release

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "page": "text/html; charset=utf-8"}
STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@require_safe
def release(request, slug, number):
    return _frozen(request, slug, number, "page")


@require_safe
def release_file(request, slug, number, kind):
    return _frozen(request, slug, number, kind)


def _frozen(request, slug, number, kind):
    column = f"html_{get_language()}" if kind == "page" else kind
    rows = Release.objects.filter(scorecard__page__live=True, scorecard__slug=slug, number=number)
    found = rows.for_page().select_related("withdrawal").first()
    if found is None:
        raise Http404
    if (answer := gone(request, found, kind)) is not None:
        return answer
    body = bytes(Release.objects.values_list(column, flat=True).get(pk=found.pk))
    if not body:  # released before this portal kept the bytes
        raise Http404
    response = HttpResponse(body, content_type=TYPES[kind])
    digest = hashlib.sha256(body)
    response["ETag"] = etag = f'"{digest.hexdigest()}"'
    response["Repr-Digest"] = f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"  # RFC 9530
    response["Last-Modified"] = http_date(found.at.timestamp())
    _say_what_came_later(response, found)
    if kind != "page":
        response["Content-Disposition"] = f'inline; filename="{slug}-release-{number}.{kind}"'
    # A release can be withdrawn (FAIRNESS.md 1), and no cache may hand it out then: it asks here, and is told "not
    # modified" in a few bytes.
    asked_each_time(unindexed(response, found.scorecard.is_sample))
    response = get_conditional_response(request, etag, None, response)
    if kind == "page":  # on "not modified" too: a browser takes over that answer's policy
        _allow_its_own_style(response, body)
    return response


def _say_what_came_later(response, found):
    """Outside the frozen bytes: that a newer release exists, or that something in it is under review."""
    links = []
    newest = Release.objects.newest().light().filter(scorecard=found.scorecard_id).first()
    if newest.number != found.number:
        links.append(
            f'<{reverse("scorecard_release", args=[found.scorecard.slug, newest.number])}>; rel="latest-version"'
        )
    since = released.reviews(found).first
    if since:
        links.append(reviewed_link(released.url(found.scorecard), since))
    if links:
        response["Link"] = ", ".join(links)


def _allow_its_own_style(response, body):
    """The one <style> of the frozen page, by the hash of its own text: a later design has another."""
    style = STYLE.search(body).group(1)
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    response._csp_replace = {"style-src": [f"'sha256-{digest}'"]}
