"""The site's own fonts, in the form the chart renderer can read.

The web serves variable fonts as woff2. The renderer reads neither woff2 nor the axes of a variable font, so
each weight in use becomes a TTF of its own. An unknown font would fall back silently to another one.
"""

from functools import cache
from pathlib import Path

WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}
FAMILY_NAME, STYLE_NAME, FULL_NAME, POSTSCRIPT_NAME = 1, 2, 4, 6
TYPOGRAPHIC_NAMES = (16, 17, 25)


def _save(font, family: str, weight: int, target: Path) -> None:
    style = WEIGHTS[weight]
    names = font["name"]
    for name_id in TYPOGRAPHIC_NAMES:
        names.removeNames(nameID=name_id)
    for name_id, text in (
        (FAMILY_NAME, family),
        (STYLE_NAME, style),
        (FULL_NAME, f"{family} {style}"),
        (POSTSCRIPT_NAME, f"{family.replace(' ', '')}-{style}"),
    ):
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font.flavor = None
    partial = target.with_suffix(".part")
    font.save(partial)
    partial.replace(target)  # a second process never reads half a font


def convert(source_dir: Path, cache_dir: Path) -> list[Path]:
    """Write one TTF a weight from `public-sans.woff2` and `source-serif.woff2` in `source_dir`.

    Files already in `cache_dir` are kept. Returns the paths. Raises FileNotFoundError if a font is missing.
    """
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    cache_dir.mkdir(parents=True, exist_ok=True)
    paths = []
    for file, family, weights in (
        ("public-sans.woff2", "Public Sans", WEIGHTS),
        ("source-serif.woff2", "Source Serif", [400]),
    ):
        for weight in weights:
            target = cache_dir / f"{Path(file).stem}-{weight}.ttf"
            paths.append(target)
            if target.exists():
                continue
            font = TTFont(source_dir / file, recalcTimestamp=False)
            if "fvar" in font:
                font = instancer.instantiateVariableFont(font, {"wght": weight})
            _save(font, family, weight, target)
    return paths


@cache
def register(source_dir: Path, cache_dir: Path) -> None:
    """Make the site's fonts known to the renderer of this process, once."""
    import vl_convert

    convert(source_dir, cache_dir)
    vl_convert.register_font_directory(str(cache_dir.resolve()))
