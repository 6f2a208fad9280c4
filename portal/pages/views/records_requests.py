"""/data/requests/ and its data: requests for records and what came of them, the newest first."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.forms import RecordsFilter
from portal.pages.shown import addresses
from portal.pages.shown.completeness import request_line
from portal.pages.shown.dataset import top_crumbs
from portal.pages.views import listing
from scorecards.models import RecordsRequest

# fmt: off
COLUMNS = (
    "office", "office_name", "asked_for", "asked_by", "asked_on", "outcome", "answered_on", "quoted_cost_dollars",
    "reason", "sample", "url", "source_url", "source_title", "source_date", "source_checked", "archive_url",
)
# fmt: on


def _filtered(form):
    wanted = listing.chosen(form)
    rows = RecordsRequest.objects.for_list()
    return (rows.at(wanted["office"]) if wanted else rows), wanted


@require_safe
def records_requests(request):
    form = RecordsFilter(request.GET)
    found, wanted = _filtered(form)
    page = listing.paged(request, found, wanted)
    rows = [request_line(one) for one in page["page_of"]]
    for row in rows:
        row["office_url"] = addresses.office(row["request"].office)
    context = {
        "form": form,
        "requests": rows,
        "here": "data",
        "crumbs": top_crumbs(),
        "sample_part": any(r["sample"] for r in rows),
        **page,
    }
    return render(request, "pages/records_requests.html", context)


@require_safe
def records_requests_data(request, kind):
    found, _ = _filtered(RecordsFilter(request.GET))
    return listing.data((_record(request, one) for one in found), COLUMNS, kind, "records-requests")


def _record(request, one):
    office = one.office
    own = {name: getattr(one, name) for name in COLUMNS if hasattr(one, name) and name != "office"}
    return own | {
        "office": f"{office.state.code}/{office.slug}",
        "office_name": office.name,
        "quoted_cost_dollars": one.quoted_cost,
        "sample": office.state.is_sample,
        "url": request.build_absolute_uri(addresses.office(office)),
    }
