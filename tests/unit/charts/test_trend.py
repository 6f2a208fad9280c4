"""What a trend says and draws."""

import datetime as dt
from dataclasses import replace

import pytest

from scorecards.charts.registry import build
from scorecards.charts.subject import Period
from scorecards.metrics import publish
from tests.unit.charts.conftest import spec_of
from tests.unit.charts.examples import COOK_INTAKES, GAPPED, INTAKES, cook, months, sample, series, shares

SPANISH = {
    "{metric}, {office}: {value} in {period}": "{metric}, {office}: {value} en {period}",
    "{end}, down from {value} in {period}": "{end}, menos que {value} en {period}",
    "partial month": "mes incompleto",
}


def marks(spec, kind, size="page-720"):
    return [layer for layer in spec.vega_lite[size]["layer"] if layer["mark"]["type"] == kind]


def solid_line(spec):
    return next(layer for layer in marks(spec, "line") if "strokeDash" not in layer["mark"])["data"]["values"]


def test_title_gives_both_full_ends_and_skips_the_partial_month():
    spec = spec_of("trend", "cook-intakes")
    assert spec.title == (
        "Felony cases received, Cook County State’s Attorney: 2,766 in Nov 2019, down from 3,226 in Jan 2019"
    )
    assert "Dec 2019 is a partial month with 38." in spec.summary
    assert spec.note == "Dec 2019 is a partial month, so it is shown apart and not compared."


def test_partial_month_stands_apart():
    spec = spec_of("trend", "cook-intakes")
    assert [point["y"] for point in solid_line(spec)][-1] == 2766
    assert len(marks(spec, "line")) == 1
    hollow = next(layer for layer in marks(spec, "point") if layer["mark"].get("fill") == "#ffffff")
    assert [point["y"] for point in hollow["data"]["values"]] == [38]


def test_axis_starts_at_zero_and_has_its_unit_on_top_only():
    layer = marks(spec_of("trend", "years"), "line")[0]
    axis = layer["encoding"]["y"]["axis"]
    assert layer["encoding"]["y"]["scale"]["domain"] == [0, 40]
    assert axis["labelExpr"].count("%") == 1
    assert '"40": "40%"' in axis["labelExpr"]


def test_gap_is_a_gap():
    spec = spec_of("trend", "gapped")
    runs = {}
    for point in solid_line(spec):
        runs.setdefault(point["run"], []).append(point["y"])
    assert [len(values) for values in runs.values()] == [2, 5]
    shown = {record["period"]: record["shown"] for record in spec.table.records()}
    assert (shown["Mar 2026"], shown["Apr 2026"]) == ("Not reported", "Too few to show")
    assert "No number for Mar 2026, Apr 2026." in spec.note


def test_period_left_out_of_the_data_is_not_reported():
    kept = tuple(period for period in COOK_INTAKES.periods if period.start.month != 6)
    spec = build("trend", replace(COOK_INTAKES, periods=kept), "en", {})
    assert len(spec.table.rows) == 12
    assert spec.table.records()[5]["shown"] == "Not reported"
    assert len({point["run"] for point in solid_line(spec)}) == 2


def test_small_month_is_open_with_its_counts():
    figures = shares([(20, 90), (21, 92), (6, 25)])
    spec = build("trend", sample(length="month", periods=series(figures, months(range(3)))), "en", {})
    assert "24% (6 of 25)" in spec.title
    assert "Open dots stand for fewer than 30 people." in spec.note


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((300, 1000), (100, 1000), "10% of people charged only with misdemeanors in Feb 2019, down from 30%"),
        ((100, 1000), (300, 1000), "up from 10%"),
        ((20, 100), (25, 100), "25% of people charged only with misdemeanors in Feb 2019, compared with 20%"),
        ((200, 1000), (200, 1000), "compared with 20%"),
    ],
)
def test_up_or_down_only_where_intervals_are_apart(first, last, expected):
    subject = sample(length="month", periods=series(shares([first, last]), months(range(2))))
    assert expected in build("trend", subject, "en", {}).title


def test_equal_counts_are_the_same():
    subject = cook(metric=INTAKES, periods=series([publish.count(50)] * 2, months(range(2))))
    assert build("trend", subject, "en", {}).title.endswith("50 in Feb 2019, the same as in Jan 2019")


def test_table_keeps_counts_rate_interval_and_shown_text():
    record = spec_of("trend", "gapped").table.records()[0]
    assert (record["period_start"], record["period"], record["partial"]) == ("2026-01-01", "Jan 2026", False)
    assert (record["numerator"], record["denominator"], record["shown"]) == (20, 90, "22%")
    assert record["rate"] == 20 / 90
    assert record["low"] < record["rate"] < record["high"]


def test_spanish_dates_and_templates():
    spec = build("trend", COOK_INTAKES, "es", SPANISH)
    assert spec.title.endswith("2,766 en nov 2019, menos que 3,226 en ene 2019")
    assert spec.table.records()[-1]["period"] == "dic 2019 (mes incompleto)"
    assert "ene 2019" in str(spec.vega_lite["page-720"])
    assert spec.language == "es"


def test_axis_reaches_the_day_of_the_target():
    domain = marks(spec_of("trend", "promise"), "line")[0]["encoding"]["x"]["scale"]["domain"]
    assert domain[1] == pytest.approx(2028 * 4, abs=0.05)


def test_one_period_twice_is_refused():
    twice = (*GAPPED.periods, Period(dt.date(2026, 1, 1), publish.rate(20, 90)))
    with pytest.raises(ValueError, match="comes twice"):
        build("trend", replace(GAPPED, periods=twice), "en", {})


def test_another_way_of_counting_breaks_the_line_and_the_title_compares_nothing_across_it():
    spec = spec_of("trend", "events")
    assert spec.title.endswith("in Nov 2025, compared with 28% in Apr 2023")
    runs = {point["run"] for point in solid_line(spec)}
    assert len(runs) == 3  # before, the month that holds both ways, after
    assert "From Mar 10, 2023 (New case system) the office counts in another way" in spec.note
    assert "Before all of it" not in spec.note


def test_every_event_is_in_the_note_and_the_table_and_few_have_a_word_in_a_narrow_picture():
    spec = spec_of("trend", "events")
    assert all(
        word in spec.note + spec.summary for word in ("Bail law", "Screening policy", "Record law", "Term began")
    )
    told = [record["events"] for record in spec.table.records() if record["events"]]
    assert told[-2:] == ["Record law; Term began", "Another law"]
    narrow = str(spec.vega_lite["embed-300"])
    assert [word in narrow for word in ("New case system", "Another law", "Term began")] == [True, True, False]


def test_a_value_has_its_unit_and_its_people_where_they_are_few():
    spec = spec_of("trend", "medians")
    assert "188 days in 2024, up from 148 days in 2020" in spec.title
    record = spec.table.records()[-1]
    assert (record["value"], record["low"], record["high"], record["denominator"]) == (160.0, 120.0, 260.0, 24)
    assert "160 days (among 24)" in spec.summary


def test_a_line_of_cases_with_less_and_less_time_claims_no_change():
    spec = spec_of("trend", "less-time")
    assert "up from" not in spec.title + spec.summary
    assert "less time to end" in spec.title
    assert "changes by itself" in spec.note
