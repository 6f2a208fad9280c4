"""What stands beside figures, and what a newer delivery leaves behind."""

import datetime as dt

import factory

from scorecards import models
from tests.factories.figures import DatasetFactory, MetricFactory
from tests.factories.races import CommunityGroupFactory, FactFactory, OfficeFactory

SOURCE = {"source_url": "https://example.org/source", "source_title": "A public page"}


class MarkerFactory(FactFactory):
    class Meta:
        model = models.Marker

    office = factory.SubFactory(OfficeFactory)
    date = dt.date(2025, 3, 1)
    kind = models.Marker.Kind.SYSTEM
    label = "New case system"
    detail = "The office began to keep its cases in another program."
    source_url, source_title = SOURCE.values()


class OfficeCommentFactory(FactFactory):
    class Meta:
        model = models.OfficeComment

    office = factory.SubFactory(OfficeFactory)
    metric = factory.SubFactory(MetricFactory)
    text = "We screened more cases before charging."
    said_on = dt.date(2025, 9, 1)
    source_url, source_title = SOURCE.values()


class GoalFactory(FactFactory):
    """A community's; give by="office", group=None, agreed_by="" for the office's own."""

    class Meta:
        model = models.Goal

    office = factory.SubFactory(OfficeFactory)
    metric = factory.SubFactory(MetricFactory)
    by = models.Goal.By.COMMUNITY
    group = factory.SubFactory(CommunityGroupFactory)
    text = "Decline no more than one case in five."
    value = "0.2"
    due = dt.date(2027, 12, 31)
    agreed_by = "Members' meeting, 84 of 90"
    agreed_on = dt.date(2026, 1, 15)
    source_url, source_title = SOURCE.values()


class RecordsRequestFactory(FactFactory):
    class Meta:
        model = models.RecordsRequest

    office = factory.SubFactory(OfficeFactory)
    asked_for = "Cases declined since 2020, with reasons"
    asked_by = "A community group"
    asked_on = dt.date(2026, 2, 1)
    outcome = models.RecordsRequest.Outcome.COST
    answered_on = dt.date(2026, 3, 1)
    quoted_cost = "4200.00"
    source_url, source_title = SOURCE.values()


class EstimateFactory(FactFactory):
    class Meta:
        model = models.Estimate

    metric = factory.SubFactory(MetricFactory)
    place = "Sample County, 2018 to 2024"
    finding = "People whose case was declined were charged again less often."
    value, low, high = "-12.0", "-18.0", "-6.0"
    unit = "percentage points"
    design = "Cases assigned by chance to lenient and strict reviewers"
    citation = "Author (2025), Title, Journal 1(1)"
    source_url, source_title = SOURCE.values()


class FigureChangeFactory(FactFactory):
    class Meta:
        model = models.FigureChange

    new = factory.SubFactory(DatasetFactory)
    old = factory.SubFactory(DatasetFactory, office=factory.SelfAttribute("..new.office"))
    office = factory.SelfAttribute("new.office")
    metric = factory.SubFactory(MetricFactory)
    period = "year"
    period_start = dt.date(2025, 1, 1)
    before = factory.LazyFunction(
        lambda: {"shown": "24%", "state": "shown", "numerator": 240, "denominator": 1000}
    )
    after = factory.LazyFunction(lambda: {"shown": "25%", "state": "shown", "numerator": 250, "denominator": 1000})


class YearFreezeFactory(FactFactory):
    class Meta:
        model = models.YearFreeze

    year = factory.Sequence(lambda n: 1990 + n)
    csv = b"office,measure\r\n"
    rows = 0
    sha256 = factory.Sequence(lambda n: f"{n:064x}")


class CrossedCountFactory(FactFactory):
    class Meta:
        model = models.CrossedCount

    dataset = factory.SubFactory(DatasetFactory)
    metric = factory.SubFactory(MetricFactory)
    month = dt.date(2025, 1, 1)
    race, sex, age, severity = "Black", "Male", "25 to 34", "Felony"
    numerator = 3
    denominator = 9


class DayCountFactory(FactFactory):
    class Meta:
        model = models.DayCount

    dataset = factory.SubFactory(DatasetFactory)
    metric = factory.SubFactory(MetricFactory)
    month = dt.date(2025, 1, 1)
    race, sex, age, severity = "Black", "Male", "25 to 34", "Felony"
    days = 30
    defendants = 3
