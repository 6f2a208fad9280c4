"""What a race page shows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.pages.shown import addresses, asking, contests, trail
from portal.pages.shown.contact import Contact, contact
from portal.pages.shown.list_lock import lock
from portal.pages.shown.portraits import portrait
from portal.pages.shown.races import row as race_row
from portal.pages.shown.results import results
from portal.pages.shown.sheets import of_race
from races import contest as contest_of
from races.election_querysets import STANDING
from races.models import Candidacy, Race
from races.models.candidacy import LEFT_THE_RACE
from scorecards.under_review import profiles_under_review


@dataclass(frozen=True)
class Card:
    """One candidate on the ballot; the same parts for everyone. Where the profile is under review `since` a day,
    there is no lead, score or portrait."""

    candidacy: Any
    url: str
    lead: dict
    agreements: list
    contact: Contact
    portrait: dict | None
    lines: list
    since: dt.date | None = None


def race(fact):
    fact = Race.objects.for_page().with_standing().select_related("lock").get(pk=fact.pk)
    everyone = list(
        Candidacy.objects.listed(fact).for_cards().with_portraits().with_votes().select_related("page")
    )
    for candidacy in everyone:
        candidacy.race = fact
    standing = [candidacy for candidacy in everyone if candidacy.status in STANDING]
    sheets = of_race(fact, standing)
    answers = asking.for_race(fact, standing)
    reviews = profiles_under_review(standing)
    contest = contest_of.of_race(fact, timezone.localdate())
    return {
        "race": fact,
        "here": "races",
        "sample": fact.office.state.is_sample,
        "crumbs": trail.to_office(fact.office),
        "office_url": addresses.office(fact.office),
        "dates": dates(fact.election),
        "cards": [card(candidacy, sheets, answers["sets"], reviews.get(candidacy.pk)) for candidacy in standing],
        "write_ins": [candidacy for candidacy in everyone if candidacy.status == Candidacy.Status.WRITE_IN],
        "left": [candidacy for candidacy in everyone if candidacy.status in LEFT_THE_RACE],
        "contest": contest,
        "yes_or_no": fact.election.kind in contest_of.YES_OR_NO,
        "flag": contests.flag(contest, long=True),
        "notes": contests.notes(contest),
        "lock": lock(fact, everyone),
        "beside": beside(fact),
        "sheets": sheets,
        "answers": answers,
        "results": results(fact, everyone),
        "data_url": addresses.race(fact).rstrip("/"),
    }


def card(candidacy, sheets, sets, since=None):
    page = getattr(candidacy, "page", None)
    shown = page is not None and page.live
    return Card(
        candidacy,
        addresses.candidacy(candidacy) if shown else "",
        page.lead if shown and not since else {},
        [] if since else agreements(candidacy, sheets),
        contact(candidacy, candidacy.position_count, sheets, sets),
        None if since else portrait(candidacy.person),
        list(candidacy.ballot_lines.all()),
        since,
    )


def agreements(candidacy, sheets):
    """The candidate's score on each scoring sheet; neutral sheets have none."""
    return [
        {"sheet": sheet, "score": total.score}
        for sheet in sheets
        for total in sheet.totals
        if total.candidacy.pk == candidacy.pk
    ]


# Field of Election, its label, and whether it is a day for voters not to miss
DEADLINES = (
    ("filing_opens", gettext_noop("Filing opens"), False),
    ("filing_closes", gettext_noop("Filing closes"), False),
    ("write_in_filing_closes", gettext_noop("Write-ins file by"), False),
    ("register_by", gettext_noop("Register by"), True),
    ("early_vote_from", gettext_noop("Early voting from"), False),
    ("mail_ballot_request_by", gettext_noop("Ask for a mail ballot by"), False),
    ("early_vote_to", gettext_noop("Early voting until"), False),
    ("date", gettext_noop("Election day"), True),
)


def dates(election):
    """The election's public deadlines that we know, in the order they come, the day itself last."""
    known = [
        {"name": name, "date": getattr(election, name), "label": _(label), "hot": hot}
        for name, label, hot in DEADLINES
        if getattr(election, name) is not None
    ]
    return sorted(known, key=lambda entry: entry["date"])


def beside(fact):
    """The office's races next to this one: those of the same year (its primary, runoff or general), the last
    one of an earlier year and the first of a later one; as rows of shown.races, by date."""
    others = list(Race.objects.beside(fact))
    year = fact.election.date.year
    later = [race for race in others if race.election.date.year > year]
    earlier = [race for race in others if race.election.date.year < year]
    same = [race for race in others if race.election.date.year == year]
    near = [*later[-1:], *same, *earlier[:1]]
    return [race_row(race, fact.office) for race in reversed(near)]
