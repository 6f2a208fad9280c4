"""What one candidate has told us, in one line or two: positions on record, our questions, and what came back."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Contact:
    """Counted over the questions sent to the candidate; where none were sent, over those of the groups' marks,
    if a mark says that no answer came. `unanswered` of `questions` have no answer although a request with its
    date and channel is on record; `waiting` are asked and not due yet, `received` came and are not confirmed.
    `date`, `how` of the last request; `how_language` where it is no word of ours. Nothing asked: all are 0."""

    positions: int
    questions: int = 0
    answered: int = 0
    declined: int = 0
    received: int = 0
    unanswered: int = 0
    waiting: int = 0
    date: Any = None
    how: str = ""
    how_language: str = ""

    @property
    def asked(self):
        return any((self.answered, self.declined, self.received, self.unanswered, self.waiting))


def contact(candidacy, positions, sheets, sets):
    """`sheets`: shown.sheets.Sheet; `sets`: shown.asking.Asked. Both may hold other candidates too."""
    marks = [cell for sheet in sheets for row in sheet.rows for cell in row.cells if cell.candidacy == candidacy]
    cells = [cell for one in sets for row in one.rows for cell in row["cells"] if cell.candidacy == candidacy]
    sent = any(cell.asked for cell in cells)
    # "No answer to 7 of 12" beside another's "Answered 4 of 4" would be two different counts.
    no_answer = [cell.mark for cell in marks if cell.kind == "no_answer" and not sent]
    kinds = [cell.kind for cell in cells]
    requests = [(mark.asked_on, mark.asked_how, "en") for mark in no_answer]
    requests += [(cell.asked.sent_on, cell.asked.get_channel_display(), "") for cell in cells if cell.asked]
    date, how, language = max(requests, key=lambda request: request[0], default=(None, "", ""))
    return Contact(
        positions=positions,
        questions=len(cells) + (len(marks) if no_answer else 0),
        answered=kinds.count("answered"),
        declined=kinds.count("declined"),
        received=kinds.count("received"),
        unanswered=len(no_answer) + kinds.count("no_answer"),
        waiting=kinds.count("waiting"),
        date=date,
        how=how,
        how_language=language,
    )
