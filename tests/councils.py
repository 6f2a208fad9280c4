"""An invented scorecard of another field: standard, subjects, marks, and totals worked out by a plain oracle.

Made from chance with a fixed seed. Every feature is in it: cohorts with section weights of their own, low, medium
and high questions, questions of some cohorts only, ticks with a maximum or all from a number on, negative
questions, answers that rule out others, exceptions with points of their own, and questions that do not apply.
"""

import csv
import decimal
import io
import random
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from scorecards import models, versions
from tests.factories.scorecards import CommunityGroupFactory, StandardFactory

COHORTS = ("single-tier", "district", "county", "northern-ireland", "combined")
SOURCE = ("--source-url=https://example.org/scorecards.csv", "--source-title=Invented scorecards",
          "--source-date=2026-03-01", "--reason=As the publisher has it")  # fmt: skip
WEIGHTS = (1, 2, 3)
KINDS = ("yes_no", "choice", "tiered", "multiple", "capped", "full_from", "negative")
POINTS = {
    "yes_no": (0, 1), "choice": (0, 1, 3), "tiered": (0, 2, 4, 5), "multiple": (1, 1, 2), "capped": (1, 2, 3),
    "full_from": (1, 1, 1, 1), "negative": (0, Decimal("-0.5"), -1),
}  # fmt: skip
MOST = {"capped": 4}
FROM = {"full_from": 2}


@dataclass
class Question:
    section: int
    slug: str
    kind: str
    weight: int
    cohorts: tuple
    rules_out: str = ""

    @property
    def ticks(self):
        return self.kind in ("multiple", "capped", "full_from")

    @property
    def best(self):
        points = POINTS[self.kind]
        return MOST.get(self.kind, sum(points) if self.ticks else max(points))

    def worth(self, chosen):
        """Points of the answers with these numbers."""
        points = sum(POINTS[self.kind][n] for n in chosen)
        if self.kind in FROM:
            return self.best if points >= FROM[self.kind] else 0
        return min(points, self.best)


@dataclass
class World:
    """`marks`: {(subject, question slug): (chosen numbers, points of its own or None)}, or "not_applicable"."""

    sections: list
    weights: dict
    questions: list
    subjects: list
    marks: dict

    def ruled_out(self, subject):
        return {
            q.rules_out
            for q in self.questions
            if q.rules_out and self.marks.get((subject, q.slug), ((), None))[0] == (0,)
        }

    def section(self, subject, cohort, number):
        """A section's exact score, or None: a few lines of school arithmetic."""
        got, most, out = Fraction(0), Fraction(0), self.ruled_out(subject)
        for q in self.questions:
            mark = self.marks.get((subject, q.slug))
            if q.section != number or (q.cohorts and cohort not in q.cohorts) or q.slug in out:
                continue
            if mark == "not_applicable":
                continue
            points = Fraction(0) if mark is None else Fraction(q.worth(mark[0]) if mark[1] is None else mark[1])
            if q.kind == "negative":
                got += q.weight * points
            else:
                got, most = got + q.weight * points / q.best, most + q.weight
        return None if most == 0 else max(Fraction(0), 100 * got / most)

    def total(self, subject, cohort, rule):
        scores = {n: self.section(subject, cohort, n) for n in range(len(self.sections))}
        weights = {n: Fraction(self.weights[n, cohort]) for n, score in scores.items() if score is not None}
        whole = sum(weights.values())
        if not whole:
            return None
        if rule.rounds == "sections":
            scores = {n: score if score is None else Fraction(rounded(score, rule)) for n, score in scores.items()}
        parts = [weight / whole * scores[n] for n, weight in weights.items()]
        if rule.rounds == "parts":
            parts = [Fraction(rounded(part, rule)) for part in parts]
        return rounded(sum(parts), rule)

    def published(self, rule, digits=4, scale=100):
        """The totals table. Sections are printed with so many digits."""
        of_section = type(rule)(rule.mode, digits)
        rows = []
        for subject, cohort in self.subjects:
            scores = [self.section(subject, cohort, n) for n in range(len(self.sections))]
            cells = [None if score is None else rounded(score, of_section) for score in scores]
            row = [subject, self.total(subject, cohort, rule), *cells]
            rows.append([row[0], *(cell if cell is None else cell / (100 // scale) for cell in row[1:])])
        return [["subject", "total", *self.sections], *rows]

    def subjects_table(self):
        return [["name", "slug", "cohort"], *([f"The {s} council", s, c] for s, c in self.subjects)]

    def marks_table(self):
        rows = [["subject", "question", "answer", "points"]]
        by_slug = {q.slug: q for q in self.questions}
        for (subject, slug), mark in self.marks.items():
            if mark == "not_applicable":
                rows.append([subject, slug, mark, ""])
                continue
            chosen, points = mark
            words = "|".join(f"Answer {n}" if by_slug[slug].ticks else f"a{n}" for n in chosen) or "none_ticked"
            rows.append([subject, slug, words, "" if points is None else points])
        return rows


def rounded(value, rule):
    mode = {"half_up": decimal.ROUND_HALF_UP, "half_even": decimal.ROUND_HALF_EVEN, "down": decimal.ROUND_DOWN}
    with decimal.localcontext(decimal.Context(prec=60)):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(1).scaleb(-rule.digits), mode[rule.mode])


def world(subjects=40, questions=28, sections=7, seed=5):
    chance = random.Random(seed)  # noqa: S311
    names = [f"section-{n}" for n in range(sections)]
    weights = {(n, c): chance.choice((5, 10, 15, 20, 25)) for n in range(sections) for c in COHORTS}
    weights |= {(sections - 1, "district"): 0, (0, "combined"): 30}
    asked = []
    for n in range(questions):
        kind = KINDS[n % len(KINDS)]
        cohorts = tuple(chance.sample(COHORTS, 3)) if n % 5 == 4 else ()
        asked.append(Question(n * sections // questions, f"q{n}", kind, chance.choice(WEIGHTS), cohorts))
    for first, second in zip(asked[::7], asked[1::7], strict=False):
        first.rules_out = second.slug  # its answer 0
    people = [(f"council-{n}", COHORTS[n % len(COHORTS)]) for n in range(subjects)]
    made = World(names, weights, asked, people, {})
    for subject, cohort in people:
        for q in asked:
            if not q.cohorts or cohort in q.cohorts:
                made.marks[subject, q.slug] = _mark(q, chance)
    return made


def _mark(q, chance):
    if chance.random() < 0.03:
        return "not_applicable"
    options = range(len(POINTS[q.kind]))
    chosen = tuple(sorted(chance.sample(options, chance.randint(0, len(options)))) if q.ticks
                   else (chance.choice(options),))  # fmt: skip
    own = q.worth(chosen)
    if chance.random() < 0.03 and q.kind != "negative" and chosen != (0,) and own != Fraction(1, 4):
        return chosen, Decimal("0.25")
    return chosen, None


def standard(world, **rule):
    """The world's standard on record and published."""
    made = StandardFactory(
        group=CommunityGroupFactory(), slug="climate", edition="2026", subjects="bodies", **rule
    )
    cohorts = {slug: models.Cohort(standard=made, slug=slug, title=slug.title(), order=n)
               for n, slug in enumerate(COHORTS)}  # fmt: skip
    models.Cohort.objects.bulk_create(cohorts.values())
    sections = [models.Section(standard=made, slug=slug, title=slug, order=n, weight=7)
                for n, slug in enumerate(world.sections)]  # fmt: skip
    models.Section.objects.bulk_create(sections)
    models.SectionWeight.objects.bulk_create(
        models.SectionWeight(section=sections[n], cohort=cohorts[cohort], weight=weight)
        for (n, cohort), weight in world.weights.items()
    )
    rows = {}
    for n, q in enumerate(world.questions):
        kind = "multiple" if q.ticks else q.kind
        rows[q.slug] = models.Question(
            section=sections[q.section], slug=q.slug, text=f"Question {n}?", kind=kind, weight=q.weight, order=n,
            max_points=MOST.get(q.kind), full_from=FROM.get(q.kind),
        )  # fmt: skip
    models.Question.objects.bulk_create(rows.values())
    options = [
        models.Option(question=rows[q.slug], code=f"a{n}", label=f"Answer {n}", points=points, order=n)
        for q in world.questions
        for n, points in enumerate(POINTS[q.kind])
    ]
    models.Option.objects.bulk_create(options)
    for q in world.questions:
        rows[q.slug].cohorts.set([cohorts[slug] for slug in q.cohorts])
        if q.rules_out:
            rows[q.slug].options.get(code="a0").rules_out.set([rows[q.rules_out]])
    versions.record(made, by="owner", on=timezone.localdate())
    return made


def write(path, rows):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path
