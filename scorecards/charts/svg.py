"""Vega's SVG made fit for a page: no styles, no scripts, no roles but one, short numbers."""

import math
import re
import xml.etree.ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = {"svg", "g", "path", "line", "text", "tspan", "rect", "title", "desc"}
ATTRIBUTES = {
    "transform",
    "d",
    "x",
    "y",
    "dx",
    "dy",
    "x1",
    "x2",
    "y1",
    "y2",
    "width",
    "height",
    "fill",
    "fill-opacity",
    "opacity",
    "text-anchor",
    "font-size",
    "font-weight",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
}
ROOT_FONT = "Public Sans, system-ui, sans-serif"
# A page holds both widths of a chart; its CSS shows the one that fits
CLASSES = {"page-352": "c-n", "page-720": "c-w", "embed-300": "e-n", "embed-560": "e-w"}
_LONG = re.compile(r"-?\d*\.\d{2,}(?:e-?\d+)?")


def clean(svg: str, *, label: str, name: str, title: str = "", standalone: bool = False) -> str:
    """`svg` with an allowlist of elements and attributes, one role and the accessible `label`.

    Inline pictures take the page's font and its colors by class. A `standalone` one keeps its white paper,
    names the font itself and carries `title` and `label` as elements too. Raises ValueError for an element
    that is not on the list (nothing we draw makes one), ParseError for broken XML.
    """
    root = ET.fromstring(svg)  # noqa: S314 - the renderer's own output, never a visitor's file
    width, height = (math.ceil(float(root.get(side, "0"))) for side in ("width", "height"))
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
    if not standalone:
        for rect in root.findall("rect"):
            root.remove(rect)
    _tidy(root)
    root.attrib = {
        "class": f"chart {CLASSES.get(name, '')}".strip(),
        "viewBox": f"0 0 {width} {height}",
        "width": str(width),
        "height": str(height),
        "role": "img",
        "aria-label": label,
    }
    if standalone:
        root.set("font-family", ROOT_FONT)
        for tag, text in (("desc", label), ("title", title)):
            element = ET.Element(tag)
            element.text = text
            root.insert(0, element)
    text = ET.tostring(root, encoding="unicode")
    return text.replace("<svg ", f'<svg xmlns="{SVG}" ', 1)


def _tidy(parent: ET.Element) -> None:
    """Work through the children: drop what paints nothing, unwrap groups that say nothing."""
    for child in list(parent):
        if child.tag not in ELEMENTS:
            raise ValueError(f"A chart may not contain <{child.tag}>.")
        _tidy_attributes(child)
        _tidy(child)
    kept: list[ET.Element] = []
    for child in parent:
        if _paints_nothing(child):
            continue
        if child.tag == "g" and not child.attrib:
            kept.extend(child)
        else:
            kept.append(child)
    parent[:] = kept


def _tidy_attributes(element: ET.Element) -> None:
    hidden = element.get("display") == "none"
    attributes = {name: value for name, value in element.attrib.items() if name in ATTRIBUTES}
    if attributes.get("opacity") == "1":
        del attributes["opacity"]
    if not attributes.get("stroke-dasharray", "-"):
        del attributes["stroke-dasharray"]
    for name in ("d", "transform", "x2", "y2"):  # places only: rounding an opacity would change a color
        if name in attributes:
            attributes[name] = _LONG.sub(
                lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), attributes[name]
            )
    if attributes.get("transform") == "translate(0,0)":
        del attributes["transform"]
    if element.tag == "path" and (hidden or not {"fill", "stroke"} & set(attributes)):
        attributes.pop("d", None)
    element.attrib = attributes


def _paints_nothing(element: ET.Element) -> bool:
    if element.tag == "path":
        return not element.get("d")
    if element.tag == "text":
        return not "".join(element.itertext()).strip()
    return element.tag == "g" and len(element) == 0
