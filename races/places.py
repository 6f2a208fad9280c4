"""The places that come with the project (races/data): states, counties and their old codes, outlines, offices.

The files are read by pure functions (`office_rows`), and written through `races.reference.load_rows`.
"""

import csv
import datetime as dt
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from django.utils.text import slugify

from races.models import County, CountyCode, Office, OfficeCounty, State
from races.names import district_slug

DATA = Path(__file__).parent / "data"
SOURCE = ("source_url", "source_title", "source_checked")
RULE_SOURCE = ("rule_source_url", "rule_source_title", "rule_checked")


def load(load_rows, *, by=None, states=None):
    """A plan for each model, written in the order in which they need one another.

    `states`: codes of the only states to load; None loads the country.
    """
    shapes = {row["place"]: row["shape"] for row in read_csv("shapes.csv")}
    rules = {code: row for code, row in read_toml("states.toml").items() if states is None or code in states}
    boxes = ({"code": code, "shape_box": shapes.get(row["fips"], ""), **row} for code, row in rules.items())
    yield load_rows(State, ("code",), boxes, by=by)
    ids = dict(State.objects.values_list("code", "pk"))
    counties = [row for row in read_csv("counties.csv") if row["state"] in rules]
    yield load_rows(County, ("fips",), (_county(row, ids, shapes) for row in counties), by=by)
    fips = dict(County.objects.values_list("fips", "pk"))
    yield load_rows(CountyCode, ("code", "county_id"), _codes(fips), by=by)
    yield from _offices(load_rows, office_rows(rules, counties), ids, fips, by)


def read_toml(name):
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def read_csv(name):
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _county(row, ids, shapes):
    dates = {name: dt.date.fromisoformat(row[name]) for name in ("valid_from", "valid_to") if row[name]}
    texts = {name: row[name] for name in ("fips", "name", "kind", "ocd_division_id")}
    return {"state_id": ids[row["state"]], "shape": shapes.get(row["fips"], ""), **texts, **dates}


def _codes(fips):
    for row in read_csv("county_codes.csv"):
        if row["county"] in fips:
            county, whole = fips[row.pop("county")], row.pop("whole") == "1"
            dates = {name: dt.date.fromisoformat(row.pop(name)) for name in ("changed_on", "source_checked")}
            yield {"county_id": county, "whole": whole, **row, **dates}


def _offices(load_rows, offices, ids, fips, by):
    served = {(ids[office.pop("state")], office["slug"]): office.pop("counties") for office in offices}
    rows = [{"state_id": state, **office} for (state, _), office in zip(served, offices, strict=True)]
    yield load_rows(Office, ("state_id", "slug"), rows, by=by)
    offices = {(state, slug): pk for pk, state, slug in Office.objects.values_list("pk", "state_id", "slug")}
    pairs = (
        {"office_id": offices[key], "county_id": fips[code], "partial": partial}
        for key, counties in served.items()
        for code, partial in counties.items()
    )
    yield load_rows(OfficeCounty, ("office_id", "county_id"), pairs, by=by)


def office_rows(rules, counties):
    """Every office that the files name or imply, as dicts of its fields; `counties` is {FIPS: partial}.

    `rules`: rows of states.toml by state code; `counties`: rows of counties.csv. An office stands in offices.toml
    by itself, or follows from "each county elects one" there ([by_county.xx]), or is a district of districts.csv.
    """
    files = read_toml("offices.toml")
    known = {row["fips"]: row for row in counties}
    rows = [
        {**office, "counties": dict.fromkeys(office["counties"], False)}
        for office in files["offices"]
        if office["state"] in rules
    ]
    taken = {(row["state"], code) for row in rows for code in row["counties"]}
    for state, said in files["by_county"].items():
        if state in rules:
            free = [c for c in counties if c["state"] == state and (state, c["fips"]) not in taken]
            rows += _one_a_county(state, said, rules[state], free)
    for (state, slug), found in _districts(known).items():
        said = files["districts"][state] | files["sources"].get(found[0]["source"], {})
        rows.append(_district(state, slug, found, _rule_source(rules[state]) | said, rules))
    return rows


def _rule_source(rule):
    """A rule's source stands for the offices that follow from it, unless the file names a better one."""
    return {name: rule[column] for name, column in zip(SOURCE, RULE_SOURCE, strict=True)}


def _one_a_county(state, said, rule, counties):
    source = {**_rule_source(rule), **{name: said[name] for name in SOURCE if name in said}}
    left_out = set(said.get("except", ()))
    names = Counter(county["name"] for county in counties)
    for county in counties:
        if (
            county["fips"] in left_out
            or county["valid_to"]
            or (county["kind"] == "city" and said.get("no_cities"))
        ):
            continue
        city = county["kind"] == "city"
        place = f"{county['name']} {county['kind'].replace('city', 'City')}".strip()
        yield {
            "state": state,
            "slug": slugify(county["name"]) if city and names[county["name"]] == 1 else district_slug(place),
            "kind": Office.Kind.CITY if city else Office.Kind.COUNTY,
            "district": place,
            "title": said.get("title", rule["prosecutor_title"]),
            "ocd_division_id": county["ocd_division_id"],
            "counties": {county["fips"]: False},
            "counties_complete": True,
            "record_status": said.get("record_status", Office.RecordStatus.TO_CONFIRM),
            **source,
        }


def _districts(known):
    """The rows of districts.csv by (state, slug), of the states whose counties are `known`."""
    found = defaultdict(list)
    for row in read_csv("districts.csv"):
        if row["county"] in known:
            found[row["state"], row["slug"]].append(row)
    return found


def _district(state, slug, rows, said, rules):
    return {
        "state": state,
        "slug": slug,
        "kind": Office.Kind.DISTRICT,
        "district": rows[0]["district"],
        "title": said.get("title", rules[state]["prosecutor_title"]),
        "counties": {row["county"]: row["partial"] == "1" for row in rows},
        "counties_complete": said["counties_complete"],
        "record_status": said.get("record_status", Office.RecordStatus.TO_CONFIRM),
        **{name: said[name] for name in (*SOURCE, "began") if name in said},
    }
