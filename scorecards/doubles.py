"""What of a scorecard's record was entered twice."""

from django.urls import reverse

from scorecards import duplicates, words
from scorecards.models import Mark

SCREENS = {"position": "positions", "evidence": "evidence"}


def doubles_of(marker) -> list:
    """[(subject, [(Word, address of its own screen)])] of words on record that say the same."""
    subjects = list(marker.scorecard.subjects.for_list().select_related("candidacy__person"))
    found = []
    on_record = words.on_record(marker, subjects)
    for subject in subjects:
        rows = [word for word in on_record.get(subject.pk, ()) if word.key.partition(":")[0] in SCREENS]
        said = [duplicates.Said(word, subject.pk, word.quote, word.url) for word in rows]
        found += [(subject, [(one.key, _screen(one.key)) for one in group]) for group in duplicates.doubles(said)]
    return found


def _screen(word):
    return reverse(f"{SCREENS[word.key.partition(':')[0]]}:edit", args=[word.row.pk])


def marked_twice(marker) -> list:
    """[[Mark]] of one's own stage and as far as one may see them: the same said twice in a row."""
    rows = marker.seen_marks().with_evidence().order_by("at", "pk")
    rows = rows.select_related("subject__candidacy", "subject__office", "subject__body", "question")
    by_pk = {mark.pk: mark for mark in rows}
    said = [(mark.pk, (mark.subject_id, mark.question_id, mark.stage), _said(mark)) for mark in by_pk.values()]
    return [[by_pk[pk] for pk in run] for run in duplicates.twice(said)]


def _said(mark):
    names = [field.attname for field in Mark._meta.concrete_fields if field.attname not in ("id", "by", "at")]
    return tuple(getattr(mark, name) for name in names), frozenset(tick.pk for tick in mark.ticks.all())
