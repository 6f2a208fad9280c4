"""What the promise pages show."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language

from portal.pages.shown import addresses, tally
from scorecards.metrics.publish import half_up
from scorecards.models import Promise, PromiseUpdate, RenderedChart
from scorecards.models.promise import Status

OPEN_STATUSES = frozenset({None, "prog", "stal", "not", "none"})


def is_overdue(promise, status, today):
    """Past its date without a final rating. A flag beside the status, which it never changes."""
    return promise.due is not None and promise.due < today and status in OPEN_STATUSES


def listed(rows):
    """Mark the overdue among promises that carry `current_status`."""
    today = timezone.localdate()
    for promise in rows:
        promise.overdue = promise.review_since is None and is_overdue(promise, promise.current_status, today)
    return rows


def segments():
    """The tally over all published promises."""
    return tally.segments(Promise.objects.published().tally())


def parts(promise):
    """Status, timeline, measure and conditions of one promise; also of a draft in the editors' preview."""
    updates = list(PromiseUpdate.objects.for_timeline().filter(promise=promise.pk))
    status = updates[0].status if updates else None
    candidacy = promise.candidacy
    drawing = None
    if promise.pk:
        drawing = RenderedChart.objects.best(get_language()).filter(chart__promise=promise.pk).for_page().first()
    return {
        "promise": promise,
        "candidate_url": addresses.candidacy(candidacy),
        "race": candidacy.race,
        "status": status,
        "status_label": Status(status or "none").label,
        "overdue": is_overdue(promise, status, timezone.localdate()),
        "latest": updates[0] if updates else None,
        "timeline": timeline(promise, updates),
        "drawing": drawing,
        "measure": measure(promise, drawing),
        "conditions": [
            {"status": code, "text": text}
            for code, text in (
                (Status.KEPT, promise.kept_if),
                (Status.PARTLY, promise.part_if),
                (Status.STALLED, promise.stalled_if),
                (Status.BROKEN, promise.broken_if),
            )
            if text
        ],
    }


def timeline(promise, updates):
    """Accepted updates, the newest first, and at the foot the day the promise was made."""
    rows = [
        {
            "date": update.date,
            "text": update.fact,
            "status_label": update.get_status_display(),
            "url": update.source_url,
            "title": update.source_title,
            "archive_url": update.archive_url,
            "timing": update.timing_reason,
        }
        for update in updates
    ]
    made = {
        "date": promise.said_on,
        "url": promise.source_url,
        "title": promise.source_title,
        "archive_url": promise.archive_url,
    }
    return [*rows, made]


def measure(promise, drawing):
    """Baseline, now and target of the linked measure, or None. "Now" is the last whole period of the drawn
    table, so that it is the very figure of the chart and has passed the publication rule."""
    if promise.metric is None:
        return None
    now = None
    if drawing:
        whole = [
            row for row in drawing.records if not row.get("partial") and row.get("state") in ("shown", "open")
        ]
        now = whole[-1] if whole else None
    return {
        "metric": promise.metric,
        "baseline": in_words(promise.metric, promise.baseline),
        "target": in_words(promise.metric, promise.target),
        "now": now,
    }


def in_words(metric, value):
    """A level of a measure as text: shares are stored as a part of 1 and printed in whole percent."""
    if value is None:
        return ""
    if metric.kind == metric.Kind.SHARE:
        return f"{half_up(int(Decimal(value) * 1_000_000), 10_000)}%"
    return f"{half_up(int(Decimal(value) * 10_000), 10_000)}"
