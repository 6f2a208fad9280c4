"""What counts as entered twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.duplicates import Said, alike, doubles, page, plain, twice

QUOTE = "Every file of a closed case will be open to its victim within thirty days."


def said(key, quote=QUOTE, url="", about="Ann"):
    return Said(key, about, quote, url)


@pytest.mark.parametrize(
    ("other", "url", "expected"),
    [
        (f"“ {QUOTE.upper()} ”", "", True),
        (QUOTE.replace("thirty", "thrity"), "", False),
        (QUOTE.replace("thirty", "thrity"), "http://www.example.org/a/#top", True),
        ("Something else was said there.", "https://example.org/a", False),
    ],
)
def test_the_same_words_or_nearly_the_same_on_one_page(other, url, expected):
    assert alike(said(1, url="https://example.org/a"), said(2, other, url)) is expected


def test_the_same_words_of_two_people_are_two():
    assert not alike(said(1), said(2, about="Bo"))


def test_a_chain_of_alikes_is_one_group_and_what_is_alone_is_none():
    page_of = "https://example.org/a"
    rows = [said(1, url=page_of), said(2, "Alone."), said(3, QUOTE[:-2], page_of), said(4, QUOTE[:-2])]
    assert [[row.key for row in group] for group in doubles(rows)] == [[1, 3, 4]]


def test_two_groups_that_a_later_row_joins_become_one():
    rows = [
        said(1, "a b c d e f g h", "u"),
        said(2, "a b c d e f g h i j", "u"),
        said(3, "a b c d e f g h i", "u"),
    ]
    assert [{row.key for row in group} for group in doubles(rows)] == [{1, 2, 3}]


@given(st.text())
def test_copying_a_text_in_other_case_and_spacing_changes_nothing(text):
    assert plain(f"  {text}  ") == plain(text) == plain(plain(text))


@given(st.lists(st.sampled_from(["one word", "two words", "three words here"]), max_size=8))
def test_every_double_is_in_exactly_one_group(quotes):
    groups = doubles(said(key, quote) for key, quote in enumerate(quotes))
    keys = [row.key for group in groups for row in group]
    assert sorted(keys) == [n for n, quote in enumerate(quotes) if quotes.count(quote) > 1]


def test_an_address_is_compared_without_what_does_not_change_the_page():
    assert page("https://www.Example.org/a/") == page("http://example.org/a#part")
    assert page("https://example.org/a?x=1") != page("https://example.org/a?x=2")


def test_a_mark_made_twice_in_a_row_is_found_and_one_that_was_changed_back_is_not():
    rows = [(1, "q1", "yes"), (2, "q2", "yes"), (3, "q1", "yes"), (4, "q2", "no"), (5, "q2", "yes")]
    assert twice(rows) == [[1, 3]]
