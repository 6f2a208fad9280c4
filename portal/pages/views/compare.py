"""/compare/ and its data. What was chosen stands in the address alone: not stored, logged or sent on."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core import csvout
from portal.pages.context import OTHER
from portal.pages.shown import addresses
from portal.pages.shown.choice import read
from portal.pages.shown.compare import candidates
from portal.pages.shown.compare_data import COLUMNS, rows
from portal.pages.shown.compare_offices import listed, offices
from portal.pages.views.listing import unindexed
from races.models import Race

BUILD = {"candidates": candidates, "offices": offices}
COMING = 6


@require_safe
def compare(request):
    choice = read(request.GET)
    context = _context(choice) | {"here": "races" if choice.kind == "candidates" else "offices"}
    context["other_language"] = _other_language(context.get("query", ""))
    return _private(render(request, "pages/compare.html", context))


@require_safe
def compare_data(request, kind):
    choice = read(request.GET)
    context = _context(choice)
    found = list(rows(request, context)) if context.get("ready") else []
    columns = COLUMNS[choice.kind if choice.kind in COLUMNS else "candidates"]
    if kind == "csv":
        response = HttpResponse(csvout.dumps(found, columns), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="compare.csv"'
    else:
        document = {"columns": columns, "problem": context["problem"], "rows": found}
        response = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    return unindexed(_private(response), any(row["sample"] for row in found))


def _context(choice):
    if choice.kind in BUILD:
        return BUILD[choice.kind](choice)
    told = ""
    if choice.kind == "mixed":
        told = _("Candidates and offices cannot stand in one comparison. Choose one kind.")
    elif choice.unread:
        told = _("None of these addresses is a page of ours.")
    coming = Race.objects.with_standing().for_page().upcoming(timezone.localdate()).filter(standing__gt=1)[:COMING]
    races = [{"race": race, "key": "/".join(addresses.race(race).strip("/").split("/")[-3:])} for race in coming]
    sample = any(race.office.state.is_sample for race in coming)
    return {
        "kind": "",
        "problem": told,
        "ready": False,
        "races": races,
        "sample_part": sample,
        **listed(choice.state),
    }


def _private(response):
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


def _other_language(query):
    """The same comparison in the other language: only what is a page of ours goes along."""
    code, name = OTHER[get_language()]
    with override(code):
        url = reverse("compare")
    return {"code": code, "name": name, "url": f"{url}?{query}" if query else url}
