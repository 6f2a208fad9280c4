"""Charts by name. A chart is code: editors pick a name and a subject, never data or colors."""

from collections.abc import Callable
from importlib import import_module

from scorecards.charts.spec import ChartSpec
from scorecards.charts.subject import Catalogue, Subject, translator

Builder = Callable[[Subject, str, Callable[[str], str]], ChartSpec]
MODULES = ("trend", "by_group", "outcomes", "contested_share")
LANGUAGES = ("en", "es")
_builders: dict[str, Builder] = {}


def chart(key: str) -> Callable[[Builder], Builder]:
    """Register a builder under its key."""

    def register(builder: Builder) -> Builder:
        if key in _builders:
            raise ValueError(f"Two charts are called {key}.")
        _builders[key] = builder
        return builder

    return register


def builders() -> dict[str, Builder]:
    """Every builder by key. The modules load here, not at the top: they import the drawing library."""
    for name in MODULES:
        import_module(f"scorecards.charts.{name}")
    return dict(_builders)


def messages() -> tuple[str, ...]:
    """Every English template of every chart, for a check that a language has them all."""
    common = import_module("scorecards.charts.words").MESSAGES
    return common + tuple(
        message for name in MODULES for message in import_module(f"scorecards.charts.{name}_words").MESSAGES
    )


def build(key: str, subject: Subject, language: str, catalogue: Catalogue) -> ChartSpec:
    """The chart `key` of `subject`. `catalogue` gives the translation of an English template.

    Raises KeyError for an unknown chart and ValueError for a language without month names.
    """
    if language not in LANGUAGES:
        raise ValueError(f"Charts are drawn in {', '.join(LANGUAGES)}, not in {language}.")
    return builders()[key](subject, language, translator(catalogue))
