"""What may be marked by whom, and what each refusal says."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from races.models import Position
from scorecards import marking, versions, words
from scorecards.marking import Said
from scorecards.models import Assignment, Mark
from tests.factories import asking
from tests.factories import races as make
from tests.factories import scorecards as cards
from tests.factories.admin import person_of
from tests.factories.marking import Desk

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 9, 1)


@pytest.fixture
def desk():
    return Desk()


def test_a_mark_points_at_words_on_record_and_names_its_version(desk):
    made = desk.mark()
    assert (made.position, made.option, made.by) == (desk.said_by_ann, desk.good, "first-editor")
    assert made.version == desk.standard.versions.first()


def test_saying_the_same_again_writes_nothing_and_a_new_answer_adds_a_row(desk):
    desk.mark()
    assert desk.mark() is None
    desk.mark(Said(options=(desk.bad,), position=desk.said_by_ann))
    assert [mark.option for mark in Mark.objects.order_by("pk")] == [desk.good, desk.bad]


def test_the_same_is_marked_anew_where_the_question_has_changed_since(desk):
    desk.mark()
    desk.choice.criteria = "Sharper than before."
    desk.choice.save()
    newer = versions.record(desk.standard, by="owner", on=DAY, why="Sharper")
    assert desk.mark().version == newer


@pytest.mark.parametrize("codes", ["ab", "a", ""])
def test_any_number_of_ticks_is_an_answer(desk, codes):
    ticks = tuple(one for one in (desk.tick_a, desk.tick_b) if one.code in codes)
    made = desk.mark(Said(options=ticks, position=desk.said_by_ann), question=desk.ticks)
    assert made.many
    assert set(made.ticks.all()) == set(ticks)


@pytest.mark.parametrize(
    ("said", "field", "rule"),
    [
        (lambda d: Said(options=(d.good,)), "words", "needs its evidence"),
        (lambda d: Said(options=(d.bad,)), "words", "needs its evidence"),
        (lambda d: Said(options=(), position=d.said_by_ann), "answer", "Choose one answer"),
        (lambda d: Said(options=(d.good, d.bad), position=d.said_by_ann), "answer", "Choose one answer"),
        (lambda d: Said(options=(d.tick_a,), position=d.said_by_ann), "answer", "another question"),
        (lambda d: Said(options=(d.good,), position=d.said_by_bo), "words", "somebody else’s"),
        (lambda d: Said("not_found", searched_on=DAY), "searched", "where you looked"),
        (lambda d: Said("not_found", searched="site"), "searched_on", "which day"),
        (lambda d: Said("not_found", searched="site", searched_on=dt.date(2999, 1, 1)), "searched_on", "not come"),
        (lambda d: Said("no_answer", asked_on=DAY), "asked_how", "how they were asked"),
        (lambda d: Said("no_answer", asked_how="letter"), "asked_on", "which day"),
        (lambda d: Said("not_applicable"), "reason", "Say why"),
        (lambda d: Said("unchecked"), "reason", "Say why"),
        (lambda d: Said("guessed"), "answer", "no such answer"),
        (lambda d: Said("not_applicable", (d.good,), reason="x"), "answer", "has an answer"),
        (lambda d: Said("not_applicable", position=d.said_by_ann, reason="x"), "words", "points at words"),
        (
            lambda d: Said(options=(d.good,), position=d.said_by_ann, points=Decimal(1)),
            "reason",
            "need a reason",
        ),
        (
            lambda d: Said(options=(d.good,), position=d.said_by_ann, points=Decimal(3), reason="x"),
            "points",
            "from 0 to 2",
        ),
    ],
)
def test_what_is_said_must_hold_together(desk, said, field, rule):
    problems = desk.refused(said(desk))
    assert list(problems) == [field]
    assert rule in problems[field][0]


def test_nothing_is_marked_before_the_standard_is_published(desk):
    fresh = cards.StandardFactory(group=desk.standard.group, published_on=None)
    question = cards.QuestionFactory(section__standard=fresh)
    card = cards.ScorecardFactory(standard=fresh, race=desk.race)
    subject = cards.SubjectFactory(scorecard=card, candidacy=desk.people[0])
    with pytest.raises(ValidationError, match="not been published yet"):
        marking.mark(
            scorecard=card, subject=subject, question=question, stage="first", by=desk.editor,
            said=Said("not_found", searched="site", searched_on=DAY),
        )  # fmt: skip


def test_a_question_or_an_answer_that_came_after_the_version_waits_for_the_next(desk):
    late = cards.OptionFactory(question=desk.choice, level="partly", points=1)
    assert "published standard" in desk.refused(Said(options=(late,), position=desk.said_by_ann))["answer"][0]
    question = cards.QuestionFactory(section=desk.section)
    assert "does not hold this question" in str(desk.refused(question=question))


def test_a_cohort_is_asked_its_own_questions_only(desk):
    cohort = cards.CohortFactory(standard=desk.standard)
    desk.choice.cohorts.add(cohort)
    versions.record(desk.standard, by="owner", on=DAY, why="Cohorts")
    assert "cohort" in str(desk.refused())
    desk.ann.cohort = cohort
    desk.ann.save()
    assert desk.mark()


def test_only_the_owners_people_mark_and_only_what_is_assigned_to_them(desk):
    stranger = person_of(make.AuthGroupFactory(), "stranger")
    assert "Only people of the group" in str(desk.refused(by=stranger))
    Assignment.objects.create(scorecard=desk.card, section=desk.section, subject=desk.ann, user=desk.other)
    assert "assigned to somebody else" in str(desk.refused())
    assert desk.mark(by=desk.other)
    assert desk.mark(Said("not_found", searched="site", searched_on=DAY), subject=desk.bo)


def test_first_second_and_audit_take_three_people():
    desk = Desk(second_marks=True)
    desk.mark()
    assert "three people" in str(desk.refused(stage="second"))
    assert desk.mark(by=desk.other, stage="second")
    assert "Only a reviewer" in str(desk.refused(by=person_of(desk.standard.group.editors, "c"), stage="audit"))
    assert desk.mark(by=desk.reviewer, stage="audit")
    assert "three people" in str(desk.refused(by=desk.reviewer))


def test_a_scorecard_that_is_marked_once_takes_no_second_mark(desk):
    assert "no second marks" in str(desk.refused(by=desk.other, stage="second"))


def test_evidence_must_be_of_the_standards_window(desk):
    desk.standard.evidence_from, desk.standard.evidence_to = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    desk.standard.save()
    versions.record(desk.standard, by="owner", on=DAY, why="A window")
    old = make.PositionFactory(
        candidacy=desk.people[0], said_on=dt.date(2025, 12, 31), source_date=dt.date(2025, 12, 31)
    )
    assert "2026-01-01" in desk.refused(Said(options=(desk.good,), position=old))["words"][0]
    edge = make.PositionFactory(
        candidacy=desk.people[0], said_on=dt.date(2026, 1, 1), source_date=dt.date(2026, 1, 1)
    )
    assert desk.mark(Said(options=(desk.good,), position=edge))


def _answer(desk, **fields):
    question = asking.SetQuestionFactory(
        question_set__race=desk.race, question_set__group=desk.standard.group, topic=desk.choice.topic
    )
    return asking.AnswerFactory(question=question, candidacy=desk.people[0], **fields)


def test_an_answer_counts_once_it_is_confirmed(desk):
    waiting = _answer(desk, confirmed_on=None, confirmed_how="", confirmed_by="")
    assert "confirmed" in desk.refused(Said(options=(desk.good,), answer=waiting))["words"][0]
    assert desk.mark(Said(options=(desk.good,), answer=_answer(desk)))
    refusal = _answer(desk, declined=True)
    assert "declines" in desk.refused(Said(options=(desk.good,), answer=refusal))["words"][0]


def test_what_was_said_in_an_earlier_race_is_offered_and_taken(desk):
    before = make.CandidacyFactory(person=desk.people[0].person)
    said = make.PositionFactory(candidacy=before)
    marker = marking.Marker(desk.card, "first", desk.editor)
    offered = words.on_record(marker, [desk.ann, desk.bo])
    assert {word.row for word in offered[desk.ann.pk]} == {said, desk.said_by_ann}
    assert desk.mark(Said(options=(desk.good,), position=said))


def test_two_groups_mark_the_same_position_and_it_is_stored_once(desk):
    rival = Desk(word="rival")
    card = cards.ScorecardFactory(standard=rival.standard, race=desk.race)
    subject = cards.SubjectFactory(scorecard=card, candidacy=desk.people[0], slug="ann")
    before = Position.objects.count()
    ours = desk.mark()
    theirs = marking.mark(
        scorecard=card, subject=subject, question=rival.choice, stage="first",
        by=rival.editor,
        said=Said(options=(rival.bad,), position=desk.said_by_ann),
    )  # fmt: skip
    assert ours.position == theirs.position
    assert Position.objects.count() == before


def test_the_database_refuses_a_mark_without_evidence_past_all_rules(desk):
    made = desk.mark(Said(options=(desk.bad,), position=desk.said_by_ann))
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.filter(pk=made.pk).update(position=None)
