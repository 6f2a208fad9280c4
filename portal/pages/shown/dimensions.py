"""The cuts of a measure, as readers see them. Their groups are named by `scorecards.groups`."""

from django.utils.translation import gettext, gettext_noop

from scorecards.metrics.definitions import DIMENSIONS

NAMES = {
    "": gettext_noop("Whole office"),
    "race": gettext_noop("Race"),
    "sex": gettext_noop("Sex"),
    "age": gettext_noop("Age"),
    "severity": gettext_noop("Felony or misdemeanor"),
    "offense": gettext_noop("Offense"),
    "agency": gettext_noop("Police agency"),
}


def name(dimension):
    return gettext(NAMES[dimension])


def choices():
    """The cuts a reader can ask for, the whole office first."""
    return [(dimension, name(dimension)) for dimension in ("", *DIMENSIONS)]


def language(dimension):
    """The language of a group's name: that of the source where nobody translates it."""
    return "en" if dimension in ("offense", "agency") else ""
