"""What every registered chart must keep, for every example: the drawing library checks none of this."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import altair as alt
import pytest
from jsonschema import ValidationError

from scorecards.charts import registry, theme
from scorecards.charts.layout import SIZES
from scorecards.charts.registry import build
from scorecards.charts.spec import content_hash
from tests.unit.charts.conftest import FONTS, spec_of
from tests.unit.charts.examples import CALIFORNIA, CASES, COOK_BY_RACE, COOK_INTAKES, EXAMPLES

DRAWN = [case for case in CASES if spec_of(*case).drawable]
EMPTY = [case for case in CASES if not spec_of(*case).drawable]
PLAIN = (str, int, float, bool, type(None))
CHILD = """
import sys
from pathlib import Path
from scorecards.charts.registry import build
from scorecards.charts.render import render
from scorecards.charts.spec import content_hash
from tests.unit.charts.examples import EXAMPLES
spec = build("by_group", EXAMPLES["by_group"]["cook-by-race"], "en", {})
pictures = render(spec, fonts=Path(sys.argv[1]), cache=Path(sys.argv[2]))
print(content_hash(spec, {name: picture.body for name, picture in pictures.items()}))
"""


def layers(vega_lite):
    """Every layer with its rows; this drawing library's other ways to nest are not used here."""
    for layer in vega_lite["layer"]:
        yield layer["data"]["values"], layer.get("encoding", {}), layer["mark"]


def colors(value):
    if isinstance(value, dict):
        for part in value.values():
            yield from colors(part)
    elif isinstance(value, list):
        for part in value:
            yield from colors(part)
    elif isinstance(value, str) and value.startswith("#"):
        yield value


def test_every_registered_chart_has_examples():
    assert set(registry.builders()) == set(EXAMPLES)


@pytest.mark.parametrize(("key", "name"), CASES)
def test_words_are_never_empty(key, name):
    spec = spec_of(key, name)
    assert all((spec.title, spec.summary, spec.subtitle, spec.source.text, spec.source_line, spec.table.caption))
    assert spec.summary.endswith(".")
    assert "{" not in spec.title + spec.summary + spec.subtitle + spec.note + spec.source_line
    assert spec.sample == ("Sample data." in spec.subtitle)


@pytest.mark.parametrize(("key", "name"), CASES)
def test_table_is_rectangular_and_plain(key, name):
    table = spec_of(key, name).table
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert all(column.label for column in table.columns if column.on_page)
    for row in table.rows:
        assert len(row) == len(names)
        assert all(type(value) in PLAIN for value in row)
        assert not any(isinstance(value, float) and math.isnan(value) for value in row)


@pytest.mark.parametrize(("key", "name"), CASES)
def test_hidden_and_missing_figures_carry_no_number(key, name):
    for record in spec_of(key, name).table.records():
        if record["state"] in ("hidden", "missing"):
            numbers = [value for value in record.values() if isinstance(value, int | float)]
            assert [value for value in numbers if not isinstance(value, bool)] == []
            assert record["shown"] in ("Too few to show", "Not reported")


@pytest.mark.parametrize(("key", "name"), DRAWN)
def test_every_encoded_field_is_in_its_data(key, name):
    for size, vega_lite in spec_of(key, name).vega_lite.items():
        for rows, encoding, mark in layers(vega_lite):
            assert rows, f"{size}: a {mark['type']} without data"
            for channel, definition in encoding.items():
                field = definition.get("field")
                assert field is None or all(row.get(field) is not None for row in rows), (
                    f"{size} {channel}: {field}"
                )


@pytest.mark.parametrize(("key", "name"), DRAWN)
def test_all_sizes_are_drawn_in_theme_colors(key, name):
    spec = spec_of(key, name)
    assert set(spec.vega_lite) == {size.name for size in SIZES}
    house = {value for value in vars(theme).values() if isinstance(value, str) and value.startswith("#")}
    assert set(colors(dict(spec.vega_lite))) <= house


@pytest.mark.parametrize(("key", "name"), DRAWN)
def test_every_drawing_keeps_the_schema(key, name):
    for vega_lite in spec_of(key, name).vega_lite.values():
        alt.LayerChart.validate(vega_lite | {"config": {}})  # our own config leaves the background out


def test_a_drawing_against_the_schema_is_found():
    drawing = spec_of("trend", "one-month").vega_lite["page-720"] | {"config": {}}
    with pytest.raises(ValidationError):
        alt.LayerChart.validate(drawing | {"layer": [{"mark": "no such mark"}]})


@pytest.mark.parametrize(("key", "name"), EMPTY)
def test_nothing_to_draw_says_so(key, name, pictures):
    spec = spec_of(key, name)
    assert dict(spec.vega_lite) == {}
    assert "no numbers to show" in spec.title
    assert "no picture" in spec.summary
    assert pictures(key, name) == {}


@pytest.mark.parametrize(("key", "name"), CASES)
def test_spec_is_json_and_the_same_each_time(key, name):
    again = build(key, EXAMPLES[key][name], "en", {})
    assert again == spec_of(key, name)
    assert again.canonical() == spec_of(key, name).canonical()
    assert json.loads(again.canonical())["title"] == again.title


def test_bytes_are_the_same_in_another_process(pictures, font_cache):
    spec = spec_of("by_group", "cook-by-race")
    here = content_hash(spec, {k: picture.body for k, picture in pictures("by_group", "cook-by-race").items()})
    command = [sys.executable, "-c", CHILD, str(FONTS), str(font_cache)]
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    there = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=Path(__file__).parents[3],
        timeout=120,
    )
    assert there.stdout.strip() == here


def test_hash_changes_with_a_byte():
    spec = spec_of("trend", "one-month")
    assert content_hash(spec, {"a": b"1"}) != content_hash(spec, {"a": b"2"})
    assert content_hash(spec, {"a": b"1"}) != content_hash(spec_of("trend", "years"), {"a": b"1"})


@pytest.mark.parametrize(
    ("key", "subject"), [("trend", COOK_INTAKES), ("by_group", COOK_BY_RACE), ("contested_share", CALIFORNIA)]
)
def test_every_template_used_is_listed_for_translators(key, subject):
    asked = set()

    def catalogue(message):
        asked.add(message)
        return message

    build(key, subject, "en", catalogue)
    assert asked
    assert asked <= set(registry.messages())


def test_unknown_chart_and_language_are_refused():
    with pytest.raises(KeyError):
        build("pie", COOK_INTAKES, "en", {})
    with pytest.raises(ValueError, match="not in fr"):
        build("trend", COOK_INTAKES, "fr", {})
    with pytest.raises(ValueError, match="Two charts"):
        registry.chart("trend")(lambda *_: None)
