"""What is missing, as a finding: how complete an office's records are, and which records it did not hand over."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.templatetags.opr import day
from portal.pages.shown.figures import published
from portal.pages.shown.measures import interval_words, language_of
from portal.pages.shown.review import under_review
from scorecards.models import Observation, RecordsRequest

# In the order in which a case is recorded.
RECORDED = (
    "arrest-date-recorded",
    "race-recorded",
    "sex-recorded",
    "age-recorded",
    "reason-recorded",
    "disposition-date-usable",
    "victim-race-recorded",
)
WIDTH = 200


def completeness(figures):
    """One entry for each field whose completeness is counted: its newest year, full years first.

    `figures`: published figures of one office (`shown.figures.published`), so that a hidden share has no bar.
    """
    newest = {}
    for figure in figures:
        row = figure.observation
        if row.metric.slug in RECORDED and row.dimension == "" and row.period == Observation.Period.YEAR:
            best = newest.get(row.metric.slug)
            if best is None or _rank(row) > _rank(best.observation):
                newest[row.metric.slug] = figure
    return [_bar(newest[slug]) for slug in RECORDED if slug in newest]


def findings_of(office):
    """What the page of an office prints of both: `completeness` and `requests`."""
    rows = Observation.objects.for_office(office).filter(metric__slug__in=RECORDED, dimension="", period="year")
    return {"completeness": completeness(published(rows)), "requests": requests_of(office)}


def _rank(row):
    return not row.partial, row.period_start


def _bar(figure):
    row, public = figure.observation, figure.published
    seen = public.state in ("shown", "open") and public.rate is not None
    return {
        "name": row.metric.label,
        "language": language_of(row.metric.name_es),
        "dataset": row.dataset,
        "words": _words(figure),
        "interval": interval_words(public) if seen else "",
        # A share as a length in the drawing; None draws no bar at all, since an empty one would say zero.
        "width": round(WIDTH * public.rate, 1) if seen else None,
        "whole": WIDTH,
    }


def _words(figure):
    public = figure.published
    when = _("%(year)s (partial year)") % {"year": figure.period} if figure.observation.partial else figure.period
    if public.state == "review":
        return f"{when}: {under_review(public.since)}"
    if public.state == "hidden":
        return _("%(year)s: too few to show") % {"year": when}
    if public.rate is None:
        return _("%(year)s: not reported") % {"year": when}
    counts = {"part": f"{public.numerator:,}", "whole": f"{public.denominator:,}"}
    said = {"year": when, "share": public.shown, "counts": _("%(part)s of %(whole)s") % counts}
    if public.state == "open":
        return _("%(year)s: %(counts)s (%(share)s); few cases, so the share can change a lot by chance") % said
    return _("%(year)s: %(share)s, %(counts)s") % said


def requests_of(office):
    return [request_line(request) for request in RecordsRequest.objects.for_list().filter(office=office)]


def request_line(request):
    """A request for records: what was asked for, what came of it, what it would cost."""
    return {
        "request": request,
        "sample": request.office.state.is_sample,
        "outcome": capfirst(request.get_outcome_display()),
        "waiting": request.outcome == RecordsRequest.Outcome.WAITING,
        "dates": _dates(request),
        "cost": "" if request.quoted_cost is None else _cost(request.quoted_cost),
    }


def _dates(request):
    asked = {"asked": day(request.asked_on)}
    if request.answered_on is None:
        return _("Asked %(asked)s, not answered when we last looked.") % asked
    return _("Asked %(asked)s, answered %(answered)s.") % (asked | {"answered": day(request.answered_on)})


def _cost(dollars):
    amount = f"{dollars:,.2f}".removesuffix(".00")
    return _("Price asked: $%(amount)s.") % {"amount": amount}
