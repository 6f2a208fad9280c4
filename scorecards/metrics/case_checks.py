"""What a case file must be. Every fault of every table is found at once, on distinct values or whole columns."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from portal.core.tabular import FileRefused, Problem
from portal.core.tabular.problems import KEPT
from scorecards.metrics.facts import codes, defendants, names_of
from scorecards.metrics.profile import DATES, FACTS, MAPPED, Profile
from scorecards.metrics.sheets import NEVER, Sheet, day_number, highest, lowest

LINES_NAMED = 5  # how many lines a message names before it only counts
_REWRITTEN = re.compile(r"[+-]?[0-9]*\.[0-9]*([eE][+-]?[0-9]+)?|[+-]?[0-9]+[eE][+-]?[0-9]+")
_NUMBERS = {
    "age": (re.compile(r"[0-9]{1,3}"), "not_an_age"),
    "term": (re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?"), "not_a_term"),
}

_WORDS = {
    "received": "month received",
    "race": "race",
    "sex": "sex",
    "age": "age group",
    "offense": "offense",
    "agency": "agency",
}

# For each check: what is wrong, and what to do about it.
_RULES = {
    "blank_id": ("a row has no case participant number", "Ask the publisher for a complete file."),
    "rewritten_id": (
        "a case participant number was rewritten as a decimal number, so its last digits may be lost",
        "Fetch the file again, and do not open and save it in a spreadsheet: the column must stay text.",
    ),
    "same_id_twice": (
        "a defendant in a case stands on more than one row of this table",
        "Look for rows that were copied or files that were joined twice.",
    ),
    "not_a_day": (
        "is not a date as this table writes it: {formats}",
        "Correct the date, or add its format to [tables.{table}.formats] {role} in {profile}.",
    ),
    "outside_window": (
        "is not a day from {earliest} to {latest}",
        "Correct the year, or change [window] in {profile}.",
    ),
    "unknown_value": ("is not a known value of {column}", "Add it under [values.{role}] in {profile}."),
    "not_an_age": ("is not an age in whole years", "Correct the age, or leave the cell empty if it is not known."),
    "not_a_term": ("is not a number", "Correct the term, or leave the cell empty if it is not known."),
}
_ONE_DEFENDANT = "stands on the rows of one defendant in a case"
_NO_TEXT = ("is not text: the row ends before this column", "Fetch the file again.")


def checked(sheets: list[Sheet], profile: Profile) -> tuple[dict[str, np.ndarray], int]:
    """The defendants (`facts.defendants`) of the tables of a delivery, or of a part of it.

    Raises FileRefused with everything wrong with them, by table, line and column.
    """
    found = [
        problem for sheet in sheets for problem in missing_columns(sheet.table, sheet.cells, profile, sheet.file)
    ]
    faulty = {role for sheet in sheets for role in sheet.layout.columns if not sheet.has(role)}
    for sheet in sheets:
        of_sheet = []
        for role, problem in _value_faults(sheet, profile):
            of_sheet.append(problem)
            faulty.add(role)
        found += sorted(of_sheet, key=lambda problem: (problem.line, problem.column))
    who, people = ({}, 0) if "id" in faulty else defendants(sheets)
    if who:
        found += _disagreements(sheets, who, people, profile, faulty)
    if found:
        raise FileRefused(found)
    return who, people


def missing_columns(table: str, roles: Collection[str], profile: Profile, file: str) -> list[Problem]:
    """A problem for each column of the table that its file does not have. roles: those that it has."""
    layout = profile.tables[table]
    return [
        Problem(
            file=file,
            line=1,
            rule=f'the column "{column}" is missing; the table {layout.title} cannot be counted without it',
            hint=f"Download the table again, or name the column as the file does in {profile.file_name}.",
        )
        for role, column in layout.columns.items()
        if role not in roles
    ]


def _value_faults(sheet: Sheet, profile: Profile) -> Iterator[tuple[str, Problem]]:
    """(role, problem), one for each distinct bad value of each column."""
    schema = pa.DataFrameSchema(
        {role: pa.Column(checks=list(_checks(sheet, role, profile))) for role in sheet.cells}
    )
    try:
        schema.validate(pd.DataFrame(sheet.cells, index=sheet.lines), lazy=True)
    except SchemaErrors as error:
        failures = error.failure_cases
    else:
        return
    # One message for all bad case numbers, which are not shown anyway.
    failures["failure_case"] = failures["failure_case"].where(failures["column"] != "id", None)
    groups = failures.groupby(["column", "check", "failure_case"], sort=False, dropna=False)
    for (role, check, value), rows in groups:
        yield role, _problem(check, role, value, rows["index"], profile, sheet)


def _checks(sheet: Sheet, role: str, profile: Profile) -> Iterator[pa.Check]:
    texts = sheet.texts[role]
    if role == "id":
        yield _none_of("blank_id", [text == "" for text in texts], sheet, role)
        # Most files have no such number at all, which is quickly seen.
        looks = any(sign in "".join(texts) for sign in ".eE")
        yield _none_of("rewritten_id", [looks and bool(_REWRITTEN.fullmatch(text)) for text in texts], sheet, role)
        if sheet.layout.one_row_per_id:
            yield pa.Check(lambda s: ~s.duplicated(keep=False), name="same_id_twice")
    elif role in DATES:
        days = sheet.known_days[role]
        filled = np.array([role == "received" or text != "" for text in texts], dtype=bool)
        yield _none_of("not_a_day", (days == NEVER) & filled, sheet, role)
        if role == "received":
            outside = (days < day_number(profile.window.earliest)) | (days > day_number(profile.window.latest))
            yield _none_of("outside_window", outside & (days != NEVER), sheet, role)
    elif role in MAPPED:
        known = profile.values.of(role)
        yield _none_of("unknown_value", [text not in known for text in texts], sheet, role)
    elif role in _NUMBERS:
        pattern, name = _NUMBERS[role]
        yield _none_of(name, [text != "" and not pattern.fullmatch(text) for text in texts], sheet, role)


def _none_of(name: str, bad: Sequence[bool], sheet: Sheet, role: str) -> pa.Check:
    """No row may have one of these of the column's distinct texts."""
    found = sheet.cells[role].categories[np.asarray(bad, dtype=bool)]
    return pa.Check(lambda column: ~column.isin(found), name=name)


def _problem(check: str, role: str, value, lines: Iterable, profile: Profile, sheet: Sheet) -> Problem:
    """One message for each distinct bad value: how many rows have it, and where the first of them stand."""
    rule, hint = _RULES.get(check, _NO_TEXT)
    lines = sorted(int(line) for line in lines)
    column = sheet.layout.columns[role]
    known = {
        "column": column,
        "role": role,
        "table": sheet.table,
        "profile": profile.file_name,
        "earliest": profile.window.earliest,
        "latest": profile.window.latest,
        "formats": " or ".join(_readable(form) for form in sheet.layout.formats.get(role, [])),
    }
    # Case numbers are not repeated in messages, which may be stored: the line is enough to find the row.
    return Problem(
        file=sheet.file,
        line=lines[0],
        column=column,
        value=None if role == "id" else str(value),
        rule=f"{rule.format(**known)} ({_where(lines)})",
        hint=hint.format(**known),
    )


_CODES = {
    "%Y": "YYYY",
    "%y": "YY",
    "%m": "MM",
    "%d": "DD",
    "%H": "hh",
    "%I": "hh",
    "%M": "mm",
    "%S": "ss",
    "%p": "AM or PM",
}


def _readable(form: str) -> str:
    for code, words in _CODES.items():
        form = form.replace(code, words)
    return form


def _where(lines: list[int], rows: int | None = None) -> str:
    """lines: the first of them at least, in order; rows: how many there are, if that is more."""
    rows = rows or len(lines)
    named = ", ".join(str(line) for line in lines[:LINES_NAMED])
    if rows == 1:
        return f"1 row: line {named}"
    more = " and further on" if rows > LINES_NAMED else ""
    return f"{rows:,} rows: lines {named}{more}"


_WHERE = re.compile(r"(?P<rule>.*) \((?P<rows>[0-9,]+) rows?: lines? (?P<lines>[0-9, ]+)( and further on)?\)")


def merged(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of several parts of a delivery, as one pass over the whole would tell them: the same bad value
    once, with all its rows, but each defendant alone. By file, line and column."""
    alike = defaultdict(list)
    for problem in problems:
        where = None if _ONE_DEFENDANT in problem.rule else _WHERE.fullmatch(problem.rule)
        rule = where["rule"] if where else problem.rule
        alike[problem.file, problem.column, problem.value, rule, problem.hint].append((problem, where))
    found = []
    for (*_, rule, _), same in alike.items():
        problem, where = same[0]
        if where and len(same) > 1:
            rows = sum(int(one["rows"].replace(",", "")) for _, one in same)
            lines = sorted(int(line) for _, one in same for line in one["lines"].split(", "))
            problem = replace(problem, line=lines[0], rule=f"{rule} ({_where(lines, rows)})")
        found.append(problem)
    return sorted(found, key=lambda problem: (problem.file, problem.line or 0, problem.column))


def _disagreements(sheets: list[Sheet], who, people: int, profile: Profile, faulty: set[str]) -> list[Problem]:
    """Facts on which the rows of one defendant, in one table or in several, do not agree."""
    found = []
    for role in FACTS:
        having = [sheet for sheet in sheets if sheet.has(role)]
        if role in faulty or not having:
            continue
        names = names_of(sheets, role)
        told = {sheet.table: codes(sheet, role, names, profile) for sheet in having}
        everyone = np.concatenate([who[table] for table in told])
        values = np.concatenate(list(told.values()))
        low, high = lowest(everyone, values, people), highest(everyone, values, people)
        two = np.flatnonzero((low != NEVER) & (low != high))
        found += [_disagreement(role, defendant, having, who, told, names) for defendant in two[:KEPT]]
    return found


def _disagreement(role, defendant, sheets: list[Sheet], who, told, names) -> Problem:
    values, places, first = set(), [], None
    for sheet in sheets:
        rows = np.flatnonzero(who[sheet.table] == defendant)
        if len(rows):
            lines = sorted(int(line) for line in sheet.lines[rows])
            values |= {_shown(role, code, names) for code in told[sheet.table][rows]}
            places.append((sheet.file, _where(lines)))
            first = first or (sheet.file, lines[0], sheet.layout.columns[role])
    where = places[0][1] if len(places) == 1 else "; ".join(f"{file}, {lines}" for file, lines in places)
    file, line, column = first
    return Problem(
        file=file,
        line=line,
        column=column,
        value=" / ".join(sorted(values)),
        rule=f"{_ONE_DEFENDANT}, who must have one {_WORDS[role]} ({where})",
        hint="Ask the publisher which is right.",
    )


def _shown(role: str, code: int, names: tuple[str, ...]) -> str:
    if role == "received":
        return str(np.datetime64(int(code), "M"))
    return names[code] or "(blank)"
