"""Offices that resemble one, each with the reason. Population and rural or urban are not on record: not used."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from races.models import Office
from scorecards.models import Metric, Observation
from scorecards.subjects import judged

NEAR, ELSEWHERE = 4, 2


def peers(office):
    """[{"office", "reason"}]: of the same state the nearest in size, then offices elsewhere that report the
    same count of cases. `office` has its state and `county_count`. Five queries at most."""
    sizes, metric = _sizes(office)
    near = list(Office.objects.near_in_size(office)[:NEAR])
    others = {pk: size for pk, size in sizes.items() if pk != office.pk}
    nearest = sorted(others, key=lambda pk: (_apart(others[pk], sizes[office.pk]), pk))
    far = Office.objects.current().with_county_count().exclude(state=office.state_id).filter(pk__in=nearest)
    far = sorted(far, key=lambda one: nearest.index(one.pk))[:ELSEWHERE]
    return [
        {"office": one, "reason": _reason(office, one, sizes, metric)}
        for one in [*near, *far]
        if one.state.is_sample == office.state.is_sample
    ]


def _sizes(office):
    """({office pk: cases in its newest full year}, the measure that counts them), by the publication rule;
    empty where this office reports no count."""
    own = Observation.objects.totals_of([office]).filter(metric__kind=Metric.Kind.COUNT, period="year").first()
    if own is None:
        return {}, None
    rows = list(Observation.objects.years_of(own.metric))
    figures = judged(rows)
    sizes = {row.office_id: figures[row.pk].numerator for row in rows if figures[row.pk].numerator}
    return (sizes, own.metric) if office.pk in sizes else ({}, None)


def _apart(one, other):
    return max(one, other) / min(one, other)


def _reason(office, one, sizes, metric):
    place = _("Same state") if one.state_id == office.state_id else one.state.name
    if one.pk in sizes and office.pk in sizes:
        return _("%(place)s. %(measure)s: %(n)s there, %(own)s here, newest full year.") % {
            "place": place,
            "measure": metric.label,
            "n": f"{sizes[one.pk]:,}",
            "own": f"{sizes[office.pk]:,}",
        }
    if not one.county_count or not office.county_count:
        return _("%(place)s. Its size is not on record.") % {"place": place}
    there = ngettext("%(n)s county", "%(n)s counties", one.county_count) % {"n": one.county_count}
    here = ngettext("%(n)s county", "%(n)s counties", office.county_count) % {"n": office.county_count}
    return _("%(place)s. It serves %(there)s, this office %(here)s.") % {
        "place": place,
        "there": there,
        "here": here,
    }
