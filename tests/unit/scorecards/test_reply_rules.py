"""What may be done to a reply before it is published: parts replaced, nothing else."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards import reply_rules as rules

MARK = "[removed: phone number]"
WORDS = st.text("ab c.\n", max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=5), st.lists(st.text("xyz", min_size=1, max_size=5), min_size=5))
def test_replacing_parts_is_always_taken(kept, hidden):
    hidden = hidden[: len(kept) - 1]
    original = "".join(part for pair in zip(kept, [*hidden, ""], strict=True) for part in pair)
    assert rules.only_replaced(original, MARK.join(kept))


@given(WORDS, WORDS)
def test_without_a_mark_only_the_same_text_is_taken(original, shown):
    assert rules.only_replaced(original, shown) == (original == shown)


@pytest.mark.parametrize(
    "shown",
    [
        "Call me. The letter says no.",
        f"Call me at {MARK}. The letter says yes.",
        f"{MARK} The letter says no. Call me at 555.",
        f"Call me at 555. The letter says no.{MARK}",
        f"Call me at {MARK}{MARK}55. The letter says no.",
        "Call me at [removed]. The letter says no.",
        "Call me at [removed: x\ny]. The letter says no.",
        f"Call me at {MARK}5. {MARK}The letter says no.",
        f"Call me at 555. The letter {MARK} letter says no.",
        "",
    ],
)
def test_another_change_is_refused(shown):
    assert not rules.only_replaced("Call me at 555. The letter says no.", shown)


@pytest.mark.parametrize(
    "shown", [f"Call me at {MARK}. The letter says no.", MARK, f"{MARK} The letter{MARK}", f"Call{MARK}no."]
)
def test_what_is_private_is_replaced(shown):
    assert rules.only_replaced("Call me at 555. The letter says no.", shown)
    assert set(rules.reasons(shown)) == {"phone number"}


def test_a_reply_is_late_from_the_day_after_the_deadline():
    day = dt.date(2027, 3, 14)
    assert not rules.is_late(day, day)
    assert rules.is_late(day + dt.timedelta(1), day)
    assert not rules.is_late(day, None)
    assert rules.last_day(day) == dt.date(2027, 3, 21)


def test_nothing_written_is_empty_and_a_picture_is_evidence():
    assert rules.Written().is_empty
    assert not rules.Written(agrees=False).is_empty
    assert rules.Written(file=object()).has_evidence
    assert not rules.Written(text="Why").has_evidence
