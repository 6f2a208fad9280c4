"""Checks of one cell. Each takes the text and gives the value, or raises BadValue with the rule.

An empty cell is a fault unless `optional=True`; then the value is None, never zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

from .problems import nearest

# 1234 or 1,234,567: groups of three, or none at all.
_WHOLE = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)", re.ASCII)
_DECIMAL = re.compile(r"[-+]?((\d+|\d{1,3}(,\d{3})+)(\.\d+)?|\.\d+)", re.ASCII)
# As many as every database keeps in a whole number; Python itself refuses to read very many.
MOST_DIGITS = 18
_FORM = {"%Y": "YYYY", "%m": "MM", "%d": "DD", "%H": "hh", "%M": "mm", "%S": "ss", "%y": "YY", "%I": "hh"}
_FIPS_DIGITS = {"state": 2, "county": 5}


class BadValue(ValueError):
    """`rule` continues the value in a sentence: "1019" has 4 digits; `hint` says what to do."""

    def __init__(self, rule: str, hint: str = ""):
        self.rule = rule
        self.hint = hint
        super().__init__(f"{rule}. {hint}".rstrip(". ") + ("?" if hint.endswith("?") else "."))


def _empty(text: str, optional: bool) -> bool:
    if text:
        return False
    if optional:
        return True
    raise BadValue("the cell is empty")


def whole_number(
    text: str, *, minimum: int | None = 0, maximum: int | None = None, optional: bool = False
) -> int | None:
    """1234 and 1,234 -> 1234. Refused: 12.0, 1e3, 1,23, and what lies outside the bounds (inclusive)."""
    if _empty(text, optional):
        return None
    if not _WHOLE.fullmatch(text):
        hint = ""
        if re.fullmatch(r"[\d,]+\.0*", text, re.ASCII):
            hint = f'Write it without decimals: "{text.split(".")[0]}"?'
        elif "," in text and _DECIMAL.fullmatch(text.replace(",", "")):
            hint = "A comma may only stand before each group of three digits."
        raise BadValue("is not a whole number", hint)
    digits = text.replace(",", "")
    if len(digits.lstrip("+-")) > MOST_DIGITS:
        raise BadValue(f"has more than {MOST_DIGITS} digits")
    return _within(int(digits), minimum, maximum)


def decimal_number(
    text: str,
    *,
    minimum: Decimal | int | None = None,
    maximum: Decimal | int | None = None,
    optional: bool = False,
) -> Decimal | None:
    """0.8418 and 1,234.5 -> Decimal, exactly as written. Refused: 1e3, NaN, 12%."""
    if _empty(text, optional):
        return None
    if not _DECIMAL.fullmatch(text):
        hint = "Leave out the percent sign." if text.endswith("%") else ""
        raise BadValue("is not a number", hint)
    return _within(Decimal(text.replace(",", "")), minimum, maximum)


def _within(number, minimum, maximum):
    if minimum is not None and number < minimum:
        raise BadValue(f"is below {minimum:,}")
    if maximum is not None and number > maximum:
        raise BadValue(f"is above {maximum:,}")
    return number


def iso_date(
    text: str,
    *,
    formats: Iterable[str] = ("%Y-%m-%d",),
    earliest: date | None = None,
    latest: date | None = None,
    optional: bool = False,
) -> date | None:
    """The date, read by the first of the strptime `formats` that fits; the bounds are inclusive."""
    if _empty(text, optional):
        return None
    formats = tuple(formats)
    found = next((day for form in formats if (day := _as_date(text, form))), None)
    if found is None:
        forms = " or ".join(_readable(form) for form in formats)
        raise BadValue(f"is not a date of the form {forms}", _date_hint(text, formats))
    if earliest and found < earliest:
        raise BadValue(f"is before {earliest}")
    if latest and found > latest:
        raise BadValue(f"is after {latest}")
    return found


def _as_date(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date() if text.isascii() else None
    except ValueError:
        return None


def _readable(form: str) -> str:
    for code, words in _FORM.items():
        form = form.replace(code, words)
    return form.replace("%p", "AM/PM")


def _date_hint(text: str, formats: tuple[str, ...]) -> str:
    numbers = re.fullmatch(r"(\d{1,4})[-/](\d{1,2})[-/](\d{1,4})", text, re.ASCII)
    if not numbers:
        return ""
    first, second, third = (int(number) for number in numbers.groups())
    month, day = (second, third) if len(numbers[1]) == 4 else (first, second)
    if month > 12:
        swapped = " Day and month may stand the wrong way round." if day <= 12 else ""
        return f"There is no month {month}.{swapped}"
    if day > 31:
        return f"There is no day {day}."
    if any(_as_date(text, form) for form in ("%Y-%m-%d", "%m/%d/%Y", "%Y/%m/%d")):
        return f"It is a date, but written another way; here it must be {_readable(formats[0])}."
    return "That day does not exist in that month."


def fips(text: str, *, kind: str = "county", optional: bool = False) -> str | None:
    """A FIPS code as text with its zeros: 2 digits for a state, 5 for a county."""
    if _empty(text, optional):
        return None
    digits = _FIPS_DIGITS[kind]
    if not re.fullmatch(r"\d+", text, re.ASCII):
        raise BadValue(f"is not a FIPS code: {digits} digits and nothing else")
    if len(text) == digits:
        return text
    hint = ""
    if len(text) == digits - 1:
        hint = f'A leading zero was probably lost: "{text.zfill(digits)}"?'
    noun = "digit" if len(text) == 1 else "digits"
    codes = "FIPS codes" if kind == "county" else "state FIPS codes"
    raise BadValue(f"has {len(text)} {noun}; {codes} have {digits}", hint)


def one_of(text: str, choices: Iterable[str], *, optional: bool = False) -> str | None:
    """The choice as listed, whatever the case it was written in."""
    if _empty(text, optional):
        return None
    choices = list(choices)
    if text in choices:
        return text
    by_case = {choice.casefold(): choice for choice in choices}
    if text.casefold() in by_case:
        return by_case[text.casefold()]
    near = nearest(text, choices)
    known = ", ".join(choices[:12]) + (f" and {len(choices) - 12} more" if len(choices) > 12 else "")
    raise BadValue(f"is not one of: {known}", f'Did you mean "{near}"?' if near else "")


def url(text: str, *, optional: bool = False) -> str | None:
    """A web address with http or https and a host, without user name, password or spaces."""
    if _empty(text, optional):
        return None
    if re.search(r"[\s\x00-\x1f<>\"\\]", text):
        raise BadValue("is not a web address: it holds a space or a sign that must be encoded")
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise BadValue("is not a web address") from None
    if parts.scheme not in ("http", "https"):
        hint = f'"https://{text}"?' if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text) else ""
        raise BadValue("does not begin with https:// or http://", hint)
    if "." not in host.strip("."):
        raise BadValue("is not a web address: it has no host such as www.example.org")
    if parts.username is not None:
        raise BadValue("holds a user name or password", "Remove what stands before the @.")
    return text
