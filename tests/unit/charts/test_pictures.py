"""The finished bytes: safe for a page with a strict policy, and with every label readable."""

import io
import itertools
import re
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from scorecards.charts.layout import text_width
from tests.unit.charts.conftest import spec_of
from tests.unit.charts.test_contract import DRAWN

SVG = "{http://www.w3.org/2000/svg}"
INLINE = {"page-352": 352, "page-720": 720, "embed-300": 300, "embed-560": 560}
PLACE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
LETTER_HEIGHT = 0.72  # of a capital in this font, in em


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own output


def texts(svg: str, tight: float = 1.0):
    """Box and words of each line: (left, top, right, bottom, text), widths estimated times `tight`."""
    found = []

    def walk(element, x, y):
        place = PLACE.search(element.get("transform", ""))
        if place:
            x, y = x + float(place[1]), y + float(place[2])
        if element.tag == f"{SVG}text":
            size = float(element.get("font-size").removesuffix("px"))
            bold = int(element.get("font-weight", "400")) > 400
            lines = [(element.text or "", 0.0)]
            if element.findall(f"{SVG}tspan"):
                offsets = itertools.accumulate(float(line.get("dy", 0)) for line in element)
                lines = [(line.text, offset) for line, offset in zip(element, offsets, strict=True)]
            for text, offset in lines:
                width = text_width(text, size, bold=bold) * tight
                left = x - width * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "start")]
                found.append((left, y + offset - size * LETTER_HEIGHT, left + width, y + offset, text))
        for child in element:
            walk(child, x, y)

    walk(parsed(svg), 0.0, 0.0)
    return found


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def drawings(pictures, case, **kwargs):
    return {
        name: picture.body.decode()
        for name, picture in pictures(*case, **kwargs).items()
        if picture.media_type == "image/svg+xml"
    }


@pytest.mark.parametrize("case", DRAWN)
def test_svg_has_nothing_the_page_policy_forbids(case, pictures):
    for svg in drawings(pictures, case).values():
        for element in parsed(svg).iter():
            tag = element.tag.removeprefix(SVG)
            assert tag in {"svg", "g", "path", "line", "rect", "text", "tspan", "title", "desc"}
            for attribute in element.attrib:
                assert attribute != "style"
                assert "href" not in attribute
                assert not attribute.startswith("on")
                assert attribute not in ("id", "display", "pointer-events")
        assert svg.count('role="') == 1
        assert "url(" not in svg


@pytest.mark.parametrize("case", DRAWN)
def test_svg_root_speaks_for_the_picture(case, pictures):
    for name, svg in drawings(pictures, case).items():
        root = parsed(svg)
        picture = pictures(*case)[name]
        assert root.get("role") == "img"
        assert root.get("aria-label") == spec_of(*case).summary
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
        assert (root.get("width"), root.get("height")) == (str(picture.width), str(picture.height))
        assert picture.width == INLINE.get(name, 808)
        assert ("font-family" in root.attrib) == (name == "export.svg")


@pytest.mark.parametrize("stretch", [False, True], ids=["english", "longer"])
@pytest.mark.parametrize("case", DRAWN)
def test_no_label_meets_another_or_is_cut(case, stretch, pictures):
    for name, svg in drawings(pictures, case, stretch=stretch).items():
        root = parsed(svg)
        width, height = float(root.get("width")), float(root.get("height"))
        # The export is drawn in the very font whose widths the estimate rounds up
        boxes = texts(svg, tight=0.93 if name == "export.svg" else 1.0)
        for box in boxes:
            assert box[0] >= -1, (name, box)
            assert box[2] <= width + 1, (name, box)
            assert box[1] >= -1, (name, box)
            assert box[3] <= height, (name, box)
        for a, b in itertools.combinations(boxes, 2):
            assert not overlap(a, b), (name, a, b)


@pytest.mark.parametrize("case", DRAWN)
def test_inline_pictures_leave_words_to_the_page(case, pictures):
    spec, svgs = spec_of(*case), drawings(pictures, case)
    words = {name: " ".join(text for *_box, text in texts(svg)) for name, svg in svgs.items()}
    assert spec.title not in words["page-720"]
    assert spec.title in words["export.svg"]
    assert spec.source_line in words["export.svg"]
    assert ("Sample data." in words["export.svg"]) == spec.sample


@pytest.mark.parametrize("case", DRAWN)
def test_png_sizes_and_weight(case, pictures):
    found = pictures(*case)
    social = Image.open(io.BytesIO(found["social.png"].body))
    export = Image.open(io.BytesIO(found["export.png"].body))
    assert social.size == (1200, 630)
    assert export.size[0] == 808 * 1.5
    assert social.mode == export.mode == "P"
    assert max(len(found[name].body) for name in ("social.png", "export.png")) < 60_000


@pytest.mark.parametrize("case", DRAWN)
def test_svg_is_light(case, pictures):
    assert max(len(svg) for svg in drawings(pictures, case).values()) < 12_000
