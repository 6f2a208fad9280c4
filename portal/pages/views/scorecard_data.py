"""The data of a released scorecard, or of one subject's sheet, at its page's address with .csv or .json: one row a
question and subject. Written as it is read: a large scorecard has tens of thousands of rows."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from portal.core import csvout
from portal.pages.shown import marks, released
from portal.pages.shown.sheets import cell
from portal.pages.shown.subject import section_scores
from portal.pages.views.caching import asked_each_time
from portal.pages.views.listing import unindexed
from portal.pages.withdrawn import gone_with_its_releases
from scorecards.models import ReleaseSheet
from scorecards.under_review import first_review, marks_under_review

# fmt: off
COLUMNS = (
    "group", "mode", "standard", "edition", "version", "subject", "name", "cohort", "section", "question",
    "question_text", "answer", "word", "summary", "quote", "said_on", "source_url", "source_title", "archive_url",
    "searched", "searched_on", "asked_on", "asked_how", "reason", "marked_under", "under_review", "replies",
    "our_answers",
)
# fmt: on
# More rows than this are sent as they are read.
MOST_AT_ONCE = 2000
OF_SCORES = (
    "points",
    "of",
    "section_low",
    "section_high",
    "score_low",
    "score_high",
    "score_known",
    "score_total",
)  # fmt: skip


@require_safe
@gone_with_its_releases
def scorecard_data(request, slug, kind, subject=None):
    release = released.newest(slug)
    sheets = release and ReleaseSheet.objects.filter(release=release).select_related("subject")
    if not release or (subject and not sheets.filter(slug=subject).exists()):
        raise Http404
    context = released.head(release)
    context["reviews"] = marks_under_review([release.scorecard_id])
    if subject:
        sheets = sheets.filter(slug=subject)
    elif context["candidates"]:
        order = [one.sheet and one.sheet.pk for one in marks.everyone(release, context)]
        sheets = sorted((one for one in sheets if one.pk in order), key=lambda one: order.index(one.pk))
    small = len(context["standard"].questions) * _number(sheets) <= MOST_AT_ONCE
    rows = _rows(sheets if small else _read(sheets), context)
    # Neutral mode has no column that could hold a score.
    columns = (*COLUMNS, *(OF_SCORES if context["scored"] else ()), "sample")
    written = _csv(rows, columns) if kind == "csv" else _json(rows, columns)
    of = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
    response = (HttpResponse if small else StreamingHttpResponse)(b"".join(written) if small else written)
    response["Content-Type"] = of
    name = f"{slug}-{subject}" if subject else slug
    response["Content-Disposition"] = f'inline; filename="{name}.{kind}"'
    return unindexed(asked_each_time(response), context["sample"])


def _number(sheets):
    return len(sheets) if isinstance(sheets, list) else sheets.count()


def _read(sheets):
    return sheets if isinstance(sheets, list) else sheets.iterator(chunk_size=20)


def _csv(rows, columns):
    yield csvout.dumps([], columns)
    for of_sheet in rows:
        yield csvout.dumps(of_sheet, columns).partition(b"\n")[2]


def _json(rows, columns):
    yield f'{{"columns": {json.dumps(columns)}, "rows": ['.encode()
    before = ""
    for of_sheet in rows:
        for row in of_sheet:
            text = json.dumps({name: row[name] for name in columns}, ensure_ascii=False, cls=DjangoJSONEncoder)
            yield f"{before}\n{text}".encode()
            before = ","
    yield b"]}\n"


def _rows(sheets, context):
    """The rows of one sheet at a time."""
    standard = context["standard"]
    for sheet in sheets:
        since = first_review(context["reviews"], sheet.subject_id)
        shown = context["scored"] and since is None
        score = released.figure(sheet, standard.digits) if shown else None
        parts = section_scores(sheet, standard) if shown else {}
        whole = {
            "score_low": score and score.shown_low,
            "score_high": score and score.shown_high,
            "score_known": score and score.known,
            "score_total": score and score.total,
        }
        yield [
            _record(context, sheet, section, question) | whole | _ends(parts.get(section.slug))
            for section in standard.sections
            for question in section.questions
        ]


def _ends(part):
    return {"section_low": part and part.shown_low, "section_high": part and part.shown_high}


def _record(context, sheet, section, question):
    """`answer` is empty where nobody has asked or checked yet. In neutral mode no reason for a mark is told."""
    found = cell(None, sheet, question.slug, context["release"], context["reviews"])
    position, mark = found.position, found.mark
    replies = mark.replies if mark else ()
    told = mark and (context["scored"] or mark.kind == "not_applicable")
    return {
        "group": context["release"].group_name,
        "mode": "scoring" if context["scored"] else "neutral",
        "standard": context["standard"].title,
        "edition": context["standard"].edition,
        "version": context["release"].method["version"],
        "subject": sheet.slug,
        "name": sheet.name,
        "cohort": sheet.cohort,
        "section": section.slug,
        "question": question.slug,
        "question_text": question.text,
        "answer": found.kind,
        "word": found.word,
        **{name: position and getattr(position, name) for name in OF_WORDS},
        **{name: mark and getattr(mark, name) for name in ("searched", "searched_on", "asked_on", "asked_how")},
        "reason": mark.reason if told else None,
        "marked_under": mark and mark.version,
        "under_review": found.since,
        "replies": "\n\n".join(f"{one.on}: {one.text} {one.evidence_url}".strip() for one in replies),
        "our_answers": "\n\n".join(f"{one.answered_on}: {one.our_answer}" for one in replies if one.our_answer),
        "points": mark and mark.points,
        "of": mark and mark.of,
        "sample": context["sample"],
    }


OF_WORDS = ("summary", "quote", "said_on", "source_url", "source_title", "archive_url")
