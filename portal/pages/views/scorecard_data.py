"""The data of one released scorecard, at its page's address with .csv or .json: one row an answer."""

from django.http import Http404
from django.views.decorators.http import require_safe

from portal.pages.shown.sheets import sheets
from portal.pages.views import listing
from races.models import Candidacy
from scorecards.models import Release

# fmt: off
COLUMNS = (
    "group", "mode", "standard", "edition", "question", "question_text", "candidate", "answer", "summary", "quote",
    "said_on", "source_url", "source_title", "archive_url", "searched", "searched_on", "asked_on", "asked_how",
    "sample", "under_review_since",
)
# fmt: on


@require_safe
def scorecard_data(request, slug, kind):
    up = Release.objects.newest().for_page()
    found = up.filter(scorecard__page__live=True, scorecard__slug=slug, scorecard__race__isnull=False).first()
    if found is None:
        raise Http404
    candidates = Candidacy.objects.listed(found.scorecard.race).standing()
    [sheet] = sheets([found], candidates)
    rows = [_record(sheet, row, cell) for row in sheet.rows for cell in row.cells]
    return listing.data(rows, COLUMNS, kind, found.scorecard.slug)


def _record(sheet, row, cell):
    """`answer` is empty where nobody has asked or checked yet."""
    standard, position, mark = sheet.scorecard.standard, cell.position, cell.mark
    return {
        "group": sheet.group.name,
        "mode": sheet.group.mode,
        "standard": standard.title,
        "edition": standard.edition,
        "question": row.question.slug,
        "question_text": row.question.text,
        "candidate": cell.candidacy.ballot_name,
        "answer": cell.kind,
        "summary": position and position.summary,
        "quote": position and position.quote,
        "said_on": position and position.said_on,
        "source_url": position and position.source_url,
        "source_title": position and position.source_title,
        "archive_url": position and position.archive_url,
        "searched": mark and mark.searched,
        "searched_on": mark and mark.searched_on,
        "asked_on": mark and mark.asked_on,
        "asked_how": mark and mark.asked_how,
        "sample": sheet.scorecard.race.office.state.is_sample,
        "under_review_since": cell.since,
    }
