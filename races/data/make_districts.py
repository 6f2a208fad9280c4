"""Renew the rows of Massachusetts and Maine in districts.csv. Run by hand; needs no network.

    python races/data/make_districts.py prosecutor-districts-5-states.csv

That list (compiled for this project from volunteers' lists and returns) is neither complete nor authoritative:
its districts are shown as "to be confirmed", and a county that it lacks is "not mapped yet", never without a
prosecutor. Its rows of Florida and Louisiana are not taken: the statute puts Gilchrist County in Florida's 8th
circuit, not in the 6th, and Orleans Parish is missing. Most of Georgia's circuits come with its results. Rows of
other states were entered by hand from the sources in offices.toml; `source` is that of a single district.
"""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from django.utils.text import slugify

HERE = Path(__file__).parent
STATES = {"MA", "ME"}


def main(source):
    with (HERE / "counties.csv").open(encoding="utf-8", newline="") as stream:
        fips = {(row["state"].upper(), _plain(row["name"])): row["fips"] for row in csv.DictReader(stream)}
    with Path(source).open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["state"] in STATES]
    listed = {
        (
            row["state"],
            named(row["state"], row["prosecutor_district"]),
            row["county"],
        )
        for row in rows
    }
    districts = Counter((state, county) for state, _, county in listed)
    path = HERE / "districts.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        kept = [tuple(row) for row in csv.reader(stream) if row[0].upper() not in STATES][1:]
    made = [
        (state.lower(), slug(name), name, fips[state, _plain(county)], str(int(districts[state, county] > 1)), "")
        for state, name, county in listed
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("state", "slug", "district", "county", "partial", "source"))
        writer.writerows(sorted(kept + made))


def named(state, district):
    """ "CAPE & ISLANDS DISTRICT" -> "Cape and Islands"; "001" -> "Prosecutorial District 1"."""
    if state == "ME":
        return f"Prosecutorial District {int(district)}"
    return district.removesuffix(" DISTRICT").title().replace(" & ", " and ")


def slug(name):
    return slugify(re.sub(r"\bJudicial (Circuit|District)$|^Prosecutorial ", "", name))


def _plain(name):
    return re.sub(r"[^a-z]", "", name.lower().replace("saint ", "st "))


if __name__ == "__main__":
    main(*sys.argv[1:])
