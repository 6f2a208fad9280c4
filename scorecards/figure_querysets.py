"""Reads of one office's measures, for its page and dashboard: each is one query, whatever their number."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import RowNumber


class MeasureReads(models.QuerySet):
    """Of measures."""

    def reported_by(self, office, as_of=None):
        """Measures of which this office has a figure about everyone; and comparisons of groups whose share it has
        by race. A hidden figure counts: that there is one is said."""
        from scorecards.models import Observation

        known = {} if as_of is None else {"dataset__recorded_on__lte": as_of}
        own = Observation.objects.filter(office=office, metric=OuterRef("pk"), dimension="", **known)
        groups = Observation.objects.filter(
            office=office, metric=OuterRef("of"), period="year", dimension="race", **known
        )
        return self.filter(Exists(own) | Exists(groups)).select_related("of")


class FigureReads(models.QuerySet):
    """Of figures. The rows come as `for_office` sorts them, with measure and dataset."""

    def for_lines(self, office, metrics, enough):
        """Figures about everyone of some measures: the years, and the months of a measure that has not `enough`
        years for a line of them. Months of ten years are most of an office's rows, and few lines need them."""
        years = self.model._default_manager.filter(office=office, metric=OuterRef("metric"), period="year")
        years = years.filter(dimension="").order_by().values("metric")
        number = Subquery(years.annotate(n=Count("period_start", distinct=True)).values("n"))
        rows = self.for_office(office).filter(metric__in=metrics, dimension="").annotate(years=number)
        return rows.filter(Q(period="year") | Q(years__lt=enough) | Q(years__isnull=True))

    def years_for(self, office, as_of=None):
        """Figures about everyone by year; of a measure without years, by month."""
        years = self.model._default_manager.filter(office=office, metric=OuterRef("metric"), period="year")
        rows = self.for_office(office, as_of).filter(dimension="")
        return rows.filter(Q(period="year") | ~Exists(years.filter(dimension="")))

    def of_measure(self, office, metric, as_of=None):
        """Every cut of one measure; of a comparison, every cut of the share that it compares."""
        return self.for_office(office, as_of).filter(metric=metric.of_id or metric.pk)

    def of_year(self, year):
        """All figures of a year that stand now, of real offices, for its freeze."""
        rows = self.current().filter(period_start__year=year, office__state__is_sample=False)
        rows = rows.select_related("metric", "dataset", "office__state")
        return rows.order_by("office", "metric", "period", "period_start", "dimension", "group")

    def full_years_beside(self, offices, metrics, starts):
        """Full years of several offices and measures, for a row of peers; `starts` are first days of years."""
        rows = self.current().filter(office__in=offices, metric__in=metrics, period_start__in=starts)
        rows = rows.filter(dimension="", period="year", partial=False)
        return rows.select_related("metric", "dataset").order_by("metric_id", "office_id")

    def newest_years(self, metric, dimension="", group=""):
        """One row for each office that has a year of this measure: of its newest full year, or of its newest year
        where none is full."""
        years = self.current().filter(
            metric=metric, dimension=dimension, group=group, period="year", office__page__live=True
        )
        nth = models.Window(RowNumber(), "office", [F("partial").asc(), F("period_start").desc(), "pk"])
        return years.annotate(nth=nth).filter(nth=1)

    def races_of(self, rows):
        """All groups by race of the years that `rows` belong to, with what a table of offices prints."""
        families = Q(pk__in=[])
        for row in rows:
            families |= Q(dataset=row.dataset_id, metric=row.metric_id, period_start=row.period_start)
        found = self.filter(families, dimension="race", period="year")
        return found.select_related("metric", "dataset", "office__state").order_by("pk")

    def offices_by_measure(self, dimension=""):
        """Each pair (measure id, office id) of which there is a year; read from an index alone."""
        rows = self.filter(dimension=dimension, period="year").order_by()
        return rows.values_list("metric", "office").distinct()


class ChartReads(models.QuerySet):
    def of_measure(self, office, metric, key):
        """The published chart of one kind of a measure; the charts of promises draw more than that."""
        return self.published().filter(office=office, metric=metric, key=key, promise__isnull=True)

    def comparing_groups(self, office, language):
        """An office's charts by race that are drawn in `language` or in English: first those of the decisions for
        which the registry compares groups."""
        from scorecards.models import Metric, RenderedChart

        drawn = RenderedChart.objects.best(language).filter(chart=OuterRef("pk"))
        rows = self.published().filter(Exists(drawn), office=office, key="by_group")
        decision = Exists(Metric.objects.filter(of=OuterRef("metric")))
        return rows.select_related("metric", "office").order_by(decision.desc(), "metric__order", "pk")
