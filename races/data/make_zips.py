"""Make zips.csv from a copy of the Census Bureau's table of ZIP areas and counties. Run by hand; needs no network.

    python races/data/make_zips.py zcta-county.csv.gz

The copy is `data/zcta_crosswalk.csv` or the like of MarketBridge/zctaCrosswalk (MIT; the Census file below it is
public domain): one row for each ZIP code tabulation area of 2020 and county that it touches, with the columns
`zcta` and `county_fips`. The same input gives the same bytes.
"""

import csv
import gzip
import sys
from pathlib import Path

TARGET = Path(__file__).parent / "zips.csv"


def rows(lines):
    """(county FIPS, its ZIP codes in order) of a table with the columns `zcta` and `county_fips`."""
    zips = {}
    for row in csv.DictReader(lines):
        zips.setdefault(row["county_fips"], set()).add(row["zcta"])
    return [(county, sorted(codes)) for county, codes in sorted(zips.items())]


def main(source):
    with gzip.open(source, "rt", encoding="utf-8", newline="") as stream:
        made = rows(stream)
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("county", "zips"))
        writer.writerows((county, " ".join(codes)) for county, codes in made)


if __name__ == "__main__":
    main(sys.argv[1])
