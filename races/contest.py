"""Does a race give voters a choice? The one place that answers it, from plain values and with no Django.

The rules in words: docs/METHODOLOGY.md, "Races". `RaceQuerySet.contested` and `open_for_filing` say the same
in SQL, and a test holds the two together.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

# Voters say yes or no to one person: these are never contested and never unopposed.
YES_OR_NO = ("retention", "recall")


class State(StrEnum):
    CONTESTED = "contested"  # more names on the ballot than seats
    OPEN = "open_for_filing"  # nobody opposes yet, and somebody still can
    UNOPPOSED = "unopposed"  # no choice, and the whole field is known
    ONE_NAME = "one_name"  # no choice on this ballot; primaries or write-ins are not known
    WRITE_IN = "write_in"  # no choice on the ballot, and a named write-in
    NOBODY = "nobody_listed"
    NOBODY_LEFT = "nobody_left"  # everybody who was listed has left the race
    RETENTION = "retention"
    RECALL = "recall"


@dataclass(frozen=True)
class Field:
    """What is known of a race. `on_ballot` counts the filed and qualified, `write_ins` the named ones, `left`
    those who withdrew, died or were disqualified. A deadline that nobody looked up is None."""

    kind: str
    date: dt.date
    seats: int = 1
    on_ballot: int = 0
    write_ins: int = 0
    left: int = 0
    field_known: bool = False
    party: str = ""
    filing_opens: dt.date | None = None
    filing_closes: dt.date | None = None
    write_in_filing_closes: dt.date | None = None
    write_ins_allowed: bool | None = None


@dataclass(frozen=True)
class Contest:
    """The answer on one day. `file_until` and `write_in_until` are last days that are still ahead (or today);
    `opens` is the first day to file, where it is still ahead."""

    state: State
    field: Field
    over: bool
    file_until: dt.date | None = None
    write_in_until: dt.date | None = None
    opens: dt.date | None = None

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which somebody can still file, as a write-in too."""
        return max((day for day in (self.file_until, self.write_in_until) if day), default=None)

    @property
    def contested(self) -> bool | None:
        """None where the question has no answer: a yes-or-no vote, or no list of candidates."""
        if self.field.kind in YES_OR_NO or self.field.on_ballot == 0:
            return None
        return self.state == State.CONTESTED

    @property
    def may_grow(self) -> bool:
        """Whether the list may still grow for all we know: filing is open, or nobody looked up when it ends."""
        return not self.over and (self.last_day is not None or self.field.filing_closes is None)


def contest(field: Field, today: dt.date) -> Contest:
    """How the race stands on `today`."""
    ahead = field.date >= today
    until = _still_ahead(field.filing_closes, field, today)
    write_in = None
    if field.write_ins_allowed is not False:
        write_in = _still_ahead(field.write_in_filing_closes, field, today)
    opens = field.filing_opens
    return Contest(
        _state(field, is_open=bool(until or write_in)),
        field,
        over=not ahead,
        file_until=until,
        write_in_until=write_in,
        opens=opens if ahead and opens is not None and opens > today else None,
    )


def of_race(race, today: dt.date) -> Contest:
    """The contest of a race loaded with `with_standing()` and its election."""
    election = race.election
    field = Field(
        kind=election.kind,
        date=election.date,
        seats=race.seats,
        on_ballot=race.standing,
        write_ins=race.named_write_ins,
        left=race.left_the_race,
        field_known=race.field_known,
        party=election.party,
        filing_opens=election.filing_opens,
        filing_closes=election.filing_closes,
        write_in_filing_closes=election.write_in_filing_closes,
        write_ins_allowed=race.write_ins_allowed,
    )
    return contest(field, today)


def _still_ahead(day, field, today):
    """The day, or the election's if a file has it later, where it is today or ahead."""
    last = min(day, field.date) if day is not None else None
    return last if last is not None and today <= last else None


def _state(field: Field, *, is_open: bool) -> State:
    if field.kind in YES_OR_NO:
        return State(field.kind)
    if field.on_ballot > field.seats:
        return State.CONTESTED
    if field.write_ins:
        return State.WRITE_IN
    if field.on_ballot == 0:
        return State.NOBODY_LEFT if field.left else State.NOBODY
    if is_open:
        return State.OPEN
    # One name in a party's primary says nothing about the race: another party's candidate may follow.
    return State.UNOPPOSED if field.field_known and not field.party else State.ONE_NAME
