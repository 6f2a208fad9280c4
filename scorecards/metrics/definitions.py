"""Words that measures, profiles and stored figures share. Plain Python, imported by all of them.

A flag names a way of counting in which offices differ. Two figures are compared only where every flag that
matters for the measure is equal on both sides; a flag that nobody wrote down is unknown, which is not "no".
"""

FLAGS = {
    "diversion_as_dismissal": "A completed diversion is filed as a dismissal",
    "other_agency_files": "Another agency can also file charges",
    "censored_cohort": "Cases still open when the file was taken are left out or count as not ended",
    "by_date_ended": "A case counts in the period in which it ended, not in which it was received",
    "felony_only": "Only felony cases are in the file",
    "defendant_not_charge": "People are counted, not charges",
}

# Kinds of measure, as `Metric.Kind` names them.
WITH_BASE = ("share", "median", "amount", "per")
DERIVED = ("ratio", "gap")  # made from the groups of another measure, never stored
WITH_VALUE = ("median", "amount")  # a value about `denominator` people

# Their numerator is a count that is published as a measure of its own (defendants charged, defendants whose case
# ended). Where that count is hidden, the numerator would print it.
COUNTED_NUMERATORS = frozenset({"filing-rate", "resolution-ratio"})

# The groups that a count is cut into, in the order in which a cell names them.
RACES = ("Asian", "Black", "Latino", "Native American", "Other", "Pacific Islander", "White", "Unknown")
SEXES = ("Female", "Male", "Other", "Unknown")
AGE_BANDS = ("Under 18", "18 to 24", "25 to 34", "35 to 44", "45 to 54", "55 and over", "Unknown")
SEVERITIES = ("Felony", "Misdemeanor", "Other", "Unknown")
CROSSED = ("race", "sex", "age", "severity")  # the dimensions of a crossed count, besides the month
DIMENSIONS = (*CROSSED, "offense", "agency")  # what one year may be broken down by, one at a time
