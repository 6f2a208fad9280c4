"""/races/findings/: how many races gave a choice and who won, by state and year, as page, CSV and JSON."""

from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.shown import trail
from portal.pages.shown.findings import choice_rows, figures_of, findings
from portal.pages.views import listing
from races.models import ElectionFigure

COLUMNS = (
    "measure", "state", "year", "round", "group", "count", "total", "rate", "shown", "figure_state",
    "counted_by_this_site", "note", "sample", "source_url", "source_title", "source_checked",
)  # fmt: skip


@require_safe
def page(request):
    context = {"here": "races", "crumbs": trail.to_races(), **findings()}
    return render(request, "pages/findings.html", context)


@require_safe
def data(request, kind):
    return listing.data([*_choices(), *_representation()], COLUMNS, kind, "findings")


def _choices():
    for shown in choice_rows():
        row = shown["row"]
        yield {
            "measure": "contested",
            "state": row.state.code,
            "year": row.year,
            "round": " ".join(row.kinds),
            "group": "contested",
            "counted_by_this_site": row.counted_by_us,
            "note": row.note,
            "sample": row.state.is_sample,
            "source_url": row.source_url,
            "source_title": row.source_title,
            "source_checked": row.checked,
            **_figure(shown["figure"]),
        }


def _representation():
    rows = ElectionFigure.objects.representation()
    for _key, found in groupby(rows, key=lambda row: (row.state_id, row.measure, row.year, row.round)):
        found = list(found)
        figures = figures_of(found)
        for row in found:
            yield {
                "measure": row.measure,
                "state": row.state.code if row.state else "",
                "year": row.year,
                "round": row.round,
                "group": row.group,
                "counted_by_this_site": False,
                "note": row.note,
                "sample": row.state is not None and row.state.is_sample,
                "source_url": row.source_url,
                "source_title": row.source_title,
                "source_checked": row.source_checked,
                **_figure(figures[row.group]),
            }


def _figure(figure):
    return {
        "count": figure.numerator,
        "total": figure.denominator,
        "rate": figure.rate,
        "shown": figure.shown,
        "figure_state": figure.state,
    }
