"""People and steps between a first mark and a release."""

import datetime as dt

from django.utils import timezone

from scorecards import release_actions, reply_sheet
from scorecards.models import Mark, ReplyNotice
from tests.factories.admin import person_of

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
DEADLINE = dt.date(2026, 11, 1)


def people(scorecard, *names):
    """Reviewers of the scorecard's group, by these user names."""
    return [person_of(scorecard.standard.group.reviewers, name) for name in names]


def send(scorecard, on=dt.date(2026, 10, 10), deadline=DEADLINE):
    """Record that everyone was sent the marks as they stand now."""
    marks = reply_sheet.marks_by_subject(scorecard)
    for subject in scorecard.subjects.all():
        sha256 = reply_sheet.digest(marks.get(subject.pk, {}))
        same = {"subject": subject, "channel": "email", "recorded_by": "editor"}
        ReplyNotice.objects.create(sent_on=on, deadline=deadline, marks_sha256=sha256, **same)


def audit(scorecard, by, now=NOW):
    """Accept every first mark as it is."""
    first = scorecard.marks.newest().filter(stage=Mark.Stage.FIRST)
    return release_actions.accept(scorecard, first.values_list("pk", flat=True), by=by, now=now)


def ready(scorecard, by, now=NOW):
    """Sent and audited: nothing stands in the way of a release."""
    send(scorecard)
    audit(scorecard, by, min(now, timezone.now()))
    return scorecard
