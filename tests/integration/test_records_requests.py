"""Requests for records: what was asked, what came of it, what it would cost. A refusal is a finding."""

import csv
import datetime as dt
import io
import json

import pytest

from tests.factories import beside
from tests.factories import figures as counts
from tests.factories import races as make

pytestmark = pytest.mark.django_db


def page_of(client, address="/data/requests/"):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_an_empty_list_says_so(client):
    assert "No request for records is on record." in page_of(client)


def test_a_price_is_printed_with_its_dates_and_source(client):
    request = beside.RecordsRequestFactory(reason="It takes a clerk three weeks.")
    page = page_of(client)
    for part in (
        request.asked_for,
        "A price was asked.",
        "Price asked: $4,200.",
        "Asked Feb 1, 2026, answered Mar 1, 2026.",
        "It takes a clerk three weeks.",
        request.source_url,
        request.office.name,
    ):
        assert part in page, part


def test_the_page_of_the_office_says_what_is_missing(client):
    request = beside.RecordsRequestFactory()
    dataset = counts.DatasetFactory(office=request.office)
    race = counts.MetricFactory(slug="race-recorded", name="Race is recorded", category="records")
    counts.ObservationFactory(dataset=dataset, metric=race, numerator=888, denominator=1000)
    page = page_of(client, f"/offices/{request.office.state.code}/{request.office.slug}/")
    for part in ("What is missing", "2025: 89%, 888 of 1,000", 'width="177.6"', "Price asked: $4,200."):
        assert part in page, part


def test_an_office_without_either_has_no_such_part(client):
    office = make.OfficeFactory()
    assert "What is missing" not in page_of(client, f"/offices/{office.state.code}/{office.slug}/")


def test_what_waits_and_what_has_no_price_says_no_price(client):
    beside.RecordsRequestFactory(outcome="waiting", answered_on=None, quoted_cost=None)
    page = page_of(client)
    assert "No answer yet." in page
    assert "not answered when we last looked" in page
    assert "Price asked" not in page


def test_cents_stay_cents(client):
    beside.RecordsRequestFactory(quoted_cost="0.50")
    assert "Price asked: $0.50." in page_of(client)


def test_the_data_and_the_filter(client):
    first = beside.RecordsRequestFactory(asked_on=dt.date(2026, 1, 1))
    beside.RecordsRequestFactory(quoted_cost=None, outcome="refused", asked_on=dt.date(2026, 2, 1))
    rows = list(csv.DictReader(io.StringIO(client.get("/data/requests.csv").content.decode())))
    # No price is an empty cell, not 0.
    assert [(row["outcome"], row["quoted_cost_dollars"]) for row in rows] == [("refused", ""), ("cost", "4200.00")]
    office = f"{first.office.state.code}/{first.office.slug}"
    narrowed = json.loads(client.get(f"/data/requests.json?office={office}").content)["rows"]
    assert [row["office"] for row in narrowed] == [office]
    assert "1 of 1 shown." in page_of(client, f"/data/requests/?office={office}")


def test_invented_requests_are_marked_and_a_page_that_is_down_has_none(client):
    beside.RecordsRequestFactory(
        office=make.OfficeFactory(state=make.StateFactory(code="zz", fips="99", is_sample=True))
    )
    down = beside.RecordsRequestFactory()
    down.office.page.unpublish()
    page = page_of(client)
    assert '<span class="tag">Sample</span>' in page
    assert down.office.name not in page
