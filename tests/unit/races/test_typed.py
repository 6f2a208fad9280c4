import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from races import typed

ZIPS = st.text(string.digits, min_size=5, max_size=5)
WORDS = st.text(string.ascii_letters + " ,.", max_size=60)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("30165", "30165"),
        (" 30165 ", "30165"),
        ("30165-1234", "30165"),
        ("301651234", "30165"),
        ("30165 1234", "30165"),
        ("ZIP 30165", "30165"),
        ("zip code: 30165", "30165"),
        ("código postal 00601", "00601"),
        ("my ZIP is 30165 thanks", "30165"),
        ("500 Oak Street, Chicago IL 60601", "60601"),
        ("60601, IL", "60601"),
        ("500 Oak Street, Chicago IL 60601-0001, USA", "60601"),
        ("12345 Oak Street, Chicago IL 60601.", "60601"),
        ("３０１６５", "30165"),
        ("12345 Oak Street", ""),
        ("1234", ""),
        ("123456", ""),
        ("12345678", ""),
        ("ABCDE", ""),
        ("٦٠٦٠١", ""),
        ("", ""),
    ],
)
def test_the_zip_code_in_a_text(text, code):
    assert typed.zip_in(typed.cut(text)) == code


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("St. Mary's, MD", "st marys md"),
        ("SAINT  Louis", "st louis"),
        ("Doña Ana", "dona ana"),
        ("Prince George’s", "prince georges"),
        ("🤖 !!", ""),
    ],
)
def test_plain(text, plain):
    assert typed.plain(text) == plain


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Cook County", "Cook County"),
        ("500 Oak Street, Springfield IL 62701", "62701"),
        ("500 Oak Street", ""),
        ("x" * 300, "x" * 80),
        ("a\x00b", ""),
    ],
)
def test_an_address_is_never_shown_again(text, again):
    assert typed.repeatable(text) == again


@given(ZIPS, ZIPS)
def test_nine_digits_mean_their_first_five(code, more):
    assert typed.zip_in(f"{code}-{more[:4]}") == typed.zip_in(f"{code}{more[:4]}") == code


@given(WORDS, ZIPS)
def test_of_an_address_only_its_zip_code_is_shown_again(street, code):
    assert typed.repeatable(typed.cut(f"{street} {code}")) == code


@given(st.text(max_size=400))
def test_what_is_shown_again_is_a_zip_code_or_holds_no_digit(text):
    again = typed.repeatable(typed.cut(text))
    assert again == typed.zip_in(typed.cut(text)) or not any(letter.isdigit() for letter in again)
    assert len(again) <= 80
    assert again.isprintable()


@given(st.text(max_size=400))
def test_plain_words_are_plain_already(text):
    plain = typed.plain(text)
    assert typed.plain(plain) == plain or "saint" in plain
    assert plain == plain.strip()


@pytest.mark.parametrize(
    ("text", "name"),
    [("Cook County", "cook"), ("Condado de Doña Ana", "donaana"), ("St. Mary's County", "stmarys"),
     ("Saint Marys", "stmarys"), ("County", "county"), ("", "")],
)  # fmt: skip
def test_a_places_own_name(text, name):
    assert typed.own_name(typed.plain(text).split()) == name
