"""/offices.csv and .json, /offices/<st>.csv and .json: the offices on record, as the directory lists them."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from portal.pages.shown import addresses
from portal.pages.views import listing
from races.models import Office, State

# fmt: off
COLUMNS = (
    "state", "slug", "district", "title", "kind", "record_status", "counties", "parts_of", "counties_complete",
    "began", "ended", "ocd_division_id", "sample", "url", "source_url", "source_title", "source_checked",
)
# fmt: on


@require_safe
def offices_data(request, kind, state=None):
    rows = Office.objects.for_list(get_object_or_404(State, code=state) if state else None)
    name = f"offices-{state}" if state else "offices"
    return listing.data((_record(request, office) for office in rows), COLUMNS, kind, name)


def _record(request, office):
    """One office. `counties` and `parts_of` are FIPS codes with a space between: served in whole, and in part."""
    served = office.office_counties.all()
    return {
        "state": office.state.code,
        "slug": office.slug,
        "district": office.district,
        "title": office.title,
        "kind": office.kind,
        "record_status": office.record_status,
        "counties": " ".join(sorted(one.county.fips for one in served if not one.partial)),
        "parts_of": " ".join(sorted(one.county.fips for one in served if one.partial)),
        "counties_complete": office.counties_complete,
        "began": office.began,
        "ended": office.ended,
        "ocd_division_id": office.ocd_division_id,
        "sample": office.state.is_sample,
        "url": request.build_absolute_uri(addresses.office(office)),
        "source_url": office.source_url,
        "source_title": office.source_title,
        "source_checked": office.source_checked,
    }
