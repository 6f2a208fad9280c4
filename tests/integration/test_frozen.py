"""A frozen year is handed out as it was stored, byte for byte."""

import base64
import hashlib

import pytest

from tests.factories import beside

pytestmark = pytest.mark.django_db
# Bytes that any rewriting would change.
BYTES = "office,measure\r\nzz/sample,=1+1\nla\u0301\r".encode()
DIGEST = hashlib.sha256(BYTES)


def test_the_bytes_come_unchanged_with_their_hash(client):
    beside.YearFreezeFactory(year=2024, csv=BYTES, rows=2, sha256=DIGEST.hexdigest())
    response = client.get("/data/frozen/2024.csv")
    assert response.content == BYTES
    assert response["ETag"] == f'"{DIGEST.hexdigest()}"'
    assert response["Repr-Digest"] == f"sha-256=:{base64.b64encode(DIGEST.digest()).decode()}:"
    assert response["Link"] == '</data/>; rel="latest-version"'
    assert "no-cache" in response["Cache-Control"]  # kept, and asked for again: it can be withdrawn
    again = client.get("/data/frozen/2024.csv", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/es/data/frozen/2024.csv").content == BYTES


def test_the_data_page_lists_frozen_years_and_says_when_there_are_none(client):
    assert "No year has been frozen yet." in client.get("/data/").content.decode()
    beside.YearFreezeFactory(year=2023, csv=BYTES, rows=1234, sha256=DIGEST.hexdigest())
    page = client.get("/data/").content.decode()
    assert 'href="/data/frozen/2023.csv"' in page
    assert DIGEST.hexdigest() in page
    assert "1,234" in page


def test_a_year_that_was_not_frozen_is_not_found(client):
    assert client.get("/data/frozen/2019.csv").status_code == 404
