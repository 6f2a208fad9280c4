"""In how many races voters had a choice, by state and year: from a source's counts, or from our own races.

A source's count (`ElectionFigure`) is taken where there is one for a state and year; else the races on record
are counted, once every race of that year on record is over. An office counts once a year, and as a choice if
any election of that year had more names on the ballot than seats. Yes-or-no votes are not counted.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from races.models import Election, ElectionFigure, Race, State


@dataclass(frozen=True)
class Choice:
    """One state and year. `kinds` are the kinds of election counted, empty where a source counted all rounds
    together; `field_known` says that primaries and write-ins are in the count."""

    state: State
    year: int
    count: int
    total: int
    kinds: tuple[str, ...]
    field_known: bool
    counted_by_us: bool
    note: str
    source_url: str
    source_title: str
    data_to: dt.date
    checked: dt.date | None


def by_state_and_year(today, *, state=None):
    """Choices in order of state and year, of all states or of one. Two queries, whatever the number of races."""
    found = {(row.state.pk, row.year): row for row in _from_races(today, state)}
    found |= {(row.state.pk, row.year): row for row in _from_sources(state)}
    return sorted(found.values(), key=lambda row: (row.state.name, row.year))


def _from_sources(state):
    """All rounds together where the source has that, else one round: two are never added up."""
    best = {}
    for figure in ElectionFigure.objects.choices_of(state):
        best.setdefault((figure.state_id, figure.year), figure)
    for figure in best.values():
        yield Choice(
            figure.state,
            figure.year,
            figure.count,
            figure.total,
            kinds=(figure.round,) if figure.round else (),
            field_known=not figure.round,
            counted_by_us=False,
            note=figure.note,
            source_url=figure.source_url,
            source_title=figure.source_title,
            data_to=dt.date(figure.year, 12, 31),
            checked=figure.source_checked,
        )


def _from_races(today, state):
    years = defaultdict(list)
    for race in Race.objects.with_lists(state):
        years[race.office.state_id, race.election.date.year].append(race)
    for races in years.values():
        last = max(race.election.date for race in races)
        if last < today:
            yield _counted(races, last)


def _counted(races, last):
    seats = defaultdict(list)
    for race in races:
        seats[race.office_id, race.seat].append(race)
    newest = max(races, key=lambda race: (race.election.date, race.pk))
    present = {race.election.kind for race in races}
    checked = [race.source_checked for race in races if race.source_checked]
    return Choice(
        newest.office.state,
        last.year,
        sum(any(race.standing > race.seats for race in each) for each in seats.values()),
        len(seats),
        kinds=tuple(kind for kind in Election.Kind.values if kind in present),
        field_known=all(race.field_known for race in races),
        counted_by_us=True,
        note="",
        source_url=newest.source_url,
        source_title=newest.source_title,
        data_to=last,
        checked=max(checked, default=None),
    )
