"""/groups/ and its data: which community group writes here about candidates, in which mode, since when and why."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.shown import groups as shown
from portal.pages.views import listing
from races.models import CommunityGroup

# fmt: off
COLUMNS = ("group", "short_name", "legal_form", "mode", "since", "reason", "covers", "sample")
# fmt: on


@require_safe
def groups(request):
    rows = [shown.group(group) for group in CommunityGroup.objects.for_list()]
    context = {"groups": rows, "sample_part": any(row["sample"] for row in rows)}
    return render(request, "pages/groups.html", context)


@require_safe
def groups_data(request, kind):
    """One row for each period of each group, the newest first: the log of modes."""
    rows = [row for group in CommunityGroup.objects.for_list() for row in _records(shown.group(group))]
    return listing.data(rows, COLUMNS, kind, "groups")


def _records(row):
    group = row["group"]
    for change in row["log"]:
        yield {
            "group": group.name,
            "short_name": group.slug,
            "legal_form": change["change"].legal_form,
            "mode": change["change"].mode,
            "since": change["since"],
            "reason": change["change"].reason,
            "covers": "; ".join(place["name"] for place in row["covers"]),
            "sample": row["sample"],
        }
