"""What the scorecard pages show."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.http import urlencode

from portal.pages.shown import addresses, marks, released
from portal.pages.shown.sheets import labelled, question_rows
from scorecards import scoring
from scorecards.models import Release, Scorecard, Standard
from scorecards.scoring import CHOICES, PREFIX
from scorecards.under_review import marks_under_review


def index():
    """Released scorecards as {"race", "url", "rows"}: those of one race together, the latest election first, by
    their owners' names; then those of offices and of other bodies (`race` is None), the newest first."""
    blocks = {}
    for one in Scorecard.objects.released().for_list():
        key = ("race", one.race_id) if one.race_id else (one.standard.subjects, None)
        blocks.setdefault(key, []).append({"scorecard": one, "url": released.url(one)})
    found = [_block(rows) for rows in blocks.values()]
    return {
        "blocks": sorted(found, key=_place),
        "here": "scorecards",
        "sample_part": any(row["scorecard"].is_sample for rows in blocks.values() for row in rows),
    }


def _block(rows):
    first = rows[0]["scorecard"]
    if first.race_id:
        rows.sort(key=lambda row: (row["scorecard"].standard.group.name, row["scorecard"].title))
    return {"race": first.race, "url": first.race and addresses.race(first.race), "rows": rows}


def _place(block):
    first, race = block["rows"][0]["scorecard"], block["race"]
    if race is None:
        return (1, first.standard.subjects == Standard.Subjects.BODIES, "")
    return (0, -race.election.date.toordinal(), race.office.name)


def scorecard(fact, query):
    """One scorecard in its group's mode. `query` carries a reader's weights, which only a scored one reads, the
    page of subjects, and the section of a large one. Raises Http404 where no release is up."""
    release = Release.objects.newest().for_page().filter(scorecard=fact).first()
    if release is None:
        raise Http404
    context = released.head(release)
    standard = context["standard"]
    reviews = marks_under_review([release.scorecard_id])
    subjects = marks.everyone(release, context)
    page = Paginator(subjects, marks.PER_PAGE).get_page(query.get("page"))
    shown = list(page.object_list)
    small, sections = marks.plan(len(subjects), standard, query.get("section"))
    slugs = {section.slug for section in sections}
    questions = labelled(standard, release.scorecard.standard_id, question_rows([release.scorecard.standard_id]))
    questions = [(question, label) for question, label in questions if question.section in slugs]
    race = release.scorecard.race
    context |= {
        "small": small,
        "race": race,
        "race_url": race and addresses.race(race),
        "subjects": shown,
        "total": len(subjects),
        "page_of": page,
        "columns": len(shown) <= marks.MOST_COLUMNS,
        "rows": marks.matrix(shown, questions, release, reviews, evidence=small),
        "section": None if small else sections[0],
        "data_url": context["base_url"].rstrip("/"),
        "version": release.version,
        "method": release.method,
    }
    chosen = scoring.choose_weights(query.dict(), [section.slug for section in standard.sections])
    if context["scored"]:
        context |= weights(standard, chosen)
        context["results"] = marks.results(subjects, shown, standard, chosen, reviews)
    return context | _links(context, chosen)


def _links(context, chosen):
    """Fields that the links to other pages and other sections keep; the reader's weights in every one."""
    kept = [(f"{PREFIX}{slug}", chosen.times[slug]) for slug in chosen.changed] if context["scored"] else []
    section = [("section", context["section"].slug)] if context["section"] else []
    ahead = urlencode(kept)
    return {
        "query": f"{urlencode([*section, *kept])}&" if section or kept else "",
        "with_weights": f"{ahead}&" if ahead else "",
    }


def weights(standard, chosen):
    """The weights form and the line above the results that says what was changed."""
    sections = {section.slug: section for section in standard.sections}
    own = {section.slug: {section.weight, *dict(section.weights).values()} for section in standard.sections}
    return {
        "prefix": PREFIX,
        "choices": CHOICES,
        "sections": [(section, chosen.times[section.slug]) for section in standard.sections],
        "changed": [(sections[slug], chosen.times[slug]) for slug in chosen.changed],
        "refused": chosen.refused,
        "equal": len(set().union(*own.values())) <= 1,
    }
