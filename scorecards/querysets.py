"""Every read of scores, promises and figures that more than one place needs."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from races.querysets import CoveredQuerySet


class GroupOwnedQuerySet(models.QuerySet):
    """Rows owned by a community group; `group_path` leads to it."""

    group_path = "group"

    def covered_by(self, user):
        if user.is_superuser:
            return self
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine = Q(**{f"{self.group_path}__editors__user": user}) | Q(
            **{f"{self.group_path}__reviewers__user": user}
        )
        return self.filter(pk__in=self.model._default_manager.filter(mine).values("pk"))


class StandardQuerySet(GroupOwnedQuerySet):
    pass


class ScorecardQuerySet(GroupOwnedQuerySet):
    group_path = "standard__group"

    def published(self, now):
        return self.filter(released_at__lte=now, standard__published_on__isnull=False)


class MarkQuerySet(models.QuerySet):
    def as_released(self, scorecard):
        """The marks a released scorecard shows: the newest one of each question and subject at its release."""
        rows = self.filter(scorecard=scorecard, at__lte=scorecard.released_at)
        newest = (
            rows.filter(question=OuterRef("question"), candidacy=OuterRef("candidacy"))
            .order_by("-at", "-pk")
            .values("pk")[:1]
        )
        return rows.filter(pk=Subquery(newest)).select_related("option", "position", "question")


class PromiseQuerySet(CoveredQuerySet):
    office_path = "candidacy__race__office"

    def published(self):
        return self.filter(live=True)

    def with_current_status(self):
        """Adds `current_status`: the newest accepted update's rating, or null where none was accepted."""
        from scorecards.models import PromiseUpdate

        accepted = PromiseUpdate.objects.accepted().filter(promise=OuterRef("pk")).order_by("-date", "-pk")
        return self.annotate(
            current_status=Subquery(accepted.values("status")[:1]),
            current_fact=Subquery(accepted.values("fact")[:1]),
            current_date=Subquery(accepted.values("date")[:1]),
        )


class PromiseUpdateQuerySet(CoveredQuerySet):
    office_path = "promise__candidacy__race__office"

    def accepted(self):
        return self.filter(reviewed_at__isnull=False)


class DatasetQuerySet(CoveredQuerySet):
    pass


class ObservationQuerySet(CoveredQuerySet):
    def for_metric(self, office, metric):
        return self.filter(office=office, metric=metric).order_by("period", "period_start", "dimension", "group")


class ChartQuerySet(CoveredQuerySet):
    def with_current(self, language):
        """Charts with their current rendering in `language` as `rendering_pk` (null until drawn)."""
        from scorecards.models import RenderedChart

        current = RenderedChart.objects.filter(chart=OuterRef("pk"), language=language, current=True)
        return self.annotate(rendering_pk=Subquery(current.values("pk")[:1]))


class RenderedChartQuerySet(models.QuerySet):
    def current(self, language):
        return self.filter(language=language, current=True)

    def for_page(self):
        """Everything a page shows; the pictures for download stay in the database."""
        return self.select_related("chart__office__state", "chart__metric").defer("png", "social_png", "spec")
