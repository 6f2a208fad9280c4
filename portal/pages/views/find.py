"""Find an office by ZIP code, county, office or person. What was typed is compared and forgotten: not stored,
logged or sent on."""

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from portal.pages.context import OTHER
from portal.pages.shown import find as shown
from races import lookup, typed

A_DAY = 86_400


@require_safe
def find(request):
    text, county = typed.cut(request.GET.get("q", "")), request.GET.get("county", "")
    answer = lookup.find(text) if text.strip() else lookup.find_county(county)
    context = {
        **shown.found(answer),
        "asked": bool(text.strip() or county),
        "again": typed.repeatable(text),
        "digits": answer.nothing and any(letter.isdigit() for letter in text),
        "other_language": _other_language(),
    }
    response = render(request, "pages/find.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@gzip_page
def names(request):
    """The places that the box of find suggests, by state code: the same for every reader. A browser fetches
    it whole and compares there, so that what is typed travels only when it is sent."""
    response = JsonResponse(lookup.suggested())
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    return response


def _other_language():
    """The empty form in the other language: a link must not carry what was typed."""
    code, name = OTHER[get_language()]
    with override(code):
        return {"code": code, "name": name, "url": reverse("find")}
