"""The photo of a person: beside its credit and license, or not at all."""

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from portal.core.pictures import PORTRAIT


def portrait(person):
    """{"rendition", "credit", "licence"}, or None: then the initials stand in the same space."""
    image = person.photo
    if image is None or not image.may_be_shown:
        return None
    try:
        rendition = image.get_rendition(PORTRAIT)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None  # the file is gone: a page without a photo is better than no page
    return {"rendition": rendition, "credit": image.credit, "licence": image.licence}
