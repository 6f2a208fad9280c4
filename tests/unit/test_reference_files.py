import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from races import places
from races.data import make_counties, make_shapes
from scorecards.metrics.definitions import DERIVED, FLAGS, WITH_BASE
from scorecards.reference import chart_words, shipped

ROOT = Path(__file__).parents[2]
MEASURES = shipped()


def test_counties_take_their_kind_from_the_words_behind_the_name():
    names = {"24005": "Baltimore", "24510": "Baltimore", "22089": "St. Charles", "02261": "Valdez-Cordova"}
    spelled = {"24005": "baltimore county", "24510": "baltimore city", "22089": "st. charles parish"}
    found = {
        row["fips"]: (row["name"], row["kind"], row["ocd_division_id"].rpartition("us/")[2])
        for row in make_counties.rows(names, spelled, {"24": "md", "22": "la", "02": "ak"})
    }
    assert found == {
        "22089": ("St. Charles", "Parish", "state:la/parish:st_charles"),
        "24005": ("Baltimore", "County", "state:md/county:baltimore"),
        "24510": ("Baltimore", "city", "state:md/place:baltimore"),
    }


def test_two_sources_that_name_a_county_differently_are_not_mixed():
    with pytest.raises(ValueError, match="01001"):
        list(make_counties.rows({"01001": "Autauga"}, {"01001": "baldwin county"}, {"01": "al"}))


def test_the_counties_of_the_georgia_file_are_all_there():
    folder = ROOT / "races" / "data"
    with (folder / "counties.csv").open(encoding="utf-8", newline="") as stream:
        known = {row["name"].casefold() for row in csv.DictReader(stream) if row["state"] == "ga"}
    with (folder / "ga-2024-da.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["county"].casefold() for row in csv.DictReader(stream)} <= known


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure["slug"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_measure_has_words_for_its_charts(measure, language):
    words = chart_words(measure["slug"], language)
    assert words["counted"]
    assert bool(words["base"]) == (measure["kind"] in WITH_BASE)
    assert not words["finding"] or "{value}" in words["finding"]


TEXTS = ("name", "definition", "why", "numerator")
CLOCKS = ("unit_of_count", "start_clock", "cohort_date", "severity_scope", "definition_source")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure["slug"])
def test_every_measure_is_complete_in_both_languages(measure):
    texts = [*TEXTS, *(["denominator"] if measure["kind"] != "count" else [])]
    texts += ["unit"] if measure["kind"] in ("median", "amount", "per", "gap") else []
    for name in texts:
        assert measure[name], name
        assert measure[f"{name}_es"] not in ("", measure[name]), name
    assert all(measure[name] for name in CLOCKS)
    assert measure["minimum_base"] >= 10
    assert "direction" not in measure
    assert set(measure["flags"]) <= FLAGS.keys()
    assert (measure["kind"] in DERIVED) == bool(measure.get("of"))
    assert measure["definition_url"].startswith("https://") == ("Justice Counts" in measure["definition_source"])


def test_there_are_at_least_thirty_measures_each_once():
    slugs = [measure["slug"] for measure in MEASURES]
    assert len(set(slugs)) == len(slugs) >= 30
    assert len({measure["order"] for measure in MEASURES}) == len(slugs)
    compared = {measure["of"] for measure in MEASURES if measure.get("of")}
    assert compared <= {measure["slug"] for measure in MEASURES if measure["kind"] in ("share", "per")}


def test_spanish_words_differ_from_english_ones():
    for measure in MEASURES:
        english, spanish = (chart_words(measure["slug"], language) for language in ("en", "es"))
        assert all(english[name] != spanish[name] for name in english if english[name])


def test_a_measure_added_later_gets_plain_words():
    assert chart_words("of-somebody-else") == {"counted": "Counted", "base": "Out of", "finding": ""}


def test_what_the_methodology_counts_is_registered():
    text = (ROOT / "docs" / "METHODOLOGY.md").read_text(encoding="utf-8")
    table = text.partition("### What is counted")[2].partition("\n### ")[0]
    counted = set()
    for line in table.splitlines():
        if line.startswith("| `"):
            counted |= set(re.findall(r"`([a-z0-9-]+)`", line.split("|")[1]))
    assert len(counted) >= 15
    assert counted <= {measure["slug"] for measure in MEASURES}


RULES = places.read_toml("states.toml")
COUNTIES = places.read_csv("counties.csv")
OFFICES = places.office_rows(RULES, COUNTIES)
STANDING = {county["fips"]: county for county in COUNTIES if not county["valid_to"]}


def in_state(code):
    return [office for office in OFFICES if office["state"] == code]


def test_every_county_of_the_country_is_there_once():
    assert len({county["fips"] for county in COUNTIES}) == len(COUNTIES)
    states = [fips for fips in STANDING if int(fips[:2]) <= 56]
    # 3,142 of 2017, one more since Alaska's split, one more since Connecticut's nine regions for eight counties.
    assert len(states) == 3142 + 1 + 1
    assert {county["state"] for county in COUNTIES} == RULES.keys()


def test_divisions_are_told_apart():
    divisions = [county["ocd_division_id"] for county in COUNTIES if county["ocd_division_id"]]
    assert len(set(divisions)) == len(divisions)
    assert all(
        re.fullmatch(r"ocd-division/country:us/state:[a-z]{2}/[a-z]+:[\w~-]+", division) for division in divisions
    )


@pytest.mark.parametrize(
    ("city", "county", "name"),
    [("24510", "24005", "Baltimore"), ("29510", "29189", "St. Louis"), ("51600", "51059", "Fairfax")],
)
def test_a_city_and_a_county_of_one_name_differ_by_kind(city, county, name):
    assert (STANDING[city]["name"], STANDING[city]["kind"]) == (name, "city")
    assert (STANDING[county]["name"], STANDING[county]["kind"]) == (name, "County")


def test_old_codes_lead_to_counties_that_stand():
    codes = places.read_csv("county_codes.csv")
    assert all(row["county"] in STANDING for row in codes)
    found = {}
    for row in codes:
        found.setdefault(row["code"], []).append(row)
    assert {row["county"] for row in found["46113"]} == {"46102"}
    assert {row["county"] for row in found["51515"]} == {"51019"}
    assert {row["county"] for row in found["02270"]} == {"02158"}
    assert {row["county"] for row in found["02261"]} == {"02063", "02066"}
    assert {row["county"] for code, rows in found.items() for row in rows if code[:2] == "09"} == {
        fips for fips in STANDING if fips[:2] == "09"
    }
    for rows in found.values():
        assert {row["whole"] for row in rows} == {"1" if len(rows) == 1 else "0"}
        assert all(row["source_url"].startswith("https://") and row["source_title"] for row in rows)


def test_an_outline_is_light_and_belongs_to_a_place_on_record():
    path = ROOT / "races" / "data" / "shapes.csv"
    assert path.stat().st_size < 700_000
    shapes = {row["place"]: row["shape"] for row in places.read_csv("shapes.csv")}
    known = {county["fips"] for county in COUNTIES} | {state["fips"] for state in RULES.values()}
    assert shapes.keys() - known == {"02261"}
    without = {fips for fips in STANDING if fips not in shapes}
    assert without == {"02063", "02066", "60040"} | {fips for fips in STANDING if fips[:2] == "09"}
    for place, shape in shapes.items():
        pattern = r"-1 -1 \d+ \d+" if len(place) == 2 else r"(M\d+ \d+(l[-\d ]+|h1v1h-1)z)+"
        assert re.fullmatch(pattern, shape), place


def test_a_border_is_simplified_the_same_for_both_of_its_counties():
    line = [(0, 0), (5, 0.2), (10, 0), (10, 8)]
    assert make_shapes.simplified(line) == [(0, 0), (10, 0), (10, 8)]
    assert make_shapes.simplified(line[::-1])[::-1] == make_shapes.simplified(line)


def test_a_ring_too_small_to_see_is_left_out_unless_it_is_all_there_is():
    island, main = [(0, 0), (1, 0), (1, 1), (0, 0)], [(9, 9), (19, 9), (19, 19), (9, 9)]
    assert make_shapes.path_data([island, main]) == "M9 9l10 0 0 10z"
    assert make_shapes.path_data([island]) == "M0 0l1 0 0 1z"


def test_each_office_has_one_address_a_source_and_a_title():
    assert len({(office["state"], office["slug"]) for office in OFFICES}) == len(OFFICES)
    for office in OFFICES:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", office["slug"]), office
        assert office["title"]
        assert office["source_url"].startswith(("https://", "http://"))
        assert office["source_title"]
        assert office["counties"].keys() <= STANDING.keys()


@pytest.mark.parametrize(
    "state", sorted(state for state, rule in RULES.items() if rule.get("selection") == "county")
)
def test_a_county_of_a_confirmed_state_has_exactly_one_office(state):
    said = places.read_toml("offices.toml")["by_county"][state]
    served = Counter(code for office in in_state(state) for code in office["counties"])
    assert max(served.values()) == 1
    if said.get("record_status") == "confirmed":
        assert served.keys() == {fips for fips, county in STANDING.items() if county["state"] == state}


def test_where_voters_choose_nobody_there_is_no_office():
    for state, rule in RULES.items():
        if rule.get("selection") in ("appointed", "attorney_general", None):
            assert in_state(state) == []


def test_what_is_confirmed_rests_on_a_confirmed_rule():
    for office in OFFICES:
        if office.get("record_status") == "confirmed":
            assert RULES[office["state"]]["rule_status"] == "confirmed"


def test_a_county_in_two_offices_is_served_in_part_by_each():
    served = {}
    for office in OFFICES:
        for code, partial in office["counties"].items():
            served.setdefault(code, []).append(partial)
    shared = {code: parts for code, parts in served.items() if len(parts) > 1}
    assert "25027" in shared
    assert all(all(parts) for parts in shared.values())
