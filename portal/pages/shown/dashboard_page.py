"""What the dashboard's page prints around the figures of `shown.dashboard`."""

from django.urls import reverse

from portal.pages.shown import addresses, dashboard, measure_table, peer_strip, trail
from portal.pages.shown.beside import beside, markers
from portal.pages.shown.measures import by_measure, course, language_of
from scorecards import peers
from scorecards.metrics.definitions import DERIVED
from scorecards.models import Dataset, Metric


def page(view, query):
    """Context of pages/measures.html. `query`: the address's QueryDict, kept for the links to the files."""
    office = view.office
    data = {
        kind: reverse("measures_data", args=[office.state.code, office.slug, kind]) for kind in ("csv", "json")
    }
    context = {
        "office": office,
        "here": "offices",
        "crumbs": trail.to_office(office),
        "sample": office.state.is_sample,
        "view": view,
        "form": view.form,
        "base_url": reverse("measures", args=[office.state.code, office.slug]),
        "problem": dashboard.problem(view),
        "as_of_words": dashboard.as_of_words(view),
        "data": data,
        "query": query.urlencode(),
    }
    return context | (_overview(view) if view.metric is None else _measure(view))


def _overview(view):
    """Every measure of the registry: with its newest figure, as a comparison of groups, with the reason why the
    files cannot tell it, or with nothing published."""
    cannot = {}
    for dataset in Dataset.objects.listed().filter(office=view.office):
        for slug, reason in dataset.cannot.items():
            cannot.setdefault(slug, {"reason": reason, "dataset": dataset})
    lines = {line.observation.metric_id: line for line in view.lines}
    kinds, missing, impossible = {}, [], []
    for metric in Metric.objects.all():
        if metric.pk in lines:
            group = kinds.setdefault(metric.category, {"name": metric.get_category_display(), "lines": []})
            group["lines"].append(_row(metric, lines[metric.pk]))
        elif metric.kind in DERIVED and metric in view.reported:
            group = kinds.setdefault(metric.category, {"name": metric.get_category_display(), "lines": []})
            group["lines"].append(_row(metric, None))
        elif metric.slug in cannot:
            impossible.append({**_row(metric, None), **cannot[metric.slug]})
        else:
            missing.append(_row(metric, None))
    order = [category for category in Metric.Category.values if category in kinds]
    return {
        "kinds": [kinds[category] for category in order],
        "impossible": impossible,
        "missing": missing,
        "as_of_query": f"&as_of={view.as_of:%Y-%m-%d}" if view.as_of else "",
    }


def _row(metric, line):
    return {"metric": metric, "language": language_of(metric.name_es), "line": line}


def _measure(view):
    metric, office = view.metric, view.office
    rendering, why = dashboard.drawing(view)
    datasets = dashboard.files(view)
    listed = Dataset.objects.listed().filter(office=office)
    reasons = [d for d in listed if metric.slug in d.cannot]
    totals = by_measure(view.figures) if not view.derived else {}
    line = _course(next(iter(totals.values()), []), view)
    return {
        "metric": metric,
        "name_language": language_of(metric.name_es),
        "definition_language": language_of(metric.definition_es),
        "why_language": language_of(metric.why_es),
        "rendering": rendering,
        "why_no_picture": why,
        "caption": "" if view.crossed or not view.lines else dashboard.title(view),
        "unknown_words": measure_table.unknown_words(view.lines, view.by),
        "few": any(line.few for line in view.lines),
        "course": line,
        "markers": _markers(view),
        "beside": beside(office, [metric])[metric.pk],
        "flags": dashboard.flags(metric.of or metric, datasets) if datasets else [],
        "datasets": datasets,
        "cannot": [{"dataset": d, "reason": d.cannot[metric.slug]} for d in reasons],
        "peers": _peers(view, totals),
        "peers_not_used": peers.not_used(),
        "chart_url": rendering.chart.get_absolute_url() if rendering else "",
    }


def _peers(view, totals):
    """The strip of the whole office's newest full year, with the names of the peers; None where there is none to
    show. Peers are compared as things stand today."""
    if view.crossed or view.derived or view.as_of is not None:
        return None
    found = peer_strip.strips(view.office, totals, peers.rule(view.rule)).get(view.metric.pk)
    if found is None:
        return None
    offices = found["group"].offices if found["dots"] else ()
    return {**found, "offices": [{"name": office.name, "url": addresses.office(office)} for office in offices]}


def _course(rows, view):
    """The first and last full period in words, where the table is a course of the whole office."""
    if view.crossed or view.by or not view.lines:
        return None
    wanted = {line.observation.pk for line in view.lines}
    return course([row for row in rows if row.observation.pk in wanted])


def _markers(view):
    """Those within the time that the table covers."""
    if view.crossed or view.by or not view.lines:
        return []
    first = min(line.observation.period_start for line in view.lines)
    return [marker for marker in markers(view.office) if marker["date"] >= first]
