"""Two to four offices side by side, measure by measure. What cannot be compared is said, not drawn."""

from collections import defaultdict
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.pages.shown import addresses, contests
from portal.pages.shown.choice import LEAST, MOST, problem
from portal.pages.shown.figures import published
from portal.pages.shown.measures import language_of, value
from portal.pages.shown.peers import peers
from races import contest
from races.models import Office, Race, State, Tenure
from scorecards.models import Dataset, Metric, Observation

SEEN = ("shown", "open")


def offices(choice):
    """Context of a comparison of offices. The queries do not grow with offices, measures or periods."""
    found = {(office.state.code, office.slug): office for office in Office.objects.public().at(choice.offices)}
    picked = [found[path] for path in choice.offices if path in found]
    unknown = choice.unread + len(choice.offices) - len(found)
    ready = LEAST <= len(picked) <= MOST
    suggested = peers(picked[0]) if picked else []
    chosen = {office.pk for office in picked}
    return {
        "kind": "offices",
        "problem": problem(len(picked), unknown, "offices"),
        "ready": ready,
        "sample": bool(picked) and all(office.state.is_sample for office in picked),
        "sample_part": any(office.state.is_sample for office in picked),
        "query": query(picked, choice.measures),
        "picked": [{"office": office, "key": key(office)} for office in picked],
        "peers": [{**peer, "key": key(peer["office"])} for peer in suggested if peer["office"].pk not in chosen],
        "base": picked[0] if picked else None,
        **listed(choice.state),
        **(_side_by_side(picked, choice) if ready else {"measures": []}),
    }


def listed(state):
    """The states to choose from, and the offices of the one chosen."""
    rows = Office.objects.for_directory().filter(state__code=state) if state else ()
    return {
        "states": list(State.objects.with_office_counts().filter(office_count__gt=0)),
        "state": state,
        "in_state": [{"office": office, "key": key(office)} for office in rows],
    }


def key(office):
    return f"{office.state.code}/{office.slug}"


def query(picked, measures=()):
    return urlencode([("o", key(office)) for office in picked] + [("m", slug) for slug in measures], safe="/")


def _side_by_side(picked, choice):
    figures = published(Observation.objects.totals_of(picked))
    of = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        of[figure.observation.metric][figure.observation.office_id].append(figure)
    slugs = {metric.slug for metric in of}
    wanted = [slug for slug in choice.measures if slug in slugs]
    rows = [row(metric, picked, rows) for metric, rows in of.items() if not wanted or metric.slug in wanted]
    files = defaultdict(list)
    for dataset in Dataset.objects.listed().filter(office__in=picked):
        files[dataset.office_id].append(dataset)
    return {
        "heads": [{"office": office, "url": addresses.office(office)} for office in picked],
        "facts": _facts(picked),
        "rows": rows,
        "files": [files[office.pk] for office in picked],
        "measures": [{"slug": metric.slug, "metric": metric, "checked": metric.slug in wanted} for metric in of],
    }


def _facts(picked):
    """Who holds each office, how many counties it serves and when it is next voted on; unknown stays unknown."""
    today = timezone.localdate()
    holders = {tenure.office_id: tenure for tenure in Tenure.objects.current().filter(office__in=picked)}
    races = {}
    for race in Race.objects.for_page().with_standing().filter(office__in=picked).upcoming(today):
        races.setdefault(race.office_id, race)
    return [
        {
            "office": office,
            "holder": holders.get(office.pk),
            "race": races.get(office.pk),
            "race_url": addresses.race(races[office.pk]) if office.pk in races else "",
            "flag": contests.flag(contest.of_race(races[office.pk], today)) if office.pk in races else None,
        }
        for office in picked
    ]


def row(metric, picked, figures):
    """One measure: {"metric", "period", "note", "cells"}, a cell for each office in order.

    Compared are the figures of the newest full year that two offices or more reported, counted the same way.
    An office without that year, and every office where there is no such year, has its own newest figure named
    and called not comparable. `figures`: office pk -> its shown.figures.Figure of this measure.
    """
    years = {pk: {f.observation.period_start: f for f in rows if _full_year(f)} for pk, rows in figures.items()}
    common = _newest_common(years)
    same = [years[pk][common] for pk in years if common in years[pk]]
    mixed = len({figure.observation.dataset.case_level for figure in same}) > 1
    alone = len(figures) == 1
    cells = [
        _cell(metric, figures.get(office.pk, []), years.get(office.pk, {}), common, alone=alone)
        for office in picked
    ]
    if mixed:
        cells = [{**cell, "comparable": False} for cell in cells]
    return {
        "metric": metric,
        "language": language_of(metric.name_es),
        "definition_language": language_of(metric.definition_es),
        "period": same[0].period if same else "",
        "note": _note(figures, common, mixed),
        "cells": _drawn(metric, cells),
    }


def _full_year(figure):
    return figure.observation.period == Observation.Period.YEAR and not figure.observation.partial


def _newest_common(years):
    """The newest full year of which two offices have a figure that may be shown; else that two offices have at
    all; else None."""
    seen, kept = defaultdict(int), defaultdict(int)
    for rows in years.values():
        for start, figure in rows.items():
            kept[start] += 1
            seen[start] += figure.published.state in SEEN
    shown = [start for start, n in seen.items() if n > 1]
    return max(shown or [start for start, n in kept.items() if n > 1], default=None)


def _note(figures, common, mixed):
    if mixed:
        return _("Not comparable: one office’s figure is counted from case files, another’s comes as a total.")
    if common is None and len(figures) > 1:
        return _("Not comparable: no full year is on record for two of these offices.")
    return ""


def _cell(metric, figures, years, common, *, alone):
    """A figure in words. `gap`: why there is none to compare; `own`: the newest figure of another period;
    `alone`: no other office has this measure."""
    if not figures:
        return {"gap": _("Not reported"), "comparable": False}
    if common in years:
        words = value(metric, years[common])
        copy = years[common].observation.dataset.may_republish
        return {**words, "figure": years[common].published, "comparable": not words["gap"], "may_copy": copy}
    newest = max(years.values(), key=lambda f: f.observation.period_start) if years else figures[-1]
    if alone:
        return {**value(metric, newest), "comparable": False}
    return {"gap": _("Not comparable"), "own": value(metric, newest), "comparable": False}


def _drawn(metric, cells):
    """Adds `dot` to comparable shares: where value and interval lie on one scale from 0, in percent of it. A count
    follows the size of the office, so counts get no common scale."""
    ends = [cell["figure"].high for cell in cells if cell["comparable"] and metric.kind == Metric.Kind.SHARE]
    if len(ends) < LEAST:
        return cells
    scale = min(1, -(-max(ends) // 0.1) * 0.1) or 1
    return [
        {
            **cell,
            "dot": {
                "x": f"{100 * cell['figure'].rate / scale:.1f}%",
                "low": f"{100 * cell['figure'].low / scale:.1f}%",
                "width": f"{100 * (cell['figure'].high - cell['figure'].low) / scale:.1f}%",
            },
        }
        if cell["comparable"]
        else cell
        for cell in cells
    ]
