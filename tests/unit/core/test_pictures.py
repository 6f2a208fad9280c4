"""What is left of an uploaded picture: its pixels."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageCms, UnidentifiedImageError
from PIL.PngImagePlugin import PngInfo

from portal.core.pictures import LONGEST_SIDE, redrawn

MODEL, ORIENTATION, GPS, LATITUDE = 0x0110, 0x0112, 0x8825, 2


def photo(format_name="JPEG", size=(40, 20), mode="RGB", name="me.jpg", **saved):
    exif = Image.Exif()
    exif[MODEL] = "Secretcam 9000"
    exif[ORIENTATION] = 6  # a quarter turn
    exif.get_ifd(GPS)[LATITUDE] = (41.0, 52.0, 55.0)
    out = BytesIO()
    Image.new(mode, size, 200).save(out, format_name, exif=exif, **saved)
    return ContentFile(out.getvalue(), name=name)


@pytest.mark.parametrize(
    ("format_name", "name", "kept"),
    [("JPEG", "me.jpeg", "me.jpg"), ("PNG", "me.png", "me.png"), ("WEBP", "me.webp", "me.webp")],
)
def test_nothing_but_pixels_is_left(format_name, name, kept):
    upload = photo(format_name, name=name)
    assert b"Secretcam" in upload.read()
    clean = redrawn(upload)
    assert clean.name == kept
    raw = clean.read()
    assert b"Secretcam" not in raw
    with Image.open(BytesIO(raw)) as picture:
        assert picture.format == format_name
        assert not picture.getexif()
        assert not set(picture.info) & {"exif", "icc_profile", "xmp", "comment", "photoshop"}
        assert picture.size == (20, 40), "turned upright, since the tag that says so is gone"


def test_text_and_color_profile_go_too():
    text = PngInfo()
    text.add_text("Author", "Jane Secret")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    upload = photo("PNG", name="x.png", pnginfo=text, icc_profile=profile)
    raw = redrawn(upload).read()
    assert b"Jane Secret" not in raw
    assert b"iCCP" not in raw


def test_other_formats_and_modes_are_kept_as_something_a_browser_shows():
    for mode in ("P", "L", "1"):
        clean = redrawn(
            photo("GIF", mode=mode, name="a.gif") if mode != "1" else photo("TIFF", mode=mode, name="a.tif")
        )
        assert clean.name == "a.png"
    assert redrawn(photo("JPEG", mode="CMYK")).name == "me.jpg"


def test_a_broken_color_profile_is_no_reason_to_refuse():
    assert redrawn(photo(icc_profile=b"not a profile")).size > 0


def test_a_huge_picture_is_made_smaller():
    with Image.open(redrawn(photo(size=(5000, 10)))) as picture:
        assert max(picture.size) == LONGEST_SIDE


def test_what_is_no_picture_is_refused():
    with pytest.raises(UnidentifiedImageError):
        redrawn(ContentFile(b"<svg/>", name="a.jpg"))
