"""Columns about private life never enter (docs: public office, not private life).

A column is judged by its name alone. In doubt it is dropped, and the report says so.
"""

from __future__ import annotations

import re

# (reason, pattern over the name in lower case with every other sign turned into "_")
PRIVATE_COLUMNS: tuple[tuple[str, str], ...] = (
    (
        "an address of a person",
        r"address(es)?(_?line)?(_?\d)?|addr\d?|street(_?(name|number|no))?|house_(number|no)",
    ),
    ("a private phone number", r"phones?|telephones?|tel|mobile|cell_?phone|fax"),
    ("a private e-mail address", r"e_?mails?"),
    ("a birth date", r"d_?o_?b|birth_?(date|day|year|place)|date_of_birth|year_of_birth|born"),
    ("a Social Security number", r"ssn\d?|social_security(_?(number|no|num))?$"),
    (
        "a license number",
        r"licen[cs]e_?(number|no|num|id|plate)|driver'?s?_licen[cs]e|dl_?(number|no)|plate_number",
    ),
    ("a tax number", r"tax_?(payer_)?(id|number|no)|tin|itin"),
    (
        "health",
        r"health(_(condition|status|history|record|insurance|plan))?$|medical|diagnos[ei]s"
        r"|disabilit(y|ies)|disabled|medications?|pregnan(t|cy)",
    ),
    (
        "family life",
        r"spouse|husband|wife|marital(_status)?|married|(mother|father|maiden)_?s?_?(maiden_)?name"
        r"|next_of_kin|dependents|(number_of_)?children$|family(_(members?|status|size))?$"
        r"|emergency_contact",
    ),
)

# Names that hold such a word but speak of an office, a place of business, a program or a count.
PUBLIC_WORDS = (
    r"votes?|voters?|ballots?|counts?|total|rate|percent|pct|share|cases|range|group"
    r"|office|court|courthouse|agency|web|website|polling|program|diversion|policy"
)


def _between(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|_)(?:{pattern})(?:_|$)")


_PRIVATE = [(reason, _between(pattern)) for reason, pattern in PRIVATE_COLUMNS]
_PUBLIC = _between(PUBLIC_WORDS)


def private_reason(column: str) -> str:
    """What private thing a column of this name holds; "" for none."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", column)
    name = re.sub(r"[^a-z0-9']+", "_", words.lower()).strip("_")
    if _PUBLIC.search(name):
        return ""
    return next((reason for reason, pattern in _PRIVATE if pattern.search(name)), "")
