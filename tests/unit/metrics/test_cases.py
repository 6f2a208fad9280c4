"""The case frame: one row a defendant in a case. What is refused: test_case_checks.py."""

import pandas as pd
import pytest

from scorecards.metrics.cases import canonical
from tests.unit.metrics.files import PROFILE, excluded, frame, rows


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


def test_case_numbers_keep_their_zeros_and_lose_their_spaces():
    cases = frame(
        intake=rows("intake", {"id": "0079960508495"}, {"id": "79960508495"}),
        initiation=rows("initiation", {"id": " 79960508495 "}),
    )
    assert list(cases["charged"]) == [False, True]


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


def test_columns_read_as_categories_give_the_same():
    raw = rows("dispositions", {"id": "1"}, {"id": "1", "disposition": "FNG"}, {"id": "2", "class": "X"})
    pd.testing.assert_frame_equal(frame(dispositions=raw.astype("category")), frame(dispositions=raw))


def test_columns_read_as_numbers_never_get_in():
    with pytest.raises(TypeError, match="read all columns as text"):
        frame(intake=rows("intake", {}).astype({"case_participant_id": "int64"}))


def test_the_day_received_is_taken_from_any_table():
    cases, _ = canonical(
        {
            "intake": rows("intake", {"id": "1", "received": "2019-01-01"}),
            "initiation": rows("initiation", {"id": "2", "received": "2019-12-31"}),
        },
        PROFILE,
        {},
    )
    assert [f"{day:%Y-%m-%d}" for day in cases["received"]] == ["2019-01-01", "2019-12-31"]
