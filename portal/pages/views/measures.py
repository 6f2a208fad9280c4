"""/offices/<st>/<office>/measures/ and its files: one office's measures, filtered by the address alone."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.pages.shown import dashboard, dashboard_page
from portal.pages.views import listing
from portal.pages.views.office_data import COLUMNS, row
from races.models import Office

CROSSED = "crossed counts are never published"


def _view(request, state, office):
    found = Office.objects.public().select_related("state")
    return dashboard.read(get_object_or_404(found, state__code=state, slug=office), request.GET)


@require_safe
def measures(request, state, office):
    view = _view(request, state, office)
    return render(request, "pages/measures.html", dashboard_page.page(view, request.GET))


@require_safe
def measures_data(request, state, office, kind):
    """The rows of the page's table. An address with an unknown choice has no file: read with the choice left out,
    it would hold other figures than it says. A crossed one has a single row that names the rule."""
    view = _view(request, state, office)
    if view.unknown or (view.metric is None and request.GET.get("measure")):
        raise Http404
    name = f"{state}-{office}-measures"
    if view.crossed:
        return listing.data([_crossed(view)], COLUMNS, kind, name)
    # Left out only after the rule, as on every surface.
    lines = [line for line in view.lines if line.observation.dataset.may_republish]
    rows = [row(view.office, line, view.metric or line.observation.metric) for line in lines]
    return listing.data(rows, COLUMNS, kind, name)


def _crossed(view):
    empty = dict.fromkeys(COLUMNS)
    office = view.office
    return empty | {
        "office": f"{office.state.code}/{office.slug}",
        "measure": view.metric.slug,
        "shown": CROSSED,
        "state": "crossed",
        "sample": office.state.is_sample,
    }
