"""/corrections/, its data and its feed: every correction and withdrawal, the newest first."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.pages.shown.changes import MOST, Entry, feed
from portal.pages.shown.corrections import entry
from portal.pages.views import listing
from scorecards.models import Correction

# fmt: off
COLUMNS = (
    "on", "kind", "about", "before", "after", "reason", "asked_by", "name", "group", "scorecard", "release",
    "sample", "url",
)
# fmt: on


@require_safe
def corrections(request):
    page = listing.paged(request, Correction.objects.for_list(), {})
    rows = [entry(row) for row in page["page_of"]]
    context = {"rows": rows, "sample_part": any(row["sample"] for row in rows), **page}
    return render(request, "pages/corrections.html", context)


@require_safe
def corrections_data(request, kind):
    rows = (_record(request, entry(row)) for row in Correction.objects.for_list())
    return listing.data(rows, COLUMNS, kind, "corrections")


@require_safe
def corrections_feed(request):
    entries = [_news(entry(row)) for row in Correction.objects.for_list()[:MOST]]
    content = feed(_("Corrections"), reverse("corrections"), request, entries)
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    patch_cache_control(response, public=True, max_age=300)
    return listing.unindexed(response, any(one.sample for one in entries))


def _news(line):
    row = line["row"]
    change = f"{line['before']} → {line['after']}" if line["before"] or line["after"] else ""
    return Entry(
        key=f"corrections/{row.pk}",
        at=dt.datetime.combine(row.on, dt.time(), dt.UTC),
        title=f"{capfirst(row.get_kind_display())}: {row.about}",
        text=" ".join(filter(None, (change, row.reason))),
        url=line["url"],
        sample=line["sample"],
    )


def _record(request, line):
    row = line["row"]
    own = {name: getattr(row, name) for name in ("on", "kind", "about", "reason", "name")}
    return own | {
        "before": line["before"],
        "after": line["after"],
        "asked_by": row.role,
        "group": row.group.slug if row.group_id else "",
        "scorecard": row.release.scorecard.slug if row.release_id else "",
        "release": row.release.number if row.release_id else None,
        "sample": line["sample"],
        "url": request.build_absolute_uri(line["url"]),
    }
