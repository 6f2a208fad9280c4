"""The bytes of a release's own address, made once, when it is released: a page in each language, CSV and JSON.

Nothing here is read again from other rows later: a new template, a renamed candidate or another design changes no
release that is out.
"""

import hashlib
import json

from django.template.loader import render_to_string
from django.utils import translation

from portal.core import csvout
from portal.pages.shown.released import figure
from scorecards import document, frozen, releasing

# A page of more answers than this gives the results alone; the files beside it have everything.
MOST_ANSWERS = 1000

# fmt: off
COLUMNS = (
    "scorecard", "release", "released_on", "group", "mode", "standard", "edition", "version", "subject", "name",
    "cohort", "section", "question", "question_text", "kind", "answer", "quote", "said_on", "source_url",
    "source_title", "archive_url", "searched", "searched_on", "asked_on", "asked_how", "reason", "marked_on",
    "replies", "our_answers",
)
# fmt: on
OF_SCORES = ("points", "of", "score_low", "score_high")


def files(release, sheets) -> dict:
    """{"csv", "json", "html_en", "html_es"}: bytes, of an unsaved Release and its unsaved sheets."""
    standard = document.from_json(release.method["standard"])
    made = {"csv": _csv(release, sheets, standard), "json": _json(release, sheets)}
    context = _page(release, sheets, standard, made)
    return made | {f"html_{language}": _html(context, language) for language in ("en", "es")}


def columns(release):
    """Neutral mode has no column that could hold a score."""
    scores = () if release.mode == "neutral" else OF_SCORES
    return (*COLUMNS, *scores, "sample")


def _csv(release, sheets, standard):
    rows = (
        _record(release, sheet, section, question, standard)
        for sheet in sheets
        for section in standard.sections
        for question in section.questions
    )
    return csvout.dumps(rows, columns(release))


def _record(release, sheet, section, question, standard):
    mark = frozen.read(question.slug, sheet.marks, sheet.details)
    words, score = mark.words, figure(sheet, standard.digits)
    return {
        "scorecard": release.scorecard.slug,
        "release": release.number,
        "released_on": release.at.date(),
        "group": release.group_name,
        "mode": release.mode,
        "standard": standard.title,
        "edition": standard.edition,
        "version": release.method["version"],
        "subject": sheet.slug,
        "name": sheet.name,
        "cohort": sheet.cohort,
        "section": section.slug,
        "question": question.slug,
        "question_text": question.text,
        "answer": mark.word,
        "quote": words and words.quote,
        "said_on": words and words.said_on,
        "source_url": words and words.source_url,
        "source_title": words and words.source_title,
        "archive_url": words and words.archive_url,
        "reason": mark.reason if release.mode == "scoring" or mark.kind == "not_applicable" else "",
        "replies": "\n\n".join(f"{one.on}: {one.text} {one.evidence_url}".strip() for one in mark.replies),
        "our_answers": "\n\n".join(
            f"{one.answered_on}: {one.our_answer}" for one in mark.replies if one.our_answer
        ),
        "score_low": score and score.shown_low,
        "score_high": score and score.shown_high,
        "sample": release.method["sample"],
        **{name: getattr(mark, name) for name in ("kind", "points", "of", "searched", "searched_on")},
        **{name: getattr(mark, name) for name in ("asked_on", "asked_how", "marked_on")},
    }


def _json(release, sheets):
    whole = {
        "scorecard": release.scorecard.slug,
        "title": release.scorecard.title,
        "release": release.number,
        "released_at": release.at.isoformat(),
        "group": release.group_name,
        "mode": release.mode,
        "note": release.note,
        "sha256": release.sha256,
        **release.method,
        "sheets": [releasing.sheet_as_json(sheet) | {"sha256": sheet.sha256} for sheet in sheets],
    }
    return json.dumps(whole, ensure_ascii=False).encode()  # no indent: that takes the slow encoder


def _page(release, sheets, standard, made):
    """Everything that the page prints: no row of the database is read by its template."""
    full = len(sheets) * len(standard.questions) <= MOST_ANSWERS
    cohorts = {cohort.slug: cohort.title for cohort in standard.cohorts}
    return {
        "release": release,
        "title": release.scorecard.title,
        "slug": release.scorecard.slug,
        "standard": standard,
        "agreement": release.method["agreement"],
        "sample": release.method["sample"],
        "scored": release.mode == "scoring",
        "results": [
            (sheet.name, cohorts.get(sheet.cohort, ""), figure(sheet, standard.digits)) for sheet in sheets
        ],
        "questions": [(question, _answers(question, sheets)) for question in standard.questions] if full else [],
        "hashes": [(kind, hashlib.sha256(made[kind]).hexdigest()) for kind in ("csv", "json")],
    }


def _answers(question, sheets):
    return [(sheet.name, frozen.read(question.slug, sheet.marks, sheet.details)) for sheet in sheets]


def _html(context, language):
    with translation.override(language):
        return render_to_string("release.html", {**context, "language": language}).encode()
