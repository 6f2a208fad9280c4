"""Specs and pictures of every example, made once a session: the first drawing of a process takes a second."""

from functools import cache
from pathlib import Path

import pytest

from scorecards.charts import registry, render
from tests.unit.charts.examples import EXAMPLES

FONTS = Path(__file__).parents[3] / "portal" / "static" / "fonts"


def stretched(message: str) -> str:
    """A stand-in translation a good 30 % longer than the English, placeholders kept."""
    return message + "ñ" * max(2, len(message) // 3)


@cache
def spec_of(key: str, name: str, *, stretch: bool = False):
    return registry.build(key, EXAMPLES[key][name], "en", stretched if stretch else {})


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory):
    return tmp_path_factory.mktemp("chart-fonts")


@pytest.fixture(scope="session")
def pictures(font_cache):
    @cache
    def draw(key: str, name: str, stretch: bool = False):
        return render.render(spec_of(key, name, stretch=stretch), fonts=FONTS, cache=font_cache)

    return draw
