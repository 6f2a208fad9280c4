"""/races/ and its data: every race we know of, the newest election first."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.pages.forms import RaceFilter
from portal.pages.shown import addresses
from portal.pages.shown.races import row
from portal.pages.views import listing
from races.contest import of_race
from races.models import Race

# fmt: off
COLUMNS = (
    "date", "kind", "party", "state", "office", "title", "seat", "seats", "candidates", "contest", "contested",
    "field_known", "filing_closes", "write_in_filing_closes", "result_status", "result_label", "sample", "url",
    "source_url", "source_title", "source_checked",
)
# fmt: on


def _filtered(form):
    wanted = listing.chosen(form)
    rows = Race.objects.by_date()
    if "state" in wanted:
        rows = rows.in_state(wanted["state"])
    if wanted.get("contested") == "open":
        rows = rows.open_for_filing(timezone.localdate())
    elif "contested" in wanted:
        rows = rows.contested(wanted["contested"] == "yes")
    return rows, wanted


@require_safe
def races(request):
    form = RaceFilter(request.GET)
    found, wanted = _filtered(form)
    page = listing.paged(request, found, wanted)
    rows = [row(race) for race in page["page_of"]]
    context = {"form": form, "rows": rows, "here": "races", "sample_part": any(r["sample"] for r in rows), **page}
    return render(request, "pages/races.html", context)


@require_safe
def races_data(request, kind):
    found, _ = _filtered(RaceFilter(request.GET))
    rows = (_record(request, race) for race in found)
    return listing.data(rows, COLUMNS, kind, "races")


def _record(request, race):
    contest = of_race(race, timezone.localdate())
    return {
        "date": race.election.date,
        "kind": race.election.kind,
        "party": race.election.party,
        "state": race.office.state.code,
        "office": race.office.district,
        "title": race.office.title,
        "seat": race.seat,
        "seats": race.seats,
        "candidates": race.standing or None,
        "contest": contest.state.value,
        "contested": contest.contested,
        "field_known": race.field_known,
        "filing_closes": race.election.filing_closes,
        "write_in_filing_closes": race.election.write_in_filing_closes,
        "result_status": race.result_status,
        "result_label": race.result_label,
        "sample": race.office.state.is_sample,
        "url": request.build_absolute_uri(addresses.race(race)),
        "source_url": race.source_url,
        "source_title": race.source_title,
        "source_checked": race.source_checked,
    }
