"""The measures of one office: all of them in one list, or one of them cut as the address asks."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.templatetags.opr import day
from portal.pages.measure_forms import MeasureForm, MeasuresForm
from portal.pages.shown import dimensions, measure_table
from portal.pages.shown.figures import published
from portal.pages.shown.flags import flag_word
from portal.pages.shown.measures import by_measure
from scorecards import peers, subjects
from scorecards.metrics.definitions import DERIVED, DIMENSIONS
from scorecards.models import Chart, Metric, Observation, RenderedChart
from scorecards.under_review import figures_under_review

SLUG = re.compile(r"[a-z0-9-]{1,50}")
# Which chart draws the groups of a dimension, as `scorecards.subjects` names them.
BY_GROUP = {dimension: key for key, dimension in subjects.DIMENSIONS.items()}


@dataclass
class View:
    """What an address asks for and what was found. `unknown`: a choice of the address is none of ours;
    `crossed`: it asks for counts that are cut in two ways at once, which are never shown."""

    office: Any
    reported: list
    as_of: Any = None
    metric: Any = None
    figures: list = field(default_factory=list)
    by: str = ""
    period: str = "year"
    year: int | None = None
    rule: Any = None
    form: Any = None
    unknown: bool = False
    crossed: bool = False
    lines: list = field(default_factory=list)

    @property
    def derived(self):
        return self.metric is not None and self.metric.kind in DERIVED


def read(office, query):
    """The View of a QueryDict. Bad input is said in it and never raises."""
    form = MeasuresForm(query, [])
    form.is_valid()
    as_of = form.cleaned_data.get("as_of")
    reported = list(Metric.objects.reported_by(office, as_of))
    view = View(office, reported, as_of)
    slug = query.get("measure", "")
    view.metric = next((metric for metric in reported if metric.slug == slug), None)
    if view.metric is None and SLUG.fullmatch(slug):  # PostgreSQL refuses a query with a NUL in it
        view.metric = Metric.objects.filter(slug=slug).select_related("of").first()
    if view.metric is None:
        view.form = MeasuresForm(query, reported)
        view.unknown = not view.form.is_valid()
        _overview(view)
    else:
        _one_measure(view, query)
    return view


def _overview(view):
    """The newest figure of every measure; comparisons of groups have one only by group."""
    found = by_measure(published(Observation.objects.years_for(view.office, view.as_of)))
    view.lines = [measure_table.Line(rows[-1]) for rows in found.values()]


def _one_measure(view, query):
    metric = view.metric
    view.figures = published(Observation.objects.of_measure(view.office, metric, view.as_of))
    years = sorted({figure.observation.period_start.year for figure in view.figures}, reverse=True)
    listed = view.reported if metric in view.reported else [*view.reported, metric]
    view.form = MeasureForm(query, listed, years, peers.choices())
    view.unknown = not view.form.is_valid()
    wanted = view.form.cleaned_data
    asked = [value for value in (*query.getlist("by"), *query.getlist("and")) if value]
    cuts = list(dict.fromkeys(value for value in asked if value in DIMENSIONS))
    view.unknown |= len(cuts) < len(set(asked))
    view.by = cuts[0] if cuts else ""
    view.year = int(wanted["year"]) if wanted.get("year") else None
    view.rule = wanted.get("peers") or ""
    period = wanted.get("period")
    view.crossed = len(cuts) > 1 or (bool(cuts) and period == "month")
    if view.crossed:
        return
    if view.derived:
        view.unknown |= view.by not in ("", "race")
        view.by, view.period = "race", "year"
    else:
        view.period = period or _fitting(view)
    if view.by and view.year is None:
        view.year = _newest_year(view)
    if view.derived:
        view.lines = measure_table.compared(metric, view.figures, view.year, figures_under_review())
    else:
        view.lines = measure_table.lines(view.figures, view.by, view.period, view.year)


def _fitting(view):
    """Groups by year; the whole office by month where there are months."""
    if view.by:
        return "year"
    months = any(figure.observation.period == "month" for figure in view.figures)
    return "month" if months else "year"


def _newest_year(view):
    """The newest year that has this breakdown."""
    rows = measure_table.lines(view.figures, view.by, "year")
    return max((row.observation.period_start.year for row in rows), default=None)


def drawing(view):
    """(drawing, why there is none): one of them is empty. No words where there are no figures either."""
    if view.crossed or not view.lines:
        return None, ""
    if view.as_of is not None:
        return None, _("Pictures show the figures as they stand today. Those of an earlier day come as a table.")
    if view.by:
        key, newest = BY_GROUP.get(view.by), view.year == _newest_year(view)
        if key is None or view.metric.kind == Metric.Kind.GAP:
            return None, _("Shares by race, sex and age are drawn. This view comes as a table.")
        if not newest:
            return None, _("The picture shows the newest year. Earlier years come as a table.")
    else:
        key = "trend"
        if view.period != _fitting(view):
            return None, _("The picture shows the months. Years come as a table.")
        if view.year is not None:
            return None, _("The picture shows every month on record. One year alone comes as a table.")
    chart = Chart.objects.of_measure(view.office, view.metric.of or view.metric, key)
    found = RenderedChart.objects.best(get_language()).filter(chart__in=chart).for_page().first()
    return found, "" if found else _("This view has not been drawn yet, so it comes as a table.")


def as_of_words(view):
    return "" if view.as_of is None else _("Figures as they stood on %(date)s.") % {"date": day(view.as_of)}


def problem(view):
    """One sentence on what of the address could not be used, or ""."""
    if view.as_of is not None and view.as_of > timezone.localdate():
        return _("That day has not come yet: these are the figures of today.")
    return _("We do not know one of these choices, so it was left out.") if view.unknown else ""


def title(view):
    """What the table shows, as its caption."""
    if view.derived or view.by:
        words = {"measure": view.metric.label, "cut": dimensions.name(view.by).lower()}
        words["year"] = view.year if view.year is not None else _("all years")
        return _("%(measure)s by %(cut)s, %(year)s") % words
    period = _("by month") if view.period == "month" else _("by year")
    text = f"{view.metric.label}, {period}"
    return text if view.year is None else f"{text}, {view.year}"


def flags(metric, datasets):
    """How the office's files count, for the flags that must be equal before offices are compared:
    [{"word", "answers"}]; files that say different things are all named."""
    known = {True: _("yes"), False: _("no"), None: _("not known")}
    return [
        {
            "word": flag_word(flag),
            "answer": ", ".join(dict.fromkeys(known[dataset.flags.get(flag)] for dataset in datasets)),
        }
        for flag in metric.flags
    ]


def files(view):
    """The delivered files behind the figures shown, in order of their figures."""
    return list(dict.fromkeys(line.observation.dataset for line in view.lines))
