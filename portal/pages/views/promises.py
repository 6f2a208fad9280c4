"""/promises/ and its data: every published promise with its current status."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.forms import PromiseFilter
from portal.pages.shown import promise as shown
from portal.pages.views import listing
from scorecards.models import Promise

# fmt: off
COLUMNS = (
    "id", "promise", "candidate", "office", "state", "topic", "said_on", "said_where", "due", "status",
    "status_date", "latest_fact", "sample", "url", "source_url", "source_title", "archive_url",
    "under_review_since",
)
STAYS = ("id", "candidate", "office", "state", "sample", "url", "under_review_since")
# fmt: on


def _filtered(form):
    wanted = listing.chosen(form)
    rows = Promise.objects.published().for_list().with_current_status()
    return (rows.rated(wanted["status"]) if wanted else rows), wanted


@require_safe
def promises(request):
    form = PromiseFilter(request.GET)
    found, wanted = _filtered(form)
    page = listing.paged(request, found, wanted)
    rows = shown.listed(list(page["page_of"]))
    sample = any(promise.candidacy.race.office.state.is_sample for promise in rows)
    context = {
        "form": form,
        "promises": rows,
        "segments": shown.segments(),
        "here": "promises",
        "sample_part": sample,
        **page,
    }
    return render(request, "pages/promises.html", context)


@require_safe
def promises_data(request, kind):
    found, _ = _filtered(PromiseFilter(request.GET))
    rows = (_record(request, promise) for promise in found)
    return listing.data(rows, COLUMNS, kind, "promises")


def _record(request, promise):
    """Of one under review only whose it is and where it stands."""
    office = promise.candidacy.race.office
    known = {
        "id": promise.pk,
        "promise": promise.quote,
        "candidate": promise.candidacy.ballot_name,
        "office": office.name,
        "state": office.state.code,
        "topic": promise.topic.slug,
        "said_on": promise.said_on,
        "said_where": promise.said_where,
        "due": promise.due,
        "status": promise.current_status or "none",
        "status_date": promise.current_date,
        "latest_fact": promise.current_fact,
        "sample": office.state.is_sample,
        "url": request.build_absolute_uri(promise.get_absolute_url()),
        "source_url": promise.source_url,
        "source_title": promise.source_title,
        "archive_url": promise.archive_url,
        "under_review_since": promise.review_since,
    }
    if promise.review_since is None:
        return known
    return {name: value if name in STAYS else None for name, value in known.items()} | {"status": "under review"}
