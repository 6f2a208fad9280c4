"""What the frame of a page needs from the page tree."""

from django import template
from django.utils import formats
from django.utils.translation import get_language

from portal.pages.models import TextPage

register = template.Library()
FOOTER = ("how-we-work", "accessibility")


@register.simple_tag
def footer_pages():
    """The text pages the footer links to, by slug with `-` as `_`; a page that is not there is not linked."""
    found = TextPage.objects.live().filter(depth=3, slug__in=FOOTER)
    return {page.slug.replace("-", "_"): page for page in found}


@register.filter
def month_day(value):
    """`Nov 2` / `2 nov`, for lists where the year stands below it."""
    text = formats.date_format(value, "j M" if get_language() == "es" else "M j")
    return text.lower() if get_language() == "es" else text
