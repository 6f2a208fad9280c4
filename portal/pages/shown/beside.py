"""What stands beside the figures of an office so that they can be read fairly: events, words, goals, promises.

All of it for any number of measures in five queries.
"""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.pages.shown.measures import language_of, number, unit_after
from scorecards.models import Goal, Marker, Metric, OfficeComment, Promise


def markers(office):
    """Days that matter for reading a trend, oldest first: the office's, its state's, and every term that began.

    [{"date", "label", "language", "detail", "source_url", "source_title"}]
    """
    found = [
        {
            "date": marker.date,
            "label": marker.plain_label,
            "language": language_of(marker.label_es),
            "detail": marker.plain_detail,
            "detail_language": language_of(marker.detail_es),
            "source_url": marker.source_url,
            "source_title": marker.source_title,
        }
        for marker in Marker.objects.of_office(office)
    ]
    found += [
        {
            "date": tenure.began,
            "label": _("Term began: %(name)s") % {"name": tenure.person.name},
            "language": "",
            "detail": "",
            "detail_language": "",
            "source_url": tenure.source_url,
            "source_title": tenure.source_title,
        }
        for tenure in office.tenures.select_related("person")
    ]
    return sorted(found, key=lambda marker: marker["date"])


def beside(office, metrics):
    """{metric pk: {"comments", "goals", "promises"}}, with an entry for each of `metrics`."""
    comments, goals, promises = defaultdict(list), defaultdict(list), defaultdict(list)
    for comment in OfficeComment.objects.filter(office=office, metric__in=metrics):
        comments[comment.metric_id].append(comment)
    for goal in Goal.objects.filter(office=office, metric__in=metrics).select_related("metric", "group"):
        goals[goal.metric_id].append({"goal": goal, "amount": goal_words(goal)})
    for promise in Promise.objects.about(office, metrics):
        promises[promise.metric_id].append(promise)
    return {
        metric.pk: {
            "comments": comments[metric.pk],
            "goals": goals[metric.pk],
            "promises": promises[metric.pk],
        }
        for metric in metrics
    }


def within(marked, since):
    """The markers on a line that begins with `since`."""
    return [marker for marker in marked if marker["date"] >= since]


def goal_words(goal):
    """The amount that a goal names, in the measure's unit; "" where it names none."""
    if goal.value is None:
        return ""
    if goal.metric.kind == Metric.Kind.SHARE:
        return f"{(goal.value * 100).quantize(Decimal('0.1')):f}".removesuffix(".0") + "%"
    return f"{number(goal.value)}{unit_after(goal.metric)}"
