from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import tabular
from portal.core.tabular.checks import BadValue, decimal_number, fips, iso_date, one_of, url, whole_number
from portal.core.tabular.private import private_reason
from portal.core.tabular.problems import Problem, nearest, shown

BOTH = ("%Y-%m-%d", "%m/%d/%Y")


@pytest.mark.parametrize(
    ("check", "text", "options", "value"),
    [
        (whole_number, "1234", {}, 1234),
        (whole_number, "1,234", {}, 1234),
        (whole_number, "1,234,567", {}, 1234567),
        (whole_number, "-3", {"minimum": None}, -3),
        (whole_number, "", {"optional": True}, None),
        (decimal_number, "0.8418", {}, Decimal("0.8418")),
        (decimal_number, "1,234.50", {}, Decimal("1234.50")),
        (decimal_number, "-.5", {}, Decimal("-0.5")),
        (decimal_number, "", {"optional": True}, None),
        (iso_date, "2019-01-05", {}, date(2019, 1, 5)),
        (iso_date, "4/8/2019", {"formats": BOTH}, date(2019, 4, 8)),
        (iso_date, "4/8/2019 12:00:00 AM", {"formats": ("%m/%d/%Y %I:%M:%S %p",)}, date(2019, 4, 8)),
        (iso_date, "", {"optional": True}, None),
        (fips, "01019", {}, "01019"),
        (fips, "01", {"kind": "state"}, "01"),
        (fips, "", {"optional": True}, None),
        (one_of, "BLACK", {"choices": ["Black", "White"]}, "Black"),
        (one_of, "", {"choices": ["a"], "optional": True}, None),
        (url, "https://example.org/a?b=c#d", {}, "https://example.org/a?b=c#d"),
        (url, "", {"optional": True}, None),
    ],
)
def test_good_values(check, text, options, value):
    assert check(text, **options) == value


@pytest.mark.parametrize(
    ("check", "text", "options", "said"),
    [
        (whole_number, "", {}, "the cell is empty"),
        (whole_number, "12.0", {}, 'is not a whole number. Write it without decimals: "12"?'),
        (whole_number, "1e3", {}, "is not a whole number"),
        (whole_number, "1,23", {}, "A comma may only stand before each group of three digits"),
        (whole_number, "12,3456", {}, "A comma may only stand"),
        (whole_number, "١٢", {}, "is not a whole number"),
        (whole_number, "-5", {}, "is below 0"),
        (whole_number, "2000", {"maximum": 1000}, "is above 1,000"),
        (whole_number, "9" * 19, {}, "has more than 18 digits"),
        (whole_number, "1" + ",000" * 2000, {}, "has more than 18 digits"),
        (decimal_number, "1e3", {}, "is not a number"),
        (decimal_number, "nan", {}, "is not a number"),
        (decimal_number, "12%", {}, "Leave out the percent sign"),
        (decimal_number, "1.5", {"maximum": 1}, "is above 1"),
        (iso_date, "13/45/2019", {"formats": BOTH}, "form YYYY-MM-DD or MM/DD/YYYY. There is no month 13"),
        (iso_date, "25/12/2019", {"formats": BOTH}, "Day and month may stand the wrong way round"),
        (iso_date, "12/45/2019", {"formats": BOTH}, "There is no day 45"),
        (iso_date, "2019-02-30", {}, "That day does not exist in that month"),
        (iso_date, "4/8/2019", {}, "written another way; here it must be YYYY-MM-DD"),
        (iso_date, "next week", {}, "is not a date of the form YYYY-MM-DD."),
        (iso_date, "2109-01-01", {"latest": date(2026, 1, 1)}, "is after 2026-01-01"),
        (iso_date, "1965-01-01", {"earliest": date(2000, 1, 1)}, "is before 2000-01-01"),
        (fips, "1019", {}, 'has 4 digits; FIPS codes have 5. A leading zero was probably lost: "01019"?'),
        (fips, "1", {"kind": "state"}, 'has 1 digit; state FIPS codes have 2. A leading zero was probably'),
        (fips, "101900", {}, "has 6 digits; FIPS codes have 5."),
        (fips, "1019.0", {}, "is not a FIPS code"),
        (one_of, "Blak", {"choices": ["Black", "White"]}, 'is not one of: Black, White. Did you mean "Black"?'),
        (one_of, "zzz", {"choices": [str(n) for n in range(20)]}, "and 8 more"),
        (url, "example.org/x", {}, '"https://example.org/x"?'),
        (url, "javascript:alert(1)", {}, "does not begin with https://"),
        (url, "https://u:p@example.org", {}, "user name or password"),
        (url, "https://localhost", {}, "it has no host"),
        (url, "https://exa mple.org", {}, "a space or a sign"),
        (url, "https://[::1", {}, "is not a web address"),
        (url, "https://example.org:99999", {}, "is not a web address"),
    ],
)  # fmt: skip
def test_bad_values_name_the_rule(check, text, options, said):
    with pytest.raises(BadValue) as caught:
        check(text, **options)
    assert said in str(caught.value)


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_thousands_separators_change_nothing(number):
    assert whole_number(f"{number:,}") == whole_number(str(number)) == number


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_iso_date_is_read(day):
    assert iso_date(day.isoformat()) == day


@given(st.text())
def test_no_text_breaks_a_check(text):
    for check in (whole_number, decimal_number, iso_date, fips, url):
        try:
            value = check(text, optional=True)
        except BadValue as bad:
            assert bad.rule  # noqa: PT017  either a value or a rule, never another exception
        else:
            assert value is not None or text == ""


def test_the_sentence_a_volunteer_reads():
    rule, hint = "has 4 digits; FIPS codes have 5", 'A leading zero was probably lost: "01019"?'
    problem = Problem("results.csv", 14, column="county_fips", value="1019", rule=rule, hint=hint)
    assert str(problem) == (
        'results.csv, line 14, column "county_fips": "1019" has 4 digits; FIPS codes have 5. '
        'A leading zero was probably lost: "01019"?'
    )


def test_long_and_odd_values_are_shown_safely():
    assert shown("a\x1b[31m\n\t") == "a\\x1b[31m\\n\\t"
    assert len(shown("x" * 500)) == 60


def test_nearest_ignores_case_and_spaces():
    assert nearest("county_fips", ["votes", "County FIPS"]) == "County FIPS"
    assert nearest("county_fips", ["votes"]) == ""


def test_row_checks_collect_every_fault(tmp_path):
    path = tmp_path / "results.csv"
    path.write_text("fips,votes,kind\n1019,12,a\n01019,x,\n01021,5,b\n")
    checks = tabular.RowChecks(tabular.read(path))
    votes = []
    for row in checks.table.rows:
        checks.cell(row, "fips", fips)
        votes.append(checks.cell(row, "votes", whole_number))
        if not row.cells["kind"]:
            checks.fault(row, "kind", "the cell is empty")
    assert votes == [12, None, 5]
    assert [str(problem) for problem in checks.problems] == [
        'results.csv, line 2, column "fips": "1019" has 4 digits; FIPS codes have 5. '
        'A leading zero was probably lost: "01019"?',
        'results.csv, line 3, column "votes": "x" is not a whole number.',
        'results.csv, line 3, column "kind": the cell is empty.',
    ]


@pytest.mark.parametrize(
    "name",
    [
        "address", "Home Address", "street", "mailing_address_1", "homeAddress", "addr1", "phone", "Phone Number",
        "cell_phone", "mobile", "email", "E-mail", "candidate_email", "dob", "DOB", "birth_date", "Date of Birth",
        "birthdate", "birth_year", "ssn", "social_security_number", "license_number", "driver's license",
        "license_plate", "tax_id", "taxpayer_id", "itin", "health", "medical_history", "diagnosis", "disability",
        "spouse", "spouse_name", "marital_status", "children", "mother_maiden_name", "next_of_kin", "family",
    ],
)  # fmt: skip
def test_private_columns_are_known_by_name(name):
    assert private_reason(name)


@pytest.mark.parametrize(
    "name",
    [
        "absentee_by_mail_votes", "incident_city", "age_at_incident", "birth_year_range", "email_voters",
        "license", "licence", "court_address", "office_phone", "website", "health_cases",
        "mental_health_diversion",
        "family_court", "child_support", "parent_id", "charge_id", "case_participant_id", "race", "gender", "unit",
        "law_enforcement_agency", "district", "candidate", "party", "source_url", "statement", "name", "title",
        "domestic_violence_program", "sentence_phase", "streetcar", "telework", "gluten",
    ],
)  # fmt: skip
def test_public_columns_stay(name):
    assert private_reason(name) == ""
