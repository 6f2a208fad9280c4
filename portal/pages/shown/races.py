"""A race as one row of a list: on the home page, a state's page and an office's page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.shown import addresses


def row(race, office=None):
    """`race` carries `standing` and `election`; `office` (with its state) where the race has not loaded it."""
    office = office or race.office
    path = f"offices/{office.state.code}/{office.slug}/{race.slug}/"
    return {
        "race": race,
        "office": office,
        "url": addresses.page(path),
        "date": race.election.date,
        "kind": race.election.get_kind_display(),
        "candidates": candidates(race),
        "sample": office.state.is_sample,
    }


def candidates(race):
    """`2 candidates for 1 seat`; with no list yet, that."""
    if not race.standing:
        return _("No candidates listed yet")
    people = ngettext("%(n)s candidate", "%(n)s candidates", race.standing) % {"n": race.standing}
    seats = ngettext("%(n)s seat", "%(n)s seats", race.seats) % {"n": race.seats}
    return _("%(candidates)s for %(seats)s") % {"candidates": people, "seats": seats}
