"""More people and more questions add no queries to any address of a scorecard's parts."""

import pytest

from tests.factories.races import RaceFactory
from tests.factories.scorecards import candidates, sheet
from tests.integration.test_queries_scores import queries

pytestmark = pytest.mark.django_db


def addresses(scorecard):
    base = f"/scorecards/{scorecard.slug}/"
    question = scorecard.standard.sections.first().slug
    parts = [f"questions/{question}/", "methodology/", "use/", "changes/", "releases/"]
    frozen = ["releases/1/", "releases/1.csv", "releases/1.json"]
    subject = scorecard.subjects.first().slug
    return [base + part for part in (*parts, *frozen)] + [f"/embed{base}", f"/embed{base}{subject}/"]


@pytest.mark.parametrize("mode", ["scoring", "neutral"])
def test_the_same_queries_at_two_sizes(client, mode):
    levels = ("matches", "differs") if mode == "scoring" else ("yes", "no")

    def count(n):
        race = RaceFactory()
        people = candidates(race, [f"Person {i}" for i in range(n)])
        made = sheet(race, people, [[levels[i % 2] for i in range(n)] for _ in range(n)], mode=mode)
        return [queries(client, url) for url in addresses(made)]

    small = count(2)
    assert count(11) == small
    assert max(small) < 20
