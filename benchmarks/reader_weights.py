"""A reader's own weights: the server's answer for 400 subjects x 100 questions, beside a bare-Python loop.

Run it as benchmarks/README.md says. Ours is what a page with weights works out from what a release froze: it reads
the weights from the address, takes each subject's exact section scores from their JSON text, and adds up three
totals (with the reader's weights, with the standard's own, with every section the same), each rounded by the rule.
The peer is the shortest loop over the points of all questions: floats, one total, no ranges, no cohorts, no
rounding rule. They run in turn in one warmed process; medians of --runs. No database: both begin with what one
query has read.
"""

import argparse
import json
import random
import statistics
import sys
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 50  # milliseconds
SECTIONS = 7
GIVEN = {"w.section-0": "3", "w.section-2": "0", "w.section-5": "2"}


def prepare():
    import os

    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    import django

    django.setup()


def standard(questions):
    from scorecards import document

    asked = [
        document.Question(
            f"q{n}",
            "Question?",
            weight=Decimal(n % 3 + 1),
            options=tuple(document.Option(str(points), str(points), Decimal(points)) for points in range(4)),
        )
        for n in range(questions)
    ]
    weights = tuple((f"cohort-{n}", Decimal(5 + 5 * n)) for n in range(4))
    sections = tuple(
        document.Section(
            f"section-{n}", f"Section {n}", Decimal(n + 1), weights[: n % 5], tuple(asked[n::SECTIONS])
        )
        for n in range(SECTIONS)
    )
    return document.Standard("Invented", "2026", digits=1, rounds="sections", sections=sections)


def subjects(made, count):
    """(points of every question, the frozen sheet) of each; one in ten positions is unknown."""
    from scorecards import scoring
    from scorecards.frozen import span_as_json

    chance = random.Random(7)  # noqa: S311
    for n in range(count):
        points = {q.slug: None if chance.random() < 0.1 else chance.randint(0, 3) for q in made.questions}
        spans = {}
        for section in made.sections:
            items = [
                scoring.Item(
                    q.weight, Decimal(0), Decimal(3), None if (p := points[q.slug]) is None else Decimal(p)
                )
                for q in section.questions
            ]
            spans[section.slug] = span_as_json(scoring.section(items))
        yield points, SimpleNamespace(sections=json.dumps(spans), cohort=f"cohort-{n % 5}")


def ours(made, sheets):
    from portal.pages.shown.sheets import totals_of
    from scorecards import scoring

    weights = scoring.choose_weights(GIVEN, [section.slug for section in made.sections])
    found = []
    for sheet in sheets:
        read = SimpleNamespace(sections=json.loads(sheet.sections), cohort=sheet.cohort)
        found.append([score.shown for score in totals_of(read, made, weights)])
    return found


def bare(made, points):
    times = {section.slug: int(GIVEN.get(f"w.{section.slug}", 1)) for section in made.sections}
    plain = [
        (float(section.weight) * times[section.slug], [(q.slug, float(q.weight)) for q in section.questions])
        for section in made.sections
    ]
    whole = sum(weight for weight, _questions in plain)
    found = []
    for known in points:
        total = 0.0
        for weight, questions in plain:
            most = sum(one for _slug, one in questions)
            total += weight * sum(one * (known[slug] or 0) / 3 for slug, one in questions) / most
        found.append(100 * total / whole)
    return found


def right(made, sheets):
    """Whether the totals are those of the formula worked out another way, before they are rounded."""
    from portal.pages.shown.sheets import totals_of
    from scorecards import frozen, scoring

    weights = scoring.choose_weights(GIVEN, [section.slug for section in made.sections])
    for sheet in sheets[:20]:
        read = SimpleNamespace(sections=json.loads(sheet.sections), cohort=sheet.cohort)
        spans = frozen.spans(read.sections)
        own = {s.slug: Fraction(s.weight_for(sheet.cohort)) * weights.times[s.slug] for s in made.sections}
        rule = scoring.Rule(digits=1)
        low = sum(weight * Fraction(rule.nearest(spans[slug].low)) for slug, weight in own.items())
        if totals_of(read, made, weights)[0].low != low / sum(own.values()):
            return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--subjects", type=int, default=400)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--runs", type=int, default=15, help="runs of each way (at least 5)")
    told = parser.parse_args()
    prepare()
    made = standard(told.questions)
    points, sheets = zip(*subjects(made, told.subjects), strict=True)
    if not right(made, sheets):
        raise ValueError("The totals are not those of the formula")
    ways = {"our answer": lambda: ours(made, sheets), "bare loop": lambda: bare(made, points)}
    seconds, worked = {name: [] for name in ways}, {name: [] for name in ways}
    for way in ways.values():
        way()
    for _ in range(max(5, told.runs)):
        for name, way in ways.items():
            begun, cpu = time.perf_counter(), time.process_time()
            way()
            seconds[name].append(1000 * (time.perf_counter() - begun))
            worked[name].append(1000 * (time.process_time() - cpu))
    print(f"{told.subjects} subjects x {told.questions} questions, median of {max(5, told.runs)} (spread), ms")
    for name, values in seconds.items():
        cpu = f"processor time {statistics.median(worked[name]):.1f}"
        print(f"  {name:<12} {statistics.median(values):8.1f}  ({min(values):.1f} to {max(values):.1f}), {cpu}")
    middle = statistics.median(seconds["our answer"])
    print(f"  {'ratio':<12} {middle / statistics.median(seconds['bare loop']):8.2f}")
    print(f"  limit {LIMIT} ms: {'PASS' if middle <= LIMIT else 'OVER'}")
    return 0 if middle <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
