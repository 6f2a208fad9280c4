"""Every published figure that a newer delivery changed stands in the open, before and after."""

import csv
import datetime as dt
import io
import json

import pytest

from tests.factories import beside
from tests.factories import figures as counts
from tests.factories import races as make

pytestmark = pytest.mark.django_db


def page_of(client, address="/data/changes/"):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def rows_of(client, address="/data/changes.csv"):
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode())))


def test_an_empty_log_says_so(client):
    assert "No published figure has changed." in page_of(client)
    assert rows_of(client) == []


def test_before_after_day_reason_and_freeze(client):
    new = counts.DatasetFactory(revision_reason="Late cases were added.")
    change = beside.FigureChangeFactory(
        new=new, dimension="race", group="Black", on=dt.date(2026, 10, 2), after_freeze=True
    )
    page = page_of(client)
    for part in (
        change.metric.name,
        "Race: Black",
        "24% (240 of 1,000)",
        "25% (250 of 1,000)",
        "Oct 2, 2026",
        "after the year had been frozen",
        "Late cases were added.",
        f'href="/data/datasets/{new.pk}/"',
        change.office.name,
    ):
        assert part in page, part
    row = rows_of(client)[0]
    assert (row["before_numerator"], row["after_numerator"], row["after_freeze"]) == ("240", "250", "true")
    assert (row["on"], row["group"], row["new_sha256"]) == ("2026-10-02", "Black", new.sha256)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"state": "hidden", "shown": "Too few to show"}, "Too few to show"),
        ({"state": "missing", "shown": "not reported"}, "Not reported"),
        ({"state": "open", "shown": "60%", "numerator": 12, "denominator": 20}, "12 of 20 (60%)"),
        ({"state": "shown", "shown": "1,240", "numerator": 1240, "denominator": None}, "1,240"),
        ({"state": "shown", "shown": "56", "value": 56.0, "denominator": 10745}, "56 days, from 10,745"),
        ({"state": "shown", "shown": "2.4", "value": -2.4}, "2.4 days"),
    ],
)
def test_figures_in_words(client, form, words):
    beside.FigureChangeFactory(before=form, metric=counts.MetricFactory(unit="days"))
    assert f'data-l="Before"><span>{words}</span>' in page_of(client)


def test_the_newest_change_is_first_and_the_filter_narrows(client):
    old = beside.FigureChangeFactory(on=dt.date(2026, 1, 1))
    new = beside.FigureChangeFactory(on=dt.date(2026, 5, 1))
    page = page_of(client)
    assert page.index(f">{new.metric.name},") < page.index(f">{old.metric.name},")
    state, office = old.office.state.code, old.office.slug
    page = page_of(client, f"/data/changes/?office={state}/{office}")
    assert f">{old.metric.name}," in page
    assert f">{new.metric.name}," not in page
    assert [row["measure"] for row in rows_of(client, f"/data/changes.csv?office={state}/{office}")] == [
        old.metric.slug
    ]
    assert "left out" in page_of(client, "/data/changes/?office=xx/none")


def test_the_log_is_cut_into_pages(client):
    new, old = counts.DatasetFactory(), counts.DatasetFactory()
    for _ in range(52):
        beside.FigureChangeFactory(new=new, old=old)
    assert "Page 1 of 2" in page_of(client)
    assert "2 of 52 shown." in page_of(client, "/data/changes/?page=2")


def test_counts_that_may_not_be_copied_stay_out_of_the_files(client):
    beside.FigureChangeFactory(new=counts.DatasetFactory(may_republish=False))
    beside.FigureChangeFactory(old=counts.DatasetFactory(may_republish=False))
    kept = beside.FigureChangeFactory()
    assert [row["measure"] for row in json.loads(client.get("/data/changes.json").content)["rows"]] == [
        kept.metric.slug
    ]
    assert "3 of 3 shown." in page_of(client)


def test_invented_changes_are_marked_and_a_page_that_is_down_has_none(client):
    sample = make.OfficeFactory(state=make.StateFactory(code="zz", fips="99", is_sample=True))
    beside.FigureChangeFactory(new=counts.DatasetFactory(office=sample))
    down = beside.FigureChangeFactory()
    down.office.page.unpublish()
    page = page_of(client)
    assert '<span class="tag">Sample</span>' in page
    assert "Some sample data." in page
    assert down.office.name not in page
    assert [row["sample"] for row in rows_of(client)] == ["true"]


def test_the_log_is_linked_from_every_page(client):
    assert 'href="/data/changes/"' in page_of(client, "/")
    assert 'href="/data/changes/"' in page_of(client, "/data/")
