"""Dates and numbers as words, in the portal's languages, without locale libraries."""

import datetime as dt

MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}
RANGE_WORD = {"en": "to", "es": "a"}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def day(date: dt.date, language: str) -> str:
    """`Nov 2, 2027` in English, `2 nov 2027` in Spanish."""
    month = MONTHS[language][date.month - 1]
    if language == "es":
        return f"{date.day} {month} {date.year}"
    return f"{month} {date.day}, {date.year}"


def period(start: dt.date, length: str, language: str) -> str:
    """A period by its first day: `Jan 2019`, `Jan to Mar 2019`, `2019` for month, quarter, year."""
    if length == "year":
        return str(start.year)
    names = MONTHS[language]
    first = names[start.month - 1]
    if length == "month":
        return f"{first} {start.year}"
    return f"{first} {RANGE_WORD[language]} {names[start.month + 1]} {start.year}"


def span(first: dt.date, last: dt.date, length: str, language: str) -> str:
    """From the first month of one period to the last month of another: `Jan 2022 to Jun 2026`."""
    if length == "year":
        ends = (str(first.year), str(last.year))
    else:
        final = last.replace(month=last.month + MONTHS_IN[length] - 1)
        ends = (period(first, "month", language), period(final, "month", language))
    return f" {RANGE_WORD[language]} ".join(ends)


def index(start: dt.date, length: str) -> int:
    """Running number of the period that contains `start`, so that the next period is one higher."""
    return (start.year * 12 + start.month - 1) // MONTHS_IN[length]


def start_of(number: int, length: str) -> dt.date:
    """First day of the period with this running number; the inverse of `index`."""
    months = number * MONTHS_IN[length]
    return dt.date(months // 12, months % 12 + 1, 1)


def position(date: dt.date, length: str) -> float:
    """Where a day falls on the axis of running numbers, in periods."""
    first = start_of(index(date, length), length)
    following = start_of(index(date, length) + 1, length)
    return index(date, length) + (date - first).days / (following - first).days


def number(value: float) -> str:
    """Whole numbers with a comma at the thousands, the custom of both languages in the United States."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"
