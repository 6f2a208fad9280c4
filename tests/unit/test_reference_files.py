import csv
import tomllib
from pathlib import Path

import pytest

from races.data import make_counties
from scorecards.reference import METRICS, chart_words

ROOT = Path(__file__).parents[2]
MEASURES = tomllib.loads(METRICS.read_text(encoding="utf-8"))["metrics"]


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
    assert bool(words["base"]) == (measure["kind"] == "share")
    assert not words["finding"] or "{value}" in words["finding"]


def test_spanish_words_differ_from_english_ones():
    for measure in MEASURES:
        english, spanish = (chart_words(measure["slug"], language) for language in ("en", "es"))
        assert all(english[name] != spanish[name] for name in english if english[name])


def test_a_measure_added_later_gets_plain_words():
    assert chart_words("of-somebody-else") == {"counted": "Counted", "base": "Out of", "finding": ""}


def test_definitions_agree_with_the_methodology():
    text = (ROOT / "docs" / "METHODOLOGY.md").read_text(encoding="utf-8")
    for measure in MEASURES:
        if f"`{measure['slug']}`" in text:
            line = next(line for line in text.splitlines() if f"`{measure['slug']}`" in line)
            assert measure["numerator"] in line
            assert measure["denominator"] in line
