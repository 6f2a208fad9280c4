"""What may be published as a standard, and what differs between two."""

import dataclasses
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards import document
from scorecards.document import Cohort, Option, Question, Section, Standard
from scorecards.standard_rules import changed_questions, differences, problems, tidied

TWO = (Option("yes", "Yes", Decimal(2)), Option("no", "No", Decimal(0)))


def asked(slug="files", **fields):
    return Question(slug, "Does the office open its files?", **{"options": TWO, **fields})


def standard(*questions, section=None, **fields):
    part = Section("open", "Openness", questions=questions or (asked(),))
    part = dataclasses.replace(part, **(section or {}))
    made = Standard("Open files", "2027", subjects="offices", sections=(part,))
    return dataclasses.replace(made, **fields)


def ticks(*points, **fields):
    options = tuple(Option(f"o{n}", f"Tick {n}", Decimal(one)) for n, one in enumerate(points))
    return asked(kind="multiple", options=options, **fields)


def worth(kind, *points):
    options = tuple(Option(f"o{n}", f"Answer {n}", Decimal(one)) for n, one in enumerate(points))
    return asked(kind=kind, options=options)


@pytest.mark.parametrize(
    "fine",
    [
        standard(),
        standard(worth("tiered", 0, 1, 2)),
        standard(worth("tiered", 3, 2, 0)),
        standard(ticks(1, 1, 1, max_points=Decimal(2))),
        standard(ticks("0.33", "0.33", "0.33", max_points=Decimal(1))),
        standard(ticks(1, 1, 1, full_from=Decimal(2))),
        standard(asked("a"), dataclasses.replace(worth("negative", 0, -3), slug="b")),
        standard(asked(cohorts=("big",)), cohorts=(Cohort("big", "Big"),)),
    ],
)
def test_a_sound_standard_has_no_problem(fine):
    assert problems(fine, neutral=False) == []


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (Standard("Open files", "2027"), "no question"),
        (standard(title=""), "title is missing"),
        (standard(edition="x" * 21), "21 characters; 20 is the most"),
        (standard(asked(), asked()), "2 questions are called “files”"),
        (standard(asked("öffnen")), "letters without accents"),
        (standard(asked("total")), "means something else"),
        (standard(asked(options=(Option("not-found", "Nothing", Decimal(1)), TWO[1]))), "means something else"),
        (standard(asked(options=())), "no answers"),
        (standard(worth("choice", 1, 1)), "two answers with different points"),
        (standard(worth("choice", 1, -1)), "an answer takes points away"),
        (standard(worth("negative", 0, 0)), "one must be below"),
        (standard(worth("negative", 1, -1)), "no answer may be above 0"),
        (standard(worth("negative", -1, -1)), "needs two answers"),
        (standard(worth("negative", 0, -1)), "the section can never have a score"),
        (standard(worth("yes_no", 0, 1, 2)), "this one has 3"),
        (standard(worth("tiered", 0, 2, 1)), "do not stand in order"),
        (standard(asked(max_points=Decimal(2))), "only ticks and tiers"),
        (standard(ticks(1, 1, max_points=Decimal(3))), "nobody can reach its maximum of 3"),
        (standard(ticks(1, 1, full_from=Decimal(3))), "nobody can reach full points"),
        (standard(asked(full_from=Decimal(1))), "for ticks only"),
        (standard(asked(kind="guess")), "no kind of question"),
        (standard(asked(cohorts=("big",))), "no cohort of this standard"),
        (standard(asked(previous="old")), "last edition has no question “old”"),
        (standard(asked(weight=Decimal(-1))), "below 0"),
        (standard(asked(weight=Decimal(0))), "every question weighs 0"),
        (standard(section={"weight": Decimal(0)}), "Every section weighs 0"),
        (standard(section={"weights": (("big", Decimal(1)),)}), "a weight for “big”"),
        (
            standard(section={"weights": (("big", Decimal(0)),)}, cohorts=(Cohort("big", "Big"),)),
            "Cohort “big”: every section weighs 0",
        ),
        (standard(asked(options=(dataclasses.replace(TWO[0], rules_out=("x",)), TWO[1]))), "rules out “x”"),
        (standard(asked(options=(dataclasses.replace(TWO[0], rules_out=("files",)), TWO[1]))), "its own question"),
        (standard(asked(options=(dataclasses.replace(TWO[0], level="yes"), TWO[1]))), "is not one of matches"),
        (standard(asked(options=(Option("yes", "Yes"), TWO[1]))), "it has no points"),
        (standard(asked(options=(TWO[0], TWO[0]))), "2 answers are called “yes”"),
        (standard(asked(weight=Decimal("1.00001"))), "four digits after the point"),
        (standard(evidence_from="2026-02-01", evidence_to="2026-01-01"), "ends before it begins"),
    ],
)
def test_each_problem_is_named(broken, words):
    found = problems(broken, neutral=False)
    assert any(words in one for one in found), found


def test_in_neutral_mode_no_answer_carries_points():
    found = problems(standard(subjects="candidacies"), neutral=True)
    assert len(found) == 2
    assert "Section “open”, question “files”, answer 1 “Yes”" in found[0]
    levels = (Option("yes", "Yes", level="yes"), Option("no", "No", level="no"), Option("else", "Else"))
    assert problems(standard(asked(options=levels)), neutral=True) == []
    assert "gives or takes points" in problems(standard(asked(kind="negative", options=levels)), neutral=True)[1]


def test_a_topic_must_be_on_record():
    named = standard(asked(topic="bail"))
    assert problems(named, neutral=False) == []
    assert "no topic “bail”" in problems(named, neutral=False, topics={"jail"})[0]


def test_what_a_mark_says_depends_on_the_substance_alone():
    old = standard(asked("a"), asked("b"), asked("c"), asked("d"))
    questions = (
        dataclasses.replace(asked("a"), weight=Decimal(3), clarifications="More", short="A"),
        dataclasses.replace(asked("b"), criteria="Every file"),
        dataclasses.replace(asked("c"), options=(TWO[0], dataclasses.replace(TWO[1], points=Decimal(1)))),
        asked("new"),
    )
    assert changed_questions(old, standard(*questions)) == {"b", "c"}


def test_differences_are_readable():
    new = standard(dataclasses.replace(asked(), weight=Decimal("2.50"), options=TWO[:1]), title="Open records")
    said = [(one.where, one.what, one.before, one.after) for one in differences(standard(), new)]
    asked_as = "Question “Does the office open its files?”"
    assert said == [
        ("Standard", "title", "Open files", "Open records"),
        (asked_as, "weight", "1", "2.5"),
        (f"{asked_as}, answer “No”", "dropped", "0 points", ""),
    ]


names = st.sampled_from(["a", "b", "c", "d"])
numbers = st.decimals(0, 9, places=2)
options = st.builds(Option, names, st.text(max_size=3), st.none() | numbers, rules_out=st.tuples(names))
questions = st.builds(
    Question,
    names,
    st.text(max_size=3),
    kind=st.sampled_from(["choice", "multiple"]),
    weight=numbers,
    max_points=st.none() | numbers,
    cohorts=st.lists(names, max_size=2, unique=True).map(tuple),
    options=st.lists(options, max_size=3, unique_by=lambda one: one.code).map(tuple),
)
sections = st.builds(
    Section,
    names,
    names,
    weight=numbers,
    weights=st.lists(st.tuples(names, numbers), max_size=2, unique_by=lambda one: one[0]).map(tuple),
)


@st.composite
def documents(draw):
    parts = draw(st.lists(sections, max_size=3, unique_by=lambda one: one.slug))
    left = draw(st.lists(questions, max_size=4, unique_by=lambda one: one.slug))
    filled = []
    for part in parts:
        taken = draw(st.integers(0, len(left)))
        filled.append(dataclasses.replace(part, questions=tuple(left[:taken])))
        left = left[taken:]
    return Standard("T", draw(names), digits=draw(st.integers(0, 6)), sections=tuple(filled))


@given(documents(), documents())
def test_two_documents_differ_exactly_if_a_difference_is_told(one, other):
    one, other = tidied(one), tidied(other)
    assert differences(one, one) == []
    assert bool(differences(one, other)) == (document.as_json(one) != document.as_json(other))


@given(documents())
def test_a_document_survives_json_and_keeps_its_hash(one):
    one = tidied(one)
    kept = json.loads(json.dumps(document.as_json(one)))
    again = document.from_json(kept)
    assert again == one
    assert tidied(one) == one
    assert document.digest(document.as_json(again)) == document.digest(document.as_json(one))
    assert changed_questions(one, again) == set()
