from dataclasses import replace
from decimal import Decimal

import pytest

from scorecards.fairness import Answer, Asked, Judged, problems

YES_NO = Asked(1, "bail", "Ask for cash bail?", (Answer(10, None), Answer(11, None)))
SCORED = Asked(1, "bail", "Ask for cash bail?", (Answer(10, Decimal(2)), Answer(11, Decimal(0))))
MARK = Judged(question=1, person="B. Okafor", in_race=True, option=10)


def test_a_fair_scorecard_has_no_problem():
    unknown = replace(MARK, option=None)
    assert problems("neutral", [YES_NO], [MARK, unknown]) == []
    assert problems("scoring", [SCORED], [MARK, unknown]) == []


@pytest.mark.parametrize(
    ("mode", "question", "rule"),
    [
        ("neutral", SCORED, "Neutral mode: no answer carries points"),
        ("scoring", YES_NO, "Scoring mode: every answer carries points"),
        ("scoring", replace(SCORED, answers=SCORED.answers[:1]), "two answers with different points"),
        ("scoring", replace(SCORED, answers=()), "two answers with different points"),
    ],
)
def test_a_standard_against_its_mode_names_rule_and_question(mode, question, rule):
    [problem] = problems(mode, [question], [])
    assert rule in problem
    assert "Ask for cash bail?" in problem


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"question": 2}, "another standard"),
        ({"in_race": False}, "candidate of this race"),
        ({"option": 12}, "answer of its own question"),
        ({"own_words": False}, "own position"),
    ],
)
def test_a_mark_that_is_not_about_its_person_names_the_person(change, rule):
    [problem] = problems("neutral", [YES_NO], [replace(MARK, **change)])
    assert rule in problem
    assert "B. Okafor" in problem


def test_two_questions_of_one_short_name_are_named():
    found = problems("neutral", [YES_NO, replace(YES_NO, pk=2, text="Why?")], [])
    assert len(found) == 2
    assert all('shares "bail"' in problem for problem in found)


def test_a_standard_without_questions_is_not_released():
    assert problems("neutral", [], []) == ["The standard has no question."]


def test_nobody_is_left_out_where_others_are_shown_as_silent():
    silent = replace(MARK, option=None, asked=True)
    people = ["B. Okafor", "A. Rivera"]
    [problem] = problems("neutral", [YES_NO], [silent], people)
    assert problem.startswith("Everyone is asked: A. Rivera")
    assert "Ask for cash bail?" in problem
    checked = replace(MARK, person="A. Rivera")
    assert problems("neutral", [YES_NO], [silent, checked], people) == []
    assert problems("neutral", [YES_NO], [MARK], people) == [], "not checked yet is no silence"
