"""A standard as a value: what its answers are worth, and that JSON gives it back."""

import json
from decimal import Decimal as D
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards import document, frozen, releasing, scoring
from scorecards.document import Cohort, Option, Question, Section, Standard
from scorecards.frozen import Frozen, Replied, Words
from scorecards.scoring import Span


def question(*points, **more):
    options = tuple(Option(f"o{n}", f"Option {n}", None if p is None else D(p)) for n, p in enumerate(points))
    return Question("q", "Question?", options=options, **more)


@pytest.mark.parametrize(
    ("asked", "lowest", "highest"),
    [
        (question("0", "1", "3"), 0, 3),
        (question("1", "4"), 1, 4),
        (question("0", "-2", kind="negative"), -2, 0),
        (question("1", "2", "3", kind="multiple"), 0, 6),
        (question("1", "2", "-3", kind="multiple"), 0, 3),
        (question("1", "2", "3", kind="multiple", max_points=D(4)), 0, 4),
        (question("1", "1", "1", kind="multiple", full_from=D(2)), 0, 3),
        (question("0", "1", "5", kind="tiered", max_points=D(2)), 0, 2),
    ],
)
def test_the_worst_and_the_best_answer(asked, lowest, highest):
    assert (asked.lowest, asked.highest, asked.scores) == (lowest, highest, True)


def test_no_answer_is_worth_more_in_a_neutral_question():
    assert not question(None, None).scores
    assert not question("2", "2").scores
    assert not question().scores


@pytest.mark.parametrize(
    ("asked", "points", "counts"),
    [
        (question("1", "2", "3", kind="multiple", max_points=D(4)), "6", 4),
        (question("1", "2", "3", kind="multiple", max_points=D(4)), "3", 3),
        (question("1", "1", "1", kind="multiple", full_from=D(2)), "2", 3),
        (question("1", "1", "1", kind="multiple", full_from=D(2)), "1", 0),
        (question("1", "-3", kind="multiple"), "-2", 0),
        (question("0", "-2", kind="negative"), "-2", -2),
    ],
)
def test_what_points_count_as(asked, points, counts):
    assert asked.reached(D(points)) == counts


@given(st.lists(st.integers(-2, 5), min_size=1, max_size=6), st.none() | st.integers(1, 8), st.data())
def test_any_ticks_lie_between_the_worst_and_the_best(points, most, data):
    asked = question(*points, kind="multiple", max_points=most and D(most))
    ticked = data.draw(st.lists(st.sampled_from(range(len(points))), unique=True))
    assert asked.lowest <= asked.reached(sum(D(points[n]) for n in ticked)) <= asked.highest


def test_json_gives_the_standard_back():
    made = Standard(
        "Title", "2027", digits=2, cohorts=(Cohort("a", "A"),),
        sections=(
            Section("s", "S", D("0.10"), (("a", D("2.5")),), (
                Question("q", "Q?", kind="multiple", weight=D(3), max_points=D("1.5"), cohorts=("a",),
                         options=(Option("yes", "Yes", D(1), rules_out=("z",)), Option("no", "No", D(0)))),
                Question("z", "Z?", options=(Option("n", "Neutral"),)),
            )),
        ),
    )  # fmt: skip
    text = json.loads(json.dumps(document.as_json(made)))
    assert document.from_json(text) == made
    assert document.digest(document.as_json(document.from_json(text))) == document.digest(text)
    assert text["sections"][0]["weight"] == "0.10"
    assert document.from_json({**text, "later": 1}) == made
    assert made.question("z").options[0].points is None
    assert made.question("none") is None


def test_who_is_asked():
    assert document.applies(question("0", "1"), "")
    assert document.applies(question("0", "1", cohorts=("a",)), "a")
    assert not document.applies(question("0", "1", cohorts=("a",)), "b")
    assert not document.applies(question("0", "1", cohorts=("a",)), "")


def test_a_section_has_a_weight_for_each_cohort():
    section = Section("s", "S", D(1), (("a", D(0)), ("b", D("2.5"))))
    assert [section.weight_for(cohort) for cohort in ("a", "b", "c", "")] == [0, D("2.5"), 1, 1]


@pytest.mark.parametrize(("value", "text"), [("2.0000", "2"), ("10", "10"), ("0.50", "0.5"), ("0.000", "0")])
def test_one_form_of_a_number(value, text):
    assert str(document.plain(D(value))) == text


WORDS = Words(
    "evidence", 7, "Quote", "2026-09-01", "https://example.org/a", "A page", archive_url="https://a.org/b"
)
REPLY = Replied(False, "Not so.", "2026-10-02", "https://example.org/c", 3, "", "We looked again.", "2026-10-05")


@pytest.mark.parametrize(
    "mark",
    [
        Frozen("q", "position", "matches", "Yes", "full", "2", "2", ("yes",), "Because", marked_on="2026-10-01",
               version=2, words=WORDS, replies=(REPLY,)),
        Frozen("q", "position", word="Nothing ticked", points="0", of="3", tint="none"),
        Frozen("q", "not_found", searched="the site", searched_on="2026-09-01", version=1),
        Frozen("q", "no_answer", asked_on="2026-09-01", asked_how="e-mail"),
        Frozen("q", "not_applicable", reason="It charges none."),
        Frozen("q"),
    ],
)  # fmt: skip
def test_a_frozen_mark_comes_back(mark):
    marks = json.loads(json.dumps({"q": frozen.small(mark)}))
    details = json.loads(json.dumps({"q": frozen.detail(mark)}))
    assert frozen.read("q", marks, details) == mark
    assert frozen.read("other", marks, details) == Frozen("other")


def test_frozen_sections_are_exact():
    span = Span(F(1, 3), F(200, 3), 1, 2)
    text = json.loads(json.dumps({"a": frozen.span_as_json(span), "b": None}))
    assert frozen.spans(text) == {"a": span, "b": None}


def test_what_a_section_adds_up():
    section = Section(
        "s", "S",
        questions=(
            Question("known", "K?", weight=D(2), options=question("0", "4").options),
            Question("open", "O?", options=question("0", "1").options),
            Question("others", "C?", cohorts=("b",), options=question("0", "1").options),
            Question("out", "N?", options=question("0", "1").options),
            Question("away", "A?", kind="negative", options=question("0", "-1").options),
            Question("words", "W?", options=question(None, None).options),
        ),
    )  # fmt: skip
    marks = {
        "known": Frozen("known", "position", points="3", of="4"),
        "out": Frozen("out", "not_applicable"),
        "away": Frozen("away", "position", points="-1", of="0"),
    }
    made = [(one.weight, one.points, one.applies, one.negative) for one in releasing.items(section, marks, "a")]
    assert made == [
        (2, 3, True, False),
        (1, None, True, False),
        (1, None, False, False),
        (1, None, False, False),
        (1, -1, True, True),
    ]


def test_a_question_that_may_still_fall_out_counts_as_unknown():
    """Else an answer to come could take it out of the sum and leave the range."""
    first = Question(
        "first", "F?", options=(Option("yes", "Yes", D(1)), Option("no", "No", D(0), rules_out=("then",)))
    )
    then = Question("then", "T?", options=question("0", "1").options)
    standard = Standard("T", "1", sections=(Section("s", "S", questions=(first, then)),))
    assert document.loose(standard, {"then"}) == {"then"}
    assert document.loose(standard, {"first"}) == set()
    marks = {"then": Frozen("then", "position", points="1", of="1")}
    loose = document.loose(standard, set(marks))
    still_open = scoring.section(releasing.items(standard.sections[0], marks, "", loose))
    marks |= {"first": Frozen("first", "position", points="0", of="1"), "then": Frozen("then", "not_applicable")}
    assert still_open.low <= scoring.section(releasing.items(standard.sections[0], marks, "")).low == 0
