"""How a file counts, in words: the flags of `scorecards.metrics.definitions`, in the reader's language."""

from django.utils.translation import gettext, gettext_noop

from scorecards.metrics.definitions import FLAGS

# The same words as there, marked for translation; a test holds the two together.
WORDS = {
    "diversion_as_dismissal": gettext_noop("A completed diversion is filed as a dismissal"),
    "other_agency_files": gettext_noop("Another agency can also file charges"),
    "censored_cohort": gettext_noop("Cases still open when the file was taken are left out or count as not ended"),
    "by_date_ended": gettext_noop("A case counts in the period in which it ended, not in which it was received"),
    "felony_only": gettext_noop("Only felony cases are in the file"),
    "defendant_not_charge": gettext_noop("People are counted, not charges"),
}


def flag_word(flag):
    return gettext(WORDS[flag])


def answers(flags):
    """Every flag with what a file says to it: [{"word", "answer"}]. What nobody wrote down is not known, which is
    not "no"."""
    known = {True: gettext("yes"), False: gettext("no")}
    return [
        {"word": flag_word(flag), "answer": known.get(flags.get(flag), gettext("not known"))} for flag in FLAGS
    ]
