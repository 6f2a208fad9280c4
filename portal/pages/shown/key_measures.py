"""The few measures that an office's page prints: the first of each kind, in the order of the registry."""

from itertools import zip_longest

from django.urls import reverse

from portal.pages.shown import peer_strip
from portal.pages.shown.beside import beside, markers, within
from portal.pages.shown.figures import published
from portal.pages.shown.measures import YEARS_FOR_A_LINE, by_measure, measure
from scorecards.models import Metric, Observation

MOST = 8
# Differences have the figure by race, records the bars of completeness: both stand in their own section.
ELSEWHERE = (Metric.Category.DIFFERENCES, Metric.Category.RECORDS)


def key_measures(office, charts):
    """{"rows", "more", "url", "any", "peer_reason"}: at most `MOST` measures with a figure, how many more there
    are, the dashboard's address, whether there is any figure at all, and why the peers are these. `charts`:
    addresses of drawn trends by metric id. The queries do not grow with measures, periods or peers."""
    reported = list(Metric.objects.reported_by(office))
    chosen = choose(reported)
    figures = by_measure(published(Observation.objects.for_lines(office, chosen, YEARS_FOR_A_LINE)))
    rows = [measure(metric, of, charts.get(metric.pk)) for metric, of in figures.items()]
    marked, near = markers(office), beside(office, chosen)
    strips = peer_strip.strips(office, {row["metric"]: figures[row["metric"]] for row in rows})
    dashboard = reverse("measures", args=[office.state.code, office.slug])
    for row in rows:
        metric = row["metric"]
        row["url"] = f"{dashboard}?measure={metric.slug}"
        row["markers"] = within(marked, row["since"])
        row["beside"] = near[metric.pk]
        row["peers"] = strips.get(metric.pk)
    reasons = dict.fromkeys(row["peers"]["reason"] for row in rows if row["peers"] and row["peers"]["dots"])
    return {
        "rows": rows,
        "more": len(reported) - len(rows),
        "url": dashboard,
        "any": bool(reported),
        "peer_reason": " ".join(reasons),
    }


def choose(metrics):
    """The first measure of each category, then the second of each, and so on until there are enough; in the order
    of the registry."""
    kinds = {category: [] for category in Metric.Category.values if category not in ELSEWHERE}
    for metric in metrics:
        if metric.category in kinds and metric.kind not in (Metric.Kind.RATIO, Metric.Kind.GAP):
            kinds[metric.category].append(metric)
    turns = [metric for turn in zip_longest(*kinds.values()) for metric in turn if metric is not None]
    chosen = {metric.pk for metric in turns[:MOST]}
    return [metric for metric in metrics if metric.pk in chosen]
