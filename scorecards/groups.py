"""The groups that a chart sets side by side, and their names as readers see them."""

from django.utils.translation import gettext, gettext_noop

UNRECORDED = "Unknown"
# The group that the others are compared with. It says nothing about what is usual: it is a large one.
REFERENCES = {"race": "White", "sex": "Male", "age": "25 to 34"}
DIMENSION_WORDS = {"race": gettext_noop("race"), "sex": gettext_noop("sex"), "age": gettext_noop("age")}
NAMES = {
    "Asian": gettext_noop("Asian"),
    "Black": gettext_noop("Black"),
    "Latino": gettext_noop("Latino"),
    "Native American": gettext_noop("Native American"),
    "Other": gettext_noop("Other"),
    "Pacific Islander": gettext_noop("Pacific Islander"),
    "White": gettext_noop("White"),
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
UNRECORDED_NAMES = {
    "race": gettext_noop("Race not recorded"),
    "sex": gettext_noop("Sex not recorded"),
    "age": gettext_noop("Age not recorded"),
    "severity": gettext_noop("Felony or misdemeanor not recorded"),
    "offense": gettext_noop("Offense not recorded"),
    "agency": gettext_noop("Agency not recorded"),
}


def group_name(group, dimension="race"):
    """The name of a group in the current language. Offenses and agencies stay in the words of their source."""
    if group == UNRECORDED:
        return gettext(UNRECORDED_NAMES[dimension])
    return gettext(NAMES.get(group, group))
