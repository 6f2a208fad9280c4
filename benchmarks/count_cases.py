"""Our count of Cook County's four case tables of 2019 against a bare pandas.read_csv of the same four files.

Run it as benchmarks/README.md says. One warmed process, the two ways in turn, medians of --runs. Ours reads,
checks every value, makes one row a defendant and counts every measure; the peer reads, guesses types and stops.
"""

import argparse
import os
import statistics
import sys
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LIMIT = 3  # at most this many times pandas.read_csv
FILES = ("intake.csv.gz", "initiation.csv.gz", "dispositions.csv.gz", "sentencing.csv.gz")
LABELS = {"ours": "our count, all four tables", "bare": "pandas.read_csv, nothing else"}


def ours(paths):
    """Returns how many rows were counted."""
    from scorecards.metrics import profile, reading

    delivery = reading.count_files(paths, profile.load("cook-il"), office="il/cook", progress=False)
    return sum(file.rows for file in delivery.files)


def bare(paths):
    import pandas as pd

    with warnings.catch_warnings(action="ignore", category=pd.errors.DtypeWarning):
        return sum(len(pd.read_csv(path)) for path in paths)


WAYS = {"ours": ours, "bare": bare}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=7, help="runs of each way (at least 5)")
    runs = max(5, parser.parse_args().runs)
    shared = Path(os.environ.get("OPR_SHARED_DIR", ROOT.parent / "shared")).resolve()
    paths = [shared / "data" / "cook-2019" / name for name in FILES]
    if missing := [path.name for path in paths if not path.is_file()]:
        print(f"Not measured: {' and '.join(missing)} of Cook County 2019 are not here. Set OPR_SHARED_DIR.")
        return 2
    rows = {way: work(paths) for way, work in WAYS.items()}  # warm: first calls load code and fill caches
    if rows["ours"] != rows["bare"]:
        raise ValueError(f"The two ways do not read the same rows: {rows}")
    seconds = {way: [] for way in WAYS}
    for _ in range(runs):
        for way, work in WAYS.items():
            begun = time.perf_counter()
            work(paths)
            seconds[way].append(time.perf_counter() - begun)
    middle = {way: statistics.median(values) for way, values in seconds.items()}
    print(f"{rows['ours']:,} rows of four tables, median of {runs} (spread), seconds")
    for way, label in LABELS.items():
        spread = f"{min(seconds[way]):.2f} to {max(seconds[way]):.2f}"
        print(f"  {label:<32} {middle[way]:6.2f}  ({spread})")
    ratio = middle["ours"] / middle["bare"]
    print(f"  {'ratio':<32} {ratio:6.2f}  limit {LIMIT}: {'PASS' if ratio <= LIMIT else 'OVER'}")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
