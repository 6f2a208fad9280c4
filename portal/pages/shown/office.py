"""What an office's page prints."""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.templatetags.opr import day
from portal.pages.shown import addresses, maps
from portal.pages.shown.completeness import findings_of
from portal.pages.shown.dataset import known_limits
from portal.pages.shown.directory import top_crumbs
from portal.pages.shown.key_measures import key_measures
from portal.pages.shown.office_scores import of_office
from portal.pages.shown.races import row as race_row
from portal.pages.shown.tally import segments
from races.models import Candidacy, County, Office, Race
from scorecards.models import Chart, Dataset, Promise, RenderedChart

COMPARED = 2


def office(fact):
    """Context of one office's page. The queries do not grow with its races, figures or promises."""
    language = get_language()
    holder = fact.tenures.current().first()
    races = [race_row(race) for race in Race.objects.by_date().filter(office=fact)]
    measures = key_measures(fact, _trend_addresses(fact, language))
    counties = list(fact.office_counties.current().select_related("county__state").order_by("county__name"))
    served = {served.county_id for served in counties}
    files = list(Dataset.objects.listed().filter(office=fact))
    return {
        "office": fact,
        "here": "offices",
        "crumbs": [*top_crumbs(), {"url": addresses.state(fact.state), "text": fact.state.name}],
        "sample": fact.state.is_sample,
        "counties": counties,
        "map": maps.of_counties(fact.state, list(County.objects.current().filter(state=fact.state)), served),
        "beside": [_beside(other) for other in Office.objects.beside(fact)],
        "facts": facts(fact, holder, races, counties),
        "measures": measures,
        **_comparisons(fact, language),
        "missing": findings_of(fact),
        "holder": holder,
        "promises": _promises(holder),
        "scores": of_office(fact),
        "datasets": files,
        "limits": known_limits(files),
        "races": races,
        "coming": sum(race["date"] >= timezone.localdate() for race in races),
        "data_url": addresses.office(fact).rstrip("/"),
        "has_data": measures["any"],
    }


def _beside(other):
    """Another office that serves some of the same counties."""
    names = sorted(str(served.county) for served in other.shared)
    return {"office": other, "url": addresses.office(other), "counties": ", ".join(names)}


def facts(fact, holder, races, counties):
    """The strip under the name: what is known, and plainly what is not."""
    today = timezone.localdate()
    coming = [race for race in races if race["date"] >= today]
    return [
        _held_by(holder),
        _term_ends(holder),
        _next_election(coming[-1] if coming else None),
        _serves(fact, counties),
    ]


def _held_by(holder):
    """Linked to the page of their newest run for the office, where there is one."""
    if holder is None:
        return {
            "label": _("Held by"),
            "full": True,
            "gap": True,
            "value": _(
                "We do not know yet who holds this office: a result shows who won on a day, "
                "not who holds the office."
            ),
        }
    candidacy = Candidacy.objects.of_holder(holder).first()
    return {
        "label": _("Held by"),
        "full": True,
        "value": holder.person.name,
        "url": candidacy and addresses.candidacy(candidacy),
        "note": _("%(how)s, since %(date)s.")
        % {"how": capfirst(holder.get_how_display()), "date": day(holder.began)},
        "source_url": holder.source_url,
        "source_title": holder.source_title,
    }


def _term_ends(holder):
    if holder is None or holder.term_ends is None:
        return {"label": _("Term ends"), "value": _("Not known yet"), "gap": True}
    source = {"source_url": holder.source_url, "source_title": holder.source_title}
    return {"label": _("Term ends"), "value": day(holder.term_ends), **source}


def _next_election(race):
    if race is None:
        return {"label": _("Next election"), "value": _("Not listed yet"), "gap": True}
    return {
        "label": _("Next election"),
        "value": day(race["date"]),
        "url": race["url"],
        "note": race["said"],
        "source_url": race["race"].source_url,
        "source_title": race["race"].source_title,
    }


def _serves(fact, counties):
    source = {"source_url": fact.source_url, "source_title": fact.source_title}
    if not counties:
        return {"label": _("Serves"), "value": fact.district, **source}
    names = [_served(served, fact.state_id) for served in counties]
    note = "" if fact.counties_complete else _("These are the counties our source names; there may be more.")
    return {"label": _("Serves"), "value": capfirst(", ".join(names)), "note": note, **source}


def _served(served, state_id):
    """A county's name, with its state where the district crosses the border."""
    name = str(served.county)
    if served.county.state_id != state_id:
        name = f"{name} ({served.county.state})"
    return _("part of %(county)s") % {"county": name} if served.partial else name


def _trend_addresses(fact, language):
    """Address of the drawn trend of each measure, by metric id; a promise's own chart is not one of them."""
    drawn = Chart.objects.with_current(language).filter(office=fact, key="trend", promise__isnull=True)
    return {chart.metric_id: chart.get_absolute_url() for chart in drawn if chart.rendering_pk is not None}


def _comparisons(fact, language):
    """The newest drawings by race of the first measures, and the others by name: each has a page of its own."""
    drawn, best = list(Chart.objects.comparing_groups(fact, language)), {}
    for rendering in RenderedChart.objects.best(language).filter(chart__in=drawn[:COMPARED]).for_page():
        best.setdefault(rendering.chart_id, rendering)
    return {
        "comparisons": [best[chart.pk] for chart in drawn if chart.pk in best],
        "more_comparisons": drawn[COMPARED:],
    }


def _promises(holder):
    """How the holder's promises stand, or None where there is no holder or no promise on record."""
    counts = Promise.objects.of_holder(holder).tally() if holder else {}
    review = counts.pop("review", 0)
    if not counts and not review:
        return None
    return {"segments": segments(counts), "total": sum(counts.values()), "review": review}
