"""Small template helpers: plain values in, text out. Nothing here marks anything safe but `chart_svg`."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.filter(expects_localtime=True)
def day(value):
    """A date with no line break in it: Nov 2, 2027 / 2 nov 2027. A moment gives the day of the site's zone; what a
    release froze is text (2027-11-02)."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    text = formats.date_format(value, "j M Y" if get_language() == "es" else "M j, Y")
    return (text.lower() if get_language() == "es" else text).replace(" ", "\u00a0")


@register.filter
def whole(value):
    """A count with thousands separators; missing stays visibly missing."""
    return "" if value is None else f"{value:,}"


@register.filter
def floor(value):
    return Decimal(value).to_integral_value(ROUND_FLOOR)


@register.filter
def ceil(value):
    return Decimal(value).to_integral_value(ROUND_CEILING)


@register.filter
def initials(name):
    words = [
        word for word in name.replace(".", " ").split() if word[0].isalpha() and word.rstrip(",") not in SUFFIXES
    ]
    return (words[0][0] + words[-1][0]).upper() if len(words) > 1 else name[:1].upper()


SUFFIXES = {"Jr", "Sr", "II", "III", "IV"}


@register.filter
def get(mapping, key):
    return mapping.get(key)


@register.filter
def at(row, place):
    return row[place]


@register.simple_tag
def chart_svg(rendering, name):
    """The stored, cleaned SVG of a RenderedChart: the one named exception to "nothing is marked safe".

    Its text was escaped by the XML writer that made it, and a test holds it free of scripts, styles,
    handlers and outside references.
    """
    return SafeString(rendering.svg[name])


@register.simple_tag
def lang_attr(language):
    """` lang="en"` on text that is not in the page's language."""
    return "" if not language or language == get_language() else format_html(' lang="{}"', language)
