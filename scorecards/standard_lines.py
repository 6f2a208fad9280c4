"""Answers and cohorts as lines of text, so that a whole question is written in one box. Pure.

An answer: `points | what it says | short name | rules out: one; other`. Only the second part is needed; the first
is points, a level (yes, no, other, matches, partly, differs) or both. A sign | inside a text is written \\|.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.core.tabular.checks import BadValue, decimal_number
from scorecards import document
from scorecards.standard_rules import NEUTRAL_LEVELS, SCORED_LEVELS
from scorecards.standard_sheet import MOST, code_of

LEVELS = {*SCORED_LEVELS, *NEUTRAL_LEVELS} - {""}
BAR = re.compile(r"(?<!\\)\|")
RULES_OUT = "rules out:"


class BadLines(ValueError):
    """`faults`: one sentence a line that cannot be read."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__(" ".join(faults))


def options_of(text: str) -> tuple[document.Option, ...]:
    """The answers that these lines describe. Raises BadLines naming every line that cannot be read."""
    options, faults = [], []
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            options.append(_option(line, {one.code for one in options}))
        except BadValue as bad:
            faults.append(_("Line %(n)s: %(rule)s.") % {"n": n, "rule": bad.rule})
    if faults:
        raise BadLines(faults)
    return tuple(options)


def _option(line, taken):
    parts = [part.strip().replace("\\|", "|") for part in BAR.split(line)]
    if len(parts) == 1:
        parts = ["", *parts]
    first, label, *more = parts
    if not label:
        raise BadValue(_("the answer itself is missing; write “points | answer”"))
    points, level = _worth(first)
    code, rules_out = "", ()
    for part in more:
        if part.lower().startswith(RULES_OUT):
            rules_out = tuple(slug.strip() for slug in part[len(RULES_OUT) :].split(";") if slug.strip())
        elif part and not code:
            code = part
        elif part:
            raise BadValue(_("“%(part)s” stands too much") % {"part": part})
    if code in taken:
        raise BadValue(_("the short name “%(code)s” stands twice") % {"code": code})
    label = " ".join(label.split())
    return document.Option(code or code_of(label, taken), label, points, level, rules_out)


def _worth(text):
    """(points or None, level or "")"""
    points, level = None, ""
    for word in text.split():
        if word.casefold() in LEVELS and not level:
            level = word.casefold()
        elif points is None:
            points = number(word, least=-MOST)
        else:
            raise BadValue(_("“%(text)s” is not points, a level, or both") % {"text": text})
    return points, level


def number(text: str, least=0) -> Decimal:
    """A number as a standard may hold it. Raises BadValue."""
    try:
        found = decimal_number(text, minimum=least, maximum=MOST)
    except BadValue as bad:
        raise BadValue(f"“{text}” {bad.rule}") from bad
    if found != round(found, 4):
        raise BadValue(_("“%(text)s” has more than four digits after the point") % {"text": text})
    return found


def lines_of(options) -> str:
    """What `options_of` reads back as the same."""
    return "\n".join(_line(option) for option in options)


def _line(option):
    worth = [
        *([] if option.points is None else [str(document.plain(option.points))]),
        *filter(None, [option.level]),
    ]
    parts = [" ".join(worth), option.label, option.code]
    if option.rules_out:
        parts.append(f"{RULES_OUT} {'; '.join(option.rules_out)}")
    return " | ".join(part.replace("|", "\\|") for part in parts)


def pairs_of(text: str) -> list[tuple[str, str]]:
    """`short name | title` a line; the title may be missing."""
    found = []
    for line in text.splitlines():
        slug, _bar, title = line.partition("|")
        if slug.strip():
            found.append((slug.strip(), title.strip() or slug.strip()))
    return found


def weights_of(text: str) -> tuple[tuple[str, Decimal], ...]:
    """`big 2; small 1.5` -> (("big", 2), ("small", 1.5)). Raises BadValue."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        slug, _space, weight = part.rpartition(" ")
        if not slug:
            raise BadValue(_("“%(part)s” names no cohort and weight, such as “big 2”") % {"part": part})
        found.append((slug.strip(), number(weight)))
    return tuple(found)
