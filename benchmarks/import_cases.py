"""Our import of Cook County's two case tables, reading to committed, against a bare pandas.read_csv of both.

Run it as benchmarks/README.md says. Time: one warmed process, the two ways in turn, medians of --runs.
Memory: a child process a measurement, its highest resident size (ru_maxrss) above what it had when the same
libraries were loaded; each child does its work once. The children run first: ru_maxrss starts at the parent's.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TIMES, MEMORY = 4, 2  # at most this many times pandas.read_csv
FILES = ("intake.csv.gz", "initiation.csv.gz")


def prepare(folder):
    """Migrate a fresh SQLite database in `folder` and load the reference facts; nothing of this is timed."""
    os.environ |= {
        "OPR_DATA_DIR": str(folder),
        "OPR_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    import scorecards.actions
    import scorecards.metrics.reading  # noqa: F401  (loads pandas)


def fill():
    from django.core.management import call_command

    from races import reference as races_reference
    from scorecards import reference as scorecards_reference

    call_command("migrate", verbosity=0, interactive=False)
    races_reference.load()
    scorecards_reference.load()


def ours(paths):
    """Read, check, count, compare and commit; returns how many observations were written."""
    from scorecards.actions import apply_counts
    from scorecards.imports import plan_cases

    plan = plan_cases(paths, profile="cook-il", office="il/cook", retrieved=date(2026, 11, 22), progress=False)
    apply_counts(plan)
    return len(plan.observations.created)


def bare(paths):
    """The peer: whole tables, types guessed, nothing checked, nothing kept. Returns the rows read."""
    import pandas as pd

    with warnings.catch_warnings(action="ignore", category=pd.errors.DtypeWarning):
        return sum(len(pd.read_csv(path)) for path in paths)


WAYS = {"ours": ours, "bare": bare}


def forget():
    """Take the written rows away, so that the next run really writes."""
    from scorecards.models import Dataset, Observation

    Observation.objects.all().delete()
    Dataset.objects.all().delete()


def timed(way, paths):
    forget()
    begun = time.perf_counter()
    done = WAYS[way](paths)
    spent = time.perf_counter() - begun
    assert done > 0
    return spent


def peak(way, paths, folder):
    """Highest resident megabytes that one run adds, measured in a process of its own."""
    return float(in_child(way, paths, folder).split()[-1])


def in_child(task, paths, folder):
    command = [sys.executable, __file__, "--child", task, "--folder", str(folder), *map(str, paths)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def child(way, paths, folder):
    prepare(folder)
    if way == "fill":
        fill()
        return
    forget()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    WAYS[way](paths)
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)


def spread(values):
    return f"{min(values):.2f} to {max(values):.2f}"


def compare(name, unit, values, limit):
    """Print both medians, their spread and the ratio. Returns whether the ratio is within the limit."""
    middle = {way: statistics.median(values[way]) for way in WAYS}
    ratio = middle["ours"] / middle["bare"]
    print(f"{name}, median of {len(values['ours'])} (spread), {unit}")
    for way, label in (("ours", "our import, reading to committed"), ("bare", "pandas.read_csv, nothing else")):
        print(f"  {label:<34} {middle[way]:8.2f}  ({spread(values[way])})")
    print(f"  {'ratio':<34} {ratio:8.2f}  limit {limit}: {'PASS' if ratio <= limit else 'OVER'}")
    return ratio <= limit


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=7, help="runs of each way (at least 5)")
    parser.add_argument("--child", choices=[*WAYS, "fill"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.child:
        return child(told.child, told.files, told.folder)
    shared = Path(os.environ.get("OPR_SHARED_DIR", ROOT.parent / "shared")).resolve()
    paths = [shared / "data" / "cook-2019" / name for name in FILES]
    if missing := [path.name for path in paths if not path.is_file()]:
        print(f"Not measured: {' and '.join(missing)} of Cook County 2019 are not here. Set OPR_SHARED_DIR.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        in_child("fill", paths, folder)
        megabytes = {way: [peak(way, paths, folder) for _ in range(3)] for way in WAYS}
        prepare(Path(folder))
        for way in WAYS:
            timed(way, paths)  # warm: first calls load code and fill caches
        seconds = {way: [] for way in WAYS}
        for _ in range(max(5, told.runs)):
            for way in WAYS:
                seconds[way].append(timed(way, paths))
    passed = [compare("Time", "seconds", seconds, TIMES), compare("Memory added", "MB", megabytes, MEMORY)]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
