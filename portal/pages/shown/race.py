"""What a race page shows."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.pages.shown import addresses, trail
from portal.pages.shown.sheets import of_race
from races.election_querysets import STANDING
from races.models import Candidacy, Race
from scorecards.metrics.publish import half_up


@dataclass(frozen=True)
class Card:
    """One candidate on the ballot. `asked` says which of our questions got no answer."""

    candidacy: Any
    url: str
    lead: dict
    agreements: list
    asked: dict | None
    positions: int


def race(fact):
    fact = Race.objects.for_page().with_standing().get(pk=fact.pk)
    everyone = list(Candidacy.objects.listed(fact).for_cards().with_county_votes().select_related("page"))
    for candidacy in everyone:
        candidacy.race = fact
    standing = [candidacy for candidacy in everyone if candidacy.status in STANDING]
    sheets = of_race(fact, standing)
    return {
        "race": fact,
        "here": "races",
        "sample": fact.office.state.is_sample,
        "crumbs": trail.to_office(fact.office),
        "office_url": addresses.office(fact.office),
        "dates": dates(fact.election),
        "cards": [card(candidacy, sheets) for candidacy in standing],
        "others": [candidacy for candidacy in everyone if candidacy.status not in STANDING],
        "sheets": sheets,
        "results": results(fact, everyone),
        "data_url": addresses.race(fact).rstrip("/"),
    }


def card(candidacy, sheets):
    page = getattr(candidacy, "page", None)
    shown = page is not None and page.live
    return Card(
        candidacy,
        addresses.candidacy(candidacy) if shown else "",
        page.lead if shown else {},
        agreements(candidacy, sheets),
        last_request(candidacy, sheets),
        candidacy.position_count,
    )


def agreements(candidacy, sheets):
    """The candidate's score on each scoring sheet; neutral sheets have none."""
    return [
        {"sheet": sheet, "score": total.score}
        for sheet in sheets
        for total in sheet.totals
        if total.candidacy.pk == candidacy.pk
    ]


def last_request(candidacy, sheets):
    """How many of our questions this candidate left without an answer, and when we last asked; or None."""
    cells = [
        cell for sheet in sheets for row in sheet.rows for cell in row.cells if cell.candidacy.pk == candidacy.pk
    ]
    unanswered = [cell.mark for cell in cells if cell.kind == "no_answer"]
    if not unanswered:
        return None
    last = max(unanswered, key=lambda mark: mark.asked_on)
    return {"date": last.asked_on, "how": last.asked_how, "n": len(unanswered), "of": len(cells)}


def dates(election):
    """The election's public deadlines that we know, in the order they come, then the day itself."""
    known = [
        (election.filing_closes, _("Filing closes"), False),
        (election.register_by, _("Register by"), True),
        (election.early_vote_from, _("Early voting from"), False),
        (election.mail_ballot_request_by, _("Ask for a mail ballot by"), False),
        (election.date, _("Election day"), True),
    ]
    return [{"date": date, "label": label, "hot": hot} for date, label, hot in known if date is not None]


def results(fact, candidates):
    """Votes by candidate and by county, or None. A share needs every candidate's votes and two candidates;
    missing votes stay missing."""
    if fact.result_status == Race.ResultStatus.NONE:
        return None
    counted = [candidacy for candidacy in candidates if candidacy.votes is not None]
    total = sum(candidacy.votes for candidacy in counted)
    has_shares = len(counted) > 1 and len(counted) == len(candidates) and total > 0
    rows = [
        {"candidacy": candidacy, "share": half_up(100 * candidacy.votes, total) if has_shares else ""}
        for candidacy in candidates
    ]
    return {"rows": rows, "total": total if has_shares else None, "counties": by_county(candidates)}


def by_county(candidates):
    """Rows of {"county", "cells"}, one cell a candidate in the page's order; None where nothing was reported."""
    votes = [{votes.county_id: votes.votes for votes in candidacy.county_votes.all()} for candidacy in candidates]
    counties = {
        votes.county_id: votes.county for candidacy in candidates for votes in candidacy.county_votes.all()
    }
    return [
        {
            "county": county,
            "cells": [
                {"candidacy": candidacy, "votes": column.get(pk)}
                for candidacy, column in zip(candidates, votes, strict=True)
            ],
        }
        for pk, county in sorted(counties.items(), key=lambda item: (item[1].name, item[0]))
    ]
