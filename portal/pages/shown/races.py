"""A race as one row of a list: on the home page, a state's page and an office's page."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.shown import addresses, contests
from races.contest import YES_OR_NO, State, of_race


def row(race, office=None):
    """`race` carries `with_standing()` and `election`; `office` (with its state) where it has not loaded it."""
    office = office or race.office
    path = f"offices/{office.state.code}/{office.slug}/{race.slug}/"
    contest = of_race(race, timezone.localdate())
    names = candidates(race)
    return {
        "race": race,
        "office": office,
        "url": addresses.page(path),
        "date": race.election.date,
        "kind": race.election.get_kind_display(),
        "candidates": names,
        "contest": contest,
        "said": said(names, contest),
        "flag": contests.flag(contest),
        "sample": office.state.is_sample,
    }


def said(names, contest):
    """How many stand for how many seats, and what this means where the numbers alone do not say it."""
    if contest.state in (State.OPEN, State.UNOPPOSED, State.WRITE_IN):
        return f"{names}. {contests.flag(contest, long=True)['text']}."
    return f"{names}."


def candidates(race):
    """`2 candidates for 1 seat`; with no list yet, that."""
    if not race.standing:
        return _("No candidate left in the race") if race.left_the_race else _("No candidates listed yet")
    if race.election.kind in YES_OR_NO:
        return _("One person, a yes or no vote")
    people = ngettext("%(n)s candidate", "%(n)s candidates", race.standing) % {"n": race.standing}
    seats = ngettext("%(n)s seat", "%(n)s seats", race.seats) % {"n": race.seats}
    return _("%(candidates)s for %(seats)s") % {"candidates": people, "seats": seats}
