"""The marks sheet, one row a subject and question: its columns, and one row of it read into what it says."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.core import csvout
from portal.core.tabular import Row, RowChecks, checks
from portal.core.tabular.problems import nearest
from scorecards import document, marks_subjects
from scorecards.marking import Said
from scorecards.models import Mark
from scorecards.words_on_record import NotOnRecord, Quoted

COLUMNS = (
    "subject", "question", "answer", "points", "reason", "quote", "source_url", "source_title", "source_date",
    "archive_url", "said_on", "summary", "position_id", "answer_id", "evidence_id", "searched", "searched_on",
    "asked_on", "asked_how", "stage",
)  # fmt: skip
NONE_TICKED = "none_ticked"
WORDS = {kind.value: kind for kind in Mark.Kind if kind != Mark.Kind.POSITION}
# Where the desk says "words", the sheet has several columns.
COLUMN = {"words": "quote", None: "subject"}


@dataclass(frozen=True)
class Defaults:
    """What stands in the place of empty cells, for a sheet that somebody else published: its own source, and the
    reason of marks that need one. Empty: nothing does."""

    source_url: str = ""
    source_title: str = ""
    source_date: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Read:
    subject: object
    question: object
    stage: str
    said: Said
    row: Row


@lru_cache(maxsize=4096)
def _url(text):
    return checks.url(text, optional=True)


def as_written(text):
    """A cell without the apostrophe that our own download puts before what a spreadsheet would run."""
    bare = text[1:]
    return bare if text.startswith("'") and csvout.cell(bare) == text else text


class Sheet:
    """Reads the rows of one table. `problems` holds every fault; `unchecked` counts rows without an answer and
    `not_asked` those that do not apply to their cohort anyhow."""

    def __init__(self, table, scorecard, standard, words, *, stage, defaults):
        self.table, self.standard, self.words = table, standard, words
        self.stage, self.defaults = stage, defaults
        self.checks = RowChecks(table)
        self.today = timezone.localdate()
        self.subjects = marks_subjects.by_name(scorecard)
        self.questions = marks_subjects.questions(scorecard.standard)
        self.unchecked = self.not_asked = 0

    @property
    def problems(self):
        return self.checks.problems

    def rows(self):
        for row in self.table.rows:
            cells = {name: as_written(row.cells.get(name, "")) for name in COLUMNS}
            before = self.problems.total
            read = self._read(Row(row.line, cells))
            if read and self.problems.total == before:
                yield read

    def _read(self, row):
        subject = self._one(row, "subject", self.subjects, "is no subject of this scorecard")
        question = self._one(row, "question", self.questions, "is no question of the published standard")
        stage = self.checks.cell(row, "stage", checks.one_of, choices=Mark.Stage.values, optional=True)
        if subject is None or question is None:
            return None
        if not row.cells["answer"] and not row.cells["points"]:
            self.unchecked += 1
            return None
        said = self._said(row, subject, question)
        cohort = subject.cohort.slug if subject.cohort_id else ""
        asked = document.applies(self.standard.question(question.slug), cohort)
        if said and said.kind == Mark.Kind.NOT_APPLICABLE and not asked:
            self.not_asked += 1
            return None
        return said and Read(subject, question, stage or self.stage, said, row)

    def _one(self, row, column, known, rule):
        text = row.cells[column]
        if not text:
            self.checks.fault(row, column, "the cell is empty")
            return None
        found = known.get(text) or known.get(text.casefold())
        if found is None:
            near = nearest(text, list(known))
            self.checks.fault(row, column, rule, f'Did you mean "{near}"?' if near else "")
        elif isinstance(found, list):
            self.checks.fault(row, column, "is the name of several subjects", "Give the short name instead.")
            return None
        return found

    def _said(self, row, subject, question):
        points = self._points(row)
        kind = WORDS.get(row.cells["answer"].casefold(), Mark.Kind.POSITION)
        day = {name: self._day(row, name) for name in ("searched_on", "asked_on")}
        if kind != Mark.Kind.POSITION:
            return self._state(row, kind, points, day)
        options = self._options(row, question, points)
        if options is None:
            return None
        asked = self.standard.question(question.slug)
        own = [Decimal(0), *(option.points for option in options if option.points is not None)]
        if points is not None and asked.scores and points == asked.reached(sum(own)):
            points = None
        reason = row.cells["reason"] or (self.defaults.reason if points is not None else "")
        label = "; ".join(option.label for option in options) or "Nothing ticked"
        found = self._evidence(row, subject, question, label)
        return found and Said(kind, tuple(options), points=points, reason=reason, **found)

    def _state(self, row, kind, points, day):
        """No position: what was done to find one. A fault of the rest is left to the rules of marking."""
        cells, given = row.cells, self.defaults
        reason, searched = cells["reason"], cells["searched"]
        if kind in (Mark.Kind.NOT_APPLICABLE, Mark.Kind.UNCHECKED):
            return Said(kind, points=points, reason=reason or given.reason)
        if kind == Mark.Kind.NO_ANSWER:
            how = cells["asked_how"]
            return Said(kind, points=points, reason=reason, asked_on=day["asked_on"], asked_how=how)
        if not searched and given.source_url:
            searched = f"{given.source_title}, {given.source_url}"
            day["searched_on"] = day["searched_on"] or given.source_date
        return Said(kind, points=points, reason=reason, searched=searched, searched_on=day["searched_on"])

    def _points(self, row):
        points = self.checks.cell(row, "points", checks.decimal_number, optional=True)
        if points is not None and (points.as_tuple().exponent < -4 or abs(points) >= 10_000):
            self.checks.fault(row, "points", "has more than 4 digits before or after the point")
            return None
        return points

    def _day(self, row, column):
        return self.checks.cell(row, column, checks.iso_date, latest=self.today, optional=True)

    def _options(self, row, question, points):
        """The answers given, in the standard's order; None after a fault."""
        text, options = row.cells["answer"], question.known_options
        if not text:
            return self._of_points(row, question, points)
        if question.kind != question.Kind.MULTIPLE:
            parts = [text]
        elif text.casefold() == NONE_TICKED:
            return []
        else:
            parts = [part.strip() for part in text.split("|") if part.strip()]
        chosen = set()
        for part in parts:
            found = [one for one in options if part == one.code]
            found = found or [one for one in options if part.casefold() == one.label.strip().casefold()]
            if len(found) != 1:
                codes = [one.code for one in options]
                near = nearest(part, [*codes, *(one.label for one in options)])
                known = ", ".join([*codes[:12], *WORDS])
                hint = f'Did you mean "{near}"?' if near else f"The answers: {known}."
                rule = "is the label of several answers" if found else f'holds no answer "{part}" of this question'
                self.checks.fault(row, "answer", rule, hint)
                return None
            chosen.add(found[0].pk)
        return [one for one in options if one.pk in chosen]

    def _of_points(self, row, question, points):
        """A sheet may give points and no answer: the one answer that is worth so many, or of ticks none for 0."""
        if question.kind == question.Kind.MULTIPLE and points == 0:
            return []
        found = [one for one in question.known_options if one.points is not None and one.points == points]
        if len(found) == 1:
            return found
        rule = "are the points of several answers" if found else "are the points of no answer"
        self.checks.fault(row, "points", rule, "Fill in the answer as well.")
        return None

    def _evidence(self, row, subject, question, label):
        """{"position" | "answer" | "evidence": row}; None after a fault."""
        before = self.problems.total
        quoted = self._quoted(row, label)
        if self.problems.total > before:
            return None
        try:
            return self.words.find(subject, question, quoted)
        except NotOnRecord as fault:
            self.checks.fault(row, fault.column, fault.rule, fault.hint)
        except ValidationError as error:
            for field, texts in error.message_dict.items():
                self.checks.fault(row, field if field in COLUMNS else "quote", "; ".join(texts))
        return None

    def _quoted(self, row, label):
        cells, given = row.cells, self.defaults
        names = ("position_id", "answer_id", "evidence_id")
        ids = {name: self.checks.cell(row, name, checks.whole_number, optional=True) for name in names}
        dates = {name: self._day(row, name) for name in ("said_on", "source_date")}
        urls = {name: self._address(row, name) for name in ("source_url", "archive_url")}
        quote, title = cells["quote"], cells["source_title"]
        if not urls["source_url"] and not cells["source_url"] and not any(ids.values()) and given.source_url:
            urls["source_url"], title = given.source_url, title or given.source_title
            dates["source_date"] = dates["source_date"] or given.source_date
            quote = quote or label
        return Quoted(quote=quote, source_title=title, summary=cells["summary"], **ids, **dates, **urls)

    def _address(self, row, column):
        return self.checks.cell(row, column, lambda text: _url(text)) or ""
