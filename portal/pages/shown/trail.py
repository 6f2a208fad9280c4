"""Breadcrumbs: from the top down to the page above the one shown."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.pages.shown import addresses


def to_office(office):
    """Offices, state, office. Needs `state` loaded."""
    return [
        {"url": addresses.page("offices/"), "text": _("Offices")},
        {"url": addresses.state(office.state), "text": office.state.name},
        {"url": addresses.office(office), "text": office.district},
    ]


def to_race(race):
    """... and the race. Needs `office.state` and `election` loaded."""
    return [*to_office(race.office), {"url": addresses.race(race), "text": f"{race.election.date:%Y}"}]


def to_races():
    return [{"url": reverse("races"), "text": _("Races")}]


def to_findings():
    return [*to_races(), {"url": reverse("findings"), "text": _("Choice and representation")}]


def to_promises():
    return [{"url": reverse("promises"), "text": _("Promises")}]


def to_scorecards():
    return [{"url": addresses.page("scorecards/"), "text": _("Scorecards")}]
