import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pytest

from scorecards.models import Promise
from tests.factories.races import RaceFactory
from tests.factories.scorecards import (
    ChartFactory,
    MetricFactory,
    PromiseFactory,
    PromiseUpdateFactory,
    RenderedChartFactory,
)

pytestmark = pytest.mark.django_db


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def rated(status, **fields):
    promise = PromiseFactory(**fields)
    PromiseUpdateFactory(promise=promise, status=status)
    return promise


def test_the_newest_accepted_update_rates_a_promise(client):
    promise = rated("prog")
    PromiseUpdateFactory(promise=promise, status="kept", date=dt.date(2026, 10, 20), fact="All files are open.")
    PromiseUpdateFactory(
        promise=promise, status="brok", date=dt.date(2026, 11, 1), fact="Rumor", reviewed_at=None, reviewed_by=""
    )
    html = text(client, promise.get_absolute_url())
    assert "Why it is rated “Kept”" in html
    assert html.index("All files are open.") < html.index("The promise was made.")
    assert "Rumor" not in html
    assert "st-brok" not in html
    assert "No reply yet." in html


def test_without_an_update_it_is_not_yet_rated(client):
    html = text(client, PromiseFactory().get_absolute_url())
    assert "Not yet rated" in html
    assert "have not finished checking" in html
    assert "Not written down yet." in html


def test_what_would_change_the_rating_is_printed(client):
    promise = PromiseFactory(kept_if="20% or lower for two quarters.", broken_if="Above 30% at the end.")
    html = text(client, promise.get_absolute_url())
    assert "20% or lower for two quarters." in html
    assert html.index("st-kept") < html.index("st-brok")


@pytest.mark.parametrize("status", ["kept", "prog"])
def test_overdue_is_a_flag_and_never_a_rating(client, status):
    promise = rated(status, due=dt.date(2026, 10, 30))
    html = text(client, promise.get_absolute_url())
    assert f"st-{status}" in html
    assert ("Overdue" in html) == (status == "prog")
    assert ("Overdue" in text(client, "/promises/")) == (status == "prog")


def measured():
    metric = MetricFactory()
    promise = PromiseFactory(
        metric=metric,
        baseline=Decimal("0.33"),
        baseline_label="2023",
        target=Decimal("0.205"),
        due=dt.date(2028, 1, 3),
        caution="A state law may explain part of it.",
    )
    return promise, ChartFactory(office=promise.candidacy.race.office, metric=metric, promise=promise)


def test_a_linked_measure_shows_baseline_now_and_target(client):
    promise, chart = measured()
    RenderedChartFactory(chart=chart)
    html = text(client, promise.get_absolute_url())
    assert "Baseline, 2023</dt><dd>33%" in html
    assert "Now, 2018</dt><dd>31%" in html  # 2019 is hidden, 2020 is partial
    assert "1,240 of 4,000" in html
    assert "Target, by Jan 3, 2028</dt><dd>21%" in html
    assert "A state law may explain part of it." in html
    assert 'class="chart"' in html


def test_a_measure_that_is_not_drawn_yet(client):
    promise, _ = measured()
    html = text(client, promise.get_absolute_url())
    assert "This chart has not been drawn yet." in html
    assert "not reported" in html


def test_a_wrong_slug_leads_to_the_right_address(client):
    promise = PromiseFactory()
    right = promise.get_absolute_url()
    response = client.get(f"/promises/{promise.pk}-wrong/")
    assert response.status_code == 301
    assert response["Location"] == right
    assert client.get(f"/es/promises/{promise.pk}-wrong/")["Location"] == f"/es{right}"
    assert client.get("/promises/999999-x/").status_code == 404


def test_a_draft_is_nowhere(client):
    shown = PromiseFactory(quote="A public promise")
    draft = PromiseFactory(quote="A hidden draft", live=False, candidacy=shown.candidacy)
    assert client.get(draft.get_absolute_url()).status_code == 404
    shown.quote = "A changed wording"
    shown.save_revision()  # an unpublished change
    for url in (
        "/promises/",
        "/promises/?status=none",
        "/promises.csv",
        "/promises.json",
        shown.candidacy.page.url,
        shown.candidacy.race.page.url,
        Promise.objects.get(pk=shown.pk).get_absolute_url(),
    ):
        body = client.get(url).content.decode()
        assert "A hidden draft" not in body
        assert "A changed wording" not in body


def test_the_list_tallies_and_filters(client):
    kept, stalled, bare = rated("kept"), rated("stal"), PromiseFactory()
    html = text(client, "/promises/")
    assert "3 of 3 shown." in html
    assert 'class="t-kept" x="0.00%"' in html
    html = text(client, "/promises/?status=stal")
    assert stalled.quote in html
    assert kept.quote not in html
    assert bare.quote in text(client, "/promises/?status=none")
    assert "No promise has this status." in text(client, "/promises/?status=brok")


def test_an_unknown_filter_is_said_and_left_out(client):
    rated("kept")
    html = text(client, "/promises/?status=%3Cb%3E&page=x")
    assert "We do not know one of these choices" in html
    assert "1 of 1 shown." in html


def test_the_list_as_csv_and_json_follows_the_filter(client):
    kept = rated("kept", candidacy__race=RaceFactory(), quote="=cmd()")
    rated("brok")
    rows = list(csv.DictReader(io.StringIO(client.get("/promises.csv?status=kept").content.decode())))
    assert [(row["id"], row["status"], row["promise"]) for row in rows] == [(str(kept.pk), "kept", "'=cmd()")]
    assert rows[0]["url"].endswith(kept.get_absolute_url())
    assert len(json.loads(client.get("/promises.json").content)["rows"]) == 2


def test_an_empty_list_says_so(client):
    assert "No promises on record yet." in text(client, "/promises/")
