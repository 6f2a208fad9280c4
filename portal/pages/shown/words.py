"""What candidates of one race said, question by question, in cells of the same space: for guide and compare.

Marks show only where every group whose questions stand there works in scoring mode; else a cell holds the
candidate's own words and their source alone.
"""

import textwrap
from dataclasses import dataclass
from typing import Any

from portal.pages.shown import addresses
from portal.pages.shown.measures import language_of

LEVELS_OF_MARKS = ("matches", "partly", "differs")


@dataclass(frozen=True)
class Said:
    """One candidate's cell. `form`: "mark", "answer" (neutral), "asked" (questionnaire) or "position"; `kind`
    as in shown.sheets.Cell or races.asking_rules, or "review", with the day as `date`. `text`: own words, cut
    to the length of every cell (`cut`); `url`, `title`, `date`: their source. `note`: the mark, answer or
    request that a gap is told with."""

    candidacy: Any
    form: str
    kind: str
    text: str = ""
    cut: bool = False
    url: str = ""
    title: str = ""
    date: Any = None
    note: Any = None


@dataclass(frozen=True)
class Line:
    """One question or topic with a cell for each candidate, in their order. `key` is the same where two races
    have one question."""

    key: tuple
    topic: Any
    label: str
    language: str
    cells: tuple[Said, ...]


@dataclass(frozen=True)
class Part:
    """Questions of one group ("sheet", "set") or positions by topic ("positions", `group` is None)."""

    kind: str
    group: Any
    source: Any
    marks: bool
    lines: tuple[Line, ...]
    totals: tuple = ()


def may_mark(sheets, sets=()):
    """Whether every group whose questions are shown works in scoring mode (docs/METHODOLOGY.md, "Two modes")."""
    groups = [sheet.group for sheet in sheets] + [asked.question_set.group for asked in sets]
    return bool(sheets) and all(group.mode == group.Mode.SCORING for group in groups)


def parts(people, sheets, sets, positions, *, most, marks, reviews):
    """[Part]: questionnaires, then released sheets, then positions that no sheet quotes. `people` are one
    race's; `most` is the length in characters of every quote; `marks`: whether marks may be shown; `reviews`: of
    `profiles_under_review`."""
    found = [_of_set(asked, people, most) for asked in sets]
    found += [_of_sheet(sheet, people, most, marks) for sheet in sheets]
    cells = [cell for sheet in sheets for row in sheet.rows for cell in row.cells]
    quoted = {cell.quoted if cell.position is None else cell.position.pk for cell in cells}
    rest = [position for position in positions if position.pk not in quoted]
    if rest:
        found.append(_of_positions(rest, people, most, reviews))
    return [part for part in found if part.lines]


def clamp(text, most):
    """(text, whether it was cut): cut between words where there are any, and marked by an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text, False
    short = textwrap.shorten(text, most, placeholder="…")
    return (short if len(short) > most // 2 else f"{text[: most - 1]}…"), True


def _of_set(asked, people, most):
    lines = []
    for row in asked.rows:
        question = row["question"]
        cells = {cell.candidacy.pk: _answered(cell, question, most) for cell in row["cells"]}
        ordered = tuple(cells[person.pk] for person in people)
        lines.append(
            Line(("set", question.pk), question.topic, question.plain_text, language_of(question.text_es), ordered)
        )
    return Part("set", asked.question_set.group, asked, False, tuple(lines))


def _answered(cell, question, most):
    if cell.since:
        return Said(cell.candidacy, "asked", "review", date=cell.since)
    if cell.answer is None:
        return Said(cell.candidacy, "asked", cell.kind, date=cell.arrived_at, note=cell.asked)
    text, cut = clamp(cell.answer.text, most)
    url = f"{addresses.race(cell.candidacy.race)}#a-{question.pk}"
    return Said(cell.candidacy, "asked", cell.kind, text, cut, url, "", cell.answer.received_at, cell.answer)


def _of_sheet(sheet, people, most, marks):
    lines = []
    for row in sheet.rows:
        cells = {cell.candidacy.pk: _judged(cell, most, marks) for cell in row.cells}
        ordered = tuple(cells[person.pk] for person in people)
        language = "" if row.label == str(row.question.topic) else "en"
        lines.append(Line(("sheet", row.question.pk), row.question.topic, row.label, language, ordered))
    return Part("sheet", sheet.group, sheet, marks, tuple(lines), sheet.totals if marks else ())


def _judged(cell, most, marks):
    form, kind = ("mark", cell.kind) if marks else ("answer", cell.kind)
    if cell.since:
        return Said(cell.candidacy, form, kind, date=cell.since)
    if not marks and kind in LEVELS_OF_MARKS:
        kind = "recorded"
    if cell.position is None:
        return Said(cell.candidacy, form, kind, note=cell.mark)
    return _quoted(cell.candidacy, cell.position, form, kind, most)


def _quoted(candidacy, position, form, kind, most):
    text, cut = clamp(position.quote, most)
    return Said(
        candidacy, form, kind, text, cut, position.source_url, position.source_title, position.said_on, position
    )


def _of_positions(positions, people, most, reviews):
    """By topic; of several statements on one the newest is shown."""
    newest, topics = {}, {}
    for position in positions:
        topics.setdefault(position.topic_id, position.topic)
        newest.setdefault((position.topic_id, position.candidacy_id), position)
    lines = []
    for pk, topic in topics.items():
        cells = []
        for person in people:
            position = newest.get((pk, person.pk))
            if person.pk in reviews:
                cells.append(Said(person, "position", "review", date=reviews[person.pk]))
            elif position is None:
                cells.append(Said(person, "position", ""))
            else:
                cells.append(_quoted(person, position, "position", "recorded", most))
        lines.append(Line(("topic", pk), topic, str(topic), "", tuple(cells)))
    return Part("positions", None, None, False, tuple(lines))
