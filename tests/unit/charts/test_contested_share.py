"""The share of races with a choice: what is said and drawn, and what is kept back."""

import pytest

from scorecards.charts.registry import build
from tests.unit.charts.conftest import spec_of
from tests.unit.charts.examples import choices

KEY = "contested_share"


def test_the_title_names_the_newest_and_the_oldest_year_and_claims_no_trend():
    spec = spec_of(KEY, "california")
    had = "of prosecutor races on record had more candidates than seats in"
    assert spec.title == f"California: 33% {had} 2022, 45% in 2014"
    assert "2018: 46% (26 of 56)" in spec.summary
    assert spec_of(KEY, "georgia").title == f"Georgia: 10% {had} 2024"


def test_years_of_different_places_are_not_set_side_by_side():
    spec = build(KEY, choices(((2014, 25, 56), (2022, 19, 57)), comparable=False), "en", {})
    assert spec.title == "California: 33% of prosecutor races on record had more candidates than seats in 2022"


def test_few_races_give_no_share_and_no_number():
    spec = spec_of(KEY, "california")
    assert "Fewer than 10 races, so no share: 2015, 2024." in spec.note
    row = next(record for record in spec.table.records() if record["year"] == "2015")
    assert (row["numerator"], row["denominator"], row["rate"], row["state"]) == (None, None, None, "hidden")
    assert spec_of(KEY, "too-few-races").drawable is False


def test_bars_of_fewer_than_thirty_races_are_hollow_and_said_so():
    spec = spec_of(KEY, "few-races")
    assert "A hollow bar stands for fewer than 30 races." in spec.note
    assert "hollow" not in spec_of(KEY, "california").note
    rules = [
        layer["data"]["values"]
        for layer in spec.vega_lite["page-720"]["layer"]
        if "x2" in layer.get("encoding", {})
    ]
    track, filled, hollow = rules
    assert [len(rows) for rows in rules] == [3, 2, 2]
    assert {row["to"] for row in track} == {100.0}
    assert [row["to"] for row in filled] == [75.0, 100.0]
    assert all(0 < row["from"] < row["to"] < 100 for row in hollow)


def test_what_the_figures_cover_is_in_the_note():
    assert spec_of(KEY, "california").note.startswith("Primary and general elections of California together.")


def test_a_picture_of_fixed_height_shows_the_newest_years_that_fit():
    spec = spec_of(KEY, "many-years")

    def years(size):
        marks = [layer["mark"] for layer in spec.vega_lite[size]["layer"]]
        return [mark["text"] for mark in marks if mark["type"] == "text" and str(mark["text"]).isdecimal()]

    assert years("page-352") == [str(year) for year in range(2004, 2027, 2)]
    assert 1 < len(years("social")) < 12
    assert years("social")[-1] == "2026"


def test_a_year_that_comes_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        build(KEY, choices(((2014, 1, 20), (2014, 2, 20))), "en", {})
