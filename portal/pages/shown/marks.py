"""A released scorecard as its own page shows it: candidates in ballot order, offices and bodies by cohort. Results
and marks come a page of subjects at a time; of a large scorecard, one section's marks.

What costs most at 400 subjects, every score for the places within a cohort, reads `sections` alone.
"""

from dataclasses import dataclass
from typing import Any

from portal.pages.shown import addresses
from portal.pages.shown.sheets import NoScore, cell, totals_of
from races.models import Candidacy
from scorecards import scoring
from scorecards.models import ReleaseSheet
from scorecards.under_review import first_review

PER_PAGE = 24
# So many marks and fewer stand on the page with all their evidence; else that is on each subject's sheet.
MOST_DRAWERS = 120
# More columns do not fit a phone: then each question lists its marks.
MOST_COLUMNS = 4


@dataclass(frozen=True)
class Subject:
    """`url`: of its own sheet, or of the candidate where the release has none (`sheet` is None). `cohort`: its
    name; a place is shown within it alone."""

    name: str
    url: str
    cohort: str
    sheet: Any | None
    candidacy: Any | None = None


@dataclass(frozen=True)
class Result:
    """`score`: with the reader's weights; `own`: with the standard's; `equal`: every section the same; a NoScore
    while a mark is under review. `place`: (best, worst, of how many) in its cohort, or None."""

    subject: Subject
    score: Any
    own: Any
    equal: Any
    place: tuple[int, int, int] | None


@dataclass(frozen=True)
class Row:
    """One question (sheets.Asked). `cells`: (Subject, sheets.Cell) in the page's order."""

    question: Any
    label: str
    cells: tuple


def everyone(release, context):
    """[Subject] in the order that they are printed. Candidates who left the race are not listed, one who joined
    it after the release is, without a sheet."""
    rows = ReleaseSheet.objects.filter(release=release).for_results().select_related("subject")
    titles = {cohort.slug: (n, cohort.title) for n, cohort in enumerate(context["standard"].cohorts)}
    last = (len(titles), "")
    if not context["candidates"]:
        rows = sorted(rows, key=lambda sheet: (titles.get(sheet.cohort, last)[0], sheet.order, sheet.pk))
        return [
            Subject(sheet.name, _url(context, sheet), titles.get(sheet.cohort, last)[1], sheet) for sheet in rows
        ]
    race, by_person = release.scorecard.race, {sheet.subject.candidacy_id: sheet for sheet in rows}
    found = []
    for candidacy in Candidacy.objects.listed(race).standing():
        candidacy.race = race
        sheet = by_person.get(candidacy.pk)
        url = _url(context, sheet) if sheet else addresses.candidacy(candidacy)
        found.append(Subject(candidacy.ballot_name, url, "", sheet, candidacy))
    return found


def _url(context, sheet):
    return f"{context['base_url']}{sheet.slug}/"


def results(subjects, shown, standard, chosen, reviews):
    """[Result] of the subjects `shown`. Places are among all `subjects` of one cohort that has a name, so that
    like stands beside like; candidates are in none."""
    here = {subject.url for subject in shown}
    totals = {
        subject.url: _totals(subject, standard, chosen, reviews)
        for subject in subjects
        if subject.cohort or subject.url in here
    }
    ranked = {}
    for cohort in {subject.cohort for subject in shown if subject.cohort}:
        alike = [one for one in subjects if one.cohort == cohort]
        scores = [totals[one.url][0] or None for one in alike]
        of = sum(score is not None for score in scores)
        for one, place in zip(alike, scoring.places(scores), strict=True):
            ranked[one.url] = (*place, of) if place and of > 1 else None
    return [Result(one, *totals[one.url], ranked.get(one.url)) for one in shown]


def _totals(subject, standard, chosen, reviews):
    if subject.sheet is None:
        return (None,) * 3
    since = first_review(reviews, subject.sheet.subject_id)
    return (NoScore(since),) * 3 if since else totals_of(subject.sheet, standard, chosen)


def matrix(shown, questions, release, reviews, *, evidence):
    """[Row] for the subjects `shown`, in one query. `questions`: of sheets.labelled; `evidence`: with what each
    mark rests on, for the drawers."""
    wanted = [subject.sheet.pk for subject in shown if subject.sheet]
    sheets = ReleaseSheet.objects.filter(pk__in=wanted)
    sheets = {sheet.pk: sheet for sheet in (sheets if evidence else sheets.for_matrix())}
    pairs = [(subject, subject.sheet and sheets[subject.sheet.pk]) for subject in shown]
    return [
        Row(
            question,
            label,
            tuple(
                (subject, cell(subject.candidacy, sheet, question.slug, release, reviews, evidence=evidence))
                for subject, sheet in pairs
            ),
        )
        for question, label in questions
    ]


def plan(number, standard, wanted):
    """(whether every mark stands here with its evidence, the sections whose marks do): all of a small scorecard;
    of a large one the section `wanted`, else the first. `number`: of subjects."""
    small = number * len(standard.questions) <= MOST_DRAWERS
    if small:
        return True, standard.sections
    named = [section for section in standard.sections if section.slug == wanted]
    return False, tuple(named or standard.sections[:1])
