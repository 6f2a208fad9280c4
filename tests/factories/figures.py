"""Counts of an office, as an import leaves them."""

import datetime as dt

import factory

from scorecards import models
from tests.factories.races import FactFactory, OfficeFactory


class MetricFactory(FactFactory):
    class Meta:
        model = models.Metric

    slug = factory.Sequence(lambda n: f"measure-{n}")
    kind = models.Metric.Kind.SHARE
    name = factory.Sequence(lambda n: f"Measure {n}")
    definition = "Of the cases decided, the share declined."
    numerator = "cases declined"
    denominator = "cases decided"
    unit_of_count = "a defendant in a case"
    start_clock = "the day received"
    order = factory.Sequence(lambda n: n)


class DatasetFactory(FactFactory):
    class Meta:
        model = models.Dataset

    office = factory.SubFactory(OfficeFactory)
    profile = "made"
    table = factory.Sequence(lambda n: f"table-{n}")
    title = factory.Sequence(lambda n: f"Case file {n}")
    publisher = "County court"
    url = "https://example.org/cases"
    licence = "CC-BY-4.0"
    attribution = "County court, case file"
    retrieved = dt.date(2026, 11, 12)
    file_name = "cases.csv"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    rows = 1000
    may_republish = True
    period_from = dt.date(2025, 1, 1)
    period_to = dt.date(2025, 12, 31)


class ObservationFactory(FactFactory):
    """The office follows its dataset. A year's total unless told otherwise."""

    class Meta:
        model = models.Observation

    dataset = factory.SubFactory(DatasetFactory)
    office = factory.SelfAttribute("dataset.office")
    metric = factory.SubFactory(MetricFactory)
    period = models.Observation.Period.YEAR
    period_start = dt.date(2025, 1, 1)
    numerator = 240
    denominator = 1000
