"""What an auditor looks at: of each question the first, second and audited mark, and the reply. Reads alone.

Where every mark is made twice, nothing of the first is shown before the second is there: whoever is to make the
second may be a reviewer too.
"""

from dataclasses import dataclass, replace
from typing import Any

from scorecards import document, releasing
from scorecards.marking import Marker
from scorecards.models import Mark, Reply
from scorecards.release_case import says_the_same
from scorecards.standard_rules import changed_questions

First, Second, Audit = Mark.Stage.FIRST, Mark.Stage.SECOND, Mark.Stage.AUDIT


@dataclass(frozen=True)
class Line:
    """One question of one subject. `counts`: the mark that is released now, as frozen.Frozen; `first`, `second`,
    `audited`: Marks or None, with the `words` of each by stage. `may_accept`: this person may accept the first
    mark as it is. `why_not`: "own", "changed", "second" (it is missing) or ""."""

    question: document.Question
    counts: Any
    first: Any
    second: Any
    audited: Any
    words: dict
    replies: tuple
    may_accept: bool
    why_not: str

    @property
    def may_take_back(self):
        """Whether an audited claim stands here; what nobody has audited yet is marked again by an editor."""
        claims = self.audited is not None and self.audited.kind != Mark.Kind.UNCHECKED
        return claims and self.why_not in ("", "changed")

    @property
    def differ(self):
        """Whether the two markers gave different answers."""
        return self.second is not None and self.words["first"] != self.words["second"]

    @property
    def waits(self):
        """Whether the auditor has something to do here."""
        if self.first is None:
            return False
        return self.audited is None or (
            self.first.at > self.audited.at and not says_the_same(self.first, self.audited)
        )


@dataclass(frozen=True)
class Part:
    section: document.Section
    lines: tuple

    @property
    def acceptable(self):
        """Primary keys of the marks that may be accepted, as one value of a button."""
        return ",".join(str(line.first.pk) for line in self.lines if line.may_accept)


def of_subject(scorecard, subject, user) -> list[Part]:
    """Every section with a question for this subject, in the standard's order. Nothing before publication."""
    marker = Marker(scorecard, Audit, user)
    if marker.version is None:
        return []
    marks = {}
    for mark in scorecard.marks.newest().filter(subject=subject).with_evidence():
        marks[mark.stage, mark.question.slug] = mark
    replies = {}
    rows = Reply.objects.filter(subject=subject).select_related("question").order_by("-version")
    for reply in rows.defer("file__data"):
        replies.setdefault(reply.question.slug, []).append(reply)
    cohort = subject.cohort.slug if subject.cohort_id else ""
    changed = _changed(marks.values(), marker)
    neutral = releasing.is_neutral(scorecard)
    parts = []
    for section in marker.standard.sections:
        asked = [question for question in section.questions if document.applies(question, cohort)]
        lines = tuple(_line(question, marks, replies, marker, changed, neutral) for question in asked)
        if lines:
            parts.append(Part(section, lines))
    return parts


def _changed(marks, marker):
    """{version pk: questions that have changed since}."""
    older = {mark.version_id: mark.version for mark in marks if mark.version_id != marker.version.pk}
    return {
        pk: changed_questions(document.from_json(version.document), marker.standard)
        for pk, version in older.items()
    }


def _line(question, marks, replies, marker, changed, neutral):
    found = {stage: marks.get((stage, question.slug)) for stage in (First, Second, Audit)}
    first, second, audited = found.values()
    waiting = marker.scorecard.second_marks and first is not None and second is None
    if waiting and audited is None:
        found = dict.fromkeys(found)
    frozen = {stage: mark and releasing.freeze(mark, question, neutral=neutral) for stage, mark in found.items()}
    others = [mark for mark in (first, second) if mark is not None]
    own = any((mark.subject_id, mark.question_id) in marker.my_other_stages for mark in others)
    old = first is not None and question.slug in changed.get(first.version_id, ())
    why_not = "second" if waiting else "own" if own else "changed" if old else ""
    line = Line(
        question=question,
        counts=frozen[Audit] or frozen[First],
        first=first,
        second=second,
        audited=audited,
        words={stage.value: _word(one) for stage, one in frozen.items()},
        replies=tuple(replies.get(question.slug, ())),
        may_accept=False,
        why_not=why_not,
    )
    return replace(line, may_accept=line.waits and not why_not and marker.reviewer)


def _word(one):
    if one is None:
        return ""
    if one.kind != Mark.Kind.POSITION:
        return Mark.Kind(one.kind).label
    return f"{one.word} ({one.points} / {one.of})" if one.points else one.word


def progress(scorecard) -> list[dict]:
    """Of each subject how many marks there are, how many the auditor has looked at, and how many replies wait."""
    marked, audited = {}, {}
    rows = scorecard.marks.filter(stage__in=(First, Audit)).values_list("stage", "subject", "question").distinct()
    for stage, subject, question in rows:
        (marked if stage == First else audited).setdefault(subject, set()).add(question)
    replies = {}
    waiting = Reply.objects.filter(subject__scorecard=scorecard, checked_on__isnull=True)
    for subject in waiting.values_list("subject", flat=True):
        replies[subject] = replies.get(subject, 0) + 1
    return [
        {
            "subject": subject,
            "marked": len(marked.get(subject.pk, set()) | audited.get(subject.pk, set())),
            "audited": len(audited.get(subject.pk, ())),
            "replies": replies.get(subject.pk, 0),
        }
        for subject in scorecard.subjects.for_list()
    ]


def next_subject(scorecard, subject):
    """The one after it in the list, or None."""
    rows = list(scorecard.subjects.for_list())
    place = next(n for n, row in enumerate(rows) if row.pk == subject.pk)
    return rows[place + 1] if place + 1 < len(rows) else None


def may_be_seen(scorecard, prepared) -> list:
    """What a release would change (corrections.Change), without marks that a second marker may not see yet."""
    if prepared is None:
        return []
    if not scorecard.second_marks:
        return list(prepared.changes)
    names = {subject.pk: subject.slug for subject in prepared.gathered.subjects}
    open_marks = {(names[pk], slug) for (pk, slug), mark in prepared.gathered.marks.items() if mark.stage != Audit}
    return [change for change in prepared.changes if (change.subject, change.question) not in open_marks]
