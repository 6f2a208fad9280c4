"""Sharing out work evenly. Plain values in and out; no database."""

from collections.abc import Iterable, Mapping, Sequence


def spread(
    units: Iterable[tuple], people: Sequence, *, load: Mapping | None = None, not_to: Mapping | None = None
) -> dict:
    """Give each unit to whoever has least so far: {unit: person}, None where nobody may have it.

    `units`: (unit, size). `load`: what each person has already. `not_to`: {unit: people who may not have it}.
    Of two with the same load the one named first gets it.
    """
    held = {person: (load or {}).get(person, 0) for person in people}
    given = {}
    for unit, size in units:
        barred = (not_to or {}).get(unit, ())
        free = [person for person in people if person not in barred]
        given[unit] = min(free, key=held.__getitem__) if free else None
        if free:
            held[given[unit]] += size
    return given
