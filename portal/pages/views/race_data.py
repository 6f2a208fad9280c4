"""The data of one race, at its page's address with .csv or .json: candidates, and their votes by county."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal.pages.shown import addresses
from portal.pages.views import listing
from races.models import Candidacy, Race

# fmt: off
COLUMNS = (
    "candidate", "party", "designation", "ballot_order", "status", "outcome", "county_fips", "county", "votes",
    "votes_total", "result_status", "result_label", "result_source_url", "source_url", "source_title", "sample",
)
# fmt: on


@require_safe
def race_data(request, state, office, slug, kind):
    found = Race.objects.for_page().filter(office__state__code=state, office__slug=office)
    race = get_object_or_404(found, slug=slug)
    candidates = Candidacy.objects.listed(race).with_county_votes()
    if kind == "csv":
        rows = [record for candidacy in candidates for record in _records(race, candidacy)]
        return listing.data(rows, COLUMNS, kind, f"{state}-{office}-{slug}")
    whole = {
        "url": request.build_absolute_uri(addresses.race(race)),
        "office": race.office.name,
        "state": state,
        "date": race.election.date,
        "kind": race.election.kind,
        "seats": race.seats,
        "field_known": race.field_known,
        "ballot_order_known": race.ballot_order_known,
        "sample": race.office.state.is_sample,
        "source": {"url": race.source_url, "title": race.source_title, "checked": race.source_checked},
        "result": {
            "status": race.result_status,
            "label": race.result_label,
            "source_url": race.result_source_url,
            "source_title": race.result_source_title,
        },
        "candidates": [_candidate(race, candidacy) for candidacy in candidates],
    }
    response = JsonResponse(whole, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=300)
    return listing.unindexed(response, whole["sample"])


def _records(race, candidacy):
    """One row a county; one row without a county where no county reported."""
    common = {
        "candidate": candidacy.ballot_name,
        "party": candidacy.party,
        "designation": candidacy.designation,
        "ballot_order": candidacy.ballot_order if race.ballot_order_known else None,
        "status": candidacy.status,
        "outcome": candidacy.outcome,
        "votes_total": candidacy.votes,
        "result_status": race.result_status,
        "result_label": race.result_label,
        "result_source_url": race.result_source_url,
        "source_url": candidacy.source_url,
        "source_title": candidacy.source_title,
        "sample": race.office.state.is_sample,
        "county_fips": None,
        "county": None,
        "votes": None,
    }
    counted = [
        {**common, "county_fips": row.county.fips, "county": str(row.county), "votes": row.votes}
        for row in candidacy.county_votes.all()
    ]
    return counted or [common]


def _candidate(race, candidacy):
    return {
        "name": candidacy.ballot_name,
        "party": candidacy.party,
        "designation": candidacy.designation,
        "ballot_order": candidacy.ballot_order if race.ballot_order_known else None,
        "status": candidacy.status,
        "outcome": candidacy.outcome,
        "votes": candidacy.votes,
        "votes_by_county": {row.county.fips: row.votes for row in candidacy.county_votes.all()},
        "source": {"url": candidacy.source_url, "title": candidacy.source_title},
    }
