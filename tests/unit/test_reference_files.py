import csv
import tomllib
from pathlib import Path

import pytest

from races.data import make_counties
from scorecards.reference import METRICS, chart_words

ROOT = Path(__file__).parents[2]
MEASURES = tomllib.loads(METRICS.read_text(encoding="utf-8"))["metrics"]


def test_counties_are_taken_by_state_and_ordered_by_fips():
    places = [("17031", "Cook"), ("13001", "Appling"), ("01001", "Autauga")]
    topology = {"objects": {"counties": {"geometries": [{"id": i, "properties": {"name": n}} for i, n in places]}}}
    states = {"ga": {"fips": "13"}, "il": {"fips": "17"}}
    assert list(make_counties.rows(topology, states)) == [
        ("ga", "13001", "Appling", "County"),
        ("il", "17031", "Cook", "County"),
    ]


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
