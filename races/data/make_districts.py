"""Renew the rows of Florida, Louisiana, Massachusetts and Maine in districts.csv. Run by hand; needs no network.

    python races/data/make_districts.py prosecutor-districts-5-states.csv

That list (compiled for this project from volunteers' lists and returns) is neither complete nor authoritative:
its districts are shown as "to be confirmed", and a county that it lacks is "not mapped yet", never without a
prosecutor. Georgia's circuits come with its results. Rows of other states were entered by hand from the sources in
offices.toml.
"""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from django.utils.text import slugify

HERE = Path(__file__).parent
STATES = {"FL", "LA", "MA", "ME"}
# The list has both names of the one county in Florida, and two parishes not as the Census names them.
SAME = {
    ("FL", "Dade"): "Miami-Dade",
    ("LA", "Vermillion"): "Vermilion",
    ("LA", "St. John"): "St. John the Baptist",
}
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def main(source):
    with (HERE / "counties.csv").open(encoding="utf-8", newline="") as stream:
        fips = {(row["state"].upper(), _plain(row["name"])): row["fips"] for row in csv.DictReader(stream)}
    with Path(source).open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["state"] in STATES]
    listed = {
        (
            row["state"],
            named(row["state"], row["prosecutor_district"]),
            SAME.get((row["state"], row["county"]), row["county"]),
        )
        for row in rows
    }
    districts = Counter((state, county) for state, _, county in listed)
    path = HERE / "districts.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        kept = [tuple(row) for row in csv.reader(stream) if row[0].upper() not in STATES][1:]
    made = [
        (state.lower(), slug(name), name, fips[state, _plain(county)], str(int(districts[state, county] > 1)))
        for state, name, county in listed
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("state", "slug", "district", "county", "partial"))
        writer.writerows(sorted(kept + made))


def named(state, district):
    """ "Circuit 1" -> "1st Judicial Circuit"; "CAPE & ISLANDS DISTRICT" -> "Cape and Islands"; "001" ->
    "Prosecutorial District 1"."""
    if state == "FL":
        number = int(district.removeprefix("Circuit "))
        ending = "th" if 10 < number % 100 < 14 else ENDINGS.get(number % 10, "th")
        return f"{number}{ending} Judicial Circuit"
    if state == "ME":
        return f"Prosecutorial District {int(district)}"
    if state == "MA":
        return district.removesuffix(" DISTRICT").title().replace(" & ", " and ")
    return district


def slug(name):
    return slugify(re.sub(r"\bJudicial (Circuit|District)$|^Prosecutorial ", "", name))


def _plain(name):
    return re.sub(r"[^a-z]", "", name.lower().replace("saint ", "st "))


if __name__ == "__main__":
    main(*sys.argv[1:])
