"""A race's list of candidates as plain text with a hash, so that a later change is seen. No Django.

A lock says that somebody compared the list with the official one, line by line, on a day. The text does not
depend on the order of the rows, nor on spaces or on how an accent is encoded: none of these is a change.
"""

import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

FIELDS = ("ballot_name", "party", "designation", "status", "ballot_order")


def row(candidacy, *, order_known: bool) -> dict:
    """What is compared of one candidate. A place on the ballot counts only where the order is known."""
    values = {name: getattr(candidacy, name) for name in FIELDS}
    return plain(values | ({} if order_known else {"ballot_order": None}))


def plain(values: Mapping) -> dict:
    """One row with every text in its plain form, columns in a fixed order."""
    return {name: _text(values.get(name)) for name in FIELDS}


def _text(value):
    if not isinstance(value, str):
        return value
    return " ".join(unicodedata.normalize("NFC", value).split())


def canonical(rows: Iterable[Mapping]) -> str:
    """One line of JSON a candidate, the lines in order of their text."""
    lines = (json.dumps(plain(row), ensure_ascii=False, separators=(",", ":")) for row in rows)
    return "\n".join(sorted(lines))


def sha256(rows: Iterable[Mapping]) -> str:
    """64 hex digits over the canonical text."""
    return hashlib.sha256(canonical(rows).encode()).hexdigest()


def difference(then: Iterable[Mapping], now: Iterable[Mapping]) -> dict[str, list]:
    """{"added": names, "removed": names, "changed": [(name, field, before, after)]}, by name.

    Two candidates of one name are set against each other in the order of their text. Empty lists mean the
    same hash, and the other way round.
    """
    before, after = _by_name(then), _by_name(now)
    found = {"added": [], "removed": [], "changed": []}
    for name in sorted(before.keys() | after.keys()):
        old, new = _without_equal(before[name], after[name])
        found["removed"] += [name] * (len(old) - len(new))
        found["added"] += [name] * (len(new) - len(old))
        for was, is_now in zip(old, new, strict=False):
            found["changed"] += [
                (name, field, was[field], is_now[field]) for field in FIELDS if was[field] != is_now[field]
            ]
    return found


def _by_name(rows):
    found = defaultdict(list)
    for each in sorted(map(plain, rows), key=lambda values: canonical([values])):
        found[each["ballot_name"]].append(each)
    return found


def _without_equal(old, new):
    """Both lists without the rows that stand in both."""
    left = list(new)
    gone = []
    for each in old:
        if each in left:
            left.remove(each)
        else:
            gone.append(each)
    return gone, left
