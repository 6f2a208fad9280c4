"""Everything that the rules of a release look at, read of one scorecard in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from races.models import Candidacy, Tenure
from scorecards import corrections, document, releasing, review
from scorecards import release_rules as rules
from scorecards.frozen import substance
from scorecards.models import Mark, Question, Reply, ReplyNotice, StandardVersion, UnderReview


@dataclass(frozen=True)
class Prepared:
    """What a release would freeze now. `digest`: what stands, for a second reviewer's approval. `last`: the newest
    release that is up, or None; `changes`: what differs from it."""

    gathered: Any
    sheets: tuple
    digest: str
    last: Any
    changes: tuple

    @property
    def repeats(self):
        """Whether this is the last release once more, sheet by sheet."""
        if self.last is None or self.last.version_id != self.gathered.version.pk:
            return False
        return [one.sha256 for one in self.last.sheets.all()] == [one.sha256 for one in self.sheets]

    @property
    def only_removes(self):
        same = self.last is not None and self.last.version_id == self.gathered.version.pk
        known = self.last is not None and {one.subject_id for one in self.last.sheets.all()}
        return same and known == {one.subject_id for one in self.sheets} and corrections.only_removes(self.changes)


def prepare(scorecard) -> Prepared | None:
    """None where the standard was never published."""
    if not scorecard.standard.versions.exists():
        return None
    gathered = releasing.gather(scorecard)
    sheets = tuple(releasing.sheet(gathered, subject) for subject in gathered.subjects)
    last = scorecard.releases.up().light().prefetch_related("sheets").order_by("-number").first()
    return Prepared(
        gathered=gathered,
        sheets=sheets,
        digest=document.digest({"version": gathered.version.number, "sheets": [one.sha256 for one in sheets]}),
        last=last,
        changes=tuple(corrections.changes(last.sheets.all(), sheets)) if last else (),
    )


def case(scorecard, prepared, *, today, by="", timing_reason="") -> rules.Case:
    """The case of a release by `by` (a user name; approvals by somebody else count) on a day."""
    if prepared is None:
        return rules.Case(today=today)
    gathered = prepared.gathered
    return rules.Case(
        today=today,
        neutral=gathered.neutral,
        standard=gathered.standard,
        versions=_versions(gathered),
        subjects=tuple(_subjects(gathered)),
        marks=tuple(_marks(gathered)),
        replies=tuple(_replies(gathered)),
        left_out=_left_out(gathered),
        near=tuple(near(scorecard, today)),
        second_marks=scorecard.second_marks,
        approved=scorecard.approvals.filter(digest=prepared.digest).exclude(by=by).exists(),
        timing_reason=timing_reason,
        only_removes=prepared.only_removes,
    )


def _versions(gathered):
    numbers = {mark.version.number for mark in gathered.marks.values()} - {gathered.version.number}
    rows = StandardVersion.objects.filter(standard=gathered.scorecard.standard_id, number__in=numbers)
    return {row.number: document.from_json(row.document) for row in rows}


def _subjects(gathered):
    scorecard, questions = gathered.scorecard, gathered.standard.questions
    marks = defaultdict(dict)
    for (pk, slug), mark in gathered.marks.items():
        if (question := gathered.standard.question(slug)) is not None:
            marks[pk][slug] = (mark, question)
    notices, replied, reviews = defaultdict(list), defaultdict(set), _reviews(scorecard)
    for row in ReplyNotice.objects.filter(subject__scorecard=scorecard):
        notices[row.subject_id].append((row.marks_sha256, row.deadline))
    rows = Reply.objects.filter(subject__scorecard=scorecard)
    for pk, slug in rows.values_list("subject", "question__slug").distinct():
        replied[pk].add(slug)
    for subject in gathered.subjects:
        mine, cohort = marks[subject.pk], subject.cohort.slug if subject.cohort_id else ""
        told = notices[subject.pk]
        yield rules.Scored(
            name=subject.name,
            marks=len(mine),
            asked=sum(document.applies(question, cohort) for question in questions),
            notices=tuple(told),
            now=_told(mine) if told else "",
            answered=bool(mine) and mine.keys() <= replied[subject.pk],
            under_review=tuple(sorted(reviews["mark", subject.pk] + reviews["profile", subject.candidacy_id])),
        )


def _told(marks):
    """The hash of these marks as their subject reads them, as reply_sheet.digest makes it of a notice's."""
    read = {slug: releasing.freeze(mark, asked, neutral=True) for slug, (mark, asked) in marks.items()}
    return document.digest({slug: substance(one) for slug, one in read.items()})


def _reviews(scorecard):
    found = defaultdict(list)
    about = Q(subject__scorecard=scorecard) | Q(candidacy__scored_as__scorecard=scorecard)
    rows = UnderReview.objects.open().filter(about)
    for subject, candidacy, text in rows.values_list("subject", "candidacy", "question__text").distinct():
        found[("mark", subject) if subject else ("profile", candidacy)].append(text or "")
    return found


def _marks(gathered):
    scorecard = gathered.scorecard
    made = {Mark.Stage.FIRST: {}, Mark.Stage.SECOND: {}}
    slugs = dict(Question.objects.filter(section__standard=scorecard.standard_id).values_list("pk", "slug"))
    for mark in scorecard.marks.newest().filter(stage__in=made).with_ticks():
        made[mark.stage][mark.subject_id, slugs[mark.question_id]] = mark
    same_person = _same_people(scorecard)
    names = {subject.pk: subject.name for subject in gathered.subjects}
    subjects = {subject.pk: subject for subject in gathered.subjects}
    for key, mark in gathered.marks.items():
        first, second = made[Mark.Stage.FIRST].get(key), made[Mark.Stage.SECOND].get(key)
        audited = mark.stage == Mark.Stage.AUDIT
        own, confirmed, said_on = _proof(mark, subjects[mark.subject_id], same_person)
        yield rules.Judged(
            question=key[1],
            subject=names[mark.subject_id],
            kind=mark.kind,
            codes=_codes(mark),
            version=mark.version.number,
            own=own,
            confirmed=confirmed,
            said_on=said_on,
            markers=tuple(one.by for one in (first, second) if one),
            audited_by=mark.by if audited else "",
            remade=bool(audited and first and first.at > mark.at and not says_the_same(first, mark)),
            seconded=bool(second and first and second.by != first.by),
        )


def _codes(mark):
    if mark.many:
        return tuple(option.code for option in mark.ticks.all())
    return (mark.option.code,) if mark.option_id else ()


SAYS = (
    "kind", "option_id", "many", "points", "position_id", "answer_id", "evidence_id", "reason", "searched",
    "searched_on", "asked_on", "asked_how",
)  # fmt: skip


def says_the_same(one, other) -> bool:
    """Whether two marks, read with their ticks, give the same answer with the same evidence and words."""
    if any(getattr(one, name) != getattr(other, name) for name in SAYS):
        return False
    return not one.many or {tick.pk for tick in one.ticks.all()} == {tick.pk for tick in other.ticks.all()}


def _same_people(scorecard):
    """{candidacy pk: person pk} of everybody scored: what somebody said in an earlier race is their word too."""
    rows = Candidacy.objects.filter(person__candidacies__scored_as__scorecard=scorecard)
    return dict(rows.values_list("pk", "person"))


def _proof(mark, subject, same_person):
    """(whether it is the subject's own, whether it is confirmed, the day it was said)."""
    if said := mark.position or mark.answer:
        person = same_person.get(subject.candidacy_id)
        own = person is not None and same_person.get(said.candidacy_id) == person
        if mark.position_id:
            return own, True, said.said_on
        return own, said.confirmed_on is not None, timezone.localdate(said.received_at)
    if mark.evidence_id:
        about = (mark.evidence.office_id, mark.evidence.body_id)
        return about == (subject.office_id, subject.body_id), True, mark.evidence.said_on
    return True, True, None


def _replies(gathered):
    names = {subject.pk: subject.name for subject in gathered.subjects}
    rows = Reply.objects.filter(subject__scorecard=gathered.scorecard).newest().select_related("question")
    for row in rows:
        yield rules.Said(
            subject=names[row.subject_id],
            question=row.question.text,
            agrees=row.agrees,
            checked=row.checked_on is not None,
            answered=bool(row.our_answer),
        )


def _left_out(gathered):
    race = gathered.scorecard.race
    if race is None or not gathered.neutral:
        return ()
    scored = {subject.candidacy_id for subject in gathered.subjects}
    standing = Candidacy.objects.listed(race).standing()
    return tuple(one.ballot_name for one in standing if one.pk not in scored)


def near(scorecard, today: dt.date):
    """rules.Near of each office-holder marked here, or whose office is, on a ballot within review.DAYS days."""
    soon = Candidacy.objects.standing().filter(
        race__election__date__gte=today, race__election__date__lte=today + dt.timedelta(days=review.DAYS)
    )
    people, offices = {}, {}
    for subject in scorecard.subjects.for_list():
        if subject.candidacy_id:
            people[subject.candidacy.person_id] = subject.name
        elif subject.office_id:
            offices[subject.office_id] = subject.name
    held, told = defaultdict(set), set()
    for person, office in Tenure.objects.filter(ended__isnull=True).values_list("person", "office"):
        held[person].add(office)
    for row in soon.select_related("race__election").order_by("race__election__date", "pk"):
        holds = held[row.person_id] | ({row.race.office_id} if row.incumbent else set())
        names = {people[row.person_id]} if holds and row.person_id in people else set()
        names |= {offices[office] for office in holds if office in offices}
        for name in sorted(names - told):
            told.add(name)
            yield rules.Near(name, row.ballot_name, row.race.election.date)
