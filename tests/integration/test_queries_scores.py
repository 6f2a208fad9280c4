"""More rows add no queries: every address of races, candidates, scorecards, promises and charts, at two sizes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core import writes
from races.models import CountyVotes
from tests.factories.races import CandidacyFactory, CountyFactory, PositionFactory, RaceFactory
from tests.factories.scorecards import (
    HASH,
    ChartFactory,
    MetricFactory,
    PromiseFactory,
    PromiseUpdateFactory,
    RenderedChartFactory,
    candidates,
    sheet,
)

pytestmark = pytest.mark.django_db


def queries(client, url):
    client.get(url)  # fills the caches of sites and content types
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.fixture
def home():
    """A race with results, a released sheet, positions, promises and a drawn measure; `grow(n)` adds n of each."""
    return RaceFactory(
        ballot_order_known=False,
        result_status="certified",
        result_source_url="https://example.org/r",
        result_source_title="Results",
    )


def grow(race, n, mode):
    people = candidates(race, [f"Person {race.candidacies.count() + i}" for i in range(n)])
    ann = race.candidacies.order_by("pk").first()
    county = CountyFactory(state=race.office.state)
    for person in people:
        person.votes = 10
        writes.save(person)
        CountyVotes.objects.create(candidacy=person, county=county, votes=10)
        PositionFactory(candidacy=ann)
        PromiseUpdateFactory(promise=PromiseFactory(candidacy=ann))
        CandidacyFactory(person=ann.person)
    levels = ("matches", "differs") if mode == "scoring" else ("yes", "no")
    everyone = list(race.candidacies.order_by("pk"))
    return sheet(race, everyone, [[levels[i % 2] for i in range(len(everyone))] for _ in range(n)], mode=mode)


@pytest.mark.parametrize("mode", ["scoring", "neutral"])
def test_a_race_its_candidates_and_scorecards(client, home, mode):
    def count():
        scorecard = home.scorecards.order_by("-pk").first()
        ann = home.candidacies.order_by("pk").first()
        base = home.page.url.rstrip("/")
        sheet_base = scorecard.page.url.rstrip("/")
        urls = [home.page.url, f"{base}.csv", f"{base}.json", ann.page.url]
        urls += ["/scorecards/", scorecard.page.url, f"{sheet_base}.csv", f"{sheet_base}.json"]
        return [queries(client, url) for url in urls]

    grow(home, 2, mode)
    small = count()
    grow(home, 8, mode)
    assert count() == small


def test_races_and_promises(client):
    urls = ["/races/", "/races/?contested=yes", "/races.csv", "/races.json"]
    urls += ["/promises/", "/promises/?status=prog", "/promises.csv", "/promises.json"]

    def more(n):
        for _ in range(n):
            race = RaceFactory()
            people = candidates(race, ["Ann", "Bea"])
            PromiseUpdateFactory(promise=PromiseFactory(candidacy=people[0]))

    more(3)
    small = [queries(client, url) for url in urls]
    more(27)
    assert [queries(client, url) for url in urls] == small


def test_a_promise_and_its_chart(client):
    metric = MetricFactory()
    promise = PromiseFactory(metric=metric)
    chart = ChartFactory(office=promise.candidacy.race.office, metric=metric, promise=promise, slug="it")
    drawing = RenderedChartFactory(chart=chart)
    urls = [promise.get_absolute_url(), "/charts/it/", "/embed/it/", f"/charts/it/@{HASH}/"]
    urls += [f"/charts/it.{kind}" for kind in ("svg", "png", "csv", "json")]
    urls += [f"/charts/it/@{HASH}.csv"]

    def more(n):
        for _ in range(n):
            PromiseUpdateFactory(promise=promise)
        drawing.table["rows"] *= 2
        drawing.save()
        RenderedChartFactory()

    more(3)
    small = [queries(client, url) for url in urls]
    more(27)
    assert [queries(client, url) for url in urls] == small
