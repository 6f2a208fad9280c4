"""The measures that come with the project (scorecards/data/metrics/*.toml)."""

from functools import cache
from pathlib import Path

from django.db import transaction

from portal.core.imports import Plan
from races.reference import load_rows, read_toml
from scorecards.models import Metric

METRICS = Path(__file__).parent / "data" / "metrics"
# For a measure that an administrator added: plain column heads, and a title that only names it.
PLAIN = {
    "en": {"counted": "Counted", "base": "Out of", "finding": ""},
    "es": {"counted": "Contados", "base": "De un total de", "finding": ""},
}
# What a file may leave out. Always given, so that a line taken out of a file leaves the database too.
EMPTY = {"denominator": "", "denominator_es": "", "unit": "", "unit_es": "", "definition_url": "", "ppi_code": ""}
NO_FIELDS = ("chart", "of")


@transaction.atomic
def load(by=None) -> Plan:
    """Create or renew the shipped measures; twice changes nothing, and what somebody edited here stays.

    Ratios and gaps come second: each points at the measure that it compares.
    """
    rows = [({name: row[name] for name in row if name not in NO_FIELDS}, row.get("of")) for row in shipped()]
    plan = load_rows(Metric, ("slug",), [row | {"of_id": None} for row, of in rows if of is None], by=by)
    ids = dict(Metric.objects.values_list("slug", "pk"))
    plan.take(load_rows(Metric, ("slug",), [row | {"of_id": ids[of]} for row, of in rows if of], by=by))
    return plan


def chart_words(slug, language="en") -> dict[str, str]:
    """`counted`, `base` and `finding` for a chart of this measure; `base` means nothing for a plain count."""
    chart = next((row["chart"] for row in shipped() if row["slug"] == slug), None)
    plain = PLAIN.get(language, PLAIN["en"])
    if chart is None:
        return dict(plain)
    suffix = "" if language == "en" else f"_{language}"
    return {name: chart.get(name + suffix, chart.get(name, "")) for name in plain}


@cache
def shipped() -> list[dict]:
    """Every shipped measure as a row: the fields of Metric, and `of` (a slug) and `chart` (words) beside them."""
    files = [read_toml(path) for path in sorted(METRICS.glob("*.toml"))]
    return [EMPTY | file.get("defaults", {}) | row for file in files for row in file["metrics"]]
