"""Raw case rows (text) -> one checked row for each defendant in a case. Pure pandas; not for the web process.

Every check is done on whole columns or on a column's distinct values, and all mistakes are found in one pass.
"""

from collections.abc import Iterable
from datetime import date

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from portal.core.tabular import FileRefused, Problem
from scorecards.metrics.profile import CaseTable, Profile

LINES_NAMED = 5  # how many lines a message names before it only counts


def canonical(raw: pd.DataFrame, profile: Profile, table: str, *, file: str = "") -> pd.DataFrame:
    """One row for each defendant in a case, checked.

    raw: text columns (dtype str, blank is ""), named as in the file, at least `CaseTable.columns`; its index
    is the line of each row in the file. Returns columns `participant` (str, unique), `received` (datetime64,
    a day), `race` (category) and, where the table has one, `status` (category); the index is the line of one
    row of the defendant. Raises FileRefused listing everything wrong with the file.
    """
    layout = profile.tables[table]
    missing = [column for column in layout.columns if column not in raw.columns]
    if missing:
        raise FileRefused([_missing_column(column, layout, profile, file) for column in missing])
    raw = raw[layout.columns]
    days = _days(raw[layout.received], layout)
    problems = _check_values(raw, days, profile, layout, file)
    if problems:
        raise FileRefused(problems)
    cases = pd.DataFrame(
        {
            "participant": raw[layout.id],
            "received": raw[layout.received].map(days),
            "race": _mapped(raw[layout.race], profile.values.race),
        }
    )
    if layout.status:
        cases["status"] = _mapped(raw[layout.status], profile.values.status)
    return cases if layout.one_row_per_id else _folded(cases, layout, file)


def _days(received: pd.Series, layout: CaseTable) -> dict[str, pd.Timestamp]:
    """Distinct received texts -> their calendar day; texts in no known format are left out."""
    texts = pd.Series(received.unique(), dtype=str)
    days = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[s]")
    for form in layout.received_formats:
        days = days.fillna(pd.to_datetime(texts, format=form, errors="coerce"))
    return dict(zip(texts[days.notna()], days[days.notna()].dt.normalize(), strict=True))


def _schema(days: dict, profile: Profile, layout: CaseTable) -> pa.DataFrameSchema:
    """The file's rules; the name of each check is the key of its message in `_RULES`."""
    window = profile.window
    outside = [text for text, day in days.items() if not window.earliest <= day.date() <= window.latest]
    ids = [pa.Check(lambda s: s.str.strip() != "", name="blank_id")]
    if layout.one_row_per_id:
        ids.append(pa.Check(lambda s: ~s.duplicated(keep=False), name="same_id_twice"))
    columns = {
        layout.id: pa.Column(str, ids),
        layout.received: pa.Column(
            str,
            [
                pa.Check(lambda s: s.isin(days.keys()), name="not_a_day"),
                pa.Check(lambda s: ~s.isin(outside), name="outside_window"),
            ],
        ),
        layout.race: pa.Column(str, pa.Check(_known(profile.values.race), name="unknown_race")),
    }
    if layout.status:
        columns[layout.status] = pa.Column(str, pa.Check(_known(profile.values.status), name="unknown_status"))
    return pa.DataFrameSchema(columns)


def _known(values: dict[str, str]):
    def check(column: pd.Series) -> pd.Series:
        return column.isin([text for text in column.unique() if text.strip() in values])

    return check


def _check_values(raw: pd.DataFrame, days: dict, profile: Profile, layout: CaseTable, file: str) -> list[Problem]:
    try:
        _schema(days, profile, layout).validate(raw, lazy=True)
    except SchemaErrors as error:
        failures = error.failure_cases
        # One message for all bad case numbers, which are not shown anyway.
        failures["failure_case"] = failures["failure_case"].where(failures["column"] != layout.id, None)
    else:
        return []
    problems = []
    groups = failures.groupby(["column", "check", "failure_case"], sort=False, dropna=False)
    for (column, check, value), rows in groups:
        problems.append(_problem(check, column, value, rows["index"], profile, layout, file))
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _problem(check, column, value, lines, profile: Profile, layout: CaseTable, file: str) -> Problem:
    """One message for each distinct bad value: how many rows have it, and where the first of them stand."""
    rule, hint = _RULES.get(check, ("is not text: the row ends before this column", "Fetch the file again."))
    lines = sorted(int(line) for line in lines)
    rule = rule.format(
        column=column,
        earliest=profile.window.earliest,
        latest=profile.window.latest,
        formats=" or ".join(_readable(form) for form in layout.received_formats),
    )
    # Case numbers are not repeated in messages, which may be stored: the line is enough to find the row.
    return Problem(
        file=file,
        line=lines[0],
        column=column,
        value=None if column == layout.id else str(value),
        rule=f"{rule} ({_where(lines)})",
        hint=hint.format(profile=profile.file_name),
    )


_RULES = {
    "blank_id": ("a row has no case participant number", "Ask the publisher for a complete file."),
    "same_id_twice": (
        "a defendant in a case stands on more than one row of this table",
        "Look for rows that were copied or files that were joined twice.",
    ),
    "not_a_day": (
        "is not a date as this table writes it: {formats}",
        "Correct the date, or add its format to received_formats in {profile}.",
    ),
    "outside_window": (
        "is not a day from {earliest} to {latest}",
        "Correct the year, or change [window] in {profile}.",
    ),
    "unknown_race": ("is not a known value of {column}", "Add it under [values.race] in {profile}."),
    "unknown_status": ("is not a known value of {column}", "Add it under [values.status] in {profile}."),
}


def _readable(form: str) -> str:
    for code, words in (("%Y", "YYYY"), ("%m", "MM"), ("%d", "DD"), ("%H", "hh"), ("%M", "mm"), ("%S", "ss")):
        form = form.replace(code, words)
    return form


def _where(lines: list[int]) -> str:
    named = ", ".join(str(line) for line in lines[:LINES_NAMED])
    if len(lines) == 1:
        return f"1 row: line {named}"
    more = " and further on" if len(lines) > LINES_NAMED else ""
    return f"{len(lines):,} rows: lines {named}{more}"


def _missing_column(column: str, layout: CaseTable, profile: Profile, file: str) -> Problem:
    return Problem(
        file=file,
        line=1,
        rule=f'the column "{column}" is missing; the table {layout.title} cannot be counted without it',
        hint=f"Download the table again, or name the column as the file does in {profile.file_name}.",
    )


def _mapped(column: pd.Series, values: dict[str, str]) -> pd.Series:
    """Each text as its canonical value; the work is done on distinct texts, not on rows."""
    codes, texts = pd.factorize(column)
    named = pd.Categorical([values[text.strip()] for text in texts], categories=sorted(set(values.values())))
    return pd.Series(named.take(codes), index=column.index)


def _folded(cases: pd.DataFrame, layout: CaseTable, file: str) -> pd.DataFrame:
    """Charge rows -> one row a defendant; a defendant whose rows disagree is a problem, not a coin toss.

    Days within one month may differ (they change no count); the first of them is kept.
    """
    month = cases["received"].dt.to_period("M")
    cases = cases.assign(month=month).sort_values(["received"], kind="stable")
    cases = cases.drop_duplicates(["participant", "month", "race"])
    twice = cases["participant"].duplicated(keep=False)
    if not twice.any():
        return cases.drop(columns="month")
    problems = []
    for _, rows in cases[twice].groupby("participant", sort=False):
        for name, column in (("month", layout.received), ("race", layout.race)):
            if rows[name].nunique() > 1:
                problems.append(_disagreement(rows, name, column, file))
    raise FileRefused(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _disagreement(rows: pd.DataFrame, name: str, column: str, file: str) -> Problem:
    lines = sorted(int(line) for line in rows.index)
    return Problem(
        file=file,
        line=lines[0],
        column=column,
        value=" / ".join(sorted(rows[name].astype(str).unique())),
        rule=f"stands on the rows of one defendant in a case, who must have one {name} ({_where(lines)})",
        hint="Ask the publisher which is right.",
    )


def window_of(cases: Iterable[pd.DataFrame]) -> tuple[date, date]:
    """First and last day received in a delivery, over all its tables (canonical frames, not all empty)."""
    spans = [(frame["received"].min(), frame["received"].max()) for frame in cases if len(frame)]
    return min(first for first, _ in spans).date(), max(last for _, last in spans).date()
