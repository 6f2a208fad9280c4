"""Make counties.csv from the county map of us-atlas. Run by hand when that package changes; needs no network.

    npm pack us-atlas@3.0.1 && tar xzf us-atlas-3.0.1.tgz
    python races/data/make_counties.py package/counties-10m.json

The map gives FIPS code and name, not the kind of place: every county of the states below is called "County".
A state with parishes, boroughs or independent cities needs another source for that before it is added here.
"""

import csv
import json
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
SHIPPED = ("ga", "il")


def rows(topology, states):
    """(state code, FIPS, name, kind) of each county of the shipped states, in order of FIPS."""
    codes = {states[code]["fips"]: code for code in SHIPPED}
    for county in sorted(topology["objects"]["counties"]["geometries"], key=lambda county: county["id"]):
        if code := codes.get(county["id"][:2]):
            yield code, county["id"], county["properties"]["name"], "County"


def main(source):
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    states = tomllib.loads((HERE / "states.toml").read_text(encoding="utf-8"))
    with (HERE / "counties.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("state", "fips", "name", "kind"))
        writer.writerows(rows(topology, states))


if __name__ == "__main__":
    main(sys.argv[1])
