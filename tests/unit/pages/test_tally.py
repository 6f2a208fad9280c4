import pytest

from portal.pages.shown.tally import segments


def test_segments_keep_the_fixed_order_and_fill_the_strip():
    made = segments({"none": 1, "kept": 2, "brok": 1})
    assert [(part["status"], part["count"]) for part in made] == [("kept", 2), ("brok", 1), ("none", 1)]
    ends = [float(part["x"][:-1]) + float(part["width"][:-1]) for part in made]
    assert ends[-1] == pytest.approx(100, abs=0.02)
    assert all(float(after["x"][:-1]) > end for after, end in zip(made[1:], ends, strict=False))


def test_no_promise_has_no_segment():
    assert segments({}) == []
