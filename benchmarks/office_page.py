"""An office's page and dashboard over 2,400 offices x 30 measures x 10 years against a small portal: the same
number of queries, and at most 1.5 times the time.

The small portal holds one state of 48 offices, the large one fifty such states; the office asked for has the
same figures, months, groups and peers in both, so that only the size of the tables differs. The last two years
were delivered twice. Each portal answers in a process of its own, in turns, through the whole stack of Django.

    python3 -m uv run benchmarks/office_page.py [SMALL_URL LARGE_URL]   (empty PostgreSQL databases; else SQLite)
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT, RUNS, STATES, A_STATE, MEASURES, YEARS = 1.5, 15, 50, 48, 30, 10
PLACE = "/offices/aa/office-0/"
SOURCE = {"source_url": "https://example.org/list", "source_title": "Official list"}
KINDS = {  # numerator, denominator, value, low, high of a figure, from a number that differs from row to row
    "count": ("1000 + n", "NULL", "NULL", "NULL", "NULL"),
    "share": ("200 + n", "1000", "NULL", "NULL", "NULL"),
    "median": ("NULL", "1000", "50 + n", "40 + n", "60 + n"),
}


def start(folder):
    os.environ["OPR_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def fill(states):
    """So many states with their offices, pages and figures."""
    from portal.core import writes
    from races.models import Office, State
    from scorecards import reference
    from scorecards.metrics.definitions import FLAGS
    from scorecards.models import Dataset, Metric

    reference.load()
    metrics = list(Metric.objects.filter(kind__in=KINDS)[:MEASURES])
    if len(metrics) < MEASURES:
        raise RuntimeError(f"{MEASURES} measures are needed, the registry has {len(metrics)} of these kinds")
    codes = [f"{one}{two}" for one in "abcde" for two in "abcdefghij"][:states]
    made = [State(code=code, fips=f"{n + 1:02d}", name=f"State {code}") for n, code in enumerate(codes)]
    writes.bulk_write(State, create=made)
    offices = [
        Office(state=state, slug=f"office-{n}", kind="county", district=f"District {n}", title="DA", **SOURCE)
        for state in made
        for n in range(A_STATE)
    ]
    writes.bulk_write(Office, create=offices)
    about = {
        "profile": "bench", "table": "cases", "title": "Case file", "publisher": "Court", "licence": "CC0-1.0",
        "url": "https://example.org/cases", "attribution": "Court, case file", "file_name": "cases.csv", "rows": 1,
        "may_republish": True, "period_from": "2016-01-01", "period_to": "2025-12-31",
        "flags": dict.fromkeys(FLAGS, True),
    }  # fmt: skip
    for delivery, retrieved in (("a", "2026-01-01"), ("b", "2026-06-01")):
        files = [
            Dataset(office=office, sha256=delivery * 56 + f"{n:08d}", retrieved=retrieved, **about)
            for n, office in enumerate(offices)
        ]
        Dataset.objects.bulk_create(files, batch_size=500)
    _figures([metric.pk for metric in metrics])
    _own_months_and_groups(offices[0])


def _figures(metrics):
    """Every year from the first delivery, the last two from the second again: by the database itself."""
    from django.db import connection

    from scorecards.models import Observation

    years = " UNION ALL ".join(f"SELECT {2016 + n} AS year" for n in range(YEARS))
    listed = ", ".join(map(str, metrics))
    with connection.cursor() as cursor:
        for kind, (top, whole, value, low, high) in KINDS.items():
            cursor.execute(
                f"""INSERT INTO scorecards_observation (office_id, metric_id, dataset_id, period, period_start,
                    dimension, "group", numerator, denominator, value, low, high, partial, withheld, held_back)
                SELECT office_id, metric_id, dataset_id, 'year', start, '', '', {top}, {whole}, {value}, {low},
                    {high}, {_no()}, {_no()}, {_no()} FROM (
                SELECT d.office_id, m.id AS metric_id, d.id AS dataset_id, {_first_day()} AS start,
                    (d.office_id * 7 + m.id * 13 + y.year * 3) % 300 AS n
                FROM scorecards_dataset d CROSS JOIN scorecards_metric m CROSS JOIN ({years}) y
                WHERE m.id IN ({listed}) AND m.kind = '{kind}'
                    AND (d.sha256 LIKE 'a%%' OR y.year >= 2024)) rows"""  # noqa: S608 - our own words and numbers
            )
        cursor.execute("ANALYZE")
    if not Observation.objects.exists():
        raise RuntimeError("nothing was filled in")


def _no():
    from django.db import connection

    return "false" if connection.vendor == "postgresql" else "0"


def _first_day():
    from django.db import connection

    return "make_date(y.year, 1, 1)" if connection.vendor == "postgresql" else "y.year || '-01-01'"


def _own_months_and_groups(office):
    """Ten years of months and groups by race of the office that is asked for."""
    import datetime as dt

    from scorecards.metrics.definitions import RACES
    from scorecards.models import Observation

    rows = []
    for row in Observation.objects.for_office(office).filter(period="year"):
        base = {name: getattr(row, name) for name in ("numerator", "denominator", "value", "low", "high")}
        base |= {"office": office, "metric": row.metric, "dataset": row.dataset}
        year = row.period_start.year
        rows += [
            Observation(**base, period="month", period_start=dt.date(year, month, 1)) for month in range(1, 13)
        ]
        rows += [
            Observation(**base, period="year", period_start=row.period_start, dimension="race", group=race)
            for race in RACES
        ]
    Observation.objects.bulk_create(rows, batch_size=2000)


def serve(folder, states):
    """Answers each address on its input with milliseconds and the number of queries."""
    start(folder)
    fill(states)
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from scorecards.models import Observation

    settings.DEBUG = False
    client = Client(headers={"host": "127.0.0.1"})
    print(json.dumps({"rows": Observation.objects.count()}), flush=True)
    for line in sys.stdin:
        address = line.strip()
        begun = time.perf_counter()
        status = client.get(address).status_code
        took = 1000 * (time.perf_counter() - begun)
        if status != 200:
            raise RuntimeError(f"{address} answered {status}")
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        print(json.dumps({"ms": took, "queries": len(captured)}), flush=True)


class Portal:
    def __init__(self, folder, states, url):
        environment = {**os.environ, **({"OPR_DATABASE_URL": url} if url else {})}
        command = [sys.executable, __file__, "--serve", folder, str(states)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self.rows = self.answer()["rows"]

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("a portal stopped")
        return json.loads(line)

    def ask(self, address):
        self.process.stdin.write(f"{address}\n")
        self.process.stdin.flush()
        return self.answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def compare(small, large, name, address):
    """One line of results; True where it is within the limit."""
    for portal in (small, large):
        portal.ask(address)
    pairs = [(small.ask(address), large.ask(address)) for _ in range(RUNS)]
    few, many = ([answer["ms"] for answer in side] for side in zip(*pairs, strict=True))
    queries = {answer["queries"] for pair in pairs for answer in pair}
    ratio = statistics.median(many) / statistics.median(few)
    passed = ratio <= LIMIT and len(queries) == 1
    print(
        f"{name:<28} small {statistics.median(few):6.1f} ms ({min(few):.1f} to {max(few):.1f})  "
        f"large {statistics.median(many):6.1f} ms ({min(many):.1f} to {max(many):.1f})  ratio {ratio:.2f}  "
        f"queries {sorted(queries)}  {'PASS' if passed else 'OVER'}"
    )
    return passed


def main(urls):
    with tempfile.TemporaryDirectory() as folder:
        small_url, large_url = urls or (None, None)
        small = Portal(f"{folder}/small", 1, small_url)
        large = Portal(f"{folder}/large", STATES, large_url)
        print(f"{small.rows:,} figures against {large.rows:,}; {RUNS} runs in turns, medians and ranges")
        measure = f"{PLACE}measures/?measure=declination-of-decided"
        passed = [
            compare(small, large, name, address)
            for name, address in (
                ("office page", PLACE),
                ("dashboard, all measures", f"{PLACE}measures/"),
                ("dashboard, one by month", measure),
                ("dashboard, one by race", f"{measure}&by=race"),
                ("dashboard, older figures", f"{measure}&as_of={time.strftime('%Y-%m-%d')}"),
                ("office as CSV", f"{PLACE.rstrip('/')}.csv"),
            )
        ]
        small.close()
        large.close()
    return 0 if all(passed) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2], int(sys.argv[3]))
        sys.exit(0)
    sys.exit(main(sys.argv[1:3]))
