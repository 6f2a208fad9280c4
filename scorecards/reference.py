"""The measures that come with the project (scorecards/data/metrics.toml)."""

from functools import cache
from pathlib import Path

from django.db import transaction

from portal.core.imports import Plan
from races.reference import load_rows, read_toml
from scorecards.models import Metric

METRICS = Path(__file__).parent / "data" / "metrics.toml"
# For a measure that an administrator added: plain column heads, and a title that only names it.
PLAIN = {
    "en": {"counted": "Counted", "base": "Out of", "finding": ""},
    "es": {"counted": "Contados", "base": "De un total de", "finding": ""},
}


@transaction.atomic
def load(by=None) -> Plan:
    """Create or renew the shipped measures; twice changes nothing, and what somebody edited here stays."""
    rows = [{name: value for name, value in row.items() if name != "chart"} for row in _shipped()]
    return load_rows(Metric, ("slug",), rows, by=by)


def chart_words(slug, language="en") -> dict[str, str]:
    """`counted`, `base` and `finding` for a chart of this measure; `base` means nothing for a plain count."""
    chart = next((row["chart"] for row in _shipped() if row["slug"] == slug), None)
    plain = PLAIN.get(language, PLAIN["en"])
    if chart is None:
        return dict(plain)
    suffix = "" if language == "en" else f"_{language}"
    return {name: chart.get(name + suffix, chart.get(name, "")) for name in plain}


@cache
def _shipped():
    return read_toml(METRICS)["metrics"]
