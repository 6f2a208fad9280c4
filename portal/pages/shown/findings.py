"""How many races gave voters a choice, and who won: counts over many races, never about one person."""

from itertools import groupby

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from races.choice import by_state_and_year
from races.models import Election, ElectionFigure
from scorecards.choices import judged
from scorecards.metrics.publish import Cell, breakdown
from scorecards.models import RenderedChart

Measure = ElectionFigure.Measure
# What a source's groups are called; any other name stands as the source prints it.
GROUPS = {
    "women": gettext_lazy("Women"),
    "men": gettext_lazy("Men"),
    "people of color": gettext_lazy("People of color"),
    "white": gettext_lazy("White"),
    "unknown": gettext_lazy("Unknown"),
}
TITLES = {
    Measure.WINNERS_BY_GENDER: gettext_lazy("Winners by gender"),
    Measure.WINNERS_BY_RACE: gettext_lazy("Winners by race"),
    Measure.SITTING_BY_GENDER: gettext_lazy("Sitting prosecutors by gender"),
    Measure.SITTING_BY_RACE: gettext_lazy("Sitting prosecutors by race"),
}


def findings(state=None):
    """Context of the page of all states, or of one state's part of its page."""
    choices = choice_rows(state)
    drawn = RenderedChart.objects.best(get_language()).choices(state).for_page()
    return {
        "chart": drawn.first(),
        "choices": choices,
        "tables": representation(state),
        "sample_part": any(row["state"].is_sample for row in choices),
    }


def choice_rows(state=None):
    """One row a state and year, states by name and the newest year first."""
    rows = by_state_and_year(timezone.localdate(), state=state)
    shown = []
    for _state, of_state in groupby(rows, key=lambda row: row.state):
        for row in reversed(list(of_state)):
            [(_year, figure)] = judged([row])
            shown.append({"state": row.state, "row": row, "figure": figure, "scope": scope(row)})
    return shown


def scope(row):
    """Which elections of the year are counted, in a few words."""
    if not row.kinds:
        return _("all elections of the year")
    kinds = ", ".join(str(Election.Kind(kind).label) for kind in row.kinds)
    return (
        kinds if row.field_known else _("%(kinds)s; primaries and write-ins not known for all") % {"kinds": kinds}
    )


def representation(state=None):
    """One table a state and measure: {"title", "state", "groups", "years", "source"}, each year with one figure a
    group, in the source's order. All groups of a year are judged together; one of a single person is hidden."""
    tables = []
    rows = ElectionFigure.objects.representation(state)
    for (_state_pk, measure), found in groupby(rows, key=lambda row: (row.state_id, row.measure)):
        found = list(found)
        groups = sorted({row.group for row in found}, key=_place)
        tables.append(
            {
                "title": TITLES[measure],
                "measure": measure,
                "state": found[0].state,
                "groups": [GROUPS.get(group, group) for group in groups],
                "years": [_year(list(of_year), groups) for _key, of_year in groupby(found, key=_when)],
                "sources": list({row.source_url: row for row in found}.values()),
                "notes": list(dict.fromkeys(row.note for row in found if row.note)),
            }
        )
    return tables


def _place(group):
    """The groups named here in their order, others by name before the unknown, which stands last."""
    known = list(GROUPS)
    return (group == "unknown", known.index(group) if group in GROUPS else len(known), group)


def _when(row):
    return row.year, row.round


def _year(rows, groups):
    figures = figures_of(rows)
    return {
        "year": rows[0].year,
        "round": rows[0].get_round_display() if rows[0].round else "",
        "total": rows[0].total,
        "cells": [figures.get(group) for group in groups],
    }


def figures_of(rows):
    """Figures by group of one state, year and measure. The base is everybody counted that year, so that a year
    of fewer than ten has no figures. A group of exactly one, who could be named, is withheld, and so is the next
    smallest group, since the total is published."""
    withheld = {row.group for row in rows if row.count == 1}
    if len(withheld) == 1:
        others = sorted((row.count, row.group) for row in rows if row.count > 1)
        withheld |= {group for _count, group in others[:1]}
    cells = [Cell(row.group, row.count, row.total, withheld=row.group in withheld) for row in rows]
    return dict(zip((row.group for row in rows), breakdown(cells), strict=True))
