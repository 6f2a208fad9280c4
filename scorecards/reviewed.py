"""Since when a row of a query has been under review, as a part of that very query: no read can forget to ask.
Null where it is not. The other reads are in under_review."""

from django.db.models import CharField, ExpressionWrapper, OuterRef, Q, Subquery


def promise(key="pk"):
    """Of a promise; `key` leads to it from the outer query's row."""
    return _since(Q(promise=OuterRef(key)))


def profile(key="pk"):
    """Of a candidacy; `key` as for a promise."""
    return _since(Q(candidacy=OuterRef(key)))


def figure():
    """Of a row that is about an `office` and a `metric`."""
    return _since(Q(office=OuterRef("office"), metric=OuterRef("metric")))


def chart(path=""):
    """Of a chart: a figure that it draws, a comparison that it draws (groups beside each other are the measure
    that compares them), or the promise whose target it draws. `path` leads to it from the outer query's row."""
    from scorecards.outcomes import OUTCOMES, SHARES

    metric = OuterRef(f"{path}metric")
    drawn = Q(metric=metric) | Q(metric__of=metric) | Q(key=OUTCOMES, metric__slug__in=list(SHARES))
    key = ExpressionWrapper(OuterRef(f"{path}key"), output_field=CharField())
    return _since(Q(promise=OuterRef(f"{path}promise")) | (Q(office=OuterRef(f"{path}office")) & drawn), key=key)


def _since(same, **named):
    from scorecards.models import UnderReview

    rows = UnderReview.objects.open().annotate(**named).filter(same)
    return Subquery(rows.order_by("since").values("since")[:1])
