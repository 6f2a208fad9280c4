"""/data/changes/ and its data: every published figure that a newer delivery changed, the newest change first."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.forms import ChangeFilter
from portal.pages.shown import addresses
from portal.pages.shown.change_log import entry
from portal.pages.shown.dataset import top_crumbs
from portal.pages.views import listing
from scorecards.metrics.publish import under_review
from scorecards.models import FigureChange
from scorecards.revisions import public_form

# fmt: off
NUMBERS = ("shown", "state", "numerator", "denominator", "value")
COLUMNS = (
    "on", "office", "office_name", "measure", "measure_name", "period", "period_start", "dimension", "group",
    *(f"before_{name}" for name in NUMBERS), *(f"after_{name}" for name in NUMBERS), "reason", "after_freeze",
    "old_dataset", "old_sha256", "new_dataset", "new_sha256", "sample", "url",
)
# fmt: on


def _filtered(form):
    wanted = listing.chosen(form)
    rows = FigureChange.objects.for_list()
    return (rows.at(wanted["office"]) if wanted else rows), wanted


@require_safe
def changes(request):
    form = ChangeFilter(request.GET)
    found, wanted = _filtered(form)
    page = listing.paged(request, found, wanted)
    rows = [entry(change) for change in page["page_of"]]
    context = {
        "form": form,
        "changes": rows,
        "here": "data",
        "crumbs": top_crumbs(),
        "sample_part": any(r["sample"] for r in rows),
        **page,
    }
    return render(request, "pages/changes.html", context)


@require_safe
def changes_data(request, kind):
    """Without figures whose counts may not be copied further, as in every download."""
    found, _ = _filtered(ChangeFilter(request.GET))
    return listing.data((_record(request, change) for change in found.copyable()), COLUMNS, kind, "changes")


def _public(change, form):
    """The published form that is kept of a figure; of one under review its words alone."""
    return public_form(under_review(change.review_since)) if change.review_since else form


def _record(request, change):
    office = change.office
    numbers = {
        f"{when}_{name}": form.get(name)
        for when, form in (("before", _public(change, change.before)), ("after", _public(change, change.after)))
        for name in NUMBERS
    }
    return numbers | {
        "on": change.on,
        "office": f"{office.state.code}/{office.slug}",
        "office_name": office.name,
        "measure": change.metric.slug,
        "measure_name": change.metric.name,
        "period": change.period,
        "period_start": change.period_start,
        "dimension": change.dimension,
        "group": change.group,
        "reason": change.new.revision_reason,
        "after_freeze": change.after_freeze,
        "old_dataset": change.old_id,
        "old_sha256": change.old.sha256,
        "new_dataset": change.new_id,
        "new_sha256": change.new.sha256,
        "sample": office.state.is_sample,
        "url": request.build_absolute_uri(addresses.dataset(change.new)),
    }
