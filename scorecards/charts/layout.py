"""Sizes of the drawings, and the little typesetting that keeps labels from running into each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """One drawing. `width` is the whole picture, `height` the plot, both in px before `scale`.

    `framed` pictures stand alone, so title, subtitle, source and credit are inside. `fixed` is the height
    of the whole picture where another program prescribes it; the plot then takes what the text leaves.
    """

    name: str
    width: int
    height: int
    framed: bool = False
    fixed: int | None = None
    scale: float = 1
    pad: int = 0

    @property
    def narrow(self) -> bool:
        return self.width < 450

    @property
    def inner(self) -> int:
        return self.width - 2 * self.pad


SIZES = (
    Size("page-352", 352, 214),
    Size("page-720", 720, 230),
    Size("embed-300", 300, 152),
    Size("embed-560", 560, 200),
    Size("export", 808, 300, framed=True, scale=1.5, pad=24),
    Size("social", 600, 170, framed=True, fixed=315, scale=2, pad=20),
)

# Widths in em of Public Sans 400, rounded up: embeds use the reader's system font, which may be wider.
_NARROW, _SLIM, _BROAD = set("iljI|!.,:;'’ ()[]"), set('frt-–/"'), set("mwMW%@½¼")
BOLD = 1.07
_SHORT_THEN_NUMBER = re.compile(r"\b(\w{2,3}) (?=\d)")


def text_width(text: str, size: float = 12, *, bold: bool = False) -> float:
    """Estimated width of one line in px; a little more than the true one."""
    em = 0.0
    for character in text:
        if character in _NARROW:
            em += 0.34
        elif character in _SLIM:
            em += 0.45
        elif character in _BROAD:
            em += 0.95
        elif character.isupper():
            em += 0.72
        else:
            em += 0.62
    return em * size * (BOLD if bold else 1)


def wrap(text: str, limit: float, size: float = 12, *, bold: bool = False) -> list[str]:
    """Lines no wider than `limit` px where the words allow it; a single long word stays whole.

    A short word and its number ("Nov 2019", "of 11", "BY 4.0") stay together.
    """
    lines: list[str] = []
    for word in _SHORT_THEN_NUMBER.sub("\\1\N{NO-BREAK SPACE}", text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def spread(boxes: Sequence[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Vertical centers for boxes `(wanted center, height)` so that none overlap.

    Boxes keep their order by wanted center and stay between `top` and `bottom` while there is room; when
    there is not, they run out at the bottom rather than over each other.
    """
    order = sorted(range(len(boxes)), key=lambda i: boxes[i][0])
    centers = [0.0] * len(boxes)
    edge = float("inf")
    for i in reversed(order):  # upwards from the bottom edge
        wanted, height = boxes[i]
        limit = bottom if edge == float("inf") else edge
        centers[i] = min(wanted, limit - height / 2)
        edge = centers[i] - height / 2
    edge = top
    for i in order:  # and down again from the top edge
        centers[i] = max(centers[i], edge + boxes[i][1] / 2)
        edge = centers[i] + boxes[i][1] / 2
    return centers


def ticks(highest: float, *, whole: bool, most: int = 5) -> list[float]:
    """Even steps of 1, 2, 2.5 or 5 times a power of ten from zero to at least `highest`.

    `whole` keeps the steps at 1 or more (nobody counts half a case). Zero or less gives 0 and 1.
    """
    if highest <= 0:
        return [0, 1]
    power = 10.0 ** (len(str(int(highest))) - 2 if highest >= 1 else -3)
    while True:
        for factor in (1, 2, 2.5, 5):
            step = factor * power
            if whole and (step < 1 or step != int(step)):
                continue
            count = -int(-highest // step)
            if count < most:
                return [round(step * i, 6) for i in range(count + 1)]
        power *= 10
