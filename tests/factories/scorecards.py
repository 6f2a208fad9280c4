"""Scores, promises and drawings; facts with a page are saved through the one writer."""

import datetime as dt
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from scorecards import models, releasing, versions
from tests.factories.races import (
    CandidacyFactory,
    CommunityGroupFactory,
    FactFactory,
    OfficeFactory,
    PositionFactory,
    RaceFactory,
    SourcedFactory,
    TopicFactory,
)

MARKED_AT = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
RELEASED_AT = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
HASH = "ab" * 32


class StandardFactory(FactFactory):
    class Meta:
        model = models.Standard

    group = factory.SubFactory(CommunityGroupFactory)
    slug = factory.Sequence(lambda n: f"standard-{n}")
    title = factory.Sequence(lambda n: f"Standard {n}")
    edition = "2027"
    published_on = dt.date(2026, 6, 1)


class SectionFactory(FactFactory):
    class Meta:
        model = models.Section

    standard = factory.SubFactory(StandardFactory)
    slug = factory.Sequence(lambda n: f"section-{n}")
    title = factory.Sequence(lambda n: f"Section {n}")
    order = factory.Sequence(lambda n: n)


class QuestionFactory(FactFactory):
    class Meta:
        model = models.Question

    section = factory.SubFactory(SectionFactory)
    topic = factory.SubFactory(TopicFactory)
    slug = factory.Sequence(lambda n: f"question-{n}")
    text = factory.Sequence(lambda n: f"Question text {n}?")
    order = factory.Sequence(lambda n: n)


class OptionFactory(FactFactory):
    class Meta:
        model = models.Option

    question = factory.SubFactory(QuestionFactory)
    level = "yes"
    code = factory.SelfAttribute("level")
    label = factory.SelfAttribute("level")


class CohortFactory(FactFactory):
    class Meta:
        model = models.Cohort

    standard = factory.SubFactory(StandardFactory)
    slug = factory.Sequence(lambda n: f"cohort-{n}")
    title = factory.Sequence(lambda n: f"Cohort {n}")


class ScorecardFactory(FactFactory):
    class Meta:
        model = models.Scorecard

    standard = factory.SubFactory(StandardFactory)
    race = factory.SubFactory(RaceFactory)
    slug = factory.Sequence(lambda n: f"scorecard-{n}")
    title = factory.Sequence(lambda n: f"Scorecard title {n}")


class BodyFactory(SourcedFactory):
    class Meta:
        model = models.Body

    group = factory.SubFactory(CommunityGroupFactory)
    slug = factory.Sequence(lambda n: f"body-{n}")
    name = factory.Sequence(lambda n: f"Body {n}")


class SubjectFactory(FactFactory):
    """Give one of candidacy, office, body."""

    class Meta:
        model = models.Subject

    scorecard = factory.SubFactory(ScorecardFactory)
    slug = factory.Sequence(lambda n: f"subject-{n}")
    order = factory.Sequence(lambda n: n)


class EvidenceFactory(SourcedFactory):
    """Give one of office, body."""

    class Meta:
        model = models.Evidence

    quote = factory.Sequence(lambda n: f"The office publishes its files, step {n}.")
    said_on = dt.date(2026, 9, 14)


class MarkFactory(FactFactory):
    class Meta:
        model = models.Mark

    kind = models.Mark.Kind.POSITION
    by = "reviewer"
    at = MARKED_AT


class PromiseFactory(SourcedFactory):
    class Meta:
        model = models.Promise

    candidacy = factory.SubFactory(CandidacyFactory)
    topic = factory.SubFactory(TopicFactory)
    quote = factory.Sequence(lambda n: f"We will open the files, step {n}.")
    said_on = dt.date(2026, 9, 14)
    said_where = "Town hall debate"


class PromiseUpdateFactory(SourcedFactory):
    class Meta:
        model = models.PromiseUpdate

    promise = factory.SubFactory(PromiseFactory)
    date = dt.date(2026, 10, 1)
    fact = factory.Sequence(lambda n: f"Something happened {n}.")
    status = models.promise.Status.IN_PROGRESS
    reviewed_by = "reviewer"
    reviewed_at = MARKED_AT


class MetricFactory(FactFactory):
    class Meta:
        model = models.Metric

    slug = factory.Sequence(lambda n: f"metric-{n}")
    kind = models.Metric.Kind.SHARE
    name = factory.Sequence(lambda n: f"Metric {n}")
    definition = "Of the cases decided, the share declined."
    numerator = "declined"
    denominator = "decided"
    unit_of_count = "defendant in a case"
    start_clock = "date received"


class ChartFactory(DjangoModelFactory):
    class Meta:
        model = models.Chart

    slug = factory.Sequence(lambda n: f"st-office-metric-{n}-trend")
    key = "trend"
    office = factory.SubFactory(OfficeFactory)
    metric = factory.SubFactory(MetricFactory)


def svg(name):
    return f'<svg class="chart" role="img" aria-label="{name}" viewBox="0 0 9 9"><path d="M0 0"/></svg>'


def table():
    columns = [("period", True), ("partial", False), ("numerator", True), ("denominator", True), ("shown", True)]
    return {
        "caption": "Declined, Test Office",
        "columns": [
            {"name": name, "label": name.title(), "numeric": name != "period", "on_page": on_page}
            for name, on_page in [*columns, ("state", False)]
        ],
        "rows": [
            ["2018", False, 1240, 4000, "31%", "shown"],
            ["2019", False, None, None, "too few to show", "hidden"],
            ["2020", True, 12, 60, "20%", "shown"],
        ],
    }


class RenderedChartFactory(DjangoModelFactory):
    class Meta:
        model = models.RenderedChart

    chart = factory.SubFactory(ChartFactory)
    language = "en"
    content_hash = HASH
    title = "Test Office declined 31% in 2018"
    subtitle = "By year."
    summary = "Line chart of the share declined."
    note = "2020 is a partial year."
    source = {
        "text": "Court extract",
        "url": "https://example.org/data",
        "licence": "CC-BY-4.0",
        "data_to": "2020-12-31",
        "checked": "2026-11-01",
    }
    source_line = "Source: Court extract. Data to Dec 31, 2020."
    table = factory.LazyFunction(table)
    spec = {}
    data_to = dt.date(2020, 12, 31)
    svg = factory.LazyFunction(
        lambda: {name: svg(name) for name in ("page-352", "page-720", "embed-300", "embed-560", "export.svg")}
    )
    png = b"\x89PNG drawn"
    social_png = b"\x89PNG social"


def candidates(race, names):
    """One candidacy a name, in ballot order where the race knows it."""
    return [
        CandidacyFactory(race=race, person__name=name, ballot_order=n if race.ballot_order_known else None)
        for n, name in enumerate(names, 1)
    ]


LEVELS = {
    "scoring": {"matches": Decimal(2), "partly": Decimal(1), "differs": Decimal(0)},
    "neutral": dict.fromkeys(("yes", "no", "other")),
}


def sheet(race, people, answers, *, mode="scoring", release=True, **scorecard):
    """A scorecard with one question a row of `answers`, each in a section of its own with the same slug: a row
    holds one level a candidate, or "not_found", "no_answer", "not_applicable" or None (nobody has checked)."""
    group = CommunityGroupFactory(scoring_mode=mode == "scoring")
    standard = StandardFactory(group=group)
    questions = []
    for _row in answers:
        section = SectionFactory(standard=standard)
        question = QuestionFactory(section=section, slug=section.slug)
        options = {
            level: OptionFactory(
                question=question, level=level, points=None if points is None else Decimal(points)
            )
            for level, points in LEVELS[mode].items()
        }
        questions.append((question, options))
    versions.record(standard, by="owner", on=standard.published_on)
    made = ScorecardFactory(standard=standard, race=race, **scorecard)
    for order, candidacy in enumerate(people, 1):
        SubjectFactory(scorecard=made, candidacy=candidacy, slug=candidacy.slug, order=order)
    for (question, options), row in zip(questions, answers, strict=True):
        for candidacy, level in zip(people, row, strict=True):
            mark(made, question, candidacy, level, options)
    if release:
        releasing.write(made, by="auditor", now=min(RELEASED_AT, timezone.now()))
    return made


def mark(scorecard, question, candidacy, level, options, **fields):
    subject = scorecard.subjects.get(candidacy=candidacy)
    version = scorecard.standard.versions.first()
    same = {"scorecard": scorecard, "question": question, "subject": subject, "version": version, **fields}
    if level in options:
        position = PositionFactory(
            candidacy=candidacy, topic=question.topic, quote=f"Words of {candidacy} on {question.slug}"
        )
        MarkFactory(option=options[level], position=position, reason=f"Because {level}", **same)
    elif level == "not_found":
        MarkFactory(kind=level, searched="campaign site", searched_on=dt.date(2026, 9, 1), **same)
    elif level == "no_answer":
        MarkFactory(kind=level, asked_on=dt.date(2026, 8, 3), asked_how="e-mail", **same)
    elif level == "not_applicable":
        MarkFactory(kind=level, reason="This office does not charge these cases.", **same)
