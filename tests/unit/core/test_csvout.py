import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import tabular
from portal.core.csvout import cell, dumps, write


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (float("nan"), ""), (Decimal("NaN"), ""), (0, "0"), (-5, "-5"), (True, "true"),
        (0.8418, "0.8418"), (1e-07, "0.0000001"), (Decimal("1E+3"), "1000"), (date(2024, 11, 5), "2024-11-05"),
        (datetime(2024, 11, 5, 1, 2), "2024-11-05T01:02:00"), ("plain", "plain"), ("-5", "-5"),
        ("-1,234.5", "-1,234.5"), ("=1+1", "'=1+1"), ("+1 555", "'+1 555"), ("-2+3", "'-2+3"), ("@SUM", "'@SUM"),
        ("\tx", "'\tx"), ("\rx", "'\nx"), (" =1", "' =1"), ("-", "'-"), ("--5", "'--5"), ("a=b", "a=b"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)  # fmt: skip
def test_cell(value, text):
    assert cell(value) == text


@pytest.mark.parametrize("value", [float("inf"), Decimal("-Infinity")])
def test_an_infinite_number_is_refused(value):
    with pytest.raises(ValueError, match="infinite"):
        cell(value)


def test_numpy_floats_are_numbers():
    import numpy as np

    assert cell(np.float64(0.25)) == "0.25"


def test_mappings_and_sequences_give_the_same_bytes():
    expected = 'name,votes\n"Muñoz, A.",12\nB,\n'.encode()
    assert dumps([("Muñoz, A.", 12), ("B", None)], ["name", "votes"]) == expected
    assert dumps(
        [{"votes": 12, "name": "Muñoz, A.", "x": 1}, {"name": "B", "votes": None}], ["name", "votes"]
    ) == (expected)


def test_rows_are_counted():
    assert write(iter([[1], [2]]), ["n"], io.StringIO()) == 2


def test_a_header_is_defused_too():
    assert dumps([], ["=a"]) == b"'=a\n"


def test_a_row_that_does_not_fit_is_an_error():
    with pytest.raises(ValueError, match="3 values for 2 columns"):
        dumps([(1, 2, 3)], ["a", "b"])
    with pytest.raises(KeyError):
        dumps([{"a": 1}], ["a", "b"])


text = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@given(st.lists(st.tuples(text, text)))
def test_no_cell_that_leaves_would_run(rows):
    for row in csv.reader(io.StringIO(dumps(rows, ["a", "b"]).decode(), newline="")):
        for left in row:
            assert not left.startswith(("=", "+", "@", "\t", "\r"))
            assert not left.startswith("-") or cell(left) == left


@given(st.lists(st.tuples(text, text)))
def test_writing_what_was_read_gives_the_same_bytes(rows):
    once = dumps(rows, ["a", "b"])
    back = list(csv.reader(io.StringIO(once.decode(), newline="")))
    assert dumps(back[1:], back[0]) == once


def test_our_own_reader_takes_it(tmp_path):
    path = tmp_path / "out.csv"
    path.write_bytes(dumps([("Muñoz", "01019"), ("two\nlines", None)], ["name", "fips"]))
    assert tabular.read(path).values == [("Muñoz", "01019"), ("two\nlines", "")]
