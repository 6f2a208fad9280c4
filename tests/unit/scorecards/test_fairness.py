from dataclasses import replace
from decimal import Decimal

import pytest

from scorecards.document import Option, Question, Section, Standard
from scorecards.fairness import Judged, problems

YES_NO = Question("bail", "Ask for cash bail?", options=(Option("yes", "Yes"), Option("no", "No")))
SCORED = replace(YES_NO, options=(Option("yes", "Yes", Decimal(2)), Option("no", "No", Decimal(0))))
MARK = Judged(question="bail", subject="B. Okafor", codes=("yes",))
TWO = ["B. Okafor", "A. Rivera"]


def standard(*questions):
    return Standard("Bail", "2027", sections=(Section("bail", "Bail", questions=questions),))


def found(question=YES_NO, marks=(MARK,), *, neutral=True, subjects=("B. Okafor",), left_out=()):
    return problems(standard(question), neutral=neutral, marks=marks, subjects=subjects, left_out=left_out)


def test_a_fair_scorecard_has_no_problem():
    unknown = replace(MARK, kind="not_found", codes=())
    assert found(marks=[MARK, unknown]) == []
    assert found(SCORED, [MARK, unknown], neutral=False) == []


def test_points_in_neutral_mode_name_rule_and_question():
    [problem] = found(SCORED)
    assert problem.startswith("Neutral mode: no answer carries points")
    assert "Ask for cash bail?" in problem


def test_answers_with_and_without_points_are_never_mixed():
    mixed = replace(SCORED, options=(SCORED.options[0], YES_NO.options[1]))
    [problem] = found(mixed, neutral=False)
    assert problem.startswith("Every answer carries points, or none does")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"question": "gone"}, "the standard does not have"),
        ({"codes": ("maybe",)}, "answer of its own question"),
        ({"own": False}, "own words or record"),
    ],
)
def test_a_mark_that_is_not_about_its_subject_names_the_subject(change, rule):
    [problem] = found(marks=[replace(MARK, **change)])
    assert rule in problem
    assert "B. Okafor" in problem


def test_a_standard_without_questions_is_not_released():
    assert problems(standard(), neutral=True, marks=[], subjects=[]) == ["The standard has no question."]


def test_nobody_is_left_out_where_others_are_shown_as_silent():
    silent = replace(MARK, kind="no_answer", codes=())
    [problem] = found(marks=[silent], subjects=TWO)
    assert problem.startswith("Everyone is asked: A. Rivera")
    assert "Ask for cash bail?" in problem
    assert found(marks=[silent, replace(MARK, subject="A. Rivera")], subjects=TWO) == []
    assert found(subjects=TWO) == [], "not checked yet is no silence"


def test_in_neutral_mode_everyone_who_stands_is_in_it():
    [problem] = found(left_out=["C. Woods"])
    assert "C. Woods" in problem
    assert found(SCORED, neutral=False, left_out=["C. Woods"]) == [], "the page says how many of how many"
