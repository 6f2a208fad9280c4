import csv
import datetime as dt
import io
import json

import pytest
from django.utils import timezone

from tests.factories.races import ElectionFactory, RaceFactory, StateFactory
from tests.factories.scorecards import candidates

pytestmark = pytest.mark.django_db


@pytest.fixture
def races():
    late = RaceFactory()
    early = RaceFactory(
        office__state=late.office.state,
        election=ElectionFactory(state=late.office.state, date=dt.date(2023, 11, 7)),
    )
    other = RaceFactory()
    candidates(late, ["Ann", "Bea"])
    candidates(early, ["Cal"])
    return late, early, other


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_races_are_listed_by_date_the_newest_first(client, races):
    html = text(client, "/races/")
    assert html.index("Nov 2, 2027") < html.index("Nov 7, 2023")
    assert "3 of 3 shown." in html
    assert all(race.page.url in html for race in races)


def test_filters_by_state_and_by_contest(client, races):
    late, early, other = races
    state = late.office.state.code
    html = text(client, f"/races/?state={state}")
    assert other.page.url not in html
    assert late.page.url in html
    html = text(client, "/races/?contested=yes")
    assert late.page.url in html
    assert early.page.url not in html
    html = text(client, f"/races/?contested=no&state={state}")
    assert early.page.url in html
    assert late.page.url not in html
    StateFactory(code="wx")
    assert "We do not know one of these choices" in text(client, "/races/?state=wx")


def test_the_list_as_csv_and_json(client, races):
    late, early, other = races
    rows = list(csv.DictReader(io.StringIO(client.get("/races.csv").content.decode())))
    assert len(rows) == 3
    by_office = {row["office"]: row for row in rows}
    assert by_office[late.office.district]["contested"] == "true"
    assert by_office[early.office.district]["contested"] == "false"
    assert by_office[other.office.district]["candidates"] == ""  # no list is not zero candidates
    assert by_office[other.office.district]["contested"] == ""
    assert len(json.loads(client.get("/races.json?contested=yes").content)["rows"]) == 1


def test_fifty_a_page_with_the_filter_kept(client):
    state = StateFactory()
    day = ElectionFactory(state=state)
    for _ in range(51):
        RaceFactory(office__state=state, election=day)
    html = text(client, f"/races/?state={state.code}")
    assert "50 of 51 shown." in html
    assert f'href="?state={state.code}&amp;page=2"' in html
    assert "1 of 51 shown." in text(client, f"/races/?state={state.code}&page=2")


def test_no_race_says_so(client):
    assert "No race matches." in text(client, "/races/")


def test_open_for_filing_is_a_filter_and_the_contest_a_column(client, races):
    late, early, other = races
    today = timezone.localdate()
    election = ElectionFactory(
        state=late.office.state,
        date=today + dt.timedelta(days=90),
        filing_closes=today,
        write_in_filing_closes=today + dt.timedelta(days=5),
    )
    still_open = RaceFactory(office__state=late.office.state, election=election)
    candidates(still_open, ["Dee"])
    html = text(client, "/races/?contested=open")
    assert still_open.page.url in html
    assert "Nobody opposes yet</span>" in html
    assert "1 of 1 shown." in html
    rows = csv.DictReader(io.StringIO(client.get("/races.csv").content.decode()))
    by_office = {row["office"]: row for row in rows}
    said = {race: by_office[race.office.district]["contest"] for race in (*races, still_open)}
    assert said == {
        late: "contested",
        early: "one_name",
        other: "nobody_listed",
        still_open: "open_for_filing",
    }
    row = by_office[still_open.office.district]
    assert (row["contested"], row["filing_closes"]) == ("false", f"{today}")
    assert row["write_in_filing_closes"] == f"{today + dt.timedelta(days=5)}"
    (only,) = json.loads(client.get("/races.json?contested=open").content)["rows"]
    assert only["contest"] == "open_for_filing"
