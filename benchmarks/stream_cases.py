"""Counting a file of 3 million charges, far more than are held at once, against a tenth of it and against polars.

Run it as benchmarks/README.md says (`--group bench` brings polars). The files are invented, with the columns of
Cook County's dispositions table. Each run is a process of its own, so that its highest resident size (ru_maxrss)
is its own; the ways run in turn. Beside ours: a bare polars group-by (race and disposition) of the same file.
"""

import argparse
import csv
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ROWS = 3_000_000
PART = 10  # the smaller file is this part of the larger
MEMORY, TIME = 1.5, 1.2  # the larger file may take so many times the memory, and so many times the time a row
COLUMNS = (
    "case_id",
    "case_participant_id",
    "offense_category",
    "primary_charge",
    "charge_id",
    "charge_version_id",
    "disposition_charged_offense_title",
    "disposition_charged_chapter",
    "disposition_charged_act",
    "disposition_charged_section",
    "disposition_charged_class",
    "disposition_charged_aoic",
    "disposition_date",
    "charge_disposition",
    "charge_disposition_reason",
    "judge",
    "court_name",
    "court_facility",
    "age_at_incident",
    "gender",
    "race",
    "incident_begin_date",
    "incident_end_date",
    "arrest_date",
    "law_enforcement_agency",
    "unit",
    "incident_city",
    "received_date",
    "arraignment_date",
    "updated_offense_category",
    "charge_count",
)
RACES = ["Black"] * 66 + ["White [Hispanic or Latino]"] * 16 + ["White"] * 13 + ["Asian", "Unknown", ""]
ENDINGS = ["Nolle Prosecution"] * 75 + ["Plea Of Guilty"] * 17 + ["Finding Guilty", "FNG", "FNPC", "BFW"]
OFFENSES = ("Narcotics", "UUW - Unlawful Use of Weapon", "Retail Theft", "Aggravated Battery", "Burglary")
TITLES = ("POSSESSION OF A CONTROLLED SUBSTANCE, LESS THAN 15 GRAMS", "RETAIL THEFT", "AGG BATTERY", "BURGLARY")
FIRST = date(2011, 1, 1)


def invent(path, rows):
    """Write so many charges, one to four a defendant: the same bytes every time."""
    chance = Random(20_191_202)  # noqa: S311  no secret
    pick, upto = chance.choice, chance.randrange
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        written, person = 0, 0
        while written < rows:
            person += 1
            received = FIRST + timedelta(days=upto(3_600))
            number, offense, race, sex = 1_077_995_000_000 + 37 * person, pick(OFFENSES), pick(RACES), upto(10)
            known = (upto(52) + 18, "Male" if sex < 8 else "Female", race)
            ended = received + timedelta(days=int(chance.expovariate(1 / 81)))  # median 56 days, as in 2019
            for charge in range(min(upto(4) + 1, rows - written)):
                written += 1
                writer.writerow(
                    (129_405_000_000 + 11 * person, number, offense, charge == 0, 90_000_000_000 + written, 1,
                     pick(TITLES), "720", "5", "12-3.05(a)(1)", pick(("X", "1", "2", "3", "4", "A")), "0012309",
                     f"{ended.month}/{ended.day}/{ended.year} 12:00:00 AM", pick(ENDINGS), "", "A. Judge",
                     "District 1 - Chicago", "26TH Street", *known, f"{received} 00:00:00", "",
                     f"{received} 03:15:00", f"Agency {person % 90}", "", "Chicago", received, f"{ended} 00:00:00",
                     offense, 1 + charge)
                )  # fmt: skip


def ours(path):
    from scorecards.metrics import profile, reading

    delivery = reading.count_files([path], profile.load("cook-il"), office="il/cook", progress=False)
    (file,) = delivery.files
    return file.rows


def polars(path):
    import polars as pl

    found = pl.read_csv(path, infer_schema=False).group_by("race", "charge_disposition").len()
    return found["len"].sum()


WAYS = {"ours": ours, "polars": polars}
LABELS = {"ours": "our count", "polars": "polars, read and group"}


def child(way, path):
    """Print the rows, the seconds (libraries loaded before) and the highest resident megabytes of this process."""
    __import__("polars" if way == "polars" else "scorecards.metrics.reading")
    begun = time.perf_counter()
    rows = WAYS[way](path)
    print(rows, time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measured(way, path):
    """One run in a process of its own: (rows, seconds, megabytes)."""
    command = [sys.executable, __file__, "--child", way, str(path)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return int(said[0]), float(said[1]), float(said[2])


def verdict(name, ratio, limit):
    print(f"  {name:<44} {ratio:6.2f}  limit {limit}: {'PASS' if ratio <= limit else 'OVER'}")
    return ratio <= limit


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="runs of each way over each file")
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of the larger file")
    parser.add_argument("--child", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("file", nargs="?", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.child:
        return child(told.child, told.file)
    with tempfile.TemporaryDirectory() as folder:
        paths = {rows: Path(folder) / f"{rows}.csv" for rows in (told.rows // PART, told.rows)}
        for rows, path in paths.items():
            invent(path, rows)
        runs = {(way, rows): [] for way in WAYS for rows in paths}
        for _ in range(told.runs):
            for (way, rows), found in runs.items():
                found.append(measured(way, paths[rows]))
    middle = {}
    for (way, rows), found in runs.items():
        if {one[0] for one in found} != {rows}:
            raise ValueError(f"{way} did not count the {rows:,} rows")
        seconds, megabytes = ([one[n] for one in found] for n in (1, 2))
        middle[way, rows] = statistics.median(seconds), statistics.median(megabytes)
        each = middle[way, rows][0] / rows * 1e6
        print(
            f"{LABELS[way]:<24} {rows:>9,} rows: {each:6.2f} s a million"
            f" ({min(seconds):.2f} to {max(seconds):.2f} s), {1e6 / each:>10,.0f} rows a second"
            f", at most {middle[way, rows][1]:,.0f} MB"
        )
    small, large = ((middle["ours", rows]) for rows in paths)
    passed = [
        verdict("time a row, larger over smaller file", large[0] / small[0] / PART, TIME),
        verdict("memory, larger over smaller file", large[1] / small[1], MEMORY),
    ]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
