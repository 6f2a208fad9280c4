"""ZIP codes and the counties that their Census areas lie in. Census areas are not postal routes."""

import csv
from pathlib import Path

from portal.core.imports import Change, Plan
from portal.core.writes import bulk_write
from races.models import County, ZipCounty

FILE = Path(__file__).parent / "data" / "zips.csv"


def read():
    """County FIPS -> its ZIP codes, as the shipped file has them."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return {row["county"]: row["zips"].split() for row in csv.DictReader(stream)}


def load(by=None) -> Plan:
    """Add the pairs that are missing, for the counties on record; loading twice changes nothing.

    47,000 pairs are compared as one set. Codes that are no county of ours are told in a note.
    """
    shipped, counties = read(), dict(County.objects.values_list("fips", "pk"))
    wanted = {(code, counties[fips]) for fips, codes in shipped.items() if fips in counties for code in codes}
    missing = sorted(wanted - set(ZipCounty.objects.values_list("zip", "county_id")))
    bulk_write(ZipCounty, create=[ZipCounty(zip=code, county_id=pk) for code, pk in missing], by=by)
    plan = Plan("ZIP codes", unchanged=len(wanted) - len(missing))
    plan.created = [Change(pair, f"ZIP {pair[0]}", {}, {"county_id": pair[1]}) for pair in missing]
    if unknown := sorted(set(shipped) - set(counties)):
        plan.notes = [f"ZIP codes of counties not on record: {', '.join(unknown[:20])}"]
    return plan
