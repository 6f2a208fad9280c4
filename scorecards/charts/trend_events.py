"""What happened while the line ran: which days break it, which get a word, and where the word stands."""

from collections.abc import Sequence

from scorecards.charts import dates
from scorecards.charts.layout import text_width
from scorecards.charts.subject import Event, Subject

ROW = 13  # px from one row of words to the next
MOST_WORDS, FEWEST_WORDS = 3, 2  # drawn in a wide and in a narrow picture; the note names every event


def cuts(subject: Subject) -> set[int]:
    """Periods (running numbers) that no line joins to the period before. Where the office began to count in
    another way within a period, that period holds both ways and stands alone."""
    found = set()
    for event in subject.events:
        if event.breaks:
            first = dates.index(event.date, subject.length)
            found.add(first)
            if event.date != dates.start_of(first, subject.length):
                found.add(first + 1)
    return found


def inside(subject: Subject, first: float, last: float) -> list[Event]:
    """Events within the time shown, in order."""
    there = [event for event in subject.events if first <= dates.position(event.date, subject.length) <= last]
    return sorted(there, key=lambda event: (event.date, event.word))


def worded(events: Sequence[Event], most: int) -> list[Event]:
    """The events that get a word, in order: those that break the line first, then the newest."""
    chosen = sorted(events, key=lambda event: (event.breaks, event.date), reverse=True)[:most]
    return [event for event in events if event in chosen]


def places(words: Sequence[tuple[float, str]], edge: float) -> list[tuple[float, int]]:
    """Where each word starts, above the plot where no line crosses it: px, and row from below. `words` are
    (px of the day, word) in order; none reaches past `edge` px."""
    found, ends = [], []
    for x, word in words:
        width = text_width(word)
        start = min(x, edge - width - 4)
        row = next((i for i, end in enumerate(ends) if end < start), len(ends))
        ends[row : row + 1] = [start + width + 8]
        found.append((start, row))
    return found
