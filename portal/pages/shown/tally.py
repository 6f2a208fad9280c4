"""The strip that shows how promises stand."""

from scorecards.models.promise import Status

GAP = 0.4  # percent of the strip between two segments


def segments(counts):
    """Segments of components/tally.html in the fixed order of statuses, as text for SVG attributes.

    `counts`: {status: count}, as `PromiseQuerySet.tally` gives it; statuses with no promise are left out.
    """
    present = [(status, counts[status]) for status in Status.values if counts.get(status)]
    total = sum(count for _, count in present)
    room = 100 - GAP * max(len(present) - 1, 0)
    made, x = [], 0.0
    for status, count in present:
        width = room * count / total
        made.append({"status": status, "count": count, "x": f"{x:.2f}%", "width": f"{width:.2f}%"})
        x += width + GAP
    return made
