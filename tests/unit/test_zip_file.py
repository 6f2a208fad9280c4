"""The shipped ZIP areas: the issue's own examples, and the same rows as the publisher's file."""

import csv
import gzip

import pytest

from races import zips
from races.data import make_zips


@pytest.fixture(scope="module")
def areas():
    found = {}
    for county, codes in zips.read().items():
        for code in codes:
            found.setdefault(code, []).append(county)
    return found


@pytest.mark.parametrize(
    ("code", "counties"),
    [
        ("30165", ["01019", "13055", "13115"]),
        ("10463", ["36005", "36061"]),
        ("02861", ["25005", "44007"]),
        ("60601", ["17031"]),
        ("94105", ["06075"]),
    ],
)
def test_the_counties_of_an_area(areas, code, counties):
    assert areas[code] == counties


def test_how_many_areas_there_are(areas):
    assert len(areas) == 33_791
    assert sum(map(len, areas.values())) == 46_960
    assert sum(len(counties) > 1 for counties in areas.values()) == 10_186
    assert sum(len({county[:2] for county in counties}) > 1 for counties in areas.values()) == 137


@pytest.mark.parametrize("code", ["20500", "60680"])
def test_a_real_zip_code_without_an_area_is_not_made_up(areas, code):
    assert code not in areas


def test_the_shipped_file_is_the_publishers_to_the_last_row(areas, shared_data):
    with gzip.open(shared_data / "places" / "zcta-county.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        theirs = [(row["zcta"], row["county_fips"]) for row in csv.DictReader(stream)]
    assert sorted((code, county) for code, counties in areas.items() for county in counties) == sorted(theirs)


def test_the_shipped_file_is_made_again_byte_by_byte(shared_data, tmp_path, monkeypatch):
    monkeypatch.setattr(make_zips, "TARGET", tmp_path / "zips.csv")
    make_zips.main(shared_data / "places" / "zcta-county.csv.gz")
    assert (tmp_path / "zips.csv").read_bytes() == zips.FILE.read_bytes()
