"""Make counties.csv. Run by hand when a source changes; needs no network.

    npm pack us-atlas@3.0.1 && tar xzf us-atlas-3.0.1.tgz
    python races/data/make_counties.py package/counties-10m.json zcta-county.csv.gz

The map (edition 2017) gives FIPS codes and names. The Census file of ZIP areas (2020) spells each name out in
small letters with the word for its kind ("adjuntas municipio", "baltimore city"): what is left after the map's
name is the kind. What changed since the map was drawn stands below. SOURCES.md names the sources.
"""

import csv
import gzip
import json
import re
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
COLUMNS = ("state", "fips", "name", "kind", "ocd_division_id", "valid_from", "valid_to")
# The Census writes a city's kind small ("Baltimore city"), all others large ("Cook County").
SMALL = {"city"}
# In the file of ZIP areas but not on the map, or the other way round: (name, kind).
NOT_IN_BOTH = {
    "02063": ("Chugach", "Census Area"),
    "02066": ("Copper River", "Census Area"),
    "60040": ("Swains", "Island"),
    "69085": ("Northern Islands", "Municipality"),
}
GONE = {"02261"}  # split in 2019: an old code, in county_codes.csv
PLANNING_REGIONS = {
    "09110": "Capitol",
    "09120": "Greater Bridgeport",
    "09130": "Lower Connecticut River Valley",
    "09140": "Naugatuck Valley",
    "09150": "Northeastern Connecticut",
    "09160": "Northwest Hills",
    "09170": "South Central Connecticut",
    "09180": "Southeastern Connecticut",
    "09190": "Western Connecticut",
}
CONNECTICUT_CHANGED = "2022-06-06"
BEGAN = {"02063": "2019-01-02", "02066": "2019-01-02", "02158": "2015-07-01", "46102": "2015-05-01"}
# The registry of division ids that we read has no such row.
NO_DIVISION = {"02063", "02066", "02158", "02195", "35013"}


def main(atlas, zip_areas):
    states = tomllib.loads((HERE / "states.toml").read_text(encoding="utf-8"))
    codes = {state["fips"]: code for code, state in states.items()}
    topology = json.loads(Path(atlas).read_text(encoding="utf-8"))
    names = {one["id"]: one["properties"]["name"] for one in topology["objects"]["counties"]["geometries"]}
    with gzip.open(zip_areas, "rt", encoding="utf-8", newline="") as stream:
        spelled = {row["county_fips"]: row["county_name"] for row in csv.DictReader(stream)}
    with (HERE / "counties.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(names, spelled, codes))


def rows(names, spelled, codes):
    """Rows of counties.csv in order of FIPS. `names` and `spelled`: by FIPS; `codes`: state code by its FIPS.

    Raises ValueError where the two sources name a county differently and nobody has said which is right.
    """
    for fips in sorted((names.keys() | spelled.keys() | PLANNING_REGIONS.keys()) - GONE):
        if fips[:2] not in codes:
            continue
        name, kind = _named(fips, names, spelled)
        state = codes[fips[:2]]
        ended = CONNECTICUT_CHANGED if state == "ct" and fips not in PLANNING_REGIONS else ""
        began = CONNECTICUT_CHANGED if fips in PLANNING_REGIONS else BEGAN.get(fips, "")
        yield {
            "state": state,
            "fips": fips,
            "name": name,
            "kind": kind,
            "ocd_division_id": division(state, fips, name, kind),
            "valid_from": began,
            "valid_to": ended,
        }


def _named(fips, names, spelled):
    if fips in PLANNING_REGIONS:
        return PLANNING_REGIONS[fips], "Planning Region"
    if fips in NOT_IN_BOTH:
        return NOT_IN_BOTH[fips]
    name, long = names.get(fips), spelled.get(fips)
    if name is None or long is None or not long.startswith(name.lower()):
        raise ValueError(f"{fips}: the map says {name!r}, the file of ZIP areas {long!r}")
    kind = long[len(name) :].strip()
    words = kind if kind in SMALL else kind.title().replace(" And ", " and ")
    return name, words


def division(state, fips, name, kind):
    """Open Civic Data's division id, or "" where its registry has none or we are not sure.

    By its rules (proposal 0002, and the notes on the United States): small letters, "_" for a space, "~" for an
    apostrophe, no period; parishes in Louisiana, boroughs and census areas in Alaska, and an independent city is a
    place. Washington, D.C., and the territories have no counties there.
    """
    if fips in NO_DIVISION or int(fips[:2]) > 56 or state == "dc" or fips in PLANNING_REGIONS:
        return ""
    kinds = {"Parish": "parish", "Census Area": "censusarea", "city": "place", "": "place"}
    word = kinds.get(kind, "borough" if state == "ak" else "county")
    own = re.sub(r"[^\w~-]", "~", name.lower().replace(".", "").replace(" ", "_"))
    return f"ocd-division/country:us/state:{state}/{word}:{own}"


if __name__ == "__main__":
    main(*sys.argv[1:])
