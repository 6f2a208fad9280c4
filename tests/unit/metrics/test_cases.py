"""What a case file must be, and what a volunteer is told when it is not."""

import pandas as pd
import pytest

from portal.core.tabular import FileRefused
from scorecards.metrics.cases import canonical, window_of
from tests.unit.metrics.files import PROFILE, excluded, frame, rows


def refusal(**tables):
    with pytest.raises(FileRefused) as caught:
        frame(**tables)
    return caught.value.problems


def test_one_row_for_each_defendant_in_any_table():
    cases = frame(
        intake=rows("intake", {"id": "1"}, {"id": "2", "status": "Rejected", "race": "HISPANIC"}),
        initiation=rows("initiation", {"id": "1"}, {"id": "1"}, {"id": "3", "race": "ASIAN"}),
    )
    assert list(cases["race"].astype(str)) == ["Black", "Latino", "Asian"]
    assert list(cases["in_intake"]) == [True, True, False]
    assert list(cases["charged"]) == [True, False, True]
    assert list(cases["decision"].fillna("approved").astype(str)) == ["approved", "declined", "approved"]
    assert pd.isna(cases["decision"].iloc[2])
    assert list(cases["received"]) == [pd.Timestamp("2019-01-05")] * 3


def test_a_table_not_delivered_leaves_its_columns_out():
    assert list(frame(intake=rows("intake", {}))) == [
        "received",
        "race",
        "sex",
        "age",
        "severity",
        "offense",
        "agency",
        "in_intake",
        "decision",
        "review",
        "arrest_recorded",
    ]


def test_a_table_without_rows_keeps_its_columns():
    cases = frame(intake=rows("intake", {}), sentencing=rows("sentencing"))
    assert list(cases["sentenced"]) == [False]
    assert cases["prison_days"].isna().all()
    assert len(frame(intake=rows("intake"))) == 0


@pytest.mark.parametrize(
    ("age", "band"),
    [
        ("17", "Under 18"),
        ("18", "18 to 24"),
        ("24", "18 to 24"),
        ("25", "25 to 34"),
        ("54", "45 to 54"),
        ("55", "55 and over"),
        ("110", "55 and over"),
        ("111", "Unknown"),
        ("", "Unknown"),
    ],
)
def test_ages_become_bands(age, band):
    assert list(frame(intake=rows("intake", {"age": age}))["age"]) == [band]


def test_ages_that_cannot_be_are_counted_once_a_defendant():
    people = [{"id": "1", "age": "137"}, {"id": "2", "age": "137"}, {"id": "3", "age": ""}]
    found = excluded(intake=rows("intake", *people), initiation=rows("initiation", *people, people[0]))
    assert found[("intake", "age_at_incident", "older than 110: counted as age unknown")] == 2


def test_sex_offense_and_agency():
    people = [
        {"sex": "Female"},
        {"sex": "Unknown Gender"},
        {"sex": "Male name, no gender given"},
        {"sex": "", "offense": "", "agency": " CICERO PD "},
    ]
    cases = frame(intake=rows("intake", *people))
    assert list(cases["sex"]) == ["Female", "Unknown", "Unknown", "Unknown"]
    assert list(cases["offense"]) == ["Theft", "Theft", "Theft", ""]
    assert list(cases["agency"]) == ["PD", "PD", "PD", "CICERO PD"]


def test_of_an_arrest_only_its_presence_is_used():
    arrests = ["2018-12-31 23:28:00", "2019-02-01 04:00:00", "1965-05-08 04:00:00", "2109-01-01 04:00:00", ""]
    raw = rows("intake", *[{"arrest": text} for text in arrests])
    assert list(frame(intake=raw)["arrest_recorded"]) == [True, True, False, False, False]
    assert excluded(intake=raw) == {("intake", "arrest_date", "not from 2000-01-01 to 2029-12-31"): 2}


def test_severity_and_rank_are_those_of_the_most_serious_charge():
    charges = [("1", "4"), ("1", "X"), ("1", "M"), ("2", "A"), ("2", "Z"), ("3", "Z"), ("4", "P"), ("4", "O")]
    cases = frame(initiation=rows("initiation", *[{"id": who, "class": text} for who, text in charges]))
    assert list(cases["severity"]) == ["Felony", "Misdemeanor", "Unknown", "Other"]
    assert list(cases["filed_rank"].fillna(0)) == [1, 7, 0, 10]


def test_days_to_the_first_charging_event():
    charges = [
        {"id": "1", "charged_on": "2019-02-05"},
        {"id": "1", "charged_on": "2019-01-07"},
        {"id": "2", "charged_on": ""},
        {"id": "2", "charged_on": "2019-01-05"},
        {"id": "3", "charged_on": ""},
        {"id": "4", "charged_on": "2109-01-15"},
        {"id": "5", "charged_on": "2019-01-04"},
        {"id": "5", "charged_on": "2019-01-06"},
    ]
    raw = rows("initiation", *charges)
    days = frame(initiation=raw)["charging_days"]
    assert (days.dtype, list(days.dropna()), list(days.isna())) == ("Int32", [2, 0], [False] * 2 + [True] * 3)
    assert excluded(initiation=raw) == {
        ("initiation", "event_date", "no date is written"): 1,
        ("initiation", "event_date", "not from 2000-01-01 to 2029-12-31"): 1,
        ("initiation", "event_date", "before the case was received"): 1,
    }


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


def test_case_numbers_keep_their_zeros_and_lose_their_spaces():
    cases = frame(
        intake=rows("intake", {"id": "0079960508495"}, {"id": "79960508495"}),
        initiation=rows("initiation", {"id": " 79960508495 "}),
    )
    assert list(cases["charged"]) == [False, True]


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


def test_what_is_not_counted_may_differ():
    cases = frame(
        intake=rows("intake", {"id": "1", "received": "2019-01-09", "race": "HISPANIC", "age": "25"}),
        initiation=rows(
            "initiation", {"id": "1", "received": "2019-01-07", "race": "White [Hispanic or Latino]", "age": "26"}
        ),
    )
    # Two days of one month: the clock starts on the first.
    assert list(cases["received"]) == [pd.Timestamp("2019-01-07")]
    assert list(cases["charging_days"]) == [8]


def test_a_row_that_ends_early_is_refused():
    raw = rows("intake", {})
    raw.loc[2, "participant_status"] = None
    (problem,) = refusal(intake=raw)
    assert problem.column == "participant_status"
    assert "ends before" in problem.rule


def test_columns_read_as_categories_give_the_same():
    raw = rows("dispositions", {"id": "1"}, {"id": "1", "disposition": "FNG"}, {"id": "2", "class": "X"})
    pd.testing.assert_frame_equal(frame(dispositions=raw.astype("category")), frame(dispositions=raw))


def test_columns_read_as_numbers_never_get_in():
    with pytest.raises(TypeError, match="read all columns as text"):
        frame(intake=rows("intake", {}).astype({"case_participant_id": "int64"}))


def test_the_window_is_that_of_all_tables_together():
    cases, _ = canonical(
        {
            "intake": rows("intake", {"id": "1", "received": "2019-01-01"}),
            "initiation": rows("initiation", {"id": "2", "received": "2019-12-31"}),
        },
        PROFILE,
        {},
    )
    assert [day.isoformat() for day in window_of(cases)] == ["2019-01-01", "2019-12-31"]
