"""What the page of one delivered file prints."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.templatetags.opr import day
from portal.pages.shown import addresses, flags
from portal.pages.shown.change_log import entry
from portal.pages.shown.completeness import RECORDED, completeness
from portal.pages.shown.figures import published
from portal.pages.shown.measures import language_of
from scorecards.models import Dataset, FigureChange, Metric, Observation

CHANGES_SHOWN = 20


def dataset(fact):
    """Context of one file's page. `fact` comes from `Dataset.objects.listed()`. The queries do not grow with its
    figures, deliveries or changes."""
    changes = FigureChange.objects.for_list().filter(new=fact)
    newest = list(changes[: CHANGES_SHOWN + 1])
    counted = Metric.objects.counted_from(fact)
    return {
        "here": "data",
        "crumbs": top_crumbs(),
        "sample": fact.office.state.is_sample,
        "dataset": fact,
        "office_url": addresses.office(fact.office),
        "facts": _facts(fact),
        "flags": flags.answers(fact.flags),
        "cannot": _cannot(fact),
        "deliveries": [_delivery(other, fact) for other in Dataset.objects.deliveries_of(fact)],
        "changes": [entry(change) for change in newest[:CHANGES_SHOWN]],
        "more_changes": len(newest) > CHANGES_SHOWN,
        "measures": [
            {"slug": metric.slug, "name": metric.label, "language": language_of(metric.name_es)}
            for metric in counted
        ],
        "completeness": completeness(_records(fact)),
        "handed_out": handed_out(fact),
        "why_not": why_not(fact),
    }


def top_crumbs():
    """What stands above a page of provenance."""
    return [{"url": reverse("data"), "text": _("Data and method")}]


def handed_out(fact):
    """Whether the table as delivered may be downloaded here."""
    return bool(fact.may_hand_out and fact.delivered)


def why_not(fact):
    """Why the file itself is not handed out, in words."""
    if fact.case_level:
        return _(
            "It has one row a case. It was counted and left where it was: we keep no case row, because records "
            "get sealed."
        )
    if not fact.delivered:  # before the license: a file we do not hold may well be free
        return _("We hold no copy of it. Its publisher may have it.")
    return _("Its license does not let us hand it on. Ask its publisher for it.")


def _records(fact):
    rows = Observation.objects.filter(dataset=fact, metric__slug__in=RECORDED, dimension="")
    return published(rows.select_related("metric", "dataset").order_by("metric__order", "period_start"))


def _facts(fact):
    """The strip under the title."""
    period = _("%(first)s to %(last)s") % {"first": day(fact.period_from), "last": day(fact.period_to)}
    return [
        {"label": _("Covers"), "value": period, "full": True},
        {"label": _("Expected"), "value": fact.get_cadence_display(), "gap": not fact.cadence},
        {"label": _("We fetched it"), "value": day(fact.retrieved)},
        {"label": _("Its figures are public here since"), "value": day(fact.recorded_on)},
    ]


def _cannot(fact):
    """Measures that the file has no fields for, each with the reason; by name where the measure is on record."""
    names = {metric.slug: metric for metric in Metric.objects.filter(slug__in=fact.cannot)}
    return [
        {
            "name": names[slug].label if slug in names else slug,
            "language": language_of(names[slug].name_es) if slug in names else "en",
            "reason": reason,
        }
        for slug, reason in fact.cannot.items()
    ]


def _delivery(other, fact):
    later = (other.retrieved, other.pk) > (fact.retrieved, fact.pk)
    return {"dataset": other, "order": _("Later delivery") if later else _("Earlier delivery")}


def known_limits(datasets):
    """[{"titles", "lines", "language"}]: what files cannot tell, each text once, with the files it is about."""
    groups = {}
    for dataset in datasets:
        if dataset.limits:
            groups.setdefault(dataset.plain_limits, []).append(dataset)
    return [
        {
            "titles": [dataset.title for dataset in files],
            "lines": [line for line in text.splitlines() if line.strip()],
            "language": language_of(files[0].limits_es),
        }
        for text, files in groups.items()
    ]
