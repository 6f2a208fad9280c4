"""The guide of a race for paper: candidates in threes, a page each, then a page about the office.

Everybody gets the same parts in the same space: texts are cut at the same length, and the page says where the
whole of it stands. The lengths here hold a page within Letter and A4 (a browser test prints them).
"""

from itertools import groupby, zip_longest

from django.utils import timezone

from portal.pages.shown import addresses, asking, trail
from portal.pages.shown.contests import flag, notes
from portal.pages.shown.figures import published
from portal.pages.shown.measures import measures
from portal.pages.shown.race import dates
from portal.pages.shown.races import candidates as counted
from portal.pages.shown.sheets import of_race
from portal.pages.shown.words import clamp, may_mark, parts
from races import contest as contest_of
from races.election_querysets import STANDING
from races.models import Candidacy, Position, Race
from scorecards.models import Observation, Promise
from scorecards.under_review import profiles_under_review

A_PAGE = 3
TITLE = 60
LINES, QUOTE, LEAD, LABEL = 6, 80, 130, 110
FOR_VOTERS = ("register_by", "early_vote_from", "early_vote_to", "mail_ballot_request_by", "date")
MEASURES, PROMISES, PROMISE_QUOTE, PROMISE_FACT, OTHERS = 5, 7, 110, 90, 240


def guide(fact, address):
    """Context of the guide of a race. `address`: of the race page, as a reader types it. The queries do not
    grow with candidates, questions, figures or promises."""
    fact = Race.objects.for_page().with_standing().get(pk=fact.pk)
    everyone = list(Candidacy.objects.listed(fact).select_related("page").prefetch_related("ballot_lines"))
    for candidacy in everyone:
        candidacy.race = fact
    standing = [candidacy for candidacy in everyone if candidacy.status in STANDING]
    reviews = profiles_under_review(standing)
    said, left_out = _lines(fact, standing, reviews)
    contest = contest_of.of_race(fact, timezone.localdate())
    groups = [standing[start : start + A_PAGE] for start in range(0, len(standing), A_PAGE)] or [[]]
    width = min(len(standing), A_PAGE)
    return {
        "race": fact,
        "here": "races",
        "sample": fact.office.state.is_sample,
        "crumbs": trail.to_race(fact),
        "race_url": addresses.race(fact),
        "address": address,
        "dates": [date for date in dates(fact.election) if date["name"] in FOR_VOTERS],
        "counted": counted(fact),
        "contest_title": clamp(fact.office.name, TITLE)[0],
        "flag": flag(contest, long=True),
        "notes": notes(contest),
        "yes_or_no": fact.election.kind in contest_of.YES_OR_NO,
        "sheets": [
            _sheet(group, start, said, width, reviews)
            for start, group in zip(_starts(groups), groups, strict=True)
        ],
        "total": len(standing),
        "pages": len(groups) + 1,
        "left_out": left_out,
        "asked_by": ", ".join(dict.fromkeys(line["part"].group.name for line in said if line["part"].group)),
        "marks": any(line["cells"] and line["cells"][0].form == "mark" for line in said),
        "others": clamp(", ".join(_others(everyone)), OTHERS)[0],
        **_office(fact.office),
    }


def _starts(groups):
    return range(0, len(groups) * A_PAGE, A_PAGE)


def _sheet(group, start, said, width, reviews):
    """One page of up to three candidates: their cards, and the cells of every line that are theirs. A page that
    is not full keeps columns as wide as on the page before."""
    return {
        "cards": [
            {
                "candidacy": candidacy,
                "since": reviews.get(candidacy.pk),
                "lead": _lead(candidacy),
                "lines": list(candidacy.ballot_lines.all()),
            }
            for candidacy in group
        ],
        "first": start + 1,
        "last": start + len(group),
        "lines": [{**line, "cells": line["cells"][start : start + A_PAGE]} for line in said],
        "width": width,
        "empty": range(width - len(group)),
    }


def _lead(candidacy):
    page = getattr(candidacy, "page", None)
    if page is None or not page.live or not page.lead["text"]:
        return {}
    return {"text": clamp(page.lead["text"], LEAD)[0], "language": page.lead["language"]}


def _lines(race, standing, reviews):
    """The first `LINES` questions or topics, and how many more there are. Questionnaires come before released
    sheets, and those before other positions; never chosen by who answered. What is marked names whose standard."""
    sheets = of_race(race, standing)
    sets = asking.sets(race, standing)
    positions = Position.objects.filter(candidacy__race=race, candidacy__page__live=True).for_page()
    found = [
        {"label": clamp(line.label, LABEL)[0], "language": line.language, "cells": line.cells, "part": part}
        for part, line in _in_turn(
            parts(standing, sheets, sets, positions, most=QUOTE, marks=may_mark(sheets, sets), reviews=reviews)
        )
    ]
    return found[:LINES], max(0, len(found) - LINES)


def _in_turn(found):
    """(part, line) in order; standards with marks one line each by turns, so that where there is room for a few
    they are not all of one group."""
    for marked, alike in groupby(found, key=lambda part: part.marks):
        queues = [[(part, line) for line in part.lines] for part in alike]
        turns = zip_longest(*queues) if marked else queues
        yield from (pair for turn in turns for pair in turn if pair is not None)


def _others(everyone):
    for candidacy in everyone:
        if candidacy.status not in STANDING:
            yield f"{candidacy.ballot_name} ({candidacy.get_status_display()})"


def _office(office):
    """Key measures of the office, and the promises of who holds it, each with what is left out."""
    found = measures(published(Observation.objects.for_office(office)), {})
    holder = office.tenures.current().first()
    promises = []
    if holder:
        promises = list(Promise.objects.of_holder(holder).for_list().with_current_status()[: PROMISES + 1])
    return {
        "office": office,
        "office_url": addresses.office(office),
        "holder": holder,
        "measures": found[:MEASURES],
        "more_measures": len(found) > MEASURES,
        "promises": [
            {
                "since": promise.review_since,
                "status": promise.current_status,
                "quote": clamp(promise.quote, PROMISE_QUOTE)[0],
                "fact": clamp(promise.current_fact or "", PROMISE_FACT)[0],
            }
            for promise in promises[:PROMISES]
        ],
        "more_promises": len(promises) > PROMISES,
    }
