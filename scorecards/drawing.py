"""From observations to kept drawings. Run by a command or the chart worker, never by the web process."""

import json
from collections import defaultdict
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from scorecards.choices import choice_charts, choice_subject, choices_in
from scorecards.models import Chart, Observation, Promise, RenderedChart
from scorecards.models.chart import CONTESTED_SHARE
from scorecards.subjects import by_group_subject, has_figures, trend_subject

LANGUAGES = ("en", "es")


def ensure_charts():
    """A Chart row for every figure that observations allow, under its address for life. Returns all of them."""
    have = set(Chart.objects.values_list("slug", flat=True))
    new = [Chart(slug=slug, **fields) for slug, fields in _possible() if slug not in have]
    Chart.objects.bulk_create(new)
    related = ("office__state", "metric", "promise__candidacy__person", "state")
    return Chart.objects.select_related(*related).order_by("slug")


def _possible():
    cuts = (
        Observation.objects.order_by()
        .values_list("office_id", "office__state__code", "office__slug", "metric_id", "metric__slug")
        .distinct()
    )
    for office, state, place, metric, measure in cuts.filter(dimension="", period="month"):
        yield f"{state}-{place}-{measure}-trend", {"key": "trend", "office_id": office, "metric_id": metric}
    for office, state, place, metric, measure in cuts.filter(dimension="race", metric__kind="share"):
        yield f"{state}-{place}-{measure}-by-race", {"key": "by_group", "office_id": office, "metric_id": metric}
    yield from choice_charts()
    linked = Promise.objects.filter(live=True, metric__isnull=False).select_related(
        "candidacy__race__office__state", "metric"
    )
    for promise in linked:
        office = promise.candidacy.race.office
        slug = f"{office.state.code}-{office.slug}-{promise.metric.slug}-promise-{promise.pk}"
        yield slug, {"key": "trend", "office": office, "metric": promise.metric, "promise": promise}


def draw(*, everything=False, report=lambda chart, drawn: None):
    """Draw the charts whose data or words changed (all of them with `everything`). Returns how many were new.

    `report(chart, drawn)` is called after each chart, with the number of its new drawings.
    """
    from scorecards.charts import registry  # imports Altair

    observations = _observations_by_subject()
    total = 0
    for chart in ensure_charts():
        rows = _rows(chart, observations)
        if not has_figures(chart.key, rows):
            continue  # nothing is known any more: the last drawing stays, with its date
        drawn = 0
        for language in LANGUAGES:
            with translation.override(language):
                subject = _subject(chart, rows)
                spec = registry.build(chart.key, subject, language, gettext)
            drawn += _keep(chart, spec, everything)
        total += drawn
        report(chart, drawn)
    return total


def _rows(chart, observations):
    if chart.key == CONTESTED_SHARE:
        return choices_in(chart.state)
    return observations[chart.office_id, chart.metric_id]


def _observations_by_subject():
    rows = defaultdict(list)
    for row in Observation.objects.current().select_related("dataset", "metric"):
        rows[row.office_id, row.metric_id].append(row)
    return rows


def _subject(chart, observations):
    if chart.key == CONTESTED_SHARE:
        return choice_subject(chart, observations)
    if chart.key == "by_group":
        return by_group_subject(chart, observations)
    return trend_subject(chart, observations)


def _keep(chart, spec, everything):
    """Draw one spec unless it already stands; 1 if a new drawing was kept, else 0."""
    from scorecards.charts.render import render
    from scorecards.charts.spec import content_hash

    plain = json.loads(spec.canonical())
    current = chart.renderings.filter(language=spec.language, current=True).only("spec", "content_hash").first()
    if current and current.spec == plain and not everything:
        return 0
    pictures = render(spec, fonts=_font_folder(), cache=settings.DATA_DIR / "fonts")
    digest = content_hash(spec, {name: picture.body for name, picture in pictures.items()})
    if current and current.content_hash == digest:
        return 0
    _store(chart, spec, plain, pictures, digest)
    return 1


def _font_folder():
    return Path(finders.find("fonts/public-sans.woff2")).parent


@transaction.atomic
def _store(chart, spec, plain, pictures, digest):
    """The new drawing becomes the current one; older ones stay under their hash."""
    drawings = RenderedChart.objects.filter(chart=chart, language=spec.language)
    drawings.filter(current=True).update(current=False)
    if drawings.filter(content_hash=digest).update(current=True):
        return
    svg = {
        name: picture.body.decode() for name, picture in pictures.items() if picture.media_type == "image/svg+xml"
    }
    png = {name: picture.body for name, picture in pictures.items() if picture.media_type == "image/png"}
    RenderedChart.objects.create(
        chart=chart,
        language=spec.language,
        content_hash=digest,
        title=spec.title,
        subtitle=spec.subtitle,
        summary=spec.summary,
        note=spec.note,
        source=plain["source"],
        source_line=spec.source_line,
        table=plain["table"],
        spec=plain,
        sample=spec.sample,
        drawable=spec.drawable,
        data_to=spec.source.data_to,
        svg=svg,
        png=png.get("export.png", b""),
        social_png=png.get("social.png", b""),
    )
