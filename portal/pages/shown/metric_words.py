"""The short words of the registry (clocks, units of count, sources) in the reader's language: there are few of
them and many measures, so they are translated once. Words that an administrator adds stand as written."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

UNITS = (
    _("a defendant in a case"),
    _("a booking"),
    _("a person"),
    _("a person in a case under review"),
    _("a victim in a case"),
    _("a person with an open case"),
    _("a dollar"),
    _("a race"),
)
CLOCKS = (
    _("the day the office received the case"),
    _("the day of the disposition, and the day received"),
    _("the day the person left the program"),
    _("the day of the first hearing"),
    _("the day of the booking"),
    _("the day of the release"),
    _("the day the case was declined"),
    _("the day the program began"),
    _("the day of the sentence"),
    _("the day the review was asked for"),
    _("the day of the count"),
    _("the first day of the budget year"),
    _("the day of the election"),
)
COHORTS = (
    _("the month the office received the case"),
    _("the day the case ended; for those charged, the month received"),
    _("the month the person left the program"),
    _("the month of the first hearing"),
    _("the month of the booking"),
    _("the month of the release"),
    _("the month the case was declined"),
    _("the month the program began"),
    _("the month of the sentence"),
    _("the month the review was asked for"),
    _("the day of the count"),
    _("the budget year"),
    _("the year of the election"),
)
SCOPES = (
    _("all cases in the file"),
    _("felony cases"),
    _("misdemeanor cases"),
    _("cases received as felonies"),
    _("cases with a victim on record"),
    _("all open criminal cases"),
    _("all work of the office"),
    _("does not apply"),
)
SOURCES = (
    _("This project, docs/METHODOLOGY.md"),
    _("After Justice Counts: Cases Referred (prosecution). Here each defendant in a case is counted."),
    _("After Justice Counts: Cases Prosecuted (prosecution). Here each defendant in a case is counted."),
    _("After Justice Counts: Cases Disposed (prosecution). Here each defendant in a case is counted."),
    _("After Justice Counts: Cases Declined (prosecution). Here each defendant in a case is counted."),
    _("After Justice Counts: Cases Diverted/Deferred (prosecution). Here each defendant in a case is counted."),
    _("After Justice Counts: Sentences Imposed (courts). Here each defendant in a case is counted."),
    _("After Justice Counts: Pretrial Releases (courts). Here each defendant in a case is counted."),
    _(
        "After Justice Counts: criminal case filings by severity (courts). "
        "Here each defendant in a case is counted."
    ),
    _("After Justice Counts: Jurisdiction Residents (prosecution), as the base"),
    _("After Justice Counts: Open Cases, and Staff with Caseload (prosecution)"),
    _("After Justice Counts: Annual Budget, and Jurisdiction Residents (prosecution)"),
)
KNOWN = frozenset((*UNITS, *CLOCKS, *COHORTS, *SCOPES, *SOURCES))
# Why two offices that differ in this cannot be compared.
WHY_FLAGS = {
    "diversion_as_dismissal": _(
        "Where it is, finished programs hide among dismissals, so dismissals look more and diversions fewer."
    ),
    "other_agency_files": _(
        "Where it can, some cases never reach the office, so it decides on other cases than elsewhere."
    ),
    "censored_cohort": _(
        "Cases that take long are missing from such a file, so times look short and quick endings common."
    ),
    "by_date_ended": _(
        "A year then holds other cases: those that ended in it, however long before they were received."
    ),
    "felony_only": _(
        "Felonies are handled in another way than misdemeanors, so a mix of both gives other shares."
    ),
    "defendant_not_charge": _(
        "One person can have many charges, so a count of charges is larger and mixes people."
    ),
}


def phrase(text):
    """(text in the current language, its language): known words are translated, others stand as written."""
    return (gettext(text), "") if text in KNOWN else (text, "en")


def why_flag(flag):
    return gettext(WHY_FLAGS[flag])
