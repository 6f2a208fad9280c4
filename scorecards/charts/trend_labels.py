"""The words at the right of a trend, moved apart so that none meets another."""

from dataclasses import dataclass

import altair as alt

from scorecards.charts import theme
from scorecards.charts.layout import spread, text_width

GAP = 12
LINE_HEIGHT = 15


@dataclass(frozen=True)
class Label:
    """A few lines beside the value they name, in the unit of the axis; the first may be bold."""

    value: float
    lines: tuple[str, ...]
    color: str
    first_weight: int = 400
    weight: int = 400

    @property
    def width(self) -> float:
        first = text_width(self.lines[0], self.size, bold=self.first_weight > 400)
        return max(first, *(text_width(line, bold=self.weight > 400) for line in self.lines))

    @property
    def size(self) -> int:
        """Of the first line: the last value stands out."""
        return 14 if self.first_weight == 700 else 12

    @property
    def height(self) -> float:
        return len(self.lines) * LINE_HEIGHT + 2


def place(labels: list[Label], wanted: list[float], *, x: float, bottom: float) -> list[alt.Chart]:
    """Text layers right of `x`. `wanted` are their centers in px; `bottom` is where the plot ends."""
    centers = spread([(center, label.height) for center, label in zip(wanted, labels, strict=True)], -8, bottom)
    layers = []
    for label, center in zip(labels, centers, strict=True):
        y = center - label.height / 2 + 12
        first, rest = label.lines[:1], label.lines[1:]
        style = {"color": label.color, "fontWeight": label.first_weight, "fontSize": label.size}
        layers.append(theme.label(list(first), x + GAP, y, **style))
        if rest:
            color = label.color if label.weight > 400 else theme.INK_2
            style = {"color": color, "fontWeight": label.weight}
            layers.append(theme.label(list(rest), x + GAP, y + LINE_HEIGHT, **style))
    return layers


def clear(center: float, height: float, lines: list[float]) -> float:
    """The nearest place for a box of this height that none of the horizontal `lines` crosses."""
    for shift in (0, -8, 8, -16, 16, -24, 24, -32, 32):
        if all(abs(center + shift - line) > height / 2 for line in lines):
            return center + shift
    return center
