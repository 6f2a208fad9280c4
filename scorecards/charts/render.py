"""From a spec to finished bytes. For commands and tasks only: the renderer never runs in the web process.

The first picture of a process costs about a second. A process that has drawn must not fork: the child hangs.
"""

import io
import json
from dataclasses import dataclass
from pathlib import Path

from scorecards.charts.fonts import register
from scorecards.charts.layout import SIZES, Size
from scorecards.charts.spec import ChartSpec
from scorecards.charts.svg import clean

VEGA_LITE = "6.4"
COLORS = 64


@dataclass(frozen=True)
class Rendering:
    """Finished bytes of one picture; width and height in px."""

    name: str
    media_type: str
    body: bytes
    width: int
    height: int


def render(spec: ChartSpec, *, fonts: Path, cache: Path) -> dict[str, Rendering]:
    """Every picture of `spec` by name; empty where there is nothing to draw.

    Names: page-352, page-720, embed-300, embed-560 (inline SVG), export.svg, export.png, social.png.
    `fonts` is the folder of the site's woff2 files, `cache` one of our own for their TTF form.
    """
    register(fonts, cache)
    pictures: list[Rendering] = []
    for size in SIZES if spec.drawable else ():
        drawing = _svg(spec, size)
        if size.framed:
            pictures.append(_png(drawing, size))
        if size.name != "social":
            name = f"{size.name}.svg" if size.framed else size.name
            width, height = _measure(spec.vega_lite[size.name])
            pictures.append(Rendering(name, "image/svg+xml", drawing.encode(), width, height))
    return {picture.name: picture for picture in pictures}


def _svg(spec: ChartSpec, size: Size) -> str:
    import vl_convert

    svg = vl_convert.vegalite_to_svg(
        json.dumps(spec.vega_lite[size.name], sort_keys=True),
        vl_version=VEGA_LITE,
        allowed_base_urls=[],  # a chart never reaches out for data
    )
    return clean(svg, label=spec.summary, name=size.name, title=spec.title, standalone=size.framed)


def _measure(vega_lite: dict) -> tuple[int, int]:
    pad = vega_lite["padding"]
    width = vega_lite["width"] + pad["left"] + pad["right"]
    return round(width), round(vega_lite["height"] + pad["top"] + pad["bottom"])


def _png(svg: str, size: Size) -> Rendering:
    """A picture of 64 colors: a tenth of the bytes, and no difference to the eye in flat drawings."""
    import vl_convert
    from PIL import Image

    full = Image.open(io.BytesIO(vl_convert.svg_to_png(svg, scale=size.scale))).convert("RGB")
    small = full.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    target = io.BytesIO()
    small.save(target, format="PNG")
    return Rendering(f"{size.name}.png", "image/png", target.getvalue(), *full.size)
