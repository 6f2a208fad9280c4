"""What a comparison of groups says and draws."""

from dataclasses import replace

import pytest

from scorecards.charts.registry import build
from tests.unit.charts.conftest import spec_of
from tests.unit.charts.examples import COOK_BY_RACE
from tests.unit.charts.parts import races


def layer_of(spec, kind, *, few=False, size="page-720"):
    for layer in spec.vega_lite[size]["layer"]:
        rows = layer["data"]["values"]
        if layer["mark"]["type"] == kind and "open" in rows[0] and rows[0]["open"] == few:
            return layer
    raise AssertionError(f"no {kind}")


def records(name="cook-by-race"):
    return {record["group"]: record for record in spec_of("by_group", name).table.records()}


def test_cook_county_figures():
    black = records()["Black"]
    assert (black["numerator"], black["denominator"], black["shown"]) == (1414, 21506, "7%")
    assert round(black["ratio"], 4) == 0.8418
    assert (black["ratio_shown"], black["ratio_interval"]) == ("0.84", "0.75 to 0.95")
    assert records()["Race not recorded"]["ratio_shown"] == "5.22"
    assert records()["White"]["ratio_shown"] == "1.00 (compared with)"


def test_groups_stand_in_order_of_ratio_and_the_reference_last():
    assert list(records()) == ["Race not recorded", "Other", "Latino", "Asian", "Black", "White"]
    dots = layer_of(spec_of("by_group", "cook-by-race"), "point")["data"]["values"]
    assert [round(dot["ratio"], 2) for dot in dots] == [5.22, 0.88, 0.87, 0.84]


def test_title_names_only_groups_apart_from_the_reference_and_subtitle_names_the_reference():
    spec = spec_of("by_group", "cook-by-race")
    assert spec.title == (
        "Felony defendants declined by race, not adjusted, Cook County State’s Attorney, 2019: "
        "Black 0.84 times the White rate"
    )
    assert "Not adjusted for the charge or the record" in spec.subtitle
    assert "divided by the rate for White (8%, 315 of 4,033), 2019." in spec.subtitle
    assert "Race not recorded 5.22 times, 4.58 to 5.95 (41%, 390 of 956)." in spec.summary
    assert "A gap does not show its cause." in spec.note


def test_title_names_both_ends_where_two_are_apart_and_none_where_no_interval_leaves_out_the_same_rate():
    both = replace(
        COOK_BY_RACE, groups=races((("White", 60, 900), ("Black", 120, 900), ("Asian", 5, 300)), "White")
    )
    assert build("by_group", both, "en", {}).title.endswith("Black 2.00 times the White rate, Asian 0.25 times")
    assert spec_of("by_group", "no-clear-groups").title.endswith("no group is clearly apart from the White rate")


def test_all_groups_have_one_color_and_few_people_an_open_dot():
    spec = spec_of("by_group", "cook-by-race")
    few, rule = layer_of(spec, "point", few=True), layer_of(spec, "rule", few=True)
    assert few["mark"]["fill"] == "#ffffff"
    assert few["mark"]["stroke"] == "#0c5a53"
    assert rule["mark"]["strokeDash"] == [2, 4]
    assert [round(row["ratio"], 2) for row in few["data"]["values"]] == [2.33]
    dot, interval = layer_of(spec, "point"), layer_of(spec, "rule")
    assert dot["mark"]["size"] == 120
    assert (interval["mark"]["strokeWidth"], interval["mark"]["opacity"]) == (4, 0.32)
    assert "Other, 2 of 11" in str(spec.vega_lite["page-352"])


def test_scale_is_logarithmic_holds_every_interval_and_marks_the_same_rate():
    x = layer_of(spec_of("by_group", "cook-by-race"), "point")["encoding"]["x"]
    low, high = x["scale"]["domain"]
    assert x["scale"]["type"] == "log"
    assert low < 0.53
    assert high > 8.19
    assert x["axis"]["values"] == [0.5, 1, 2, 4, 8]
    assert '"1": "1 (same rate)"' in x["axis"]["labelExpr"]


def test_hidden_groups_have_a_row_but_no_dot():
    spec = spec_of("by_group", "small-groups")
    hidden = [name for name, record in records("small-groups").items() if record["ratio_state"] == "hidden"]
    assert hidden == ["Native American", "Other"]
    assert all(records("small-groups")[name]["ratio_shown"] == "Too few to show" for name in hidden)
    assert "Other" not in str(spec.vega_lite["page-352"])
    assert "Other" not in str(spec.vega_lite["social"])
    assert "Native American: too few to show." in spec.note


def test_ratio_of_zero_is_told_but_has_no_dot():
    spec = spec_of("by_group", "small-groups")
    assert records("small-groups")["Asian"]["ratio_shown"] == "0.00"
    assert len(layer_of(spec, "point")["data"]["values"]) == 1
    assert "has no place on this scale" in spec.note


def test_reference_without_cases_gives_no_ratio():
    assert records("zero-reference")["Black"]["ratio_shown"] == "Cannot be computed"


def test_two_references_are_refused():
    groups = tuple(replace(group, ratio=None) for group in COOK_BY_RACE.groups)
    with pytest.raises(ValueError, match="Only one group"):
        build("by_group", replace(COOK_BY_RACE, groups=groups), "en", {})
