"""Which offices a figure may fairly be set beside: a rule picks them, the reader may pick another rule.

All rules ask for the same year and an equal way of counting. Population and rural or urban are on record for no
office yet, so no rule uses them; `not_used` says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from races.models import Office
from scorecards.metrics.publish import Published
from scorecards.models import Metric, Observation
from scorecards.subjects import judged

LEAST = 4  # fewer peers are no group: nothing is said of where a figure stands among them


@dataclass(frozen=True)
class Rule:
    """`key` stands in the address; `label` names it in a form; `said` begins the reason that a page prints."""

    key: str
    label: str
    said: str
    same_state: bool
    same_kind: bool

    def offices(self, office) -> QuerySet:
        """The other offices of today that the rule takes in; invented and real ones are never mixed."""
        limits = {"state": office.state_id} if self.same_state else {"state__is_sample": office.state.is_sample}
        if self.same_kind:
            limits["kind"] = office.kind
        return Office.objects.public().current().filter(**limits).exclude(pk=office.pk)


RULES = {
    rule.key: rule
    for rule in (
        Rule(
            "closest",
            gettext_lazy("Same state and same type of office"),
            gettext_lazy("Offices under the same state law and of the same type"),
            True,
            True,
        ),
        Rule(
            "state",
            gettext_lazy("Same state"),
            gettext_lazy("Offices under the same state law"),
            True,
            False,
        ),
        Rule(
            "kind",
            gettext_lazy("Same type of office, any state"),
            gettext_lazy("Offices of the same type in any state, under different laws"),
            False,
            True,
        ),
        Rule(
            "counting",
            gettext_lazy("Every office that counts the same way"),
            gettext_lazy("All offices, under different laws and of any type"),
            False,
            False,
        ),
    )
}
DEFAULT = RULES["closest"]


@dataclass(frozen=True)
class Peers:
    """`figures`: published figures of the peers by office id, only such as may be seen; `hidden`: how many more
    have too few to show; `reason`: why these, in words; `enough`: at least `LEAST` of them."""

    figures: Mapping[int, Published]
    hidden: int
    reason: str

    @property
    def enough(self) -> bool:
        return len(self.figures) >= LEAST

    @property
    def offices(self) -> QuerySet:
        """The peers themselves, by state and district. One query where it is read, none where it is not."""
        return (
            Office.objects.filter(pk__in=self.figures).select_related("state").order_by("state__name", "district")
        )


def counted(metric, flags) -> tuple[tuple[str, bool | None], ...]:
    """How a figure of this measure was counted: the flags that matter for it, in its order. `flags`: as a dataset
    carries them; one that nobody wrote down is None, which is not "no"."""
    return tuple((name, flags.get(name)) for name in metric.flags)


def known(way) -> bool:
    """Whether every flag of `counted` was written down: only then can a figure be compared at all."""
    return all(value is not None for _name, value in way)


def rule(value: str) -> Rule:
    """The rule named in an address; an unknown or missing value is the default."""
    return RULES.get(value, DEFAULT)


def choices() -> list[tuple[str, str]]:
    """For a form: the default stands first, under its own name."""
    return [(one.key, one.label) for one in RULES.values()]


def not_used() -> str:
    return _("Population and rural or urban are not on record for any office yet, so they are not used.")


def group(office, metric: Metric, own: Observation, by: Rule = DEFAULT) -> Peers:
    """Peers of one figure; see `groups`."""
    return groups(office, {metric: own}, by)[metric.pk]


def groups(office, own: Mapping[Metric, Observation], by: Rule = DEFAULT) -> dict[int, Peers]:
    """Peers of several measures of an office, by measure id, in two queries whatever their number.

    office: with its state. own: this office's figure of a full year for each measure, with its dataset; peers
    have a figure of the same full year, counted in the same way. A figure whose way of counting is not wholly
    known has no peers, and the reason says so.
    """
    metrics = {metric.pk: metric for metric in own}
    ways = {metric.pk: counted(metric, row.dataset.flags) for metric, row in own.items()}
    starts = {metric.pk: row.period_start for metric, row in own.items()}
    rows = Observation.objects.full_years_beside(by.offices(office), metrics, set(starts.values()))
    found = {pk: [] for pk in metrics}
    for row in rows.select_related(None).annotate(flags=F("dataset__flags")):
        row.metric = metrics[row.metric_id]
        way = ways[row.metric_id]
        if row.period_start == starts[row.metric_id] and known(way) and counted(row.metric, row.flags) == way:
            found[row.metric_id].append(row)
    figures = judged(row for rows in found.values() for row in rows)
    return {pk: _peers(rows, figures, _reason(by, ways[pk], starts[pk])) for pk, rows in found.items()}


def _peers(rows, figures, reason):
    seen = {row.office_id: figures[row.pk] for row in rows if figures[row.pk].state in ("shown", "open")}
    return Peers(seen, sum(figures[row.pk].state == "hidden" for row in rows), reason)


def _reason(by, way, start):
    if not known(way):
        return _("It is not known in full how this office counted, so its figure is set beside no other.")
    return _("%(offices)s, that counted the same way, with a figure for all of %(year)s.") % {
        "offices": by.said,
        "year": start.year,
    }
