"""The house style of the drawings. The page's CSS turns these very colors into dark mode: use no others."""

import json

import altair as alt

INK, INK_2, INK_3 = "#14211f", "#45524f", "#5c6865"
RULE, EDGE, BAND, PAPER = "#d2d9d6", "#75817d", "#cfdcd8", "#ffffff"
PINE, OCHRE = "#0c5a53", "#805200"
FONT = "Public Sans"

CONFIG = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "legend": {"disable": True},
    "axis": {
        "title": None,
        "labelFontSize": 12,
        "labelColor": INK_2,
        "labelPadding": 6,
        "labelLimit": 0,
        "labelOverlap": False,
        "labelFlush": False,
        "domain": False,
        "ticks": False,
        "gridColor": RULE,
        "gridWidth": 1,
        "gridDash": [],
    },
    "axisX": {
        "grid": False,
        "domain": True,
        "domainColor": EDGE,
        "ticks": True,
        "tickColor": EDGE,
        "tickSize": 5,
    },
    "line": {"stroke": PINE, "strokeWidth": 2.5, "strokeCap": "round", "strokeJoin": "round"},
    "point": {"filled": True, "size": 64, "color": PINE, "opacity": 1},
    "rule": {"color": EDGE, "strokeWidth": 1},
    "area": {"color": BAND, "opacity": 1},
    "text": {"fontSize": 12, "color": INK},
}


def rows(values: list[dict]) -> alt.Chart:
    """A layer's data, written into the spec itself; every encoding names its type, so nothing is guessed."""
    return alt.Chart(alt.InlineData(values=values))


def label(lines: list[str], x: float, y: float, **style) -> alt.Chart:
    """Text at a place in px of the plot; `y` is the baseline of the first line.

    `style` is Vega-Lite's: fontSize, fontWeight, color, align, lineHeight.
    """
    properties = {"align": "left", "lineHeight": 15, **style}
    text = lines if len(lines) > 1 else lines[0]
    return rows([{}]).mark_text(text=text, x=round(x, 1), y=round(y, 1), baseline="alphabetic", **properties)


def lookup(texts: dict[float, str]) -> str:
    """Vega expression that labels a tick by its value; texts come from us, so no locale is involved."""
    by_value = {f"{value:.10g}": text for value, text in texts.items()}
    return f"({json.dumps(by_value, ensure_ascii=False)})[datum.value]"
