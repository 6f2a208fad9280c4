"""A QR code that holds a race page's address, as SVG drawn by segno."""

import io

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal.pages.shown import addresses
from races.models import Race


@require_safe
def race_qr(request, state, office, slug):
    """Black on white with the quiet zone of four modules that the standard asks for."""
    found = Race.objects.public().for_page().filter(office__state__code=state, office__slug=office)
    race = get_object_or_404(found, slug=slug)
    drawn = io.BytesIO()
    code = segno.make_qr(request.build_absolute_uri(addresses.race(race)), error="m")
    code.save(drawn, kind="svg", border=4, scale=4, light="#fff", title=None, xmldecl=True)
    response = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=300)
    return response
