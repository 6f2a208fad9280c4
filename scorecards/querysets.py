"""Every read of scores, promises and figures that more than one place needs."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from races.querysets import CoveredQuerySet
from scorecards import reviewed
from scorecards.figure_querysets import ChartReads, FigureReads, MeasureReads


class PromiseQuerySet(CoveredQuerySet):
    office_path = "candidacy__race__office"

    def published(self):
        """What the public reads; `review_since` is the day since when it is under review: then its words, its
        rating and its picture are not printed."""
        return self.filter(live=True).annotate(review_since=reviewed.promise())

    def for_list(self):
        rows = self.select_related("topic", "candidacy__race__office__state", "candidacy__race__election")
        return rows.order_by("-said_on", "pk")

    def for_promise_page(self):
        return self.select_related("metric", "candidacy__race__office__state", "candidacy__race__election")

    def of_person(self, person):
        return self.filter(candidacy__person=person)

    def about(self, office, metrics):
        """Published promises for this office that one of these measures can check."""
        rows = self.published().filter(metric__in=metrics, candidacy__race__office=office)
        return rows.select_related("candidacy").order_by("-said_on", "pk")

    def rated(self, status):
        """Promises whose current status is `status`; "none" takes in those without an accepted update. Of one
        under review no status is told, so it has none."""
        rows = self.with_current_status().filter(review_since__isnull=True)
        if status == "none":
            return rows.filter(Q(current_status="none") | Q(current_status__isnull=True))
        return rows.filter(current_status=status)

    def tally(self):
        """How many promises have each status: {status: count}, without those that have none. Those under review
        are counted as "review", whatever their status."""
        rows = self.with_current_status().order_by().values_list("current_status", "review_since")
        counts = {}
        for status, since, n in rows.annotate(n=models.Count("pk")):
            name = "review" if since else status or "none"
            counts[name] = counts.get(name, 0) + n
        return counts

    def with_current_status(self):
        """Adds `current_status`: the newest accepted update's rating, or null where none was accepted."""
        from scorecards.models import PromiseUpdate

        accepted = PromiseUpdate.objects.accepted().filter(promise=OuterRef("pk")).order_by("-date", "-pk")
        return self.annotate(
            current_status=Subquery(accepted.values("status")[:1]),
            current_fact=Subquery(accepted.values("fact")[:1]),
            current_date=Subquery(accepted.values("date")[:1]),
        )

    def recently_rated(self):
        """Promises with an accepted update, the newest update first."""
        rated = self.published().with_current_status().filter(current_date__isnull=False)
        people = rated.select_related("candidacy__person", "candidacy__race__office__state")
        return people.order_by("-current_date", "pk")

    def of_holder(self, tenure):
        """What the person of this tenure promised as a candidate for the office they hold."""
        return self.published().filter(
            candidacy__person=tenure.person_id, candidacy__race__office=tenure.office_id
        )


class PromiseUpdateQuerySet(CoveredQuerySet):
    office_path = "promise__candidacy__race__office"

    def accepted(self):
        return self.filter(reviewed_at__isnull=False)

    def for_timeline(self):
        return self.accepted().order_by("-date", "-pk")


class MetricQuerySet(MeasureReads):
    def counted_from(self, dataset):
        """The measures that have a figure from this file."""
        return self.filter(pk__in=dataset.observations.order_by().values("metric"))


class OfBesideQuerySet(CoveredQuerySet):
    """What stands beside the figures of an office."""

    def public(self):
        """Of offices whose page is up."""
        return self.filter(office__page__live=True)

    def for_list(self):
        return self.public().select_related("office__state")

    def at(self, address):
        """Those of the office at an address such as "il/cook"."""
        state, _, slug = address.partition("/")
        return self.filter(office__state__code=state, office__slug=slug)

    def offices(self):
        """The offices that these rows are about, by state and name."""
        offices = self.model._meta.get_field("office").related_model.objects
        rows = offices.filter(pk__in=self.order_by().values("office")).select_related("state")
        return rows.order_by("state__name", "district", "slug")


class MarkerQuerySet(CoveredQuerySet):
    """Those of a whole state are kept by admins."""

    def of_office(self, office):
        """Its own and its state's, by date."""
        return self.filter(Q(office=office) | Q(state=office.state_id)).order_by("date", "pk")


class FigureChangeQuerySet(OfBesideQuerySet):
    def for_list(self):
        rows = self.public().select_related("office__state", "metric", "old", "new")
        rows = rows.annotate(review_since=reviewed.figure())
        return rows.order_by("-on", "-pk")

    def copyable(self):
        """Those whose counts, before and after, may leave the portal as data."""
        return self.filter(old__may_republish=True, new__may_republish=True)


class DatasetQuerySet(CoveredQuerySet):
    def that_cannot(self, metric):
        """Files of offices whose page is up that say why this measure cannot be computed from them."""
        rows = self.filter(cannot__has_key=metric.slug, office__page__live=True).select_related("office__state")
        return rows.order_by("office__state__name", "office__district", "-retrieved", "-pk")

    def listed(self):
        """Every delivered file of an office whose page is up, by state, office and table, the newest delivery
        first. Adds `superseded`: whether the same table came again, for a later period or once more for this."""
        same = self.model._default_manager.filter(office=OuterRef("office"), table=OuterRef("table"))
        later = same.filter(
            Q(period_to__gt=OuterRef("period_to"))
            | Q(period_to=OuterRef("period_to"), retrieved__gt=OuterRef("retrieved"))
            | Q(period_to=OuterRef("period_to"), retrieved=OuterRef("retrieved"), pk__gt=OuterRef("pk"))
        )
        rows = self.filter(office__page__live=True).annotate(superseded=Exists(later))
        return rows.select_related("office__state").order_by(
            "office__state__name", "office__district", "table", "-retrieved", "-pk"
        )

    def deliveries_of(self, dataset):
        """Earlier and later deliveries of the same table about some of the same days, the newest first."""
        same = self.filter(office=dataset.office_id, table=dataset.table).exclude(pk=dataset.pk)
        overlapping = same.filter(period_from__lte=dataset.period_to, period_to__gte=dataset.period_from)
        return overlapping.order_by("-retrieved", "-pk")

    def behind(self, chart):
        """The files that the figures of this chart were counted from; none where it counts races."""
        if chart.office_id is None:
            return self.none()
        rows = self.filter(observations__office=chart.office_id, observations__metric=chart.metric_id)
        return rows.distinct()

    def may_be_copied(self):
        """Whether the counts of all these files may leave the portal as data."""
        return not self.filter(may_republish=False).exists()


class ObservationQuerySet(FigureReads, CoveredQuerySet):
    def current(self, as_of=None):
        """Each figure from the newest delivery that has its period and cut; what older ones said stays in the
        database. All groups of a breakdown come from one delivery: mixed, they would not add up to its total,
        and a group hidden in one could be worked out from the other. `as_of`: a day; only deliveries whose
        figures were public here by then count."""
        key = ("office", "metric", "period", "period_start", "dimension")
        known = {} if as_of is None else {"dataset__recorded_on__lte": as_of}
        later = self.model._default_manager.filter(**known, **{name: OuterRef(name) for name in key}).filter(
            Q(dataset__retrieved__gt=OuterRef("dataset__retrieved"))
            | Q(dataset__retrieved=OuterRef("dataset__retrieved"), dataset__gt=OuterRef("dataset"))
        )
        return self.filter(~Exists(later), **known)

    def totals_of(self, offices):
        """Totals of several offices by year and month, no breakdowns, as `for_office` sorts them."""
        rows = self.current().filter(office__in=offices, dimension="").select_related("metric", "dataset")
        return rows.order_by("metric__order", "metric__name", "period", "period_start")

    def years_of(self, metric):
        """One measure's full years, of every office."""
        rows = self.current().filter(metric=metric, dimension="", period="year", partial=False)
        return rows.select_related("metric", "office__state").order_by("period_start")

    def for_office(self, office, as_of=None):
        """Everything counted for an office in its newest deliveries, with measure and dataset."""
        rows = self.current(as_of).filter(office=office).select_related("metric", "dataset")
        return rows.order_by("metric__order", "metric__name", "period", "period_start", "dimension", "group")


class ChartQuerySet(ChartReads, CoveredQuerySet):
    def published(self):
        """All but those of a promise that is not published (any more): they print its target. `review_since` as
        for promises."""
        rows = self.filter(Q(promise__isnull=True) | Q(promise__live=True))
        return rows.annotate(review_since=reviewed.chart())

    def for_page(self):
        return self.select_related("office__state", "metric", "promise", "state")

    def with_current(self, language):
        """Charts with their current rendering in `language` as `rendering_pk` (null until drawn)."""
        from scorecards.models import RenderedChart

        current = RenderedChart.objects.current(language).filter(chart=OuterRef("pk"))
        return self.annotate(rendering_pk=Subquery(current.values("pk")[:1]))


class RenderedChartQuerySet(models.QuerySet):
    def up(self):
        """Those that were not withdrawn: a withdrawn one is not shown again until the chart is drawn anew."""
        return self.filter(withdrawal__isnull=True)

    def current(self, language):
        return self.up().filter(language=language, current=True)

    def best(self, language):
        """The current drawing of each chart in `language`, in English where there is none yet: read the first
        of each chart."""
        wanted = self.up().filter(current=True, language__in=[language, "en"])
        return wanted.order_by("chart", models.Case(models.When(language=language, then=0), default=1))

    def version(self, slug, content_hash):
        return self.filter(chart__slug=slug, content_hash=content_hash)

    def choices(self, *states):
        """The drawings of how many races gave a choice: of these states (None: of all on record)."""
        wanted = Q(chart__state__in=[state for state in states if state is not None])
        if None in states:
            wanted |= Q(chart__state__isnull=True)
        return self.filter(wanted, chart__key="contested_share")

    def titles(self):
        """Only what a list of charts prints (`review_since` in place of a title); pictures, tables and specs stay
        in the database."""
        from scorecards.models import Chart

        public = self.filter(drawable=True, chart__in=Chart.objects.published())
        named = public.select_related("chart__office__state", "chart__metric", "chart__state")
        named = named.annotate(review_since=reviewed.chart("chart__"))
        return named.defer("svg", "png", "social_png", "spec", "table").order_by("chart__slug")

    def for_page(self):
        """Everything a page shows; the pictures for download stay in the database. `review_since`: of its chart;
        a live page then prints the words and no picture."""
        rows = self.select_related("chart__office__state", "chart__metric", "chart__state", "withdrawal")
        return rows.annotate(review_since=reviewed.chart("chart__")).defer("png", "social_png", "spec")
