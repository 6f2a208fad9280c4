"""Finding what was entered twice: words of one subject that say the same. Plain values in and out; no database."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

# Of 100: two quotes from one page that are this alike are one quote with a slip of the hand.
NEAR = 90


@dataclass(frozen=True)
class Said:
    """`about`: whose words they are; only words of the same are compared. `key`: the caller's own."""

    key: Any
    about: Any
    quote: str
    url: str = ""


def plain(text: str) -> str:
    """A quote without case, punctuation and spacing, in which two copies of one sentence differ."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def page(url: str) -> str:
    """An address without what does not change the page: scheme, www., fragment and last slash."""
    return re.sub(r"^https?://(www\.)?", "", url.casefold()).partition("#")[0].rstrip("/")


def alike(one: Said, other: Said) -> bool:
    """Whether two say the same: the same words, or nearly the same words on the same page."""
    if one.about != other.about:
        return False
    mine, theirs = plain(one.quote), plain(other.quote)
    if mine == theirs:
        return True
    same_page = one.url != "" and page(one.url) == page(other.url)
    return same_page and fuzz.ratio(mine, theirs) >= NEAR


def doubles(rows: Iterable[Said]) -> list[list[Said]]:
    """Groups of two or more that say the same, in the order they came; a chain of alikes is one group."""
    groups: list[list[Said]] = []
    for row in rows:
        joined = [group for group in groups if any(alike(row, one) for one in group)]
        merged = [one for group in joined for one in group] + [row]
        place = groups.index(joined[0]) if joined else len(groups)
        groups = [group for group in groups if group not in joined]
        groups.insert(place, merged)
    return [group for group in groups if len(group) > 1]


def twice(marks: Sequence[tuple]) -> list[list[Any]]:
    """Of marks as (key, where, what is said) in order of time: the keys of each run in which one thing was said
    twice or more with nothing else between. `where`: subject, question and stage."""
    runs: dict = {}
    for key, where, said in marks:
        history = runs.setdefault(where, [])
        if history and history[-1][0] == said:
            history[-1][1].append(key)
        else:
            history.append((said, [key]))
    return [keys for history in runs.values() for _said, keys in history if len(keys) > 1]
