"""What a case file must be, and what a volunteer is told when it is not."""

import pytest

from portal.core.tabular import FileRefused
from tests.unit.metrics.files import PROFILE, frame, rows


def refusal(**tables):
    with pytest.raises(FileRefused) as caught:
        frame(**tables)
    return caught.value.problems


def test_an_unknown_race_is_refused_with_its_rows_and_the_place_to_map_it():
    people = [{}] + [{"race": "Martian"}] * 7
    (problem,) = refusal(intake=rows("intake", *people))
    assert (problem.file, problem.line, problem.column, problem.value) == ("intake.csv", 3, "race", "Martian")
    assert problem.rule == "is not a known value of race (7 rows: lines 3, 4, 5, 6, 7 and further on)"
    assert problem.hint == "Add it under [values.race] in cook-il.toml."


@pytest.mark.parametrize(
    ("table", "role", "column"),
    [
        ("intake", "status", "participant_status"),
        ("intake", "review", "felony_review_result"),
        ("intake", "sex", "gender"),
        ("initiation", "class", "class"),
        ("dispositions", "class", "disposition_charged_class"),
        ("dispositions", "disposition", "charge_disposition"),
        ("dispositions", "reason", "charge_disposition_reason"),
        ("sentencing", "sentence", "sentence_type"),
        ("sentencing", "current", "current_sentence"),
        ("sentencing", "unit", "commitment_unit"),
    ],
)
def test_an_unknown_value_of_any_mapped_column_is_refused(table, role, column):
    (problem,) = refusal(**{table: rows(table, {}, {role: "Perhaps"})})
    assert (problem.line, problem.column, problem.value) == (3, column, "Perhaps")
    assert problem.rule == f"is not a known value of {column} (1 row: line 3)"
    assert problem.hint == f"Add it under [values.{role}] in cook-il.toml."


@pytest.mark.parametrize("table", list(PROFILE.tables))
def test_a_missing_column_names_the_column_and_the_table(table):
    for column in PROFILE.tables[table].names:
        (problem,) = refusal(**{table: rows(table, {}).drop(columns=column)})
        assert (problem.file, problem.line) == (f"{table}.csv", 1)
        assert f'"{column}" is missing' in problem.rule
        assert PROFILE.tables[table].title in problem.rule


@pytest.mark.parametrize("text", ["13/45/2019", "2019-02-30 04:00:00", "", "2019-01-05 00:00:00"])
def test_what_is_not_a_date_is_refused(text):
    raw = rows("intake", {}, {})
    raw.loc[3, "received_date"] = text
    (problem,) = refusal(intake=raw)
    assert (problem.line, problem.column, problem.value) == (3, "received_date", text)
    assert "is not a date as this table writes it: YYYY-MM-DD 04:00:00" in problem.rule
    assert (
        problem.hint == "Correct the date, or add its format to [tables.intake.formats] received in cook-il.toml."
    )


@pytest.mark.parametrize(
    ("table", "role"),
    [("intake", "arrest"), ("initiation", "charged_on"), ("dispositions", "disposed_on")],
)
def test_other_dates_may_be_blank_but_not_unreadable(table, role):
    assert len(frame(**{table: rows(table, {role: ""})})) == 1
    (problem,) = refusal(**{table: rows(table, {}, {role: "soon"})})
    assert (problem.line, problem.column) == (3, PROFILE.tables[table].columns[role])
    assert "is not a date" in problem.rule


@pytest.mark.parametrize("year", ["2109", "1965"])
def test_a_year_received_outside_the_window_is_refused(year):
    (problem,) = refusal(initiation=rows("initiation", {"received": f"{year}-05-08"}))
    assert problem.value == f"{year}-05-08"
    assert problem.rule == "is not a day from 2011-01-01 to 2029-12-31 (1 row: line 2)"
    assert problem.hint == "Correct the year, or change [window] in cook-il.toml."


@pytest.mark.parametrize("text", ["25.0", "-3", "twenty", "1000"])
def test_what_is_no_age_is_refused(text):
    (problem,) = refusal(intake=rows("intake", {"age": text}))
    assert (problem.column, problem.value) == ("age_at_incident", text)
    assert problem.rule == "is not an age in whole years (1 row: line 2)"


@pytest.mark.parametrize("text", ["two", "-1", "1e3"])
def test_what_is_no_term_is_refused(text):
    (problem,) = refusal(sentencing=rows("sentencing", {"term": text}))
    assert (problem.column, problem.value) == ("commitment_term", text)


@pytest.mark.parametrize("text", ["129405877581.0", "1.29e+11", "1.07996E+12", "12E11", ".5", "129405877581."])
def test_a_case_number_that_was_a_decimal_number_is_refused_without_naming_it(text):
    (problem,) = refusal(intake=rows("intake", {}, {"id": text}))
    assert (problem.line, problem.column, problem.value) == (3, "case_participant_id", None)
    assert "rewritten as a decimal number" in problem.rule
    assert "spreadsheet" in problem.hint
    assert text not in str(problem)


def test_a_row_of_totals_is_refused():
    totals = dict.fromkeys(("received", "race", "sex", "age", "offense", "agency", "status"), "") | {"id": "Total"}
    (problem,) = refusal(intake=rows("intake", {}, totals))
    assert (problem.line, problem.column) == (3, "received_date")


def test_a_format_is_named_as_people_read_it():
    (problem,) = refusal(dispositions=rows("dispositions", {"disposed_on": "2019-03-05"}))
    assert "as this table writes it: MM/DD/YYYY 12:00:00 AM" in problem.rule


def test_all_mistakes_of_all_tables_come_at_once():
    intake = rows(
        "intake",
        {"id": "1"},
        {"id": "2", "race": "Martian"},
        {"id": "3", "race": "Venusian", "status": "Perhaps"},
    )
    intake.loc[2, "received_date"] = "2019-13-45"
    intake.loc[4, "received_date"] = "2109-01-05 04:00:00"
    found = refusal(
        intake=intake,
        initiation=rows("initiation", {"id": "1", "sex": "Female"}, {"id": "1"}).drop(columns="class"),
        sentencing=rows("sentencing", {"id": "4", "unit": "Moons"}),
    )
    assert [(problem.file, problem.line, problem.column) for problem in found] == [
        ("initiation.csv", 1, ""),
        ("intake.csv", 2, "received_date"),
        ("intake.csv", 3, "race"),
        ("intake.csv", 4, "participant_status"),
        ("intake.csv", 4, "race"),
        ("intake.csv", 4, "received_date"),
        ("sentencing.csv", 2, "commitment_unit"),
        ("intake.csv", 2, "gender"),
    ]


def test_a_defendant_twice_in_intake_is_refused_without_naming_the_number():
    (problem,) = refusal(intake=rows("intake", *[{"id": "1079960508495"}] * 2))
    assert "more than one row" in problem.rule
    assert "1079960508495" not in str(problem)


def test_a_blank_case_number_is_refused():
    (problem,) = refusal(intake=rows("intake", {"id": " "}))
    assert "no case participant number" in problem.rule


def test_charges_of_one_defendant_must_agree():
    charges = [
        {"id": "77"},
        {"id": "77", "received": "2019-02-05", "race": "White"},
        {"id": "78"},
    ]
    month, race = refusal(initiation=rows("initiation", *charges))
    assert (month.value, month.column) == ("2019-01 / 2019-02", "received_date")
    assert (race.value, race.column) == ("Black / White", "race")
    assert "lines 2, 3" in race.rule
    assert "77" not in str(race)


@pytest.mark.parametrize(
    ("role", "other", "value", "words"),
    [
        ("received", "2019-02-05", "2019-01 / 2019-02", "one month received"),
        ("race", "", "Black / Unknown", "one race"),
        ("sex", "Female", "Female / Male", "one sex"),
        ("age", "17", "25 to 34 / Under 18", "one age group"),
        ("offense", "Arson", "Arson / Theft", "one offense"),
        ("agency", "", "(blank) / PD", "one agency"),
    ],
)
def test_tables_must_agree_on_a_defendant(role, other, value, words):
    (problem,) = refusal(
        intake=rows("intake", {"id": "1"}, {"id": "2"}),
        initiation=rows("initiation", {"id": "2", role: other}),
    )
    assert (problem.file, problem.line, problem.value) == ("intake.csv", 3, value)
    assert words in problem.rule
    assert "intake.csv, 1 row: line 3; initiation.csv, 1 row: line 2" in problem.rule


def test_a_row_that_ends_early_is_refused():
    raw = rows("intake", {})
    raw.loc[2, "participant_status"] = None
    (problem,) = refusal(intake=raw)
    assert problem.column == "participant_status"
    assert "ends before" in problem.rule
