"""Each delivered file has a page: where it is from, what it counts, what it cannot tell, when the next is due."""

import csv
import datetime as dt
import hashlib
import io
import json

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from portal.pages.shown import flags
from scorecards.metrics.definitions import FLAGS
from scorecards.models import Dataset
from tests.factories import beside
from tests.factories import figures as counts
from tests.factories import races as make

pytestmark = pytest.mark.django_db
TABLE = b"\xff\xfename;n\r\n=1+1;2\r\n"


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def page_of(client, dataset):
    return text_of(client, f"/data/datasets/{dataset.pk}/")


@pytest.fixture
def deliveries(monkeypatch, tmp_path):
    """Delivered tables go to a folder of this test alone."""
    monkeypatch.setattr(Dataset._meta.get_field("delivered").storage, "location", str(tmp_path))


def kept(**fields):
    """A published table that is on the disk, with the hash of its bytes."""
    dataset = counts.DatasetFactory(case_level=False, sha256=hashlib.sha256(TABLE).hexdigest(), **fields)
    dataset.delivered.save("table.csv", ContentFile(TABLE))
    return dataset


def test_the_page_prints_where_a_file_is_from(client):
    dataset = counts.DatasetFactory(
        archive_url="https://web.archive.org/x",
        licence_url="https://example.org/by",
        recorded_on=dt.date(2026, 11, 20),
        limits="Race is often blank.",
        flags={"felony_only": True, "other_agency_files": False},
    )
    page = page_of(client, dataset)
    for part in (
        dataset.title,
        dataset.publisher,
        dataset.sha256,
        "https://web.archive.org/x",
        '<a href="https://example.org/by">CC-BY-4.0</a>',
        "Nov 12, 2026",
        "Nov 20, 2026",
        "1,000 rows",
        "Jan 1, 2025 to Dec 31, 2025",
        "Race is often blank.",
        '<th scope="row">Only felony cases are in the file</th><td>yes</td>',
        '<th scope="row">Another agency can also file charges</th><td>no</td>',
        # What nobody wrote down is not "no".
        '<th scope="row">People are counted, not charges</th><td>not known</td>',
    ):
        assert part in page, part


def test_every_flag_has_the_words_of_the_definitions():
    assert flags.WORDS == FLAGS


def test_what_cannot_be_computed_stands_with_the_reason(client):
    metric = counts.MetricFactory(slug="trial-rate", name="Decided by a trial")
    dataset = counts.DatasetFactory(
        cannot={metric.slug: "The file has no field for trials.", "made-up": "No person id."}
    )
    page = page_of(client, dataset)
    assert "Decided by a trial</strong>: <span>The file has no field for trials." in page
    assert "made-up</strong>: <span>No person id." in page


@pytest.mark.parametrize(
    ("fields", "words", "word"),
    [
        (
            {"cadence": "yearly", "period_to": dt.date(2050, 1, 1)},
            "Next delivery expected by Apr 1, 2051",
            "expected",
        ),
        ({"cadence": "monthly", "period_to": dt.date(2025, 1, 31)}, "Overdue since May 31, 2025", "overdue"),
        ({"cadence": "once"}, "Delivered once; no other is expected", "once"),
        ({}, "Not known when the next one is due", "unknown"),
        (
            {"ended": "stopped", "ended_on": dt.date(2024, 12, 31), "ended_url": "https://example.org/stop"},
            "Stopped on Dec 31, 2024",
            "stopped",
        ),
        (
            {
                "ended": "taken_down",
                "ended_on": dt.date(2025, 2, 1),
                "ended_url": "https://example.org/gone",
                "cadence": "monthly",
            },
            "Taken down on Feb 1, 2025",
            "taken_down",
        ),
    ],
)
def test_the_next_delivery_in_words(client, fields, words, word):
    dataset = counts.DatasetFactory(**fields)
    for address in (f"/data/datasets/{dataset.pk}/", "/data/"):
        page = text_of(client, address)
        assert words in page
        assert fields.get("ended_url", "") in page
    row = json.loads(client.get(f"/data/datasets/{dataset.pk}.json").content)["rows"][0]
    assert row["standing"] == word


def test_a_file_that_came_again_is_not_overdue(client):
    """A later year of the table, whichever was fetched first, says when the next one is due."""
    old = {"cadence": "yearly", "period_from": dt.date(2022, 1, 1), "period_to": dt.date(2022, 12, 31)}
    newest = counts.DatasetFactory(
        table="cases", cadence="yearly", period_to=timezone.localdate(), retrieved=dt.date(2026, 1, 1)
    )
    older = counts.DatasetFactory(office=newest.office, table="cases", retrieved=dt.date(2026, 2, 1), **old)
    assert "A later delivery is on record" in page_of(client, older)
    assert "Next delivery expected by" in page_of(client, newest)


def test_deliveries_of_the_same_days_link_to_each_other(client):
    first = counts.DatasetFactory(table="cases", retrieved=dt.date(2026, 1, 1))
    second = counts.DatasetFactory(office=first.office, table="cases", retrieved=dt.date(2026, 6, 1))
    elsewhere = counts.DatasetFactory(table="cases")
    other_year = counts.DatasetFactory(
        office=first.office, table="cases", period_from=dt.date(2020, 1, 1), period_to=dt.date(2020, 12, 31)
    )
    page = page_of(client, first)
    assert f'href="/data/datasets/{second.pk}/"' in page
    assert "Later delivery" in page
    assert "Earlier delivery" in page_of(client, second)
    for dataset in (elsewhere, other_year):
        assert f'href="/data/datasets/{dataset.pk}/"' not in page
    assert "This is the only delivery of it on record." in page_of(client, elsewhere)


def test_what_a_delivery_changed_and_which_measures_it_has(client):
    new = counts.DatasetFactory(revision_reason="The court closed late cases.")
    used = counts.ObservationFactory(dataset=new).metric
    unused = counts.MetricFactory()
    beside.FigureChangeFactory(new=new, metric=used)
    page = page_of(client, new)
    assert "24% (240 of 1,000)" in page
    assert "25% (250 of 1,000)" in page
    assert "The court closed late cases." in page
    assert used.name in page
    assert unused.name not in page


def test_a_table_is_handed_out_byte_for_byte_with_safe_headers(client, deliveries):
    dataset = kept(may_hand_out=True, file_name='a"b/../\r\nX: y;é.csv')
    response = client.get(f"/data/datasets/{dataset.pk}/file")
    assert b"".join(response.streaming_content) == TABLE
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'attachment; filename="a_b_..___X_ y__.csv"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert (
        client.get(f"/data/datasets/{dataset.pk}/file", headers={"If-None-Match": response["ETag"]}).status_code
        == 304
    )
    assert f'href="/data/datasets/{dataset.pk}/file"' in page_of(client, dataset)
    response.close()


def test_a_table_without_leave_stays_here(client, deliveries):
    dataset = kept(may_hand_out=False)
    response = client.get(f"/data/datasets/{dataset.pk}/file")
    assert response.status_code == 404
    assert "license does not let us" in response.content.decode()
    assert "license does not let us" in page_of(client, dataset)


def test_a_table_that_is_gone_from_the_disk_is_not_found(client, deliveries):
    dataset = kept(may_hand_out=True)
    dataset.delivered.storage.delete(dataset.delivered.name)
    assert client.get(f"/data/datasets/{dataset.pk}/file").status_code == 404


def test_a_case_file_was_counted_and_left_where_it_was(client):
    dataset = counts.DatasetFactory()
    assert "counted and left where it was" in page_of(client, dataset)
    assert client.get(f"/data/datasets/{dataset.pk}/file").status_code == 404


def test_completeness_of_its_records_is_a_finding(client):
    dataset = counts.DatasetFactory()
    race = counts.MetricFactory(slug="race-recorded", name="Race is recorded")
    age = counts.MetricFactory(slug="age-recorded", name="Age is recorded")
    counts.ObservationFactory(dataset=dataset, metric=race, numerator=888, denominator=1000)
    counts.ObservationFactory(dataset=dataset, metric=age, numerator=4, denominator=8)
    page = page_of(client, dataset)
    assert "2025: 89%, 888 of 1,000" in page
    assert 'width="177.6"' in page
    # A hidden share has words and no bar, which would give it away.
    assert "2025: too few to show" in page
    assert page.count('class="recbar"') == 1


def test_files_of_a_page_that_is_down_are_gone_too(client):
    dataset = counts.DatasetFactory()
    dataset.office.page.unpublish()
    assert client.get(f"/data/datasets/{dataset.pk}/").status_code == 404
    assert dataset.title not in text_of(client, "/data/")


def test_the_list_is_there_as_csv_and_json(client):
    dataset = counts.DatasetFactory(cadence="once")
    rows = list(csv.DictReader(io.StringIO(client.get("/data/datasets.csv").content.decode())))
    assert [(row["id"], row["standing"]) for row in rows] == [(str(dataset.pk), "once")]
    assert json.loads(client.get("/data/datasets.json").content)["rows"][0]["sha256"] == dataset.sha256


def test_invented_files_are_marked_and_not_indexed(client):
    dataset = counts.DatasetFactory(
        office=make.OfficeFactory(state=make.StateFactory(code="zz", fips="99", is_sample=True))
    )
    page = page_of(client, dataset)
    assert "Sample data." in page
    assert 'content="noindex"' in page
    assert client.get(f"/data/datasets/{dataset.pk}.csv")["X-Robots-Tag"] == "noindex"


def test_unknown_files_are_not_found(client):
    assert Dataset.objects.count() == 0
    for address in ("/data/datasets/1/", "/data/datasets/1.csv", "/data/datasets/1/file", "/data/datasets/x/"):
        assert client.get(address).status_code == 404


def test_limits_of_several_files_stand_once_with_their_names(client):
    office = make.OfficeFactory()
    for title, limits in (("Intake", "One.\nTwo."), ("Sentences", "Three."), ("Charges", "One.\nTwo.")):
        counts.DatasetFactory(office=office, title=title, limits=limits)
    page = client.get(f"/offices/{office.state.code}/{office.slug}/").content.decode()
    assert page.count("<li>One.</li><li>Two.</li>") == 1
    assert page.count("Known limits:") == 2
