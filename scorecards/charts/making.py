"""The one place where words, table and drawings become a ChartSpec."""

from collections.abc import Callable

from altair.utils.schemapi import debug_mode

from scorecards.charts import words
from scorecards.charts.frame import Words
from scorecards.charts.layout import SIZES, Size
from scorecards.charts.spec import ChartSpec
from scorecards.charts.subject import Subject
from scorecards.charts.words import Translate

Draw = Callable[[Size, Words], dict]


def chart_spec(key: str, subject: Subject, language: str, _: Translate, teller, *, draw: Draw | None, note: str):
    """`teller` has title, subtitle, summary and table; `draw` makes the Vega-Lite dictionary of one size and is
    None where there is nothing to draw."""
    line = words.source_line(subject.source, language, _)
    title, subtitle = teller.title(), teller.subtitle()
    framed = words.framed(subject, title, subtitle, note, line, _)
    # Checking each part against the schema takes three quarters of the time; a test checks every kind of chart.
    with debug_mode(False):
        drawings = {size.name: draw(size, framed) for size in SIZES} if draw else {}
    return ChartSpec(
        key=key,
        title=title,
        summary=teller.summary(),
        subtitle=subtitle,
        source=subject.source,
        source_line=line,
        table=teller.table(),
        note=note,
        language=language,
        sample=subject.sample,
        vega_lite=drawings,
        drawable=draw is not None,
    )
