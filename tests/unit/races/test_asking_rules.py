"""The pure rules of a questionnaire."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from races import asking_rules as rules
from races.asking_rules import Invited

DAY = dt.date(2027, 8, 1)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("   \n\t ", 0),
        ("one", 1),
        ("A well-known judge’s order, in part.", 6),
        ("first – second — third", 3),
        ("first—second–third", 3),
        ("* * * ! —", 0),
        ("1,200 of 3,000 (40%)", 4),
        ("Sí, señora. Él no irá.", 5),
        ("one\u00a0two\u2009three\r\nfour", 4),
        ("https://example.org/a/b", 1),
    ],
)
def test_words_are_counted_as_a_word_processor_counts(text, count):
    assert rules.count_words(text) == count


@given(st.lists(st.text("abcé’'-", min_size=1).filter(lambda w: any(c.isalnum() for c in w))))
def test_the_count_of_words_is_how_many_stand_between_spaces(words):
    assert rules.count_words(" ".join(words)) == len(words)
    assert rules.count_words("\n\n".join(words) + "  ") == len(words)


def test_a_text_without_spaces_is_too_long_for_its_words():
    assert not rules.too_long("word " * 20, 20)
    assert rules.too_long("word " * 21, 20)
    assert rules.too_long("x/" * 300, 20)


def test_tokens_are_long_safe_in_an_address_and_never_the_same():
    tokens = {rules.new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(len(token) >= 43 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)


def test_only_the_hash_of_a_token_is_kept():
    assert rules.hash_token("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert rules.hash_token("\ud800") != rules.hash_token("")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"confirmed": True}, "answered"),
        ({"confirmed": True, "declined": True}, "declined"),
        ({"confirmed": True, "arrived": True}, "answered"),
        ({"arrived": True}, "received"),
        ({"arrived": True, "asked": True, "today": DAY + dt.timedelta(1)}, "received"),
        ({"asked": True}, "waiting"),
        ({"asked": True, "today": DAY + dt.timedelta(1)}, "no_answer"),
        ({}, "not_asked"),
        ({"today": DAY + dt.timedelta(400)}, "not_asked"),
    ],
)
def test_no_answer_needs_a_request_on_record_and_the_deadline_behind_it(known, expected):
    defaults = {"confirmed": False, "declined": False, "arrived": False, "asked": False}
    assert rules.kind(**{**defaults, "deadline": DAY, "today": DAY, **known}) == expected


def found(people, questions=("Why?",), word_limit=150, deadline=DAY, election_day=dt.date(2027, 11, 2)):
    every = rules.problems(
        questions=questions, word_limit=word_limit, deadline=deadline, election_day=election_day, people=people
    )
    return [(problem.rule, problem.about) for problem in every]


ASKED = (dt.date(2027, 7, 1),)


def test_a_set_that_treats_everyone_alike_may_be_published():
    assert found([Invited("A", True, True, ASKED), Invited("B", True, True, ASKED)]) == []
    assert found([Invited("A", True, False, ASKED), Invited("B", True, False, ASKED)]) == []
    assert found([Invited("A", True, True, ASKED), Invited("Withdrew", False)]) == []


def test_each_broken_rule_is_named_with_the_person():
    one = Invited("A", True, True, ASKED)
    assert found([one, Invited("B", True, True)]) == [("Everyone is asked", "B")]
    assert found([one, Invited("B", True, False, ASKED)]) == [("Links for all or none", "B")]
    assert found([one, Invited("B", True, True, (dt.date(2027, 7, 26),))]) == [("Same deadline for all", "B")]
    assert found([one, Invited("C", True, True, ASKED, in_race=False)]) == [("Candidates of this race alone", "C")]
    assert found([]) == [("Everyone is asked", "")]


def test_the_set_itself_is_checked():
    one = [Invited("A", True, True, ASKED)]
    assert found(one, questions=()) == [("Same questions for all", "")]
    assert found(one, questions=("Why?", "  ")) == [("Same questions for all", "question 2")]
    assert found(one, word_limit=10) == [("Same word limit for all", "10 words")]
    assert found(one, deadline=dt.date(2027, 11, 2)) == [("Same deadline for all", "2027-11-02")]


def test_a_problem_reads_as_a_sentence():
    problem = rules.Problem("Everyone is asked", "B. Okafor", "No request is on record.")
    assert str(problem) == "Everyone is asked: B. Okafor. No request is on record."


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Will you read http://example.org please?", "link"),
        ("See www.example.org for it", "link"),
        ("Look at example.com/page for the plan", "link"),
        ("Write to me at a.person@example.org", "mail"),
        ("Write to a.person [at] example", "mail"),
        ("Call me: (312) 555-0123 today", "phone"),
        ("Call 312.555.0123", "phone"),
        ("Call 3125550123", "phone"),
        ("Call +44 20 7946 0123", "phone"),
        ("In 2023 and 2024, 1,204 of 3,000 cases were dropped. Why?", ""),
        ("Will you end cash bail in 2027-2028 for misdemeanors, e.g. trespass?", ""),
        ("How will you treat cases under HB 1234?", ""),
    ],
)
def test_contacts_and_addresses_are_seen_in_a_residents_question(text, part):
    assert rules.private_part(text) == part
