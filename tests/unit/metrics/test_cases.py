"""What a case file must be, and what a volunteer is told when it is not."""

import pandas as pd
import pytest

from portal.core.tabular import FileRefused
from scorecards.metrics.cases import canonical
from tests.unit.metrics.cook import PROFILE, initiation, intake

GOOD = ("1", "2019-01-05", "Black", "Approved")


def refusal(raw, table="intake"):
    with pytest.raises(FileRefused) as caught:
        canonical(raw, PROFILE, table, file="cases.csv")
    return caught.value.problems


def test_canonical_columns_and_values():
    cases = canonical(intake([GOOD, ("2", "2019-02-01", "HISPANIC", "Rejected")]), PROFILE, "intake")
    assert list(cases.columns) == ["participant", "received", "race", "status"]
    assert list(cases["received"]) == [pd.Timestamp("2019-01-05"), pd.Timestamp("2019-02-01")]
    assert list(cases["race"].astype(str)) == ["Black", "Latino"]
    assert list(cases["status"].astype(str)) == ["approved", "declined"]
    assert list(cases.index) == [2, 3]


def test_charges_become_defendants():
    cases = canonical(initiation([("1", "2019-01-05", "Black")] * 3), PROFILE, "initiation")
    assert list(cases["participant"]) == ["1"]
    assert list(cases.columns) == ["participant", "received", "race"]


def test_an_unknown_race_is_refused_with_its_rows_and_the_place_to_map_it():
    rows = [GOOD] + [(str(n), "2019-01-05", "Martian", "Approved") for n in range(2, 9)]
    (problem,) = refusal(intake(rows))
    assert (problem.line, problem.column, problem.value) == (3, "race", "Martian")
    assert problem.rule == "is not a known value of race (7 rows: lines 3, 4, 5, 6, 7 and further on)"
    assert problem.hint == "Add it under [values.race] in cook-il.toml."


def test_an_unknown_status_is_refused():
    (problem,) = refusal(intake([GOOD, ("2", "2019-01-05", "Black", "Approvd")]))
    assert (problem.column, problem.value) == ("participant_status", "Approvd")
    assert problem.rule == "is not a known value of participant_status (1 row: line 3)"
    assert problem.hint == "Add it under [values.status] in cook-il.toml."


@pytest.mark.parametrize("column", ["case_participant_id", "received_date", "race", "participant_status"])
def test_a_missing_column_names_the_column_and_the_table(column):
    (problem,) = refusal(intake([GOOD]).drop(columns=column))
    assert f'"{column}" is missing' in problem.rule
    assert "Intake" in problem.rule


@pytest.mark.parametrize("text", ["13/45/2019", "2019-02-30 04:00:00", "", "2019-01-05 00:00:00"])
def test_what_is_not_a_date_is_refused(text):
    raw = intake([GOOD, ("2", "2019-01-05", "Black", "Approved")])
    raw.loc[3, "received_date"] = text
    (problem,) = refusal(raw)
    assert (problem.line, problem.column, problem.value) == (3, "received_date", text)
    assert "is not a date as this table writes it: YYYY-MM-DD 04:00:00" in problem.rule


@pytest.mark.parametrize("year", ["2109", "1965"])
def test_a_year_outside_the_window_is_refused(year):
    (problem,) = refusal(initiation([("1", f"{year}-05-08", "Black")]), "initiation")
    assert problem.value == f"{year}-05-08"
    assert problem.rule == "is not a day from 2011-01-01 to 2029-12-31 (1 row: line 2)"


def test_all_mistakes_come_at_once():
    raw = intake(
        [
            ("1", "2019-13-45", "Black", "Approved"),
            ("2", "2019-01-05", "Martian", "Approved"),
            ("3", "2109-01-05", "Venusian", "Perhaps"),
        ]
    )
    assert [(problem.line, problem.column) for problem in refusal(raw)] == [
        (2, "received_date"),
        (3, "race"),
        (4, "participant_status"),
        (4, "race"),
        (4, "received_date"),
    ]


def test_a_defendant_twice_in_intake_is_refused_without_naming_the_number():
    (problem,) = refusal(intake([("1079960508495", *GOOD[1:])] * 2))
    assert "more than one row" in problem.rule
    assert "1079960508495" not in str(problem)


def test_a_blank_case_number_is_refused():
    (problem,) = refusal(intake([("", *GOOD[1:])]))
    assert "no case participant number" in problem.rule


def test_charges_of_one_defendant_must_agree():
    rows = [
        ("77", "2019-01-05", "Black"),
        ("77", "2019-02-05", "White"),
        ("78", "2019-01-05", "Black"),
    ]
    month, race = sorted(refusal(initiation(rows), "initiation"), key=lambda problem: problem.value)
    assert (month.value, month.column) == ("2019-01 / 2019-02", "received_date")
    assert (race.value, race.column) == ("Black / White", "race")
    assert "lines 2, 3" in race.rule
    assert "77" not in str(race)


def test_a_row_that_ends_early_is_refused():
    raw = intake([GOOD])
    raw.loc[2, "participant_status"] = None
    (problem,) = refusal(raw)
    assert problem.column == "participant_status"
    assert "ends before" in problem.rule


def test_no_rows_make_no_counts():
    cases = canonical(intake([]), PROFILE, "intake")
    assert len(cases) == 0
