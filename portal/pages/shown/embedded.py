"""What the small cards for other people's pages show of a released scorecard."""

from portal.pages.shown import released
from scorecards.models import ReleaseSheet

# A card lists everyone or nobody: a list cut short would leave people out.
MOST_ROWS = 12


def scorecard(release):
    context = released.head(release)
    sheets = ReleaseSheet.objects.filter(release=release).order_by("order", "pk")
    total = sheets.count()
    reviews = released.reviews(release)
    listed = sheets.for_results().select_related("subject") if total <= MOST_ROWS else []
    rows = [_row(sheet, context, reviews) for sheet in listed]
    return context | {"rows": rows, "total": total}


def subject(release, slug):
    """None where the release has no sheet at this address."""
    sheet = ReleaseSheet.objects.filter(release=release, slug=slug).select_related("subject").first()
    if sheet is None:
        return None
    context = released.head(release)
    reviews = released.reviews(release)
    questions = context["standard"].questions
    answers = [] if context["scored"] or len(questions) > MOST_ROWS else questions
    return context | {
        **_row(sheet, context, reviews),
        "total": len(questions),
        "answers": [
            {
                "question": question,
                "since": reviews.since(sheet.subject, question.slug),
                "mark": released.mark(question.slug, sheet, bare=context["bare"]),
            }
            for question in answers
        ],
    }


def _row(sheet, context, reviews):
    """The score is not shown while anything that it rests on is under review."""
    cohorts = {cohort.slug: cohort.title for cohort in context["standard"].cohorts}
    since = reviews.of(sheet.subject)
    shown = context["scored"] and since is None
    return {
        "name": sheet.name,
        "cohort": cohorts.get(sheet.cohort, ""),
        "url": f"{context['base_url']}{sheet.slug}/",
        "since": since if context["scored"] else reviews.profile(sheet.subject),
        "score": released.figure(sheet, context["standard"].digits) if shown else None,
    }
