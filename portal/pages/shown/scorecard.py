"""What the scorecard pages show."""

from portal.pages.shown import addresses, trail
from portal.pages.shown.sheets import sheets
from races.models import Candidacy
from scorecards.models import Release, Scorecard
from scorecards.scoring import CHOICES, PREFIX


def index():
    """Released scorecards, the newest first."""
    released = Scorecard.objects.released().for_list()
    rows = [
        {"scorecard": scorecard, "url": addresses.page(f"scorecards/{scorecard.slug}/")} for scorecard in released
    ]
    return {
        "scorecards": rows,
        "here": "scorecards",
        "sample_part": any(row["scorecard"].is_sample for row in rows),
    }


def scorecard(fact, query):
    """One scorecard in its group's mode. `query` carries a reader's weights, which only scoring mode reads."""
    race = fact.race
    candidates = list(Candidacy.objects.listed(race).standing())
    [sheet] = sheets(Release.objects.newest().for_page().filter(scorecard=fact), candidates, query.dict())
    race = sheet.scorecard.race
    for candidacy in candidates:
        candidacy.race = race
    context = {
        "sheet": sheet,
        "race": race,
        "race_url": addresses.race(race),
        "urls": {candidacy.pk: addresses.candidacy(candidacy) for candidacy in candidates},
        "here": "scorecards",
        "sample": race.office.state.is_sample,
        "crumbs": trail.to_scorecards(),
        "data_url": addresses.page(f"scorecards/{fact.slug}/").rstrip("/"),
    }
    if sheet.scoring:
        context |= weights(sheet)
    return context


def weights(sheet):
    """The weights form and the line above the results that says what was changed."""
    sections = {section.slug: section for section in sheet.standard.sections}
    bases = {section.weight for section in sheet.standard.sections}
    return {
        "prefix": PREFIX,
        "choices": CHOICES,
        "sections": [(section, sheet.weights.times[section.slug]) for section in sections.values()],
        "changed": [(sections[slug], sheet.weights.times[slug]) for slug in sheet.weights.changed],
        "refused": sheet.weights.refused,
        "equal": len(bases) == 1,
    }
