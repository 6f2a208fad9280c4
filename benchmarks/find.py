"""Server time of find over every ZIP area of the country and over misspelled names, against the limit of 20 ms.

Fills a national portal in a temporary folder, then asks the whole stack of Django (middleware, view, queries,
template) by its test client. Each pass asks every fifth ZIP code, a different fifth each time, with the names
between them, so that all ZIP codes are asked once and no part is measured at one moment only.

    python3 -m uv run benchmarks/find.py [--all]     (--all: every ZIP code in each of the five passes)
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 20.0  # ms, for the 95th of 100
PASSES = 5
NAMES = (
    "cok county il", "Los Angelos County", "dekalb", "Miami Dade", "fulton county gerogia", "Doña Ana",
    "St Marys MD", "sanfrancisco", "Hannepin county", "washington", "lake", "cook ilinois", "Mongomery County, PA",
    "kalyn", "Atlnata Judicial Circuit", "B. Okafor", "fani wilis", "qwertzuiop", "Springfield, IL", "prosecutor",
)  # fmt: skip


def fill(folder):
    os.environ["OPR_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    os.environ.pop("OPR_DATABASE_URL", None)
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)

    from portal.pages.sample import load as sample
    from races import imports, reference, results
    from races.actions import apply_results
    from scorecards import reference as measures

    reference.load()
    measures.load()
    apply_results(imports.plan_results([imports.SHIPPED], imports.GEORGIA_2024, results.read_compact))
    sample.load()


def timed(client, text):
    """Milliseconds for the whole answer, by the clock and of the processor. Raises RuntimeError where it is not
    a page."""
    begun, worked = time.perf_counter(), time.process_time()
    answer = client.get("/find/", {"q": text}, headers={"host": "127.0.0.1"})
    took = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)
    if answer.status_code != 200:
        raise RuntimeError(f"find answered {answer.status_code}")
    return took


def line(what, taken):
    """Judged by the clock; the processor's time tells a busy machine from a slow page."""
    times, work = zip(*taken, strict=True)
    cut = statistics.quantiles(times, n=100)[94]
    worked = statistics.quantiles(work, n=100)[94]
    print(
        f"{what:<12}{len(times):>8,} asked  median {statistics.median(times):6.2f} ms  p95 {cut:6.2f} ms  "
        f"max {max(times):7.2f} ms  "
        f"(processor p95 {worked:.2f} ms)  p95 / limit {cut / LIMIT:.2f}  {'PASS' if cut < LIMIT else 'OVER'}"
    )
    return cut < LIMIT


def measure(client, everything):
    from races import zips

    codes = sorted({code for county in zips.read().values() for code in county})
    by_zip, by_name = [], []
    timed(client, codes[0])
    timed(client, NAMES[0])
    for n in range(PASSES):
        part = codes if everything else codes[n::PASSES]
        for at, code in enumerate(part):
            by_zip.append(timed(client, code))
            if at % 50 == 0:
                by_name.append(timed(client, NAMES[at // 50 % len(NAMES)]))
    print(f"{len(codes):,} ZIP areas")
    return [line("ZIP codes", by_zip), line("names", by_name)]


def main():
    with tempfile.TemporaryDirectory() as folder:
        fill(folder)
        from django.test import Client

        passed = measure(Client(), "--all" in sys.argv)
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
