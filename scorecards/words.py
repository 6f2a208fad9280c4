"""What is on record of a subject, for a marker to choose from: nobody types a quote twice."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from races.models import Answer, Position, Request
from scorecards.models import Evidence


@dataclass(frozen=True)
class Word:
    """`key`: as a form sends it, such as "position:3". `topic`: primary key or None."""

    key: str
    row: Any
    quote: str
    day: dt.date
    source: str
    url: str = ""
    topic: int | None = None


def on_record(marker, subjects) -> dict:
    """{subject pk: [Word]}, the newest first: a candidate's positions (of earlier races too) and confirmed answers
    that are public or the group's own; an office's or a body's evidence."""
    found = defaultdict(list)
    whose = {pk: subject.pk for subject in subjects for pk in marker.candidacies_of(subject)}
    for row in Position.objects.filter(candidacy__in=whose).select_related("topic"):
        found[whose[row.candidacy_id]].append(_position(row))
    for row in _answers(marker, whose):
        found[whose[row.candidacy_id]].append(_answer(row))
    about = {("office", one.office_id): one.pk for one in subjects if one.office_id}
    about |= {("body", one.body_id): one.pk for one in subjects if one.body_id}
    offices, bodies = ([pk for kind, pk in about if kind == name] for name in ("office", "body"))
    for row in Evidence.objects.filter(Q(office__in=offices) | Q(body__in=bodies)):
        key = ("office", row.office_id) if row.office_id else ("body", row.body_id)
        found[about[key]].append(_evidence(row))
    return {pk: sorted(rows, key=lambda word: word.day, reverse=True) for pk, rows in found.items()}


def _answers(marker, candidacies):
    """The newest confirmed version of each answer, refusals left out."""
    group = marker.scorecard.standard.group_id
    readable = Q(question__question_set__published_on__lte=marker.today) | Q(question__question_set__group=group)
    rows = Answer.objects.filter(readable, candidacy__in=candidacies, confirmed_on__isnull=False)
    newest = {}
    for row in rows.select_related("question__question_set").order_by("-version"):
        newest.setdefault((row.question_id, row.candidacy_id), row)
    return [row for row in newest.values() if not row.declined]


def _position(row):
    return Word(
        f"position:{row.pk}", row, row.quote, row.said_on, row.source_title, row.source_url, row.topic_id
    )  # fmt: skip


def _answer(row):
    day = timezone.localdate(row.received_at)
    return Word(f"answer:{row.pk}", row, row.text, day, row.question.text, topic=row.question.topic_id)


def _evidence(row):
    return Word(f"evidence:{row.pk}", row, row.quote, row.said_on, row.source_title, row.source_url)


def asked(marker, subjects) -> dict:
    """{(subject pk, topic pk): Request}: the newest time a candidate was asked on a topic, as is on record."""
    group = marker.scorecard.standard.group_id
    whose = {subject.candidacy_id: subject.pk for subject in subjects if subject.candidacy_id}
    readable = Q(question_set__published_on__lte=marker.today) | Q(question_set__group=group)
    rows = Request.objects.filter(readable, candidacy__in=whose).order_by("sent_on", "pk")
    found = {}
    for row in rows.prefetch_related("question_set__questions"):
        for question in row.question_set.questions.all():
            if question.topic_id:
                found[whose[row.candidacy_id], question.topic_id] = row
    return found
