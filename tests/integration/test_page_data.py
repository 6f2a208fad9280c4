import csv
import io

import pytest

from scorecards.models import Chart, RenderedChart
from tests.factories import figures as counts
from tests.factories import races as make

pytestmark = pytest.mark.django_db


def page_of(client, address="/data/"):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def drawing(chart, **fields):
    return RenderedChart.objects.create(
        chart=chart,
        language="en",
        content_hash="0" * 64,
        title=f"Finding of {chart.slug}",
        subtitle="",
        summary="",
        source={},
        source_line="",
        table={"caption": "", "columns": [], "rows": []},
        spec={},
        svg={},
        png=b"",
        social_png=b"",
        **fields,
    )


def chart_of(dataset, metric, slug):
    return Chart.objects.create(slug=slug, key="trend", office=dataset.office, metric=metric)


def test_an_empty_portal_says_so(client):
    page = page_of(client)
    assert "No file has been counted yet." in page
    assert "No chart has been drawn yet." in page


def test_files_stand_with_license_hash_and_what_may_be_reused(client):
    open_file = counts.DatasetFactory(sha256="ab" * 32, licence_url="https://example.org/by")
    counts.DatasetFactory(may_republish=False, licence="All rights reserved", limits="Race is often blank.")
    page = page_of(client)
    assert open_file.title in page
    assert "abababababab</code>" in page
    assert '<a href="https://example.org/by">CC-BY-4.0</a>' in page
    assert "The counts may be reused with credit." in page
    assert "may not be copied further" in page
    assert "Race is often blank." in page
    assert "1,000 rows" in page


def test_charts_are_listed_by_what_they_found(client):
    dataset, metric = counts.DatasetFactory(), counts.MetricFactory()
    drawing(chart_of(dataset, metric, "drawn-trend"))
    drawing(chart_of(dataset, metric, "empty-trend"), drawable=False)
    page = page_of(client)
    assert '<a href="/charts/drawn-trend/">Finding of drawn-trend</a>' in page
    assert "empty-trend" not in page


def test_the_list_of_files_as_csv(client):
    dataset = counts.DatasetFactory(title="=formula", limits="one\ntwo")
    response = client.get("/data/datasets.csv")
    (row,) = csv.DictReader(io.StringIO(response.content.decode()))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert row["title"] == "'=formula"
    assert row["sha256"] == dataset.sha256
    assert row["known_limits"] == "one\ntwo"
    assert (row["may_republish"], row["sample"]) == ("true", "false")
    assert client.get("/es/data/datasets.csv").content == response.content


def test_sample_files_are_marked(client):
    office = make.OfficeFactory(state=make.StateFactory(sample=True))
    counts.DatasetFactory(office=office)
    page = page_of(client)
    assert "Some sample data." in page
    assert '<span class="tag">Sample</span>' in page
    assert "true" in client.get("/data/datasets.csv").content.decode()
