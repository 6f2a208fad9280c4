"""What the frame of a page needs from the page tree."""

from django import template
from django.utils import formats
from django.utils.translation import get_language

from portal.pages.models import TextPage

register = template.Library()
FOOTER = ("how-we-work", "accessibility", "right-of-reply")


@register.simple_tag
def footer_pages():
    """The text pages the footer links to that are there, by slug with `-` as `_`. Every page asks this: the
    slugs alone cost a tenth of the whole pages."""
    found = TextPage.objects.live().filter(depth=3, slug__in=FOOTER).values_list("slug", flat=True)
    return {slug.replace("-", "_"): True for slug in found}


@register.filter
def month_day(value):
    """`Nov 2` / `2 nov`, for lists where the year stands below it."""
    text = formats.date_format(value, "j M" if get_language() == "es" else "M j")
    return text.lower() if get_language() == "es" else text
