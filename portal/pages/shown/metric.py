"""The registry of measures and the page of one: what it means, how it is counted, who has it."""

from itertools import groupby

from django.utils.translation import gettext as _

from portal.pages.shown import metric_offices
from portal.pages.shown.findings import choice_rows
from portal.pages.shown.flags import flag_word
from portal.pages.shown.measures import language_of
from portal.pages.shown.metric_words import phrase, why_flag
from races.models import Office
from scorecards.metrics.publish import rate
from scorecards.models import Dataset, Metric, Observation

CHOICE = "uncontested-share"  # counted by state from results, never by office
REASONS = 100  # files that cannot give a measure, printed on its page


def registry():
    """[{"category", "metrics"}] in the order of the registry; each metric with its texts and how many offices have
    it. Five queries and those of the results, whatever is on record."""
    samples = dict(Office.objects.public().values_list("pk", "state__is_sample"))
    totals = _offices(Observation.objects.offices_by_measure(), samples)
    by_race = _offices(Observation.objects.offices_by_measure("race"), samples)
    rows = []
    for metric in Metric.objects.select_related("of"):
        real, invented = by_race.get(metric.of_id, (0, 0)) if metric.of_id else totals.get(metric.pk, (0, 0))
        if metric.slug == CHOICE:
            real, invented = _states()
        rows.append({"metric": metric, **texts(metric), "real": real, "invented": invented})
    order = list(Metric.Category.values)
    rows.sort(key=lambda row: order.index(row["metric"].category))
    return [
        {"category": Metric.Category(category).label, "slug": category, "metrics": list(of_category)}
        for category, of_category in groupby(rows, key=lambda row: row["metric"].category)
    ]


def _offices(pairs, samples):
    """{metric id: (offices, invented offices)} of offices whose page is up."""
    found = {}
    for metric, office in pairs:
        if office in samples:
            real, invented = found.get(metric, (0, 0))
            found[metric] = (real, invented + 1) if samples[office] else (real + 1, invented)
    return found


def _states():
    """Of how many states, real and invented, the results say how many races gave a choice."""
    states = {row["state"].pk: row["state"].is_sample for row in choice_rows()}
    return (sum(not sample for sample in states.values()), sum(states.values()))


def texts(metric):
    """A measure's words with the language they are really in."""
    return {
        "name": metric.label,
        "name_language": language_of(metric.name_es),
        "definition": metric.plain_definition,
        "definition_language": language_of(metric.definition_es),
    }


def metric_page(metric, number):
    """Context of one measure's page; `number`: which page of offices. Constant queries."""
    choices = no_choice() if metric.slug == CHOICE else []
    offices = metric_offices.page(metric, number)
    cannot = list(Dataset.objects.that_cannot(metric)[:REASONS])
    estimates = list(metric.estimates.select_related("office__state").order_by("place", "pk"))
    invented = [*cannot, *(estimate for estimate in estimates if estimate.office_id)]
    return {
        "metric": metric,
        **texts(metric),
        "why": metric.plain_why,
        "why_language": language_of(metric.why_es),
        "facts": facts(metric),
        "flags": [{"word": flag_word(flag), "why": why_flag(flag)} for flag in metric.flags],
        "choices": choices,
        "cannot": _reasons(metric, cannot),
        "estimates": [_estimate(estimate) for estimate in estimates],
        "nobody": not (offices["groups"] or choices),
        "derived": metric.of and {"metric": metric.of, "name": metric.of.label},
        **offices,
        "sample_part": offices["sample_part"]
        or any(row["state"].is_sample for row in choices)
        or any(row.office.state.is_sample for row in invented),
    }


def _reasons(metric, datasets):
    """[{"office", "reason", "datasets"}]: files of an office with the same reason stand together."""
    found = {}
    for dataset in datasets:
        found.setdefault((dataset.office, dataset.cannot[metric.slug]), []).append(dataset)
    return [{"office": office, "reason": reason, "datasets": files} for (office, reason), files in found.items()]


def _estimate(estimate):
    """Its numbers as the study prints them: no zeros that a database column added."""
    numbers = {name: f"{getattr(estimate, name).normalize():f}" for name in ("value", "low", "high")}
    return {"study": estimate, **numbers}


def facts(metric):
    """[{"label", "value", "language"}]: how the measure is counted, row by row, without what does not apply."""
    rows = [
        (_("Kind of figure"), metric.get_kind_display(), ""),
        (_("Counted"), metric.plain_numerator, language_of(metric.numerator_es)),
        (_("Out of"), metric.plain_denominator, language_of(metric.denominator_es)),
        (_("Unit of the figure"), metric.plain_unit, language_of(metric.unit_es)),
        (_("One count is"), *phrase(metric.unit_of_count)),
        (_("The clock starts on"), *phrase(metric.start_clock)),
        (_("A case belongs to the period of"), *phrase(metric.cohort_date)),
        (_("Cases it is about"), *phrase(metric.severity_scope)),
        (_("Direction"), metric.get_direction_display(), ""),
        (_("Hidden below"), _("%(n)s people or cases") % {"n": metric.minimum_base}, ""),
        (_("PPI code"), metric.ppi_code, ""),
    ]
    return [{"label": label, "value": value, "language": language} for label, value, language in rows if value]


def source(metric):
    words, language = phrase(metric.definition_source)
    return {"words": words, "language": language, "url": metric.definition_url}


def no_choice():
    """Races without a choice by state and year: what is left of the races with one. Hidden where those are."""
    rows = []
    for row in choice_rows():
        figure = row["figure"]
        if figure.numerator is not None:
            figure = rate(figure.denominator - figure.numerator, figure.denominator)
        rows.append({**row, "figure": figure})
    return rows
