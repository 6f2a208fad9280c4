"""A promise's parts for its template, so that the editors' preview of a draft shows the same page."""

from django import template

from portal.pages.shown import promise as shown

register = template.Library()


@register.simple_tag
def promise_parts(promise):
    return shown.parts(promise)
