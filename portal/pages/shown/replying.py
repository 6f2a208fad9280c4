"""A subject's own page of the right of reply: its marks with their evidence, what it has sent and saved.

Nothing here reads a score, points or anybody else's marks.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from portal.pages.shown import sheets
from scorecards import document, frozen
from scorecards import reply_rules as rules
from scorecards.models import ReplyDraft
from scorecards.reply_sheet import as_written, marks_by_subject, published

# A form with more questions than this is shown one section a page.
LONG = 40


@dataclass(frozen=True)
class Line:
    """One question with the subject's own mark. `row`: the Question in the database; `sent`: every version of
    the reply, newest first."""

    row: Any
    question: document.Question
    mark: frozen.Frozen
    draft: Any
    sent: tuple

    @property
    def words(self):
        return sheets.words(self.mark.words)

    @property
    def searched_on(self):
        return sheets.day(self.mark.searched_on)

    @property
    def asked_on(self):
        return sheets.day(self.mark.asked_on)


@dataclass(frozen=True)
class Part:
    """One section: the lines one may reply to, and the questions that are not checked yet."""

    section: document.Section
    lines: tuple[Line, ...]
    open: tuple[document.Question, ...]


@dataclass(frozen=True)
class Replying:
    link: Any
    wanted: str
    standard: document.Standard
    parts: tuple[Part, ...]
    pages: tuple[document.Section, ...]  # links to the sections of a long sheet; empty where all is on one page

    @property
    def lines(self):
        return [line for part in self.parts for line in part.lines]

    @property
    def questions(self):
        return [line.row for line in self.lines]

    @property
    def sent(self):
        return {line.row.pk for line in self.lines if line.sent}

    @property
    def now(self):
        """{question pk: Written}: the draft, else what was sent last."""
        kept = {line.row.pk: line.draft or (line.sent[0] if line.sent else None) for line in self.lines}
        return {pk: as_written(row) for pk, row in kept.items() if row}

    def again(self):
        """Read once more, after something was written."""
        return for_link(self.link, self.wanted)

    def changed(self, written):
        now = self.now
        return {row: said for row, said in written.items() if said != now.get(row.pk, rules.Written())}

    def rows(self, form):
        """[(part, [{"line", "agrees", "text", "url", "file", "nofile", "kept"}])]; `kept`: a picture on record."""
        names, now = ("agrees", "text", "url", "file", "nofile"), self.now
        return [
            (
                part,
                [
                    {
                        "line": line,
                        "kept": now.get(line.row.pk, rules.Written()).file,
                        "fields": [form[f"{name}-{line.row.pk}"] for name in names],
                        **{name: form[f"{name}-{line.row.pk}"] for name in names},
                    }
                    for line in part.lines
                ],
            )
            for part in self.parts
        ]


def for_link(link, wanted=""):
    """`wanted`: the slug of the section to show, where the sheet is long. The same queries for any length."""
    subject = link.subject
    standard = published(subject.scorecard)
    marks = marks_by_subject(subject.scorecard, standard, subject=subject).get(subject.pk, {})
    sections = pages = standard.sections
    if len(marks) > LONG:
        sections = [one for one in sections if one.slug == wanted] or sections[:1]
    else:
        pages = ()
    drafts = {row.question_id: row for row in ReplyDraft.objects.filter(subject=subject).for_page()}
    sent = defaultdict(list)
    for reply in subject.replies.for_page():
        reply.is_late = rules.is_late(timezone.localdate(reply.sent_at), link.deadline)
        sent[reply.question_id].append(reply)
    cohort = subject.cohort.slug if subject.cohort_id else ""
    parts = tuple(_part(section, marks, cohort, drafts, sent) for section in sections)
    return Replying(link, wanted, standard, tuple(part for part in parts if part.lines or part.open), tuple(pages))


def _part(section, marks, cohort, drafts, sent):
    asked = [question for question in section.questions if document.applies(question, cohort)]
    lines = []
    for question in asked:
        if question.slug in marks:
            mark, shown = marks[question.slug]
            row = mark.question
            lines.append(Line(row, question, shown, drafts.get(row.pk), tuple(sent[row.pk])))
    return Part(section, tuple(lines), tuple(one for one in asked if one.slug not in marks))
