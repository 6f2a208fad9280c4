"""What the scorecard pages show."""

from django.utils import timezone

from portal.pages.shown import addresses, trail
from portal.pages.shown.sheets import sheets
from races.models import Candidacy
from scorecards.models import Scorecard
from scorecards.scoring import CHOICES, PREFIX


def index():
    """Released scorecards, the newest first."""
    released = Scorecard.objects.published(timezone.now()).for_list()
    rows = [
        {"scorecard": scorecard, "url": addresses.page(f"scorecards/{scorecard.slug}/")} for scorecard in released
    ]
    return {
        "scorecards": rows,
        "here": "scorecards",
        "sample_part": any(row["scorecard"].race.office.state.is_sample for row in rows),
    }


def scorecard(fact, query):
    """One scorecard in its group's mode. `query` carries a reader's weights, which only scoring mode reads."""
    race = fact.race
    candidates = list(Candidacy.objects.listed(race).standing())
    [sheet] = sheets(Scorecard.objects.filter(pk=fact.pk).with_questions(), candidates, query.dict())
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
    rows = {row.question.slug: row for row in sheet.rows}
    bases = {row.question.section.weight * row.question.weight for row in sheet.rows}
    return {
        "prefix": PREFIX,
        "choices": CHOICES,
        "changed": [rows[slug] for slug in sheet.weights.changed],
        "refused": sheet.weights.refused,
        "equal": len(bases) == 1,
    }
