"""Pictures as they are kept: drawn anew from their pixels, so that nothing else of the upload is left."""

from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageOps

# What a format is kept as; anything else that Pillow can open becomes a PNG.
KEPT = {"JPEG": ("JPEG", ".jpg"), "WEBP": ("WEBP", ".webp"), "PNG": ("PNG", ".png")}
LONGEST_SIDE = 2400
# One size for everyone: 96 px on a profile, 64 px on a card, sharp on a fine screen.
PORTRAIT = "fill-192x192|format-webp"


def redrawn(file):
    """`file` (name, content) as a new ContentFile with the same pixels, turned upright, without EXIF, place,
    color profile, comments or thumbnails. Raises Pillow's own errors for what is no picture."""
    file.seek(0)
    with Image.open(file) as opened:
        format_name, suffix = KEPT.get(opened.format, ("PNG", ".png"))
        picture = _in_srgb(ImageOps.exif_transpose(opened))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    modes = ("RGB", "L") if format_name == "JPEG" else ("RGB", "RGBA", "L")
    if picture.mode not in modes:
        picture = picture.convert("RGB" if format_name == "JPEG" else "RGBA")
    # A new picture has no `info`, which the writers would copy from.
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    out = BytesIO()
    clean.save(out, format_name, **({} if format_name == "PNG" else {"quality": 90}))
    return ContentFile(out.getvalue(), name=PurePosixPath(file.name).with_suffix(suffix).name)


def _in_srgb(picture):
    """Colors stay as they were although the profile goes; an unreadable profile is only dropped."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA"):
        return picture
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=picture.mode)
    except (ImageCms.PyCMSError, OSError):
        return picture
