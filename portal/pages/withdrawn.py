"""What a withdrawn frozen address answers: 410 with the day and the reason, and nothing of what stood there."""

from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from portal.core.templatetags.opr import day
from scorecards.models import Release


def gone(request, frozen, kind="page"):
    """The 410 answer where `frozen` (a Release, RenderedChart or YearFreeze) was withdrawn, else None. `kind`: a
    page, or the ending of a file (csv, json, svg, png), which is answered in plain text. No cache keeps it."""
    withdrawal = getattr(frozen, "withdrawal", None)
    if withdrawal is None:
        return None
    if kind == "page":
        response = render(request, "pages/gone.html", {"withdrawal": withdrawal}, status=410)
    else:
        words = _("Withdrawn on %(date)s. Reason: %(reason)s")
        text = words % {"date": day(withdrawal.on), "reason": withdrawal.reason}
        response = HttpResponse(f"{text}\n", status=410, content_type="text/plain; charset=utf-8")
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response


def last_withdrawn(slug):
    """The last release of a scorecard of which none is up any more, or None."""
    rows = Release.objects.for_page().filter(scorecard__slug=slug, scorecard__page__live=True)
    if rows.up().exists():
        return None
    return rows.select_related("withdrawal").order_by("-number").first()


def gone_with_its_releases(view):
    """For what reads a scorecard's newest release: where every release was withdrawn, it answers as they do."""

    @wraps(view)
    def answer(request, slug, **kwargs):
        try:
            return view(request, slug, **kwargs)
        except Http404:
            withdrawn = last_withdrawn(slug)
            if withdrawn is None:
                raise
            return gone(request, withdrawn, kwargs.get("kind", "page"))

    return answer


def reviewed_link(address, since):
    """A part of a `Link` header that says outside frozen bytes that something in them is under review: the
    registered relation `status` (RFC 8631) leads to the live page that says so."""
    return f'<{address}>; rel="status"; title="Under review since {since.isoformat()}"'
