"""The public change log: what a figure said, and says since a new delivery."""

from django.utils.translation import gettext as _

from portal.pages.shown import addresses, dimensions
from portal.pages.shown.figures import period
from portal.pages.shown.review import under_review
from scorecards.groups import group_name


def entry(change):
    """One line of the log, for the page. Needs what `FigureChange.objects.for_list` loads."""
    hidden = under_review(change.review_since) if change.review_since else ""
    return {
        "change": change,
        "office": change.office,
        "office_url": addresses.office(change.office),
        "sample": change.office.state.is_sample,
        "period": period(change),
        "cut": cut(change.dimension, change.group),
        "before": hidden or said(change.before, change.metric),
        "after": hidden or said(change.after, change.metric),
    }


def cut(dimension, group):
    """`Race: Black`; empty for everyone together."""
    return f"{dimensions.name(dimension)}: {group_name(group, dimension)}" if dimension else ""


def said(form, metric):
    """The published form that is kept of a figure, in words: counts beside every share, first where they are
    few. A hidden figure has no number here, since none is kept."""
    state = form.get("state")
    if state == "hidden":
        return _("Too few to show")
    if state not in ("shown", "open"):
        return _("Not reported")
    part, whole = form.get("numerator"), form.get("denominator")
    if form.get("value") is not None:
        value = f"{form['shown']} {metric.plain_unit}".strip()
        return value if whole is None else _("%(value)s, from %(n)s") % {"value": value, "n": f"{whole:,}"}
    if part is None or whole is None:
        return form["shown"]
    counts = _("%(part)s of %(whole)s") % {"part": f"{part:,}", "whole": f"{whole:,}"}
    return f"{counts} ({form['shown']})" if state == "open" else f"{form['shown']} ({counts})"
