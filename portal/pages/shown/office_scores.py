"""An office's own scores on every released scorecard, for its page."""

from portal.pages.shown import released
from scorecards import document, scoring
from scorecards.models import Release, ReleaseSheet
from scorecards.under_review import first_review, marks_under_review


def of_office(office):
    """[{"title", "url", "group", "date", "since", "score", "place", "cohort"}], the newest first; as many queries
    for one as for many. `place`: (best, worst, of how many) among the like offices of its cohort, or None."""
    up = Release.objects.newest().for_page().filter(scorecard__page__live=True)
    mine = list(
        ReleaseSheet.objects.filter(release__in=up.values("pk"), subject__office=office)
        .for_results()
        .order_by("-release__at", "pk")
    )
    if not mine:
        return []
    releases = {one.pk: one for one in up.filter(pk__in=[sheet.release_id for sheet in mine])}
    beside = list(ReleaseSheet.objects.filter(release__in=list(releases)).for_results())
    reviews = marks_under_review([one.scorecard_id for one in releases.values()])
    return [_line(sheet, releases[sheet.release_id], beside, reviews) for sheet in mine]


def _line(sheet, release, beside, reviews):
    standard = document.from_json(release.method["standard"])
    titles = {cohort.slug: cohort.title for cohort in standard.cohorts}
    since = first_review(reviews, sheet.subject_id)
    scored = released.scored(release) and since is None
    return {
        "title": release.scorecard.title,
        "url": f"{released.url(release.scorecard)}{sheet.slug}/",
        "group": release.group_name,
        "date": release.at,
        "since": since,
        "score": released.figure(sheet, standard.digits) if scored else None,
        "place": place(sheet, beside, standard.digits, reviews) if scored and sheet.cohort else None,
        "cohort": titles.get(sheet.cohort, ""),
    }


def place(sheet, sheets, digits, reviews):
    """(best, worst, of how many) of a frozen sheet among the `sheets` of its release and cohort that have a score;
    None where fewer than two have one, or this one has none."""
    alike = [
        one
        for one in sheets
        if (one.release_id, one.cohort) == (sheet.release_id, sheet.cohort)
        and one.low is not None
        and first_review(reviews, one.subject_id) is None
    ]
    ranked = scoring.places([released.figure(one, digits) for one in alike])
    found = dict(zip([one.pk for one in alike], ranked, strict=True)).get(sheet.pk)
    return (*found, len(alike)) if found and len(alike) > 1 else None
