"""All offices that have a figure of one measure, in groups that were counted the same way.

Offices stand by state and name, never by value, and no table holds offices whose ways of counting differ.
"""

from collections import Counter, defaultdict
from itertools import groupby
from typing import NamedTuple

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from portal.pages.shown import addresses
from portal.pages.shown.figures import published
from portal.pages.shown.flags import flag_word
from portal.pages.shown.measure_table import Line, compared
from scorecards.models import Observation
from scorecards.peers import counted, known
from scorecards.subjects import REFERENCE_GROUP
from scorecards.under_review import figures_under_review

PAGE_SIZE = 50
COLUMNS = ("pk", "office__state__is_sample", "dataset__flags", "office__state__name", "office__district")


class Place(NamedTuple):
    """Where an office stands on the page: real before invented, known ways of counting before others."""

    sample: bool
    unknown: bool
    way: tuple  # "True", "False" or "None" (not known) for each flag of the measure: as text, so that it sorts
    state: str
    district: str
    pk: int  # of the observation that picks the office's year

    @property
    def group(self):
        return self[:3]


def places(metric):
    """Every office's place, in the order of the page. One query; the figures themselves are read by `lines`."""
    cut = ("race", REFERENCE_GROUP) if metric.of_id else ()
    rows = Observation.objects.newest_years(metric.of or metric, *cut)
    found = []
    for pk, sample, flags, state, district in rows.values_list(*COLUMNS):
        way = counted(metric, flags)
        answers = tuple(str(value) for _flag, value in way)
        found.append(Place(sample, not known(way), answers, state, district, pk))
    return sorted(found)


def lines(metric, pks):
    """{observation id: lines of its office}: the figure itself, or each group beside the reference group. Always
    the same number of queries."""
    rows = Observation.objects.filter(pk__in=pks).select_related("metric", "dataset", "office__state")
    if metric.of_id is None:
        return {figure.observation.pk: [Line(figure)] for figure in published(rows)}
    rows, families = list(rows), defaultdict(list)
    for figure in published(Observation.objects.races_of(rows)):
        families[_family(figure.observation)].append(figure)
    reviews = figures_under_review()
    return {row.pk: compared(metric, families[_family(row)], row.period_start.year, reviews) for row in rows}


def _family(row):
    return row.dataset_id, row.period_start


def page(metric, number):
    """{"page_of", "groups", "sample_part"}: one page of offices, cut into groups of one way of counting. The
    number of queries is the same for any number of offices."""
    order = places(metric)
    sizes = Counter(place.group for place in order)
    numbers = {group: n for n, group in enumerate(sizes, 1)}
    shown = Paginator(order, PAGE_SIZE).get_page(number)
    found = lines(metric, [place.pk for place in shown])
    groups = [
        {
            "number": numbers[key],
            "of": len(sizes),
            "size": sizes[key],
            "sample": key[0],
            "unknown": key[1],
            "ways": _ways(metric, key[2]),
            "rows": [_row(line) for place in of_group for line in found[place.pk]],
        }
        for key, of_group in groupby(shown, key=lambda place: place.group)
    ]
    return {"page_of": shown, "groups": groups, "sample_part": any(place.sample for place in shown)}


def _ways(metric, way):
    """How a group was counted: [{"word", "answer"}]."""
    answers = {"True": _("yes"), "False": _("no"), "None": _("not known")}
    return [
        {"word": flag_word(flag), "answer": answers[value]} for flag, value in zip(metric.flags, way, strict=True)
    ]


def _row(line):
    office = line.observation.office
    return {
        "line": line,
        "office": office,
        "url": addresses.office(office),
        "dataset": line.observation.dataset,
    }
