"""The invented counts of Sample County."""

import csv
import datetime as dt
import hashlib

from portal.pages.sample.keeper import FOLDER, content
from scorecards.models import Dataset, Metric, Observation

COUNTS = FOLDER / "observations.csv"
SHARED = {
    "profile": "sample",
    "licence": "CC0-1.0",
    "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/",
    "file_name": COUNTS.name,
    "case_level": False,
    "may_republish": True,
}


def observations(keeper, state):
    """Every delivery that the office does not have yet, with its counts."""
    said = content("figures")
    office = state.offices.get(slug=said["office"])
    with COUNTS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    digest = hashlib.sha256(COUNTS.read_bytes()).hexdigest()
    metrics = {metric.slug: metric for metric in Metric.objects.all()}
    for table, fields in said["datasets"].items():
        mine = [row for row in rows if row["table"] == table]
        dataset, new = keeper.ensure(
            Dataset, {"office": office, "table": table}, sha256=digest, rows=len(mine), **SHARED, **fields
        )
        if new:
            keeper.save_all(Observation, [_observation(office, dataset, metrics, row) for row in mine])


def _observation(office, dataset, metrics, row):
    return Observation(
        office=office,
        dataset=dataset,
        metric=metrics[row["metric"]],
        period=row["period"],
        period_start=dt.date.fromisoformat(row["period_start"]),
        dimension=row["dimension"],
        group=row["group"],
        numerator=_count(row["numerator"]),
        denominator=_count(row["denominator"]),
        partial=row["partial"] == "yes",
        withheld=row["withheld"] == "yes",
    )


def _count(text):
    """An empty cell is a count that is missing, not 0."""
    return int(text) if text else None
