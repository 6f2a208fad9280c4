"""How a scorecard is made, written from the standard itself as it was frozen by the release."""

import datetime as dt

from portal.pages.shown import released
from scorecards import document, releasing
from scorecards.models import Question, Standard
from scorecards.standard_differences import differences


def methodology(release):
    context = released.head(release)
    standard, scored = context["standard"], context["scored"]
    questions = {question.slug: question for question in standard.questions}
    cohorts = {cohort.slug: cohort.title for cohort in standard.cohorts}
    kinds = dict(Question.Kind.choices)
    return context | {
        "sections": [
            {
                "section": section,
                "weights": [section.weight_for(cohort.slug) for cohort in standard.cohorts] or [section.weight],
                "questions": [_question(one, kinds, cohorts, questions, scored) for one in section.questions],
            }
            for section in standard.sections
        ],
        "cohorts": list(standard.cohorts),
        "rule": releasing.rule_of(standard),
        "rounding": Standard.Rounding(standard.rounding).label,
        "rounds": Standard.Rounds(standard.rounds).label,
        "subjects": Standard.Subjects(standard.subjects).label,
        "evidence": [dt.date.fromisoformat(day) if day else None for day in _window(standard)],
        "agreement": release.method["agreement"],
        "first_published": dt.date.fromisoformat(release.method["first_published_on"]),
        "versions": versions(release),
    }


def _window(standard):
    return standard.evidence_from, standard.evidence_to


def _question(one, kinds, cohorts, questions, scored):
    return {
        "question": one,
        "kind": kinds[one.kind],
        "put_to": [cohorts[slug] for slug in one.cohorts if slug in cohorts],
        "options": [
            {
                "option": option,
                "points": document.plain(option.points) if scored and option.points is not None else None,
                "rules_out": [questions[slug].text for slug in option.rules_out if slug in questions],
            }
            for option in one.options
        ],
        "scores": scored and one.scores,
    }


def versions(release):
    """Each version up to the one released, the newest first, with what differs from the version before it."""
    rows = list(release.scorecard.standard.versions.filter(number__lte=release.version.number).order_by("number"))
    made, before = [], None
    for row in rows:
        now = document.from_json(row.document)
        made.append({"version": row, "differences": differences(before, now) if before else []})
        before = now
    return made[::-1]
