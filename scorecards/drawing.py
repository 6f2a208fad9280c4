"""From observations to kept drawings. Run by a command or the chart worker, never by the web process."""

import hashlib
import json
from collections import defaultdict
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext

from races.models import Office
from scorecards import reviewed
from scorecards.around import around
from scorecards.choices import choice_charts, choice_subject, choices_in
from scorecards.models import Chart, Metric, Observation, Promise, RenderedChart
from scorecards.models.chart import CONTESTED_SHARE
from scorecards.outcomes import FIRST, OUTCOMES, outcome_rows, outcomes_subject
from scorecards.subjects import DIMENSIONS, by_group_subject, has_figures, trend_subject

LANGUAGES = ("en", "es")
RELATED = ("office__state", "metric", "promise__candidacy__person", "state")


def ensure_charts():
    """A Chart row for every figure that observations allow, under its address for life. Returns all of them."""
    for office in _offices():
        _ensure(_possible(office, _rows(office)))
    _ensure(choice_charts())
    return Chart.objects.select_related(*RELATED).order_by("slug")


def _offices():
    return Office.objects.filter(pk__in=Observation.objects.values("office")).select_related("state")


def _rows(office):
    """What stands now for an office, by measure. One office at a time: all of them need not fit in memory."""
    rows = defaultdict(list)
    for row in Observation.objects.for_office(office):
        rows[row.metric].append(row)
    return rows


def _ensure(possible):
    possible = dict(possible)
    have = set(Chart.objects.filter(slug__in=possible).values_list("slug", flat=True))
    new = [Chart(slug=slug, **fields) for slug, fields in possible.items() if slug not in have]
    Chart.objects.bulk_create(new, ignore_conflicts=True)  # another part may make them at the same moment


def _possible(office, by_measure):
    """(slug, fields) of an office's charts. Every measure has its trend; groups of people are set side by side for
    the decisions for which the registry has a ratio of groups, and all else by group comes as a table. So an
    office with every measure has some fifty charts and not two hundred."""
    address = f"{office.state.code}-{office.slug}"
    compared = set(Metric.objects.filter(kind=Metric.Kind.RATIO).values_list("of", flat=True))
    for metric, rows in by_measure.items():
        fields = {"office": office, "metric": metric}
        if has_figures("trend", rows):
            yield f"{address}-{metric.slug}-trend", {"key": "trend", **fields}
        for key, dimension in DIMENSIONS.items() if metric.pk in compared else ():
            if has_figures(key, rows):
                yield f"{address}-{metric.slug}-by-{dimension}", {"key": key, **fields}
    first = next((metric for metric in by_measure if metric.slug == FIRST), None)
    if first and outcome_rows(row for rows in by_measure.values() for row in rows):
        yield f"{address}-outcomes", {"key": OUTCOMES, "office": office, "metric": first}
    linked = Promise.objects.filter(live=True, metric__isnull=False, candidacy__race__office=office)
    for promise in linked.select_related("metric"):
        slug = f"{address}-{promise.metric.slug}-promise-{promise.pk}"
        yield slug, {"key": "trend", "office": office, "metric": promise.metric, "promise": promise}


def draw(*, everything=False, part=(1, 1), report=lambda chart, drawn: None):
    """Draw the charts whose data or words changed (all of them with `everything`). Returns how many were new.

    `part`: (which, of how many), for processes that share the work; each chart belongs to one part.
    `report(chart, drawn)` is called after each chart, with the number of its new drawings.
    """
    which, of = part
    mine = Chart.objects.annotate(turn=F("pk") % of).filter(turn=which - 1)
    # What is under review is not drawn: its last drawing waits, and is drawn anew when the review is lifted.
    mine = mine.annotate(review_since=reviewed.chart()).filter(review_since__isnull=True)
    charts = mine.select_related(*RELATED).order_by("slug")
    total = 0
    for office in _offices():
        by_measure = _rows(office)
        _ensure(_possible(office, by_measure))
        found = around(office)
        for chart in charts.filter(office=office):
            total += _draw_one(chart, _subject_maker(chart, by_measure, found), everything, report)
    _ensure(choice_charts())
    for chart in charts.filter(key=CONTESTED_SHARE):
        rows = choices_in(chart.state)
        make = (lambda chart=chart, rows=rows: choice_subject(chart, rows)) if rows else None
        total += _draw_one(chart, make, everything, report)
    return total


def _subject_maker(chart, by_measure, found):
    """What makes the chart's subject in the active language. None where nothing is known any more: the last
    drawing stays, with its date."""
    if chart.key == OUTCOMES:
        rows = outcome_rows(row for rows in by_measure.values() for row in rows)
        return (lambda: outcomes_subject(chart, rows)) if rows else None
    rows = by_measure.get(chart.metric, [])
    if not has_figures(chart.key, rows):
        return None
    make = by_group_subject if chart.key in DIMENSIONS else trend_subject
    return lambda: make(chart, rows, found)


def _draw_one(chart, make, everything, report):
    if make is None:
        return 0
    drawn = 0
    for language in LANGUAGES:
        with translation.override(language):
            drawn += _keep(chart, make(), language, everything)
    report(chart, drawn)
    return drawn


def _keep(chart, subject, language, everything):
    """Build and draw unless the same subject was drawn before by the same code and words; 1 if a new drawing was
    kept, else 0."""
    made_from = hashlib.sha256(f"{_code()}{chart.key}{language}{subject!r}".encode()).hexdigest()
    kept = chart.renderings.filter(language=language, current=True)
    current = kept.only("spec", "content_hash", "made_from").first()
    if current and current.made_from == made_from and not everything:
        return 0
    from scorecards.charts import registry  # imports Altair
    from scorecards.charts.render import render
    from scorecards.charts.spec import content_hash

    builder = "by_group" if chart.key in DIMENSIONS else chart.key
    spec = registry.build(builder, subject, language, gettext)
    plain = json.loads(spec.canonical())
    if current and current.spec == plain and not everything:
        kept.update(made_from=made_from)
        return 0
    pictures = render(spec, fonts=_font_folder(), cache=settings.DATA_DIR / "fonts")
    digest = content_hash(spec, {name: picture.body for name, picture in pictures.items()})
    if current and current.content_hash == digest:
        kept.update(made_from=made_from)
        return 0
    _store(chart, spec, plain, pictures, digest, made_from)
    return 1


@cache
def _code():
    """A hash of the code that draws and of all translations: a change in either draws again."""
    folders = [
        (Path(__file__).parent / "charts", "*.py"),
        *((Path(path), "**/*.mo") for path in settings.LOCALE_PATHS),
    ]
    files = sorted(path for folder, pattern in folders for path in folder.glob(pattern))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def _font_folder():
    return Path(finders.find("fonts/public-sans.woff2")).parent


@transaction.atomic
def _store(chart, spec, plain, pictures, digest, made_from):
    """The new drawing becomes the current one; older ones stay under their hash."""
    drawings = RenderedChart.objects.filter(chart=chart, language=spec.language)
    drawings.filter(current=True).update(current=False)
    if drawings.filter(content_hash=digest).update(current=True, made_from=made_from):
        return
    svg = {
        name: picture.body.decode() for name, picture in pictures.items() if picture.media_type == "image/svg+xml"
    }
    png = {name: picture.body for name, picture in pictures.items() if picture.media_type == "image/png"}
    RenderedChart.objects.create(
        chart=chart,
        language=spec.language,
        content_hash=digest,
        made_from=made_from,
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
