"""Find an office by county or name. What was typed is compared and forgotten: not stored, logged or sent on."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from portal.pages.context import OTHER
from portal.pages.shown import addresses
from races import lookup


@require_safe
def find(request):
    typed = request.GET.get("q", "")
    found = lookup.find(typed)
    context = {
        "asked": bool(typed.strip()),
        "found": found,
        "again": lookup.repeatable(typed),
        "offices": [{"hit": hit, "url": addresses.office(hit.office)} for hit in found.offices],
        "states": [{"state": state, "url": addresses.state(state)} for state in found.states],
        "without_office": [
            {"county": county, "url": addresses.state(county.state)} for county in found.without_office
        ],
        "sample_part": any(hit.office.state.is_sample for hit in found.offices),
        "other_language": _other_language(),
    }
    response = render(request, "pages/find.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


def _other_language():
    """The empty form in the other language: a link must not carry what was typed."""
    code, name = OTHER[get_language()]
    with override(code):
        return {"code": code, "name": name, "url": reverse("find")}
