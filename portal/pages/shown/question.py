"""One question across all subjects: how often each answer was given, and every answer with its source."""

from django.urls import reverse

from portal.pages.shown import released
from portal.pages.shown.sheets import words
from scorecards import document
from scorecards.models import Release, ReleaseSheet

OTHERS = ("recorded", "not_found", "no_answer", "", "not_applicable")


def question(release, slug):
    """(context without its page of subjects, ReleaseSheets in their order, what is under review); None where the
    release has no such question."""
    context = released.head(release)
    standard = context["standard"]
    asked = standard.question(slug)
    if asked is None:
        return None
    sheets = ReleaseSheet.objects.filter(release=release).order_by("order", "pk")
    reviews = released.reviews(release)
    told = [
        released.mark(slug, sheet, bare=context["bare"])
        for sheet in sheets.for_matrix().select_related("subject")
        if reviews.since(sheet.subject, slug) is None
    ]
    section = next(one for one in standard.sections if asked in one.questions)
    context |= {
        "question": asked,
        "section": section,
        "data_url": context["base_url"].rstrip("/"),
        "shares": distribution(asked, told, bare=context["bare"]),
        "total": len(told),
        "reviewed": sheets.count() - len(told),
        "last": last_edition(release, asked),
        "put_to": [cohort.title for cohort in standard.cohorts if cohort.slug in asked.cohorts],
    }
    return context, sheets.select_related("subject"), reviews


def distribution(asked: document.Question, told, *, bare=False):
    """[{"word", "kind", "n", "share"}]: one line an answer in the question's order, then what is no answer, where
    there is any. Of ticks each is counted by itself. `share`: whole percents of all, for the length of a bar."""
    given = [mark for mark in told if mark.kind == "position"]
    options = () if bare else asked.options
    lines = [{"word": option.label, "kind": "position", "n": 0} for option in options]
    for mark in given:
        chosen = ticked(mark.word, asked) if asked.kind == "multiple" else {mark.word}
        for line in lines:
            line["n"] += line["word"] in chosen
    if asked.kind == "multiple" and not bare:
        lines.append({"word": "", "kind": "position", "n": sum(mark.word == "" for mark in given)})
    for kind in OTHERS:
        n = sum(mark.kind == kind for mark in told)
        if n:
            lines.append({"word": "", "kind": kind, "n": n})
    return [line | {"share": round(100 * line["n"] / len(told))} for line in lines] if told else lines


def ticked(word, asked):
    """The labels that a frozen word of several answers joins: in the question's order, with "; " between them."""
    found, rest = set(), word
    for option in asked.options:
        if rest == option.label or rest.startswith(f"{option.label}; "):
            found.add(option.label)
            rest = rest[len(option.label) + 2 :]
    return found


def answers(context, sheets, reviews):
    """One row a subject of a page of sheets: its frozen answer, or since when that is under review."""
    slug = context["question"].slug
    cohorts = {cohort.slug: cohort.title for cohort in context["standard"].cohorts}
    rows = []
    for sheet in sheets:
        since = reviews.since(sheet.subject, slug)
        mark = released.mark(slug, sheet, bare=context["bare"], evidence=True) if since is None else None
        rows.append(
            {
                "name": sheet.name,
                "url": f"{context['base_url']}{sheet.slug}/",
                "cohort": cohorts.get(sheet.cohort, ""),
                "since": since,
                "mark": mark,
                "words": mark and words(mark.words),
            }
        )
    return rows


def last_edition(release, asked):
    """The page of the question that this one follows, in the newest released scorecard of the last edition."""
    previous = release.scorecard.standard.previous_id
    if not (asked.previous and previous):
        return None
    older = Release.objects.newest().for_page().filter(scorecard__standard=previous, scorecard__page__live=True)
    for found in older.order_by("-at"):
        standard = document.from_json(found.method["standard"])
        was = standard.question(asked.previous)
        if was is not None:
            return {
                "url": reverse("scorecard_question", args=[found.scorecard.slug, was.slug]),
                "edition": standard.edition,
                "text": was.text,
            }
    return None
