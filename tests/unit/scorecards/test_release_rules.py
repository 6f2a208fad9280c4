import datetime as dt
from dataclasses import replace

import pytest

from scorecards.document import Option, Question, Section, Standard
from scorecards.release_rules import Case, Judged, Near, Said, Scored, outside, problems, warnings

TODAY = dt.date(2026, 11, 20)
BAIL = Question("bail", "Ask for cash bail?", options=(Option("yes", "Yes"), Option("no", "No")))
STANDARD = Standard(
    "Bail",
    "2027",
    evidence_from="2026-01-01",
    evidence_to="2026-10-31",
    sections=(Section("s", "S", questions=(BAIL,)),),
)
MARK = Judged("bail", "B. Okafor", codes=("yes",), markers=("ann",), audited_by="bea", said_on=dt.date(2026, 5, 1))
SUBJECT = Scored("B. Okafor", marks=1, asked=1, notices=(("abc", dt.date(2026, 11, 19)),), now="abc")
FAIR = Case(TODAY, standard=STANDARD, subjects=(SUBJECT,), marks=(MARK,))
NEAR = Near("B. Okafor", "Bo Okafor", dt.date(2026, 12, 8))


def with_mark(**changes):
    return replace(FAIR, marks=(replace(MARK, **changes),))


def with_subject(**changes):
    return replace(FAIR, subjects=(replace(SUBJECT, **changes),))


def test_what_is_audited_and_sent_may_be_released():
    assert problems(FAIR) == []
    assert warnings(FAIR) == []


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (replace(FAIR, standard=None), "standard has not been published"),
        (replace(FAIR, subjects=()), "no subject"),
        (replace(FAIR, neutral=True, left_out=("A. Rivera",)), "A. Rivera is left out"),
        (with_mark(audited_by=""), "Not audited"),
        (with_mark(audited_by="ann"), "Audited by somebody who marked it"),
        (with_mark(markers=("ann", "bea")), "Audited by somebody who marked it"),
        (with_mark(remade=True), "Marked again after the audit"),
        (replace(with_mark(seconded=False), second_marks=True), "second mark is missing"),
        (with_mark(own=False), "own words or record"),
        (with_mark(confirmed=False), "Nobody has confirmed"),
        (with_mark(said_on=dt.date(2025, 12, 31)), "outside the days"),
        (with_mark(said_on=dt.date(2026, 11, 1)), "outside the days"),
        (with_subject(notices=()), "has not been sent the marks"),
        (with_subject(now="other"), "changed after they were sent"),
        (with_subject(notices=(("abc", TODAY),)), "may reply until 2026-11-20"),
        (with_subject(under_review=("",)), "Under review: B. Okafor."),
        (with_subject(under_review=("Ask for cash bail?",)), 'Under review: B. Okafor, "Ask for cash bail?"'),
        (replace(FAIR, replies=(Said("B. Okafor", "Bail?", True, False, False),)), "waits to be checked"),
        (replace(FAIR, replies=(Said("B. Okafor", "Bail?", False, True, False),)), "no answer of ours"),
        (replace(FAIR, near=(NEAR,), timing_reason="The debate is on Dec 1."), "second reviewer must approve"),
        (replace(FAIR, near=(NEAR,), approved=True), "say why this release comes now"),
    ],
)
def test_each_rule_refuses_alone_and_names_itself(case, reason):
    [problem] = problems(case)
    assert reason in problem
    if case.marks != FAIR.marks:
        assert "B. Okafor" in problem
        assert "Ask for cash bail?" in problem


@pytest.mark.parametrize(
    "case",
    [
        with_mark(remade=False, said_on=None, kind="not_found", codes=()),
        replace(FAIR, left_out=("A. Rivera",)),
        with_mark(seconded=False),
        with_subject(notices=(), answered=True),
        with_subject(notices=(("old", dt.date(2026, 10, 1)), ("abc", dt.date(2026, 11, 19)))),
        Case(TODAY, standard=STANDARD, subjects=(Scored("B. Okafor", asked=1),)),
        replace(FAIR, replies=(Said("B. Okafor", "Bail?", True, True, False),)),
        replace(FAIR, near=(NEAR,), approved=True, timing_reason="The debate is on Dec 1."),
    ],
)
def test_what_no_rule_forbids_may_go_out(case):
    assert problems(case) == []


def test_a_mark_under_an_older_question_is_made_anew():
    older = replace(STANDARD, sections=(Section("s", "S", questions=(replace(BAIL, text="Ask for bail?"),)),))
    case = replace(FAIR, versions={1: older}, marks=(replace(MARK, version=1),))
    [problem] = problems(case)
    assert problem.startswith("Made under an older version of the question")
    same = replace(STANDARD, introduction="Other words.")
    assert problems(replace(case, versions={1: same})) == []


def test_taking_a_claim_back_waits_for_nobody():
    waiting = replace(
        with_subject(notices=(), under_review=("",)),
        near=(NEAR,),
        replies=(Said("B. Okafor", "Bail?", False, False, False),),
    )
    assert len(problems(waiting)) == 5
    assert problems(replace(waiting, only_removes=True)) == []
    unaudited = replace(waiting, only_removes=True, marks=(replace(MARK, audited_by=""),))
    assert len(problems(unaudited)) == 1, "what is left must still be audited"


def test_marks_not_made_are_counted_and_do_not_refuse():
    case = with_subject(asked=3)
    assert problems(case) == []
    [warning] = warnings(case)
    assert warning.startswith("2 marks are not made yet")


def test_open_ends_of_the_evidence_window_hold_everything():
    assert not outside(dt.date(1999, 1, 1), replace(STANDARD, evidence_from=""))
    assert not outside(None, STANDARD)
