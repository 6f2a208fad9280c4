"""Compare: what an address chose, and how long words are cut. No database."""

import pytest
from django.http import QueryDict

from portal.pages.shown.choice import READ, read
from portal.pages.shown.words import clamp


def chosen(query):
    return read(QueryDict(query))


@pytest.mark.parametrize(
    "value",
    [
        "il/cook/2028-03-19-primary/a-b",
        "/offices/il/cook/2028-03-19-primary/a-b/",
        "https://record.example/es/offices/il/cook/2028-03-19-primary/a-b/",
        "  il/cook/2028-03-19-primary/a-b  ",
    ],
)
def test_a_path_or_a_whole_address_names_a_candidate(value):
    found = chosen(f"c={value}")
    assert found.candidates == [("il", "cook", "2028-03-19-primary", "a-b")]
    assert found.kind == "candidates"


@pytest.mark.parametrize("value", ["il/cook", "https://record.example/offices/il/cook/", "/es/offices/il/cook/"])
def test_an_office_too(value):
    assert chosen(f"o={value}").offices == [("il", "cook")]


@pytest.mark.parametrize("value", ["cook", "IL/cook", "il//cook", "il/cook/", "il/co ok", "é/cook", "il/cook/x"])
def test_what_is_no_path_is_counted_and_not_kept(value):
    found = chosen(f"c={value}&o=")
    assert found.candidates == []
    assert found.unread == 1
    assert found.kind == ""


def test_twice_the_same_counts_once_and_empty_fields_not_at_all():
    found = chosen("o=il/cook&o=il/cook&o=&o=%20&o=/il/cook/")
    assert found.offices == [("il", "cook")]
    assert found.unread == 0


def test_only_so_much_is_read():
    many = "&".join(f"o=il/office-{n}" for n in range(500))
    assert len(chosen(many).offices) == READ
    assert chosen("o=il/" + "a" * 10_000).unread == 1


def test_both_kinds_are_mixed():
    assert chosen("o=il/cook&c=il/cook/2028/a").kind == "mixed"
    assert chosen("o=il/cook&r=il/cook/2028").kind == "mixed"


def test_slugs_of_topics_and_measures_and_the_state():
    found = chosen("t=bail&t=bail&t=<b>&m=declined&s=il")
    assert (found.topics, found.measures, found.state) == (["bail"], ["declined"], "il")
    assert chosen("s=illinois").state == ""


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("short", 10, ("short", False)),
        ("two  words\nhere", 20, ("two words here", False)),
        ("one two three four", 12, ("one two…", True)),
        ("x" * 30, 10, ("x" * 9 + "…", True)),
        ("", 5, ("", False)),
    ],
)
def test_words_are_cut_between_words_and_marked(text, most, shown):
    assert clamp(text, most) == shown
    assert len(clamp(text, most)[0]) <= most
