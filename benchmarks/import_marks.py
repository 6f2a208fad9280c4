"""Importing 40,000 marks (400 subjects x 100 questions) beside a bare bulk_create of the same rows, on SQLite.

Run it as benchmarks/README.md says. Ours reads the table, checks each row by the rules of the desk, finds or makes
the words that each mark rests on, writes all in one transaction and keeps a record of it. The peer makes the same
rows from what is in memory and gives them to bulk_create, nothing else. They run in turn in one warmed process;
medians of --runs. Comparing 400 published totals with what the marks give is printed beside.
"""

import argparse
import gc
import statistics
import sys
import tempfile
import time
from pathlib import Path

from write_observations import ROOT, prepare

LIMIT = 60  # seconds for ours


def fill(world, folder):
    """The standard, the scorecard and its subjects on record; gives (scorecard, path of the marks sheet)."""
    from datetime import date

    from scorecards.import_subjects import apply_subjects, plan_subjects, the_scorecard
    from scorecards.marks_table import Defaults
    from tests import councils

    standard = councils.standard(world, rounding="half_up", digits=1)
    address = f"{standard.group.slug}/climate/2026"
    scorecard = the_scorecard("councils", standard=address, title="Councils")
    source = Defaults("https://example.org/scorecards.csv", "Invented", date(2026, 3, 1), "As published")
    plan = plan_subjects(
        councils.write(folder / "subjects.csv", world.subjects_table()), scorecard, defaults=source
    )
    assert plan.total.ok, plan.total.refused[:3]
    apply_subjects(plan)
    return scorecard, source, councils.write(folder / "marks.csv", world.marks_table())


def ours(scorecard, source, path):
    from scorecards.import_marks import apply_marks, plan_marks

    plan = plan_marks([path], scorecard, defaults=source)
    assert plan.total.ok, plan.total.refused[:3]
    apply_marks(plan)


def rows():
    """What ours wrote, as unsaved rows."""
    from scorecards.models import Evidence, Mark

    ticked = dict(Mark.ticks.through.objects.values_list("mark", "option"))
    return list(Evidence.objects.all()), list(Mark.objects.all()), ticked


def bare(evidence, marks, ticked):
    from django.db import transaction

    from scorecards.models import Evidence, Mark

    with transaction.atomic():
        Evidence.objects.bulk_create(evidence)
        Mark.objects.bulk_create(marks)
        tick = Mark.ticks.through
        tick.objects.bulk_create(tick(mark_id=mark, option_id=option) for mark, option in ticked.items())


def timed(work, *args):
    from portal.core.models import AuditEntry, ImportRun
    from scorecards.models import Evidence, Mark

    for model in (Mark.ticks.through, Mark, Evidence, AuditEntry, ImportRun):
        model.objects.all().delete()
    gc.collect()
    begun = time.perf_counter()
    work(*args)
    return time.perf_counter() - begun


def compared(world, scorecard, folder):
    from scorecards.compare_totals import compare
    from scorecards.scoring import Rule
    from tests import councils

    path = councils.write(folder / "totals.csv", world.published(Rule(digits=1)))
    begun = time.perf_counter()
    found = compare(path, scorecard)
    return time.perf_counter() - begun, list(found.counted())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--subjects", type=int, default=400)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--runs", type=int, default=5, help="runs of each way (5 or more for a verdict)")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        from tests import councils

        world = councils.world(told.subjects, told.questions)
        given = fill(world, folder)
        timed(ours, *given)
        peer = rows()
        seconds = {"our import": [], "bare bulk_create": []}
        for _ in range(told.runs):
            seconds["bare bulk_create"].append(timed(bare, *peer))
            seconds["our import"].append(timed(ours, *given))
        took, counted = compared(world, given[0], folder)
    print(f"Importing {len(peer[1]):,} marks, median of {told.runs} (spread), seconds")
    for way, values in seconds.items():
        print(f"  {way:<18} {statistics.median(values):8.2f}  ({min(values):.2f} to {max(values):.2f})")
    middle = statistics.median(seconds["our import"])
    print(f"  {'ratio':<18} {middle / statistics.median(seconds['bare bulk_create']):8.2f}")
    print(f"  limit {LIMIT} s: {'PASS' if middle <= LIMIT else 'OVER'}")
    print(f"  comparing the totals took {took:.2f} s: {'; '.join(counted)}")
    return 0 if middle <= LIMIT else 1


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
