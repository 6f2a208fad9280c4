"""The hash of a list of candidates: what changes it and what does not."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from races import locks

words = st.text(st.characters(categories=["L", "P", "Nd"]), min_size=1, max_size=8)
texts = st.lists(words, min_size=1, max_size=3).map(" ".join)
rows = st.fixed_dictionaries(
    {
        "ballot_name": texts,
        "party": st.just("") | texts,
        "designation": st.just("") | texts,
        "status": st.sampled_from(["filed", "qualified", "withdrawn"]),
        "ballot_order": st.none() | st.integers(1, 9),
    }
)
lists = st.lists(rows, max_size=6)
NOTHING = {"added": [], "removed": [], "changed": []}


@given(lists, st.randoms())
def test_the_order_of_the_rows_is_no_change(found, random):
    mixed = list(found)
    random.shuffle(mixed)
    assert locks.sha256(mixed) == locks.sha256(found)
    assert locks.difference(found, mixed) == NOTHING


@given(lists)
def test_spaces_and_the_encoding_of_accents_are_no_change(found):
    def worn(value):
        return "  " + unicodedata.normalize("NFD", value).replace(" ", " \u00a0\t") + "\n" if value else value

    other = [row | {name: worn(row[name]) for name in ("ballot_name", "party", "designation")} for row in found]
    assert locks.sha256(other) == locks.sha256(found)
    assert locks.difference(found, other) == NOTHING


@given(lists, lists)
def test_the_same_hash_and_no_difference_are_one_thing(one, two):
    assert (locks.sha256(one) == locks.sha256(two)) == (locks.difference(one, two) == NOTHING)


@given(lists, rows)
def test_one_more_candidate_is_seen(found, row):
    more = [*found, row]
    said = locks.difference(found, more)
    assert locks.sha256(more) != locks.sha256(found)
    assert len(said["added"]) == 1
    assert said["removed"] == []
    assert len(locks.difference(more, found)["removed"]) == 1


def person(name="Ann Abel", **fields):
    return {"ballot_name": name, "party": "", "designation": "", "status": "filed", "ballot_order": None} | fields


def test_differences_are_told_by_name_and_column():
    then = [person(), person("Bea Boyd"), person("Cal Cole", party="Green")]
    now = [person(status="withdrawn"), person("Cal Cole", party="Independent"), person("Dee Dahl")]
    assert locks.difference(then, now) == {
        "added": ["Dee Dahl"],
        "removed": ["Bea Boyd"],
        "changed": [
            ("Ann Abel", "status", "filed", "withdrawn"),
            ("Cal Cole", "party", "Green", "Independent"),
        ],
    }


def test_two_people_of_one_name_are_two_rows():
    then = [person(party="Green"), person(party="Independent")]
    now = [person(party="Independent")]
    assert locks.difference(then, now) == {"added": [], "removed": ["Ann Abel"], "changed": []}
    assert locks.difference(then, then[::-1]) == NOTHING


def test_the_text_is_fixed_for_good():
    """Hashes on record were made from this text: a change here would break every lock at once."""
    found = [person("Bea  Boyd", ballot_order=2), person(ballot_order=1)]
    assert locks.canonical(found) == (
        '{"ballot_name":"Ann Abel","party":"","designation":"","status":"filed","ballot_order":1}\n'
        '{"ballot_name":"Bea Boyd","party":"","designation":"","status":"filed","ballot_order":2}'
    )
    assert locks.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
