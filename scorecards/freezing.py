"""Every public figure of one year as CSV bytes: the same figures give the same bytes, so they can be compared."""

import hashlib

from portal.core import csvout
from scorecards.models import Observation
from scorecards.subjects import judged

COLUMNS = (
    "office", "measure", "measure_name", "unit_of_count", "period", "period_start", "partial", "dimension",
    "group", "numerator", "denominator", "value", "rate", "low", "high", "shown", "state", "table",
    "dataset_sha256", "attribution", "license",
)  # fmt: skip
ORDER = ("office", "measure", "dimension", "period", "period_start", "group")


def frozen_csv(year):
    """(number of rows, bytes, SHA-256) of a year's figures of all offices, after the rule for small numbers.

    As on an office's page and in its CSV: the newest delivery of each figure, only where its counts may be
    republished, and nothing of an invented office.
    """
    figures = Observation.objects.of_year(year)
    public = judged(figures)
    rows = [_row(row, public[row.pk]) for row in figures if row.pk in public and row.dataset.may_republish]
    rows.sort(key=lambda row: tuple(str(row[name]) for name in ORDER))
    text = csvout.dumps(rows, COLUMNS)
    return len(rows), text, hashlib.sha256(text).hexdigest()


def _row(row, public):
    return {
        "office": f"{row.office.state.code}/{row.office.slug}",
        "measure": row.metric.slug,
        "measure_name": row.metric.name,
        "unit_of_count": row.metric.unit_of_count,
        "period": row.period,
        "period_start": row.period_start,
        "partial": row.partial,
        "dimension": row.dimension,
        "group": row.group,
        "numerator": public.numerator,
        "denominator": public.denominator,
        "value": public.value,
        "rate": public.rate,
        "low": public.low,
        "high": public.high,
        "shown": public.shown,
        "state": public.state,
        "table": row.dataset.table,
        "dataset_sha256": row.dataset.sha256,
        "attribution": row.dataset.attribution,
        "license": row.dataset.licence,
    }
