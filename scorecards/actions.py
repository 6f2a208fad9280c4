"""Writes over more than one model of this room: atomic, announced by the one event."""

from django.db import transaction

from portal.core.imports import record_run
from portal.core.writes import bulk_write
from scorecards.imports import DATASET_FIELDS, OBSERVATION_FIELDS
from scorecards.models import Dataset, Metric, Observation


@transaction.atomic
def apply_counts(plan, *, by=None):
    """Write datasets and observations. Raises ValueError, and writes nothing, if anything was refused."""
    if not plan.total.ok:
        raise ValueError("A plan with refusals must not be applied")
    if not (plan.total.created or plan.total.changed):
        return None
    _write_datasets(plan, by)
    _write_observations(plan, by)
    return record_run(plan.total, plan.files, plan.observations.changed, by=by)


def _write_datasets(plan, by):
    new = [Dataset(office=plan.office, table=change.key[0], **change.after) for change in plan.datasets.created]
    standing = {(d.table, d.sha256): d for d in Dataset.objects.filter(office=plan.office)}
    bulk_write(Dataset, create=new, change=_set(plan.datasets, standing), fields=DATASET_FIELDS, by=by)


def _write_observations(plan, by):
    datasets = {d.sha256: d for d in Dataset.objects.filter(office=plan.office)}
    metrics = {m.slug: m for m in Metric.objects.all()}
    part = plan.observations
    new = []
    for change in part.created:
        sha256, metric, period, start, dimension, group = change.key
        new.append(
            Observation(
                office=plan.office,
                dataset=datasets[sha256],
                metric=metrics[metric],
                period=period,
                period_start=start,
                dimension=dimension,
                group=group,
                **change.after,
            )
        )
    standing = {}
    if part.changed:
        rows = Observation.objects.filter(dataset__in=datasets.values()).select_related("dataset", "metric")
        standing = {
            (o.dataset.sha256, o.metric.slug, o.period, o.period_start, o.dimension, o.group): o for o in rows
        }
    bulk_write(Observation, create=new, change=_set(part, standing), fields=OBSERVATION_FIELDS, by=by)


def _set(part, standing):
    """The standing rows of a plan's changes with their new values set."""
    rows = []
    for change in part.changed:
        row = standing[change.key]
        for name, value in change.after.items():
            setattr(row, name, value)
        rows.append(row)
    return rows
