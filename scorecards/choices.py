"""How many races gave voters a choice, by state and year: judged by the one rule, and as a chart's subject."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from races.choice import by_state_and_year
from races.models import Election
from scorecards.charts.spec import Source
from scorecards.charts.subject import Metric, Period, Subject
from scorecards.metrics.publish import HIDDEN_BELOW, rate
from scorecards.models.chart import CONTESTED_SHARE

SLUG = "contested-share"
TITLES = 3  # sources named in the line under a picture; the page of all states and years names every one


def choice_charts():
    """(slug, fields) of the charts that can be drawn: a state's, and one of all real states together."""
    large = [row for row in by_state_and_year(timezone.localdate()) if row.total >= HIDDEN_BELOW]
    states = {row.state.pk: row.state for row in large}
    for state in states.values():
        yield f"{state.code}-{SLUG}", {"key": CONTESTED_SHARE, "state": state}
    if any(not state.is_sample for state in states.values()):
        yield f"us-{SLUG}", {"key": CONTESTED_SHARE}


def choices_in(state):
    """Rows of one state, or of all states that are not invented. A state's year that is too small to show is in
    no sum of states either: the difference to the other states would show it."""
    rows = by_state_and_year(timezone.localdate(), state=state)
    if state:
        return rows
    return [row for row in rows if not row.state.is_sample and row.total >= HIDDEN_BELOW]


def judged(rows):
    """[(year, figure)], oldest first: the counts of the same year added up, each after the rule for small
    numbers. Years are no parts of one total, so none is hidden for another's sake."""
    years = defaultdict(lambda: [0, 0])
    for row in rows:
        years[row.year][0] += row.count
        years[row.year][1] += row.total
    return [(year, rate(*counts, group=str(year))) for year, counts in sorted(years.items())]


def choice_subject(chart, rows):
    """The chart's subject in the active language."""
    newest = max(rows, key=lambda row: row.data_to)
    titles = list(dict.fromkeys(row.source_title for row in rows))
    checked = [row.checked for row in rows if row.checked]
    text = "; ".join(titles[:TITLES])
    if len(titles) > TITLES:
        text = gettext("{titles} and others").format(titles=text)
    return Subject(
        office=chart.subject_name,
        metric=Metric(
            name=chart.measure_name,
            definition=gettext("Prosecutor races with more candidates than seats, as a share of all"),
            kind="share",
            counted=gettext("With a choice"),
            base=gettext("Races"),
        ),
        source=Source(
            text,
            newest.source_url,
            gettext("counts only"),
            newest.data_to,
            max(checked, default=newest.data_to),
        ),
        length="year",
        periods=tuple(Period(dt.date(year, 1, 1), figure) for year, figure in judged(rows)),
        sample=chart.is_sample,
        credit=settings.SITE_NAME,
        coverage=coverage(chart.state, rows),
        comparable=comparable(rows),
        places="" if chart.state or comparable(rows) else places(rows),
    )


def places(rows):
    """The states that the newest year covers, by name; "" where they are too many for a title."""
    newest = max(row.year for row in rows)
    names = sorted({row.state.name for row in rows if row.year == newest})
    return ", ".join(names) if len(names) <= TITLES else ""


def comparable(rows):
    """Whether every year covers the same states."""
    years = defaultdict(set)
    for row in rows:
        years[row.year].add(row.state.pk)
    return len(set(map(frozenset, years.values()))) <= 1


def coverage(state, rows):
    """Which states and races the figures cover, in sentences."""
    if state is not None:
        return " ".join(dict.fromkeys(covered(row) for row in rows if row.total >= HIDDEN_BELOW))
    states = defaultdict(list)
    for row in rows:
        states[row.state.name].append(row)
    named = "; ".join(f"{name} ({_years(of_state)})" for name, of_state in sorted(states.items()))
    count = ngettext(
        "This is no figure for the nation: it covers {n} state on record, {states}.",
        "This is no figure for the nation: it covers the {n} states on record, {states}.",
        len(states),
    )
    limits = []
    if not comparable(rows):
        limits.append(gettext("The states differ from year to year, so the years show no trend."))
    if not all(row.field_known for row in rows):
        limits.append(gettext("Where primaries are missing, they are left out."))
    return " ".join([count.format(n=len(states), states=named), *limits])


def _years(rows):
    return ", ".join(str(row.year) for row in rows)


def covered(row):
    """What one state's count of a year covers."""
    if not row.kinds:
        return gettext("All elections of a year together: an office counts once.")
    kinds = ", ".join(str(Election.Kind(kind).label) for kind in row.kinds)
    text = gettext("{year}: {kinds}.").format(year=row.year, kinds=kinds)
    if row.field_known:
        return text
    return f"{text} {gettext('Primaries and write-ins are not known for all.')}"
