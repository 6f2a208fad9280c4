import base64
import csv
import datetime as dt
import hashlib
import io
import json
import re
from html import unescape

import pytest

from scorecards.models import RenderedChart
from tests.factories.figures import DatasetFactory, ObservationFactory
from tests.factories.races import CandidacyFactory, RaceFactory
from tests.factories.scorecards import (
    HASH,
    ChartFactory,
    PromiseFactory,
    RenderedChartFactory,
    candidates,
    sheet,
    svg,
)

pytestmark = pytest.mark.django_db
NEWER = "cd" * 32


@pytest.fixture
def drawing():
    return RenderedChartFactory(chart__slug="st-office-declined-trend")


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_a_chart_page_has_finding_picture_table_downloads_and_citation(client, drawing):
    html = text(client, "/charts/st-office-declined-trend/")
    assert "Test Office declined 31% in 2018" in html
    assert html.count('class="chart"') == 2
    assert '<details class="ev" open>' in html
    assert "1,240" in html
    assert "too few to show" in html
    for kind in ("png", "svg", "csv", "json"):
        assert f"/charts/st-office-declined-trend.{kind}" in html
    assert "&lt;iframe src=&quot;" not in html  # the code is text, its quotes need no escape
    assert '&lt;iframe src="http://testserver/embed/st-office-declined-trend/"' in html
    assert f"http://testserver/charts/st-office-declined-trend/@{HASH}/" in html


def test_the_code_to_copy_holds_any_title(client):
    RenderedChartFactory(chart__slug="quoted", title='County\'s "worst" <b> & all')
    html = text(client, "/charts/quoted/")
    [code] = re.findall(r"<textarea id=\"em\"[^>]*>(.*?)</textarea>", html)
    assert ' title="County\'s &quot;worst&quot; &lt;b> &amp; all" ' in unescape(code).replace("&gt;", ">")


def test_an_embed_says_what_it_leaves_out(client):
    RenderedChartFactory(chart__slug="small", note="Other: too few to show.")
    assert "Other: too few to show." in text(client, "/embed/small/")


def test_files_are_the_stored_bytes(client, drawing):
    got = client.get("/charts/st-office-declined-trend.svg")
    assert (got["Content-Type"], got.content.decode()) == ("image/svg+xml", svg("export.svg"))
    got = client.get("/charts/st-office-declined-trend.png")
    assert (got["Content-Type"], got.content) == ("image/png", b"\x89PNG drawn")
    rows = list(csv.DictReader(io.StringIO(client.get("/charts/st-office-declined-trend.csv").content.decode())))
    assert [row["numerator"] for row in rows] == ["1240", "", "12"]
    assert {row["source_url"] for row in rows} == {"https://example.org/data"}
    whole = json.loads(client.get("/charts/st-office-declined-trend.json").content)
    assert whole["rows"][1]["numerator"] is None
    assert whole["version"] == HASH


@pytest.mark.parametrize("kind", ["svg", "png", "csv", "json"])
@pytest.mark.parametrize("address", ["st-office-declined-trend", f"st-office-declined-trend/@{HASH}"])
def test_files_with_invented_numbers_are_kept_from_search_engines(client, drawing, kind, address):
    url = f"/charts/{address}.{kind}"
    assert "X-Robots-Tag" not in client.get(url)
    RenderedChart.objects.update(sample=True)
    assert client.get(url)["X-Robots-Tag"] == "noindex"


def test_every_row_says_whether_it_is_invented(client, drawing):
    RenderedChart.objects.update(sample=True)
    rows = csv.DictReader(io.StringIO(client.get("/charts/st-office-declined-trend.csv").content.decode()))
    assert {row["sample"] for row in rows} == {"true"}


def test_numbers_that_may_not_be_copied_are_not_handed_out_as_data(client, drawing):
    dataset = DatasetFactory(office=drawing.chart.office, may_republish=False)
    ObservationFactory(dataset=dataset, metric=drawing.chart.metric)
    for kind, status in (("csv", 404), ("json", 404), ("svg", 200), ("png", 200)):
        assert client.get(f"/charts/st-office-declined-trend.{kind}").status_code == status
        assert client.get(f"/charts/st-office-declined-trend/@{HASH}.{kind}").status_code == status
    html = text(client, "/charts/st-office-declined-trend/")
    assert "trend.csv" not in html
    assert "trend.svg" in html


def test_the_chart_of_an_unpublished_promise_is_not_served(client):
    promise = PromiseFactory()
    RenderedChartFactory(chart__slug="st-office-declined-promise-1", chart__promise=promise)
    addresses = ["/embed/st-office-declined-promise-1/", "/charts/st-office-declined-promise-1/"]
    addresses += [f"/charts/st-office-declined-promise-1{kind}" for kind in (".csv", ".json", ".svg", ".png")]
    assert {client.get(address).status_code for address in addresses} == {200}
    assert "st-office-declined-promise-1" in text(client, "/data/")
    promise.unpublish()
    assert {client.get(address).status_code for address in addresses} == {404}
    assert "st-office-declined-promise-1" not in text(client, "/data/")


@pytest.mark.parametrize("kind", ["svg", "png", "csv", "json"])
def test_files_are_fetched_once_and_then_only_asked_after(client, drawing, kind):
    url = f"/charts/st-office-declined-trend.{kind}"
    first = client.get(url)
    assert first["Last-Modified"].endswith("GMT")
    assert "no-cache" in first["Cache-Control"]  # kept, and asked for again: it can be put under review
    for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(url, headers=headers)
        assert again.status_code == 304
        assert again.content == b""
    RenderedChart.objects.update(content_hash=NEWER)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_kept_version_does_not_change_when_a_newer_one_is_drawn(client, drawing):
    url = f"/charts/st-office-declined-trend/@{HASH}/"
    before = client.get(url)
    assert before.status_code == 200
    RenderedChart.objects.update(current=False)
    RenderedChartFactory(chart=drawing.chart, content_hash=NEWER, title="A newer finding")
    after = client.get(url)
    assert after.content == before.content
    assert after["Link"] == '</charts/st-office-declined-trend/>; rel="latest-version"'
    assert "A newer finding" in text(client, "/charts/st-office-declined-trend/")
    assert client.get(f"/charts/st-office-declined-trend/@{HASH}.csv").status_code == 200
    assert client.get(f"/charts/st-office-declined-trend/@{'0' * 64}/").status_code == 404
    assert client.get(f"/charts/other/@{HASH}/").status_code == 404
    assert client.get(f"/charts/st-office-declined-trend/@{'0' * 64}.svg").status_code == 404


def test_not_drawn_yet_is_said_and_no_file_is_invented(client):
    ChartFactory(slug="bare")
    assert "This chart has not been drawn yet." in text(client, "/charts/bare/")
    assert "This chart has not been drawn yet." in text(client, "/embed/bare/")
    for kind in ("svg", "png", "csv", "json"):
        assert client.get(f"/charts/bare.{kind}").status_code == 404


@pytest.mark.parametrize("gap", [{"drawable": False}, {"svg": {}}, {"svg": {"page-352": "<svg/>"}}])
def test_nothing_to_draw_leaves_words_and_table(client, gap):
    RenderedChartFactory(chart__slug="words", png=b"", **gap)
    html = text(client, "/charts/words/")
    assert "Line chart of the share declined." in html
    assert "too few to show" in html
    assert "Line chart of the share declined." in text(client, "/embed/words/")
    assert client.get("/charts/words.png").status_code == 404
    assert client.get("/charts/words.csv").status_code == 200
    assert client.get(f"/charts/words/@{HASH}/").status_code == 200


@pytest.mark.parametrize("path", ["/charts/none/", "/charts/none.svg", "/embed/none/", "/charts/x.exe"])
def test_unknown_charts_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_reader_of_spanish_gets_the_spanish_drawing_else_the_english_one_marked(client, drawing):
    html = text(client, "/es/charts/st-office-declined-trend/")
    assert '<figure class="fig" lang="en">' in html
    RenderedChartFactory(chart=drawing.chart, language="es", content_hash=NEWER, title="La oficina declinó")
    html = text(client, "/es/charts/st-office-declined-trend/")
    assert "La oficina declinó" in html
    assert '<figure class="fig">' in html
    assert "Test Office declined" in text(client, "/charts/st-office-declined-trend/")


def test_a_sample_chart_is_marked_and_not_indexed(client):
    RenderedChartFactory(chart__slug="sample", sample=True)
    assert "Sample data." in text(client, "/charts/sample/")
    for path in ("/charts/sample/", "/embed/sample/", f"/charts/sample/@{HASH}/"):
        assert 'name="robots" content="noindex"' in text(client, path)
    assert "Sample data" in text(client, "/embed/sample/")


def policy(response):
    parts = (part.split() for part in response["Content-Security-Policy"].split("; "))
    return {name: values for name, *values in parts}


def styles(html):
    return re.findall(r"<style>(.*?)</style>", html, re.DOTALL)


@pytest.mark.parametrize(
    "path", ["/embed/st-office-declined-trend/", f"/charts/st-office-declined-trend/@{HASH}/"]
)
def test_the_one_style_is_allowed_by_its_very_hash(client, drawing, path):
    response = client.get(path)
    [style] = styles(response.content.decode())
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy(response)["style-src"] == [f"'sha256-{digest}'"]


def test_the_embed_is_one_request_without_script_and_leads_out_of_the_frame(client, drawing):
    html = text(client, "/embed/st-office-declined-trend/")
    assert "<script" not in html
    assert "http-equiv" not in html
    assert not re.search(r"\ssrc=|stylesheet|@import|url\(", html)
    links = re.findall(r"<a [^>]*>", html)
    assert len(links) == 3
    assert all('target="_top"' in link for link in links)
    assert not client.get("/embed/st-office-declined-trend/").cookies


def test_only_the_embed_may_be_framed(client, drawing):
    race = RaceFactory()
    people = candidates(race, ["Ann", "Bea"])
    scorecard = sheet(race, people, [["matches", "differs"]])
    promise = PromiseFactory(candidacy=people[0])
    public = [
        "/",
        "/offices/",
        "/races/",
        "/races.csv",
        "/promises/",
        "/promises.json",
        "/scorecards/",
        "/find/",
        "/data/",
        race.page.url,
        f"{race.page.url.rstrip('/')}.csv",
        people[0].page.url,
        race.office.page.url,
        scorecard.page.url,
        promise.get_absolute_url(),
        "/charts/st-office-declined-trend/",
        "/charts/st-office-declined-trend.svg",
        "/charts/st-office-declined-trend.json",
        f"/charts/st-office-declined-trend/@{HASH}/",
        "/no-such-page/",
    ]
    for path in [*public, *(f"/es{path}" for path in public)]:
        response = client.get(path)
        assert policy(response)["frame-ancestors"] == ["'none'"], path
        assert response["X-Frame-Options"] == "DENY", path
        assert "unsafe" not in response["Content-Security-Policy"], path
        assert policy(response)["script-src"] == ["'self'"], path
    for path in ("/embed/st-office-declined-trend/", "/es/embed/st-office-declined-trend/"):
        response = client.get(path)
        assert policy(response)["frame-ancestors"] == ["*"]
        assert "X-Frame-Options" not in response
        assert "unsafe" not in response["Content-Security-Policy"]


def test_no_page_writes_style_or_script_into_its_html(client, drawing):
    race = RaceFactory(election__date=dt.date(2027, 11, 2))
    people = candidates(race, ["Ann", "Bea"])
    scorecard = sheet(race, people, [["matches", None]])
    CandidacyFactory(race=race, status="withdrawn")
    promise = PromiseFactory(candidacy=people[0])
    for path in (
        race.page.url,
        people[0].page.url,
        scorecard.page.url,
        promise.get_absolute_url(),
        "/races/",
        "/promises/",
        "/scorecards/",
        "/charts/st-office-declined-trend/",
    ):
        html = text(client, path)
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html), path
        assert html.count("<h1") == 1, path
