"""What changed since the last edition: its linked questions, and the answers of those who were in both."""

from portal.pages.shown import released
from scorecards import document
from scorecards.models import Release, ReleaseSheet


def changes(release):
    """Context of the page without its page of rows, and the rows: one for each answer that is another now, in the
    order of the questions. `earlier` is None where there is no earlier edition that was released."""
    context = released.head(release)
    older = earlier(release)
    if older is None:
        return context | {"earlier": None}, []
    then = document.from_json(older.method["standard"])
    now = context["standard"]
    pairs = [(one, then.question(one.previous)) for one in now.questions if one.previous]
    pairs = [(one, was) for one, was in pairs if was is not None]
    both = in_both(release, older)
    sides = [(released.reviews(each), released.own_words_only(each)) for each in (release, older)]
    overview, rows = [], []
    for one, was in pairs:
        compared = [_compare(one, was, sheet, old, sides, context["base_url"]) for sheet, old in both]
        changed = [row for row in compared if row["changed"]]
        overview.append({"question": one, "was": was, "changed": len(changed), "of": len(compared)})
        rows += changed
    linked_now, linked_then = {one.slug for one, _ in pairs}, {was.slug for _, was in pairs}
    return context | {
        "earlier": older,
        "earlier_standard": then,
        "earlier_url": released.url(older.scorecard),
        "both": len(both),
        "overview": overview,
        "new": [one for one in now.questions if one.slug not in linked_now],
        "dropped": [one for one in then.questions if one.slug not in linked_then],
        "scored_then": released.scored(older) and context["scored"],
    }, rows


def earlier(release):
    """The newest release that is up of the last edition's scorecard; about a race: of the same office."""
    standard, race = release.scorecard.standard, release.scorecard.race
    if standard.previous_id is None:
        return None
    found = (
        Release.objects.newest()
        .for_page()
        .filter(scorecard__standard=standard.previous_id, scorecard__page__live=True)
    )
    if race is not None:
        found = found.filter(scorecard__race__office=race.office_id)
    return found.order_by("-at").first()


def in_both(release, older):
    """[(sheet now, sheet then)] of everyone in both: the same office, body or person."""
    then = {_who(sheet): sheet for sheet in _sheets(older)}
    return [(sheet, then[who]) for sheet in _sheets(release) if (who := _who(sheet)) in then]


def _sheets(release):
    rows = ReleaseSheet.objects.filter(release=release).select_related("subject__candidacy")
    return rows.for_matrix().order_by("order", "pk")


def _who(sheet):
    subject = sheet.subject
    person = subject.candidacy.person_id if subject.candidacy_id else None
    return person, subject.office_id, subject.body_id


def _compare(one, was, sheet, old, sides, base_url):
    (reviews, bare), (before, bare_then) = sides
    now, then = released.mark(one.slug, sheet, bare=bare), released.mark(was.slug, old, bare=bare_then)
    since, since_then = reviews.since(sheet.subject, one.slug), before.since(old.subject, was.slug)
    return {
        "question": one,
        "name": sheet.name,
        "url": f"{base_url}{sheet.slug}/",
        "now": now,
        "then": then,
        "since": since,
        "since_then": since_then,
        "changed": bool(since or since_then) or (now.kind, now.word) != (then.kind, then.word),
    }
