"""The cuts of a measure and their groups, as readers see them."""

from django.utils.translation import gettext, gettext_noop

from scorecards.metrics.definitions import DIMENSIONS
from scorecards.subjects import UNRECORDED, group_name

NAMES = {
    "": gettext_noop("Whole office"),
    "race": gettext_noop("Race"),
    "sex": gettext_noop("Sex"),
    "age": gettext_noop("Age"),
    "severity": gettext_noop("Felony or misdemeanor"),
    "offense": gettext_noop("Offense"),
    "agency": gettext_noop("Police agency"),
}
UNKNOWN = {
    "race": gettext_noop("Race not recorded"),
    "sex": gettext_noop("Sex not recorded"),
    "age": gettext_noop("Age not recorded"),
    "severity": gettext_noop("Felony or misdemeanor not recorded"),
    "offense": gettext_noop("Offense not recorded"),
    "agency": gettext_noop("Agency not recorded"),
}
GROUPS = {
    "Female": gettext_noop("Female"),
    "Male": gettext_noop("Male"),
    "Under 18": gettext_noop("Under 18"),
    "18 to 24": gettext_noop("18 to 24"),
    "25 to 34": gettext_noop("25 to 34"),
    "35 to 44": gettext_noop("35 to 44"),
    "45 to 54": gettext_noop("45 to 54"),
    "55 and over": gettext_noop("55 and over"),
    "Felony": gettext_noop("Felony"),
    "Misdemeanor": gettext_noop("Misdemeanor"),
}


def name(dimension):
    return gettext(NAMES[dimension])


def choices():
    """The cuts a reader can ask for, the whole office first."""
    return [(dimension, name(dimension)) for dimension in ("", *DIMENSIONS)]


def group(dimension, label):
    """A group's name. Offenses and agencies stay in the words of their source."""
    if label == UNRECORDED and dimension in UNKNOWN:
        return gettext(UNKNOWN[dimension])
    return gettext(GROUPS[label]) if label in GROUPS else group_name(label)


def language(dimension):
    """The language of a group's name: that of the source where nobody translates it."""
    return "en" if dimension in ("offense", "agency") else ""
