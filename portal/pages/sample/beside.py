"""What stands beside the invented figures: events, the office's words, goals, records requests and a study."""

from decimal import Decimal

from portal.pages.sample.keeper import content
from races.models import CommunityGroup
from scorecards.models import Estimate, Goal, Marker, Metric, OfficeComment, RecordsRequest

# The list in beside.toml, its model, and what makes a row of it the same row when loaded again.
LISTS = (
    ("markers", Marker, ("office", "state", "date", "kind")),
    ("comments", OfficeComment, ("office", "metric", "said_on")),
    ("goals", Goal, ("office", "metric", "by", "agreed_on")),
    ("requests", RecordsRequest, ("office", "asked_on")),
    ("estimates", Estimate, ("metric", "place")),
)
NUMBERS = ("value", "low", "high", "quoted_cost")


def beside(keeper, state):
    """Every row that is missing; one that stands keeps what was edited in it."""
    said = content("beside")
    for name, model, key in LISTS:
        for line in said[name]:
            fields = _fields(line, state) | {"source_checked": said["checked"]}
            same = {field: fields.pop(field, None) for field in key}
            found = {f"{field}__isnull": True for field in same if same[field] is None}
            found |= {field: value for field, value in same.items() if value is not None}
            if not model.objects.filter(**found).exists():
                keeper.save(model(**same, **fields))


def _fields(line, state):
    """A line with its records in place of their slugs, and exact numbers."""
    fields = dict(line)
    if fields.pop("of_state", False):
        fields["state"] = state
    if "office" in fields:
        fields["office"] = state.offices.get(slug=fields["office"])
    if "metric" in fields:
        fields["metric"] = Metric.objects.get(slug=fields["metric"])
    if "group" in fields:
        fields["group"] = CommunityGroup.objects.get(slug=fields["group"])
    return fields | {name: Decimal(fields[name]) for name in NUMBERS if name in fields}
