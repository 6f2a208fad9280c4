"""Writing observations through our import against a bare bulk_create of the same rows, on SQLite.

Run it as benchmarks/README.md says. Both ways end committed in an empty table of a database of their own. Ours is
`apply_counts`: datasets, checks of what the plan holds, announcements and the record of the import included. The
peer makes the same model rows from the same counts and gives them to bulk_create, nothing else. They run in turn
in one warmed process; medians of --runs. Planning, which a bare write has no like of, is printed beside.
"""

import argparse
import gc
import hashlib
import os
import statistics
import sys
import tempfile
import time
from datetime import date
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TIMES = 3  # at most this many times a bare bulk_create
MEASURES, YEARS = 25, 10
GROUPS = ("", "Asian", "Black", "Latino", "Other", "White", "Unknown", "Pacific Islander")


def prepare(folder):
    os.environ |= {
        "OPR_DATA_DIR": str(folder),
        "OPR_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DEBUG = False  # a debug server keeps every query that it sends
    call_command("migrate", verbosity=0, interactive=False)


def fill(offices):
    """So many offices and 25 measures, all invented."""
    from races.models import Office, State
    from scorecards.models import Metric

    state, _ = State.objects.get_or_create(code="ga", defaults={"name": "Georgia", "fips": "13"})
    Office.objects.bulk_create(
        Office(
            state=state,
            slug=f"bench-{n}",
            district=f"Bench {n}",
            source_url="https://example.org/",
            source_title="Invented",
            source_checked=date(2026, 1, 1),
        )
        for n in range(offices)
    )
    Metric.objects.bulk_create(
        Metric(slug=f"bench-{n}", kind="share", name=f"Bench {n}", numerator="a", denominator="b", minimum_base=10)
        for n in range(MEASURES)
    )


def deliveries(rows):
    """One file with figures of all offices: a dataset of each."""
    from scorecards.import_plan import Delivered
    from scorecards.metrics.counts_csv import CountRow

    each = MEASURES * YEARS * len(GROUPS)
    about = {
        "profile": "observations",
        "title": "Benchmark",
        "publisher": "Nobody",
        "url": "https://example.org/",
        "licence": "CC0-1.0",
        "attribution": "Nobody",
        "may_republish": True,
        "case_level": False,
        "retrieved": date(2026, 1, 1),
        "file_name": "bench.csv",
        "sha256": hashlib.sha256(b"bench").hexdigest(),
        "rows": rows,
        "period_from": date(2010, 1, 1),
        "period_to": date(2019, 12, 31),
    }
    for n in range(rows // each):
        office = f"ga/bench-{n}"
        counts = [
            CountRow(
                office, f"bench-{measure}", "observations", "year", date(2010 + year, 1, 1),
                "race" if group else "", group, 30 + measure, 100 + year, False,
            )
            for measure, year, group in product(range(MEASURES), range(YEARS), GROUPS)
        ]  # fmt: skip
        yield Delivered(office, "observations", about, counts)


def ours(plan):
    from scorecards.actions import apply_counts

    apply_counts(plan)


def bare(plan):
    """The peer: the same rows, in one transaction, with Django's own size of a batch."""
    from django.db import transaction

    from scorecards.models import Dataset, Metric, Observation

    with transaction.atomic():
        made = Dataset.objects.bulk_create(
            Dataset(office=plan.offices[d.office], table=d.table, **d.about) for d in plan.deliveries
        )
        metrics = dict(Metric.objects.values_list("slug", "pk"))
        Observation.objects.bulk_create(
            Observation(
                office_id=dataset.office_id,
                dataset_id=dataset.pk,
                metric_id=metrics[row.metric],
                period=row.period_kind,
                period_start=row.period_start,
                dimension=row.dimension,
                group=row.group,
                numerator=row.numerator,
                denominator=row.denominator,
                value=row.value,
                low=row.low,
                high=row.high,
                partial=row.partial,
                withheld=row.withheld,
            )
            for dataset, delivery in zip(made, plan.deliveries, strict=True)
            for row in delivery.rows
        )


def forget():
    from portal.core.models import AuditEntry, ImportRun
    from scorecards.models import Dataset, Observation

    for model in (Observation, Dataset, AuditEntry, ImportRun):
        model.objects.all().delete()


def timed(way, plan):
    forget()
    gc.collect()
    begun = time.perf_counter()
    way(plan)
    return time.perf_counter() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rows", type=int, default=200_000, help="observations (a multiple of 2,000)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each way (5 or more for a verdict)")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        from scorecards.import_plan import plan_deliveries
        from scorecards.models import Observation

        fill(told.rows // (MEASURES * YEARS * len(GROUPS)))
        begun = time.perf_counter()
        plan = plan_deliveries("benchmark", list(deliveries(told.rows)))
        planned = time.perf_counter() - begun
        assert plan.total.ok, plan.total.refused[:3]
        ways = {"our import": ours, "bare bulk_create": bare}
        seconds = {name: [] for name in ways}
        warming = plan_deliveries("warming", list(deliveries(2_000)))
        for way in ways.values():
            timed(way, warming)
        for _ in range(told.runs):
            for name, way in ways.items():
                seconds[name].append(timed(way, plan))
                assert Observation.objects.count() == told.rows
    print(f"Writing {told.rows:,} observations, median of {len(seconds['our import'])} (spread), seconds")
    for name, values in seconds.items():
        print(f"  {name:<18} {statistics.median(values):8.2f}  ({min(values):.2f} to {max(values):.2f})")
    ratio = statistics.median(seconds["our import"]) / statistics.median(seconds["bare bulk_create"])
    print(f"  {'ratio':<18} {ratio:8.2f}  limit {TIMES}: {'PASS' if ratio <= TIMES else 'OVER'}")
    print(f"  planning it beforehand took {planned:.2f} s, once")
    return 0 if ratio <= TIMES else 1


if __name__ == "__main__":
    sys.exit(main())
