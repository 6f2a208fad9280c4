"""The invented counts of Sample State's offices, and what a second delivery changed."""

import hashlib

from portal.pages.sample.keeper import FOLDER, content
from scorecards.metrics import counts_csv
from scorecards.models import Dataset, FigureChange, Metric, Observation
from scorecards.revisions import public_form
from scorecards.subjects import judged

COUNTS = FOLDER / "observations.csv"


def observations(keeper, state):
    """Every delivery that an office does not have yet, with its counts; a second one with what it changed."""
    with COUNTS.open(encoding="utf-8", newline="") as stream:
        rows = counts_csv.read(stream)
    metrics = {metric.slug: metric for metric in Metric.objects.all()}
    offices = {office.slug: office for office in state.offices.all()}
    for key, slug, fields in _deliveries(content("figures")):
        mine = [row for row in rows if (row.office, row.table) == (f"{state.code}/{slug}", key)]
        text = repr((key, mine)).encode()
        retrieved = fields.pop("retrieved")
        dataset, new = keeper.ensure(
            Dataset,
            {"office": offices[slug], "table": fields.pop("table", key), "retrieved": retrieved},
            sha256=hashlib.sha256(text).hexdigest(),
            rows=len(mine),
            recorded_on=retrieved,
            **fields,
        )
        if new:
            keeper.save_all(Observation, [_observation(dataset, metrics, row) for row in mine])
            keeper.save_all(FigureChange, _changes(dataset))


def _deliveries(said):
    """(key in observations.csv, slug of the office, fields of the dataset), the older delivery first."""
    for line in said["datasets"]:
        yield line.pop("key"), line.pop("office"), {"flags": said["flags"], **said["shared"], **line}
    for peer in said["peers"]:
        names = {"county": peer["county"], "slug": peer["county"].lower()}
        flags = said["flags"] | peer.get("flags", {})
        flags = {flag: value for flag, value in flags.items() if flag not in peer.get("unknown", ())}
        for key, texts in said["peer"].items():
            told = {name: text.format(**names) for name, text in texts.items()}
            yield key, names["slug"], {
                **said["shared"], **said["peer_dates"], **told, "flags": flags, **peer.get(key, {})
            }  # fmt: skip


def _observation(dataset, metrics, row):
    return Observation(
        office=dataset.office,
        dataset=dataset,
        metric=metrics[row.metric],
        period=row.period_kind,
        period_start=row.period_start,
        dimension=row.dimension,
        group=row.group,
        numerator=row.numerator,
        denominator=row.denominator,
        value=row.value,
        low=row.low,
        high=row.high,
        partial=row.partial,
        withheld=row.withheld,
    )


def _changes(dataset):
    """One line of the change log for each figure that an earlier delivery of this table gave otherwise."""
    older = dataset.office.datasets.filter(table=dataset.table, retrieved__lt=dataset.retrieved)
    before, after = _figures(older), _figures([dataset])
    return [
        FigureChange(
            office=dataset.office,
            metric_id=key[0],
            period=key[1],
            period_start=key[2],
            dimension=key[3],
            group=key[4],
            before=public_form(figure),
            after=public_form(after[key][1]),
            old_id=old,
            new=dataset,
            on=dataset.recorded_on,
        )
        for key, (old, figure) in before.items()
        if key in after and public_form(figure) != public_form(after[key][1])
    ]


def _figures(datasets):
    """{cut: (id of its dataset, figure)}."""
    rows = list(Observation.objects.filter(dataset__in=datasets).select_related("metric"))
    figures = judged(rows)
    cuts = ((row.metric_id, row.period, row.period_start, row.dimension, row.group) for row in rows)
    return {cut: (row.dataset_id, figures[row.pk]) for cut, row in zip(cuts, rows, strict=True)}
