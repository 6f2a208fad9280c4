"""What a marking desk shows: what is asked of whom, how much of it is done, and where two markers disagree."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from scorecards import document
from scorecards.marking import Marker
from scorecards.models import Mark, Standard
from scorecards.releasing import agreement

STAGES = (Mark.Stage.FIRST, Mark.Stage.SECOND)


@dataclass(frozen=True)
class Asked:
    """One question of the newest version: its row, and what the version says of it."""

    row: Any
    said: document.Question
    options: tuple


@dataclass(frozen=True)
class Part:
    """A section of the newest version with its questions, in the version's order."""

    row: Any
    title: str
    questions: tuple


def parts(marker) -> list[Part]:
    """Nothing where the standard was never published."""
    if marker.standard is None:
        return []
    standard = Standard.objects.for_document().get(pk=marker.scorecard.standard_id)
    sections = {section.slug: section for section in standard.sections.all()}
    return [_part(said, sections[said.slug]) for said in marker.standard.sections if said.slug in sections]


def _part(said, row):
    rows = {question.slug: question for question in row.questions.all()}
    asked = [
        Asked(rows[one.slug], one, _options(one, rows[one.slug])) for one in said.questions if one.slug in rows
    ]
    for one in asked:
        one.row.section = row
    return Part(row, said.title, tuple(asked))


def _options(said, row):
    """The rows of Option that the version holds, in its order."""
    options = {option.code: option for option in row.options.all()}
    return tuple(options[one.code] for one in said.options if one.code in options)


def applying(part, subject):
    """The questions of a section that are put to a subject."""
    cohort = subject.cohort.slug if subject.cohort_id else ""
    return [asked for asked in part.questions if document.applies(asked.said, cohort)]


def ruled_out(marker, sections) -> dict:
    """{(subject pk, question pk): answer}: what an answer of this stage, seen by this person, makes not
    applicable."""
    found = {}
    slugs = {asked.said.slug: asked.row.pk for part in sections for asked in part.questions}
    for (subject, _question), mark in marker.newest.items():
        if mark.kind != Mark.Kind.POSITION:
            continue
        said = marker.standard.question(mark.question.slug)
        codes = {tick.code for tick in mark.ticks.all()} if mark.many else {mark.option.code}
        for option in said.options if said else ():
            if option.code in codes:
                found |= {(subject, slugs[slug]): option.label for slug in option.rules_out if slug in slugs}
    return found


@dataclass
class Share:
    """How much of a section is done for one subject. Counts say nothing of what a mark says."""

    done: int = 0
    of: int = 0

    @property
    def left(self):
        return self.of - self.done


def progress(marker, sections, subjects) -> dict:
    """{subject pk: {section pk: Share}} of the marker's stage, whoever marked."""
    rows = marker.scorecard.marks.newest().filter(stage=marker.stage).exclude(kind=Mark.Kind.UNCHECKED)
    done = set(rows.values_list("subject", "question"))
    # What an answer rules out needs no mark. Where two mark, the count would tell one of the other's answer.
    out = {} if marker.scorecard.second_marks else ruled_out(marker, sections)
    found = {}
    for subject in subjects:
        mine = found[subject.pk] = {}
        for part in sections:
            keys = [(subject.pk, one.row.pk) for one in applying(part, subject)]
            keys = [key for key in keys if key in done or key not in out]
            mine[part.row.pk] = Share(sum(key in done for key in keys), len(keys))
    return found


def summed(shares) -> Share:
    total = Share()
    for share in shares:
        total.done, total.of = total.done + share.done, total.of + share.of
    return total


def own_work(scorecard, user):
    """How much of what is assigned to this person by name is marked, at both stages; None where nothing is."""
    stages = set(scorecard.assignments.filter(user=user, stage__in=STAGES).values_list("stage", flat=True))
    shares = []
    for marker in (Marker(scorecard, stage, user) for stage in sorted(stages)):
        subjects, sections = list(scorecard.subjects.for_list()), parts(marker)
        done = progress(marker, sections, subjects)
        mine = [(one.pk, part.row.pk) for one in subjects for part in sections]
        shares += [done[one][part] for one, part in mine if marker.given_to_me(part, one)]
    return summed(shares) if stages else None


def may_compare(marker):
    """Who may see two markers' marks side by side: a reviewer of the group who marks neither of them."""
    if not marker.reviewer:
        return False
    named = marker.scorecard.assignments.filter(user=marker.by, stage__in=STAGES)
    marked = marker.scorecard.marks.filter(by=marker.by.get_username(), stage__in=STAGES)
    return not named.exists() and not marked.exists()


def agreed(marker, first, second):
    """(how many alike, of how many), for reviewers and once both have marked everything; else None."""
    whole = [summed(share for mine in one.values() for share in mine.values()) for one in (first, second)]
    if not marker.reviewer or any(share.left or not share.of for share in whole):
        return None
    return agreement(marker.scorecard)


def disagreements(scorecard):
    """[(first Mark, second Mark)] of those that were made twice and differ, in the order of subjects."""
    rows = scorecard.marks.newest().with_evidence().filter(stage__in=STAGES)
    rows = rows.select_related("subject__candidacy", "subject__office", "subject__body").order_by(
        F("subject__order"), "subject", "question__section__order", "question__order", "question"
    )
    pairs = {}
    for mark in rows:
        pairs.setdefault((mark.subject_id, mark.question_id), {})[mark.stage] = mark
    both = [(pair["first"], pair["second"]) for pair in pairs.values() if len(pair) == len(STAGES)]
    return [pair for pair in both if _said(pair[0]) != _said(pair[1])]


def _said(mark):
    return mark.kind, mark.option_id, frozenset(tick.pk for tick in mark.ticks.all()), mark.points
