"""The marks sheet as a file: exactly what `import_marks` reads. Importing it unchanged changes nothing."""

import io

from portal.core import csvout
from scorecards import document
from scorecards.import_marks import answered
from scorecards.marking import Marker, as_said
from scorecards.marks_subjects import questions
from scorecards.marks_table import COLUMNS


def rows(scorecard, *, stage, by):
    """One row a subject and question that is put to it, marked or not, as far as this person may see the marks of
    this stage: where every mark is made twice, their own."""
    marker = Marker(scorecard, stage, by)
    known = questions(scorecard.standard)
    asked = marker.standard.questions if marker.standard else ()
    for subject in scorecard.subjects.for_list():
        cohort = subject.cohort.slug if subject.cohort_id else ""
        for question in asked:
            if question.slug in known and document.applies(question, cohort):
                mark = marker.newest.get((subject.pk, known[question.slug].pk))
                yield {**dict.fromkeys(COLUMNS, ""), **_said(mark), **_place(subject, question, stage)}


def _place(subject, question, stage):
    return {"subject": subject.slug, "question": question.slug, "stage": str(stage)}


def _said(mark):
    if mark is None:
        return {}
    said = as_said(mark)
    plain = ("reason", "searched", "searched_on", "asked_on", "asked_how")
    made = {"answer": answered(said.kind, said.options), "points": document.plain(said.points)}
    return made | {name: getattr(said, name) for name in plain} | _words(said)


def _words(said):
    if said.answer:
        return {"answer_id": said.answer.pk, "quote": said.answer.text}
    row = said.position or said.evidence
    if row is None:
        return {}
    names = ("quote", "source_url", "source_title", "source_date", "archive_url", "said_on")
    made = {name: getattr(row, name) for name in names}
    if said.position:
        return made | {"position_id": row.pk, "summary": row.summary}
    return made | {"evidence_id": row.pk}


def as_csv(scorecard, *, stage, by):
    return csvout.dumps(rows(scorecard, stage=stage, by=by), COLUMNS)


def as_xlsx(scorecard, *, stage, by):
    """The same cells as text: no spreadsheet turns a code into a number, or a quote into a formula."""
    from openpyxl import Workbook  # 0.3 s that no other page need pay

    book = Workbook(write_only=True)
    sheet = book.create_sheet("marks")
    sheet.append(COLUMNS)
    for row in rows(scorecard, stage=stage, by=by):
        sheet.append([csvout.cell(row[name]) for name in COLUMNS])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
