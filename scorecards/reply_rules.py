"""The rules of the right of reply: plain values in, plain values out. No database, no Django.

FAIRNESS.md 1: a reply is published whole, save that what is private becomes a visible "[removed: reason]".
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

WORD_LIMIT = 500
# After the deadline a link still takes replies for so long; they are marked as late.
GRACE_DAYS = 7
REMOVED = re.compile(r"\[removed: ([^\[\]\n]{3,200})\]")


@dataclass(frozen=True)
class Written:
    """What somebody has put down about one question. `agrees` is None where nothing is ticked; `file` is a
    ReplyFile or None."""

    agrees: bool | None = None
    text: str = ""
    evidence_url: str = ""
    file: Any = None

    @property
    def is_empty(self) -> bool:
        return self == Written()

    @property
    def has_evidence(self) -> bool:
        return bool(self.evidence_url or self.file)


def last_day(deadline: dt.date) -> dt.date:
    """The last day on which a link opens."""
    return deadline + dt.timedelta(days=GRACE_DAYS)


def is_late(sent_on: dt.date, deadline: dt.date | None) -> bool:
    return deadline is not None and sent_on > deadline


def file_name(file) -> str:
    """The last part of a picture's public address, /scorecards/replies/<this>."""
    return f"{file.pk}.{'png' if file.kind == 'image/png' else 'jpg'}"


def reasons(shown: str) -> list[str]:
    """The reasons that stand in a text for what was taken out."""
    return REMOVED.findall(shown)


def only_replaced(original: str, shown: str) -> bool:
    """Whether `shown` is `original` with nothing done to it but parts replaced by "[removed: reason]".

    What stands between the marks must stand in the original word for word and in the same order, the first
    piece at its beginning and the last at its end, with something left out at every mark.
    """
    if original == shown:
        return True
    pieces = REMOVED.sub("\0", shown).split("\0")
    if len(pieces) == 1 or "\0" in original or not original.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:  # the earliest place leaves the most room for what follows
        found = original.find(piece, at + 1)
        if found < 0:
            return False
        at = found + len(piece)
    return original.endswith(pieces[-1]) and at < len(original) - len(pieces[-1])
