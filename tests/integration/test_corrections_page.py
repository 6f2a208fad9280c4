"""/corrections/: what was public and had to change, as page, file and feed."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from races.models import CommunityGroup
from scorecards.models import Correction, Release, Withdrawal
from tests.factories.races import RaceFactory
from tests.factories.scorecards import candidates, sheet

pytestmark = pytest.mark.django_db
SURFACES = ("/corrections/", "/corrections.csv", "/corrections.json", "/corrections.atom", "/es/corrections/")


@pytest.fixture
def release():
    race = RaceFactory(ballot_order_known=True)
    sheet(race, candidates(race, ["Ann Abel", "Bea Boyd"]), [["matches", "differs"]])
    return Release.objects.get()


def line(release=None, **said):
    own = {
        "about": "Ann Abel: Bail?",
        "path": "/scorecards/card/ann-abel/",
        "before": "Matches",
        "after": "Differs",
    }
    own |= {"reason": "The speech says otherwise.", "role": "reader", "by": "auditor", "release": release}
    return Correction.objects.create(**own | said)


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_without_any_it_says_so(client):
    assert "Nothing has been corrected yet" in text(client, "/corrections/")


def test_each_line_says_before_after_why_and_who_asked(client, release):
    line(release)
    for url in SURFACES:
        found = text(client, url)
        for word in ("Ann Abel: Bail?", "Matches", "Differs", "The speech says otherwise."):
            assert word in found, (url, word)
        assert "auditor" not in found, "who wrote it down is not public"
    html = text(client, "/corrections/")
    assert "Asked by a reader." in html
    assert 'href="/scorecards/card/ann-abel/"' in html
    assert 'href="/es/scorecards/card/ann-abel/"' in text(client, "/es/corrections/")
    [row] = csv.DictReader(io.StringIO(client.get("/corrections.csv").content.decode()))
    assert (row["asked_by"], row["name"], row["release"]) == ("reader", "", "1")


def test_the_newest_comes_first_and_pages_hold_fifty(client):
    for n in range(51):
        line(about=f"Line {n:02}", on=dt.date(2026, 1, 1) + dt.timedelta(days=n))
    html = text(client, "/corrections/")
    assert html.index("Line 50") < html.index("Line 49")
    assert "Line 00" not in html
    assert "Line 00" in text(client, "/corrections/?page=2")
    assert len(client.get("/corrections.json").json()["rows"]) == 51


def test_the_footer_of_every_page_leads_here(client):
    assert 'href="/corrections/"' in text(client, "/races/")


@pytest.mark.parametrize("url", SURFACES)
def test_nothing_of_a_withdrawn_release_is_printed(client, release, url):
    line(release, before="Old claim", after="False claim")
    later = Release.objects.create(
        scorecard=release.scorecard, number=2, at=release.at, version=release.version, mode=release.mode,
        group_name="G", method=release.method, by="auditor", note="x", sha256="0" * 64,
    )  # fmt: skip
    line(later, before="False claim", after="Right")
    Withdrawal.objects.create(release=release, reason="Court order", by="admin")
    found = text(client, url)
    assert "False claim" not in found
    assert "Right" in found


@pytest.mark.parametrize("url", SURFACES)
def test_a_group_that_turned_neutral_rates_nobody_here_either(client, release, url):
    line(release)
    CommunityGroup.objects.update(mode="neutral")
    found = text(client, url)
    assert "Matches" not in found
    assert "The speech says otherwise." in found


@pytest.mark.parametrize("url", SURFACES)
def test_the_queries_do_not_grow(client, release, url):
    counts = []
    for n in (2, 12):
        for _line in range(n):
            line(release)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]
