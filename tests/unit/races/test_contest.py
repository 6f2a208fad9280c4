"""Whether a race gives a choice: every rule by an example, and laws that hold for any race and day."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from races.contest import YES_OR_NO, Field, State, contest

TODAY = dt.date(2026, 11, 22)
LATER, SOONER, DAY = dt.date(2027, 8, 6), dt.date(2026, 11, 13), dt.date(2027, 11, 2)
ONE = Field("general", DAY, on_ballot=1, filing_closes=SOONER)


@pytest.mark.parametrize(
    ("field", "state"),
    [
        (replace(ONE, on_ballot=2), State.CONTESTED),
        (replace(ONE, on_ballot=2, seats=2), State.ONE_NAME),
        (replace(ONE, on_ballot=3, seats=2), State.CONTESTED),
        (ONE, State.ONE_NAME),
        (replace(ONE, field_known=True), State.UNOPPOSED),
        (replace(ONE, field_known=True, filing_closes=None), State.UNOPPOSED),
        (replace(ONE, field_known=True, filing_closes=LATER), State.OPEN),
        (replace(ONE, filing_closes=LATER), State.OPEN),
        (replace(ONE, filing_closes=TODAY), State.OPEN),
        (replace(ONE, filing_closes=TODAY - dt.timedelta(1)), State.ONE_NAME),
        (replace(ONE, write_in_filing_closes=LATER), State.OPEN),
        (replace(ONE, write_in_filing_closes=LATER, write_ins_allowed=False), State.ONE_NAME),
        (replace(ONE, write_ins=1, field_known=True), State.WRITE_IN),
        (replace(ONE, write_ins=1, filing_closes=LATER), State.WRITE_IN),
        (replace(ONE, on_ballot=0, write_ins=1), State.WRITE_IN),
        (replace(ONE, kind="primary", party="Democratic", field_known=True), State.ONE_NAME),
        (replace(ONE, on_ballot=0), State.NOBODY),
        (replace(ONE, on_ballot=0, filing_closes=LATER), State.NOBODY),
        (replace(ONE, on_ballot=0, left=1), State.NOBODY_LEFT),
        (replace(ONE, kind="retention"), State.RETENTION),
        (replace(ONE, kind="recall", on_ballot=3), State.RECALL),
    ],
)
def test_each_rule(field, state):
    assert contest(field, TODAY).state == state


def test_the_last_day_takes_in_write_ins_and_days_gone_by_are_left_out():
    both = replace(ONE, filing_closes=LATER, write_in_filing_closes=LATER + dt.timedelta(30))
    found = contest(both, TODAY)
    assert (found.file_until, found.last_day) == (LATER, LATER + dt.timedelta(30))
    assert contest(both, LATER + dt.timedelta(1)).file_until is None
    assert contest(both, DAY + dt.timedelta(1)).last_day is None
    assert contest(replace(both, filing_opens=LATER), TODAY).opens == LATER
    assert contest(replace(both, filing_opens=TODAY), TODAY).opens is None


def test_a_list_may_grow_until_filing_is_known_to_be_over():
    assert contest(replace(ONE, filing_closes=None), TODAY).may_grow
    assert contest(replace(ONE, filing_closes=LATER), TODAY).may_grow
    assert not contest(ONE, TODAY).may_grow
    assert not contest(replace(ONE, filing_closes=None), DAY + dt.timedelta(1)).may_grow


days = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1))
fields = st.builds(
    Field,
    kind=st.sampled_from(["primary", "runoff", "general", "special", "retention", "recall"]),
    date=st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)),
    seats=st.integers(1, 4),
    on_ballot=st.integers(0, 6),
    write_ins=st.integers(0, 2),
    left=st.integers(0, 2),
    field_known=st.booleans(),
    party=st.sampled_from(["", "Democratic"]),
    filing_opens=days,
    filing_closes=days,
    write_in_filing_closes=days,
    write_ins_allowed=st.sampled_from([None, True, False]),
)
moments = st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1))


@given(fields, moments)
def test_unopposed_is_never_said_of_a_field_that_is_not_known_or_can_grow(field, today):
    found = contest(field, today)
    if found.state == State.UNOPPOSED:
        assert field.field_known
        assert 0 < field.on_ballot <= field.seats
        assert found.last_day is None
        assert field.write_ins == 0
        assert field.party == ""


@given(fields, moments)
def test_open_means_a_day_ahead_and_too_few_names(field, today):
    found = contest(field, today)
    if found.state == State.OPEN:
        assert today <= found.last_day <= field.date
        assert 0 < field.on_ballot <= field.seats
    if found.over:
        assert found.last_day is None
        assert found.opens is None


@given(fields, moments)
def test_contested_is_about_names_and_seats_alone(field, today):
    found = contest(field, today)
    if field.kind in YES_OR_NO or field.on_ballot == 0:
        assert found.contested is None
    else:
        assert found.contested == (field.on_ballot > field.seats)


@given(fields, moments)
def test_a_withdrawal_never_opens_a_race_and_one_more_name_never_closes_it(field, today):
    assert contest(replace(field, left=field.left + 1), today).contested == contest(field, today).contested
    if contest(field, today).state == State.CONTESTED:
        assert contest(replace(field, on_ballot=field.on_ballot + 1), today).state == State.CONTESTED
