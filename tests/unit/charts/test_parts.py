"""Dates, layout, fonts and the cleaning of SVG, each by itself."""

import datetime as dt
import itertools

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from scorecards.charts import dates, fonts, layout
from scorecards.charts.svg import clean
from tests.unit.charts.conftest import FONTS

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'


@pytest.mark.parametrize(
    ("length", "language", "expected"),
    [
        ("month", "en", "Apr 2026"),
        ("month", "es", "abr 2026"),
        ("quarter", "en", "Apr to Jun 2026"),
        ("quarter", "es", "abr a jun 2026"),
        ("year", "en", "2026"),
    ],
)
def test_periods(length, language, expected):
    assert dates.period(dt.date(2026, 4, 1), length, language) == expected


def test_days_and_spans():
    assert dates.day(dt.date(2027, 11, 2), "en") == "Nov 2, 2027"
    assert dates.day(dt.date(2027, 11, 2), "es") == "2 nov 2027"
    assert dates.span(dt.date(2022, 1, 1), dt.date(2026, 4, 1), "quarter", "en") == "Jan 2022 to Jun 2026"
    assert dates.span(dt.date(2018, 1, 1), dt.date(2025, 1, 1), "year", "es") == "2018 a 2025"


@pytest.mark.parametrize("length", ["month", "quarter", "year"])
def test_index_is_undone_by_start_of(length):
    number = dates.index(dt.date(2019, 12, 31), length)
    start = dates.start_of(number, length)
    assert dates.index(start, length) == number
    assert number <= dates.position(dt.date(2019, 12, 31), length) < number + 1


@given(st.floats(min_value=0.01, max_value=10**7), st.booleans())
def test_ticks_run_evenly_from_zero_past_the_highest(highest, whole):
    found = layout.ticks(highest, whole=whole)
    assert found[0] == 0
    assert found[-1] >= highest * 0.999999
    assert 2 <= len(found) <= 5
    assert not whole or all(float(tick).is_integer() for tick in found)


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(5, 40)), min_size=1, max_size=4))
def test_spread_boxes_never_overlap(boxes):
    centers = layout.spread(boxes, 0, 200)
    placed = sorted(zip(centers, (height for _center, height in boxes), strict=True))
    for (a, a_height), (b, b_height) in itertools.pairwise(placed):
        assert a + a_height / 2 <= b - b_height / 2 + 1e-6
    assert min(center - height / 2 for center, height in placed) >= -1e-6


def test_wrap_keeps_a_month_with_its_year():
    lines = layout.wrap("decided in Nov 2019, compared with 8%", layout.text_width("decided in Nov"))
    assert lines == ["decided in", "Nov 2019,", "compared", "with 8%"]


@pytest.fixture(scope="module")
def converted(font_cache):
    return fonts.convert(FONTS, font_cache)


def test_each_weight_becomes_a_font_of_the_family(converted):
    found = {(TTFont(path)["name"].getDebugName(1), TTFont(path)["OS/2"].usWeightClass) for path in converted}
    assert {("Public Sans", weight) for weight in (400, 600, 700, 800)} <= found
    assert ("Source Serif", 400) in found


def test_missing_font_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        fonts.convert(tmp_path, tmp_path / "cache")


@pytest.mark.parametrize(
    "text", ["Race not recorded", "5.22 (4.58 to 5.95)", "Baseline 33% (2023)", "MMW 2,766", "½ 4×"]
)
@pytest.mark.parametrize("bold", [False, True])
def test_estimated_width_is_at_least_the_true_one(converted, text, bold):
    font = TTFont(next(path for path in converted if path.stem == f"public-sans-{700 if bold else 400}"))
    letters = font.getBestCmap()
    true = sum(font["hmtx"][letters[ord(letter)]][0] for letter in text) / font["head"].unitsPerEm
    assert true <= layout.text_width(text, 1, bold=bold) <= true * 1.35


def test_clean_drops_what_a_page_may_not_hold():
    svg = HEAD + (
        '<g class="x" role="r" onclick="evil()"><path d="M0.1234,5.678L1,2" style="fill:red" '
        'stroke="#0c5a53" opacity="0.32456"/><path d="M0,0h1"/></g><g><g/></g></svg>'
    )
    result = clean(svg, label='A "label"', name="page-352")
    assert 'd="M0.1,5.7L1,2"' in result
    assert 'opacity="0.32456"' in result
    assert result.count("<path") == 1
    assert 'class="chart c-n"' in result
    for word in ("style", "onclick", "evil", 'role="r"', "<g"):
        assert word not in result


@pytest.mark.parametrize(
    "element", ["<script>1</script>", "<style>a</style>", '<image href="x"/>', "<foreignObject/>"]
)
def test_clean_refuses_unknown_elements(element):
    with pytest.raises(ValueError, match="may not contain"):
        clean(f"{HEAD}<g>{element}</g></svg>", label="a", name="page-352")
