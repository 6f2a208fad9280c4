"""The votes of one race: by candidate, by party line and by county, with what the source left out."""

from decimal import ROUND_HALF_UP, Decimal

from races.contest import YES_OR_NO
from races.models import Race
from races.models.candidacy import LEFT_THE_RACE
from scorecards.metrics.publish import half_up


def results(fact, candidates):
    """Votes by candidate and by county, or None where there is no result yet. Missing votes stay missing.

    A share is worked out where every vote is known and there is a choice; else it is the one that the source
    published (`published` is then true), if any. `total` is what shares are of, None where none was worked out.
    """
    if fact.result_status == Race.ResultStatus.NONE:
        return None
    if fact.election.kind in YES_OR_NO:
        rows = [_yes_or_no(candidacy) for candidacy in candidates]
        return {"yes_or_no": True, "rows": rows, "total": None, "counties": by_county(candidates)}
    counted = [candidacy for candidacy in candidates if _counts(candidacy)]
    total = _total(fact, counted)
    rows = [_row(candidacy, total) for candidacy in counted]
    return {
        "rows": rows,
        "total": total,
        "published": total is None and any(row["share"] for row in rows),
        "write_in_share": _percent(fact.write_in_votes, total),
        "counties": by_county(counted),
    }


def _counts(candidacy):
    """Whether a result is expected of this candidate: not of somebody who left and got no votes on record."""
    return candidacy.status not in LEFT_THE_RACE or candidacy.votes is not None


def _total(fact, counted):
    """All valid votes, where all are known and shares say something: two names, or one and write-ins."""
    if not counted or any(candidacy.votes is None for candidacy in counted):
        return None
    unnamed = fact.write_in_votes
    if len(counted) < 2 and unnamed is None:
        return None
    total = sum(candidacy.votes for candidacy in counted) + (0 if unnamed is None else unnamed)
    return total if total > 0 else None


def _row(candidacy, total):
    share = _percent(candidacy.votes, total)
    if total is None and candidacy.vote_share is not None:
        share = f"{candidacy.vote_share.quantize(Decimal(1), ROUND_HALF_UP)}"
    return {"candidacy": candidacy, "share": share, "lines": list(candidacy.ballot_lines.all())}


def _yes_or_no(candidacy):
    """Votes to keep and to remove; the share is of both together."""
    known = candidacy.votes is not None and candidacy.votes_against is not None
    total = candidacy.votes + candidacy.votes_against if known else None
    return {"candidacy": candidacy, "share": _percent(candidacy.votes, total)}


def _percent(part, total):
    return half_up(100 * part, total) if total and part is not None else ""


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
