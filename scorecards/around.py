"""What a trend shows beside its line: the days that matter, and where the figure is meant to go."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from scorecards.charts import dates
from scorecards.charts.subject import Event, Level
from scorecards.metrics.publish import half_up, plain
from scorecards.models import Goal, Marker

BREAKING = (Marker.Kind.SYSTEM, Marker.Kind.COUNTING)  # after such a day the line counts something else


@dataclass(frozen=True)
class Around:
    """Markers of an office and its state, terms that began there, and goals set for its figures."""

    markers: tuple = ()
    tenures: tuple = ()
    goals: tuple = ()


def around(office):
    """Three queries, whatever the number of charts."""
    return Around(
        tuple(Marker.objects.of_office(office)),
        tuple(office.tenures.select_related("person").order_by("began", "pk")),
        tuple(Goal.objects.filter(office=office, value__isnull=False).select_related("group", "metric")),
    )


def events(found, promise=None, recounted=()):
    """Every day that matters, in the active language. On a promise's chart its maker's term has its own word.
    `recounted`: days from which a file counts in another way."""
    days = [
        Event(marker.date, marker.plain_label, marker.kind in BREAKING, marker.plain_detail)
        for marker in found.markers
    ]
    for date in recounted:
        detail = gettext("From here on the figures are from a file that counts in another way.")
        days.append(Event(date, gettext("Counted anew"), True, detail))
    maker = promise.candidacy.person_id if promise else None
    for tenure in found.tenures:
        own = tenure.person_id == maker and tenure.began > promise.said_on
        word = gettext("Took office") if own else gettext("Term began")
        days.append(Event(tenure.began, word, detail=tenure.person.name))
    return tuple(sorted(days, key=lambda event: (event.date, event.word)))


def goals(found, metric):
    """The newest goal of the office and the newest of each community for this measure."""
    newest = {}
    for goal in found.goals:  # the newest of each come first
        if goal.metric_id == metric.pk:
            newest.setdefault((goal.by, goal.group_id), goal)
    return tuple(_goal(goal) for goal in newest.values())


def _goal(goal):
    language = get_language()
    value = amount(goal.value, goal.metric)
    by = {"value": value, "day": dates.day(goal.agreed_on, language)}
    if goal.due:
        by["value"] = gettext("{value} by {due}").format(value=value, due=dates.day(goal.due, language))
    if goal.group is None:
        said = gettext("The office’s own goal: {value}, set on {day}.").format(**by)
        return Level(float(goal.value), gettext("Office’s goal {value}").format(value=value), goal.due, said)
    said = gettext("Goal of {group}: {value}, agreed by {who} on {day}.").format(
        group=goal.group.name, who=goal.agreed_by, **by
    )
    return Level(float(goal.value), gettext("Community goal {value}").format(value=value), goal.due, said)


def level(promise, name):
    """Baseline or target of the promise that a chart belongs to, as a line across it; None where it has none."""
    value = getattr(promise, name) if promise else None
    if value is None:
        return None
    text = amount(value, promise.metric)
    if name == "target":
        return Level(float(value), gettext("Target {value}").format(value=text), promise.due)
    label = f"{text} ({promise.baseline_label})" if promise.baseline_label else text
    return Level(float(value), gettext("Baseline {value}").format(value=label))


def amount(value, metric):
    """A level in words: a share in percent, a value with its unit."""
    if metric.kind == metric.Kind.SHARE:
        return f"{half_up(round(value * 10_000), 100)}%"
    text = plain(value)
    return f"{text} {metric.plain_unit}" if metric.plain_unit else text
