"""The data of one race, at its page's address with .csv or .json: candidates, and their votes by county."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.pages.shown import addresses
from portal.pages.views import listing
from portal.pages.views.caching import asked_each_time
from races.contest import of_race
from races.models import Candidacy, Race
from races.models.election import BEFORE_ELECTION_DAY

# fmt: off
COLUMNS = (
    "candidate", "party", "designation", "ballot_order", "incumbent", "incumbent_how", "status", "status_date",
    "status_source_url", "outcome", "outcome_note", "county_fips", "county", "votes", "votes_total",
    "votes_against", "vote_share_published", "votes_note", "race_write_in_votes", "race_blank_votes",
    "result_status", "result_label", "result_source_url", "source_url", "source_title", "sample",
)
# fmt: on


@require_safe
def race_data(request, state, office, slug, kind):
    found = (
        Race.objects.public()
        .for_page()
        .with_standing()
        .select_related("lock")
        .filter(office__state__code=state, office__slug=office)
    )
    race = get_object_or_404(found, slug=slug)
    candidates = Candidacy.objects.listed(race).with_votes()
    if kind == "csv":
        rows = [record for candidacy in candidates for record in _records(race, candidacy)]
        return listing.data(rows, COLUMNS, kind, f"{state}-{office}-{slug}")
    whole = {
        "url": request.build_absolute_uri(addresses.race(race)),
        "office": race.office.name,
        "state": state,
        "date": race.election.date,
        "kind": race.election.kind,
        "party": race.election.party,
        "seats": race.seats,
        **_standing(race),
        "field_known": race.field_known,
        "ballot_order_known": race.ballot_order_known,
        "sample": race.office.state.is_sample,
        "source": {"url": race.source_url, "title": race.source_title, "checked": race.source_checked},
        "result": {
            "status": race.result_status,
            "write_in_votes": race.write_in_votes,
            "blank_votes": race.blank_votes,
            "label": race.result_label,
            "source_url": race.result_source_url,
            "source_title": race.result_source_title,
        },
        "candidates": [_candidate(race, candidacy) for candidacy in candidates],
    }
    response = JsonResponse(whole, json_dumps_params={"ensure_ascii": False})
    asked_each_time(response)
    return listing.unindexed(response, whole["sample"])


def _standing(race):
    """The state of the contest today, the days to file, and the list's check against the official one."""
    contest = of_race(race, timezone.localdate())
    lock = getattr(race, "lock", None)
    return {
        "contest": contest.state.value,
        "deadlines": {name: getattr(race.election, name) for name in BEFORE_ELECTION_DAY},
        "list_checked": lock
        and {
            "on": lock.locked_on,
            "sha256": lock.sha256,
            "rows": lock.rows,
            "source": {"url": lock.source_url, "title": lock.source_title},
        },
    }


def _records(race, candidacy):
    """One row a county; one row without a county where no county reported."""
    common = {
        "candidate": candidacy.ballot_name,
        "party": candidacy.party,
        "designation": candidacy.designation,
        "ballot_order": candidacy.ballot_order if race.ballot_order_known else None,
        **_about(candidacy),
        "status_source_url": candidacy.status_source_url,
        "votes_total": candidacy.votes,
        "race_write_in_votes": race.write_in_votes,
        "race_blank_votes": race.blank_votes,
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


def _about(candidacy):
    """What both forms say of a candidate in the same words; what is not known is empty."""
    return {
        "incumbent": candidacy.incumbent,
        "incumbent_how": candidacy.incumbent_how,
        "status": candidacy.status,
        "status_date": candidacy.status_date,
        "outcome": candidacy.outcome,
        "outcome_note": candidacy.outcome_note,
        "votes_against": candidacy.votes_against,
        "vote_share_published": candidacy.vote_share,
        "votes_note": candidacy.votes_note,
    }


def _candidate(race, candidacy):
    return {
        "name": candidacy.ballot_name,
        "party": candidacy.party,
        "designation": candidacy.designation,
        "ballot_order": candidacy.ballot_order if race.ballot_order_known else None,
        **_about(candidacy),
        "status_source": {"url": candidacy.status_source_url, "title": candidacy.status_source_title},
        "votes": candidacy.votes,
        "party_lines": [{"party": line.party, "votes": line.votes} for line in candidacy.ballot_lines.all()],
        "votes_by_county": {row.county.fips: row.votes for row in candidacy.county_votes.all()},
        "source": {"url": candidacy.source_url, "title": candidacy.source_title},
    }
