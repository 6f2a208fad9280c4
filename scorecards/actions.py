"""Writes over more than one model of this room: atomic, announced by the one event."""

from itertools import islice

from django.db import transaction
from django.utils import timezone

from portal.core.imports import record_run, updated
from portal.core.writes import bulk_write, save
from scorecards.deliveries import keeping
from scorecards.freezing import frozen_csv
from scorecards.import_plan import CROSSED_FIELDS, DAYS_FIELDS, ENDING, FILLED, OBSERVATION_FIELDS, PROVEN
from scorecards.models import CrossedCount, Dataset, DayCount, FigureChange, Metric, Observation, YearFreeze

AT_ONCE = 20_000  # observations made and written in one go, so that a million need no memory for all


def apply_counts(plan, *, by=None):
    """Write datasets, observations, crossed counts and the change log; keep published tables as they came.
    Raises ValueError, and writes nothing, if anything was refused. Gives the ImportRun, or None where the plan
    changes nothing."""
    if not plan.total.ok:
        raise ValueError("A plan with refusals must not be applied")
    if not (plan.total.created or plan.total.changed):
        return None
    tables = {d.key[2]: d.path for d in plan.deliveries if d.path}
    with keeping(tables) as put_in_place, transaction.atomic():
        transaction.on_commit(put_in_place)
        datasets = _write_datasets(plan, by)
        metrics = Metric.objects.in_bulk(field_name="slug")
        _write_observations(plan, datasets, metrics, by)
        _write_crossed(plan, datasets, metrics, by)
        _write_revisions(plan, datasets, metrics, by)
        return record_run(plan.total, plan.files, plan.observations.changed, by=by)


def _datasets(plan):
    rows = Dataset.objects.filter(office__in=plan.offices.values(), sha256__in={d.key[2] for d in plan.deliveries})
    addresses = {office.pk: address for address, office in plan.offices.items()}
    return {(addresses[row.office_id], row.table, row.sha256): row for row in rows}


def _write_datasets(plan, by):
    new = [
        Dataset(office=plan.offices[change.key[0]], table=change.key[1], **change.after)
        for change in plan.datasets.created
    ]
    changed = updated(plan.datasets, _datasets(plan))
    bulk_write(Dataset, create=new, change=changed, fields=(*PROVEN, *FILLED, *ENDING), by=by)
    return _datasets(plan)


def _write_observations(plan, datasets, metrics, by):
    part = plan.observations
    rows = (_observation(change, plan, datasets, metrics) for change in part.created)
    while batch := list(islice(rows, AT_ONCE)):
        bulk_write(Observation, create=batch, by=by)
    if part.changed:
        keys = {pk: key for key, dataset in datasets.items() if (pk := dataset.pk)}
        rows = Observation.objects.filter(dataset__in=keys).select_related("metric")
        standing = {
            (keys[o.dataset_id], o.metric.slug, o.period, o.period_start, o.dimension, o.group): o for o in rows
        }
        changed = updated(part, standing)
        for change, row in zip(part.changed, changed, strict=True):
            row.held_back = row.held_back or change.key in plan.held
        bulk_write(Observation, change=changed, fields=(*OBSERVATION_FIELDS, "held_back"), by=by)


def _observation(change, plan, datasets, metrics):
    dataset, metric, period, start, dimension, group = change.key
    return Observation(
        office_id=plan.offices[dataset[0]].pk,
        dataset_id=datasets[dataset].pk,
        metric_id=metrics[metric].pk,
        period=period,
        period_start=start,
        dimension=dimension,
        group=group,
        held_back=change.key in plan.held,
        **change.after,
    )


def _write_crossed(plan, datasets, metrics, by):
    for delivery in plan.crossed:
        dataset = datasets[delivery.key]
        for model, rows, fields in (
            (CrossedCount, delivery.crossed, CROSSED_FIELDS),
            (DayCount, delivery.days, DAYS_FIELDS),
        ):
            if rows is None:
                continue
            model.objects.filter(dataset=dataset).delete()
            new = (dict(zip(fields, row, strict=True)) for row in rows)
            made = [model(**row | {"dataset": dataset, "metric": metrics[row["metric"]]}) for row in new]
            bulk_write(model, create=made, by=by)


def _write_revisions(plan, datasets, metrics, by):
    frozen = set(YearFreeze.objects.values_list("year", flat=True))
    lines = [
        FigureChange(
            office=plan.offices[one.office],
            metric=metrics[one.metric],
            period=one.period,
            period_start=one.period_start,
            dimension=one.dimension,
            group=one.group,
            before=one.before,
            after=one.after,
            old_id=one.old_id,
            new=datasets[one.new],
            after_freeze=one.period_start.year in frozen,
        )
        for one in plan.revisions
    ]
    bulk_write(FigureChange, create=lines, by=by)


@transaction.atomic
def freeze_year(*, year, by=None):
    """Keep every public figure of a year as CSV bytes that never change. ValueError: the year is not over, is
    frozen already, or has no figure."""
    if year >= timezone.localdate().year:
        raise ValueError(f"{year} is not over yet")
    if standing := YearFreeze.objects.filter(year=year).first():
        raise ValueError(f"{year} was frozen on {standing.frozen_on}")
    rows, text, sha256 = frozen_csv(year)
    if not rows:
        raise ValueError(f"No figure of {year} is public here")
    return save(YearFreeze(year=year, csv=text, rows=rows, sha256=sha256), by=by)
