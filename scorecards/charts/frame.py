"""The outside of a drawing: margins, and for pictures that stand alone the title, source and credit."""

from dataclasses import dataclass

import altair as alt

from scorecards.charts import theme
from scorecards.charts.layout import Size, wrap

AXIS_HEIGHT = 28
SMALLEST_PLOT = 100
KNOWN_FONT = 1.06  # widths are estimated for any font; these pictures use ours, which is narrower


@dataclass(frozen=True)
class Words:
    """Text that stands inside a framed picture; the note only where there is room for it."""

    title: str
    subtitle: str
    note: str
    footer: tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """A plot of `width` x `height` px with its margins; `texts` are drawn in the margins."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    texts: tuple[alt.Chart, ...] = ()
    paper: bool = False

    def finish(self, layers: list[alt.Chart]) -> dict:
        """The Vega-Lite dictionary of the whole picture, of exactly the planned width and height.

        Nothing is left to Vega's own fitting, because fitting depends
        on measured text, and a page's font may differ from the renderer's.
        """
        chart = alt.layer(*layers, *self.texts).properties(
            width=self.width,
            height=self.height,
            autosize=alt.AutoSizeParams(type="none"),
            padding={"left": self.left, "right": self.right, "top": self.top, "bottom": self.bottom},
        )
        with alt.theme.enable("none"), alt.data_transformers.enable(consolidate_datasets=False):
            spec = chart.to_dict(validate=False)
        spec["config"] = theme.CONFIG | {"background": theme.PAPER if self.paper else None}
        return spec


def frame(size: Size, words: Words, *, left: float, right: float, head: float = 8, height: float | None = None):
    """Margins and texts for `size`. `head` is the room above the plot, `height` that of a taller plot."""
    plot = size.height if height is None else height
    if not size.framed:
        return Frame(size.width - left - right, plot, left, right, head, AXIS_HEIGHT)
    inner = size.inner
    room = inner * KNOWN_FONT
    title_size = 18 if size.fixed else 17
    title = wrap(words.title, room, title_size, bold=True)
    subtitle = wrap(words.subtitle, room, 13)
    small = words.footer if size.fixed or not words.note else (words.note, *words.footer)
    footer = [line for text in small for line in wrap(text, room, 11.5)]
    title_height, footer_height = len(title) * (title_size + 5), len(footer) * 16 + 8
    above = size.pad + title_height + len(subtitle) * 18 + 8 + head
    below = AXIS_HEIGHT + footer_height + size.pad - 8
    if size.fixed:
        plot = size.fixed - above - below
        if plot < SMALLEST_PLOT:  # the title says it; the definition is on the page it links to
            plot, above, subtitle = plot + len(subtitle) * 18, above - len(subtitle) * 18, []
    texts = [
        theme.label(
            title,
            -left,
            size.pad - above + title_size * 0.8,
            fontSize=title_size,
            fontWeight=700,
            lineHeight=title_size + 5,
        ),
        theme.label(footer, -left, plot + AXIS_HEIGHT + 16, fontSize=11.5, color=theme.INK_2, lineHeight=16),
    ]
    if subtitle:
        y = size.pad - above + title_height + 12
        texts.append(theme.label(subtitle, -left, y, fontSize=13, color=theme.INK_2, lineHeight=18))
    return Frame(
        inner - left - right, plot, left + size.pad, right + size.pad, above, below, tuple(texts), paper=True
    )
