"""What the directory of offices and a state's page print."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.shown import addresses, maps
from portal.pages.shown.findings import findings
from portal.pages.shown.races import row as race_row
from races.models import County, Office, State

# Nobody votes on a local prosecutor here, so no county waits for its office.
NOT_VOTED = (State.Selection.APPOINTED, State.Selection.ATTORNEY_GENERAL)


def top_crumbs():
    return [{"url": addresses.page("offices/"), "text": _("Offices")}]


def directory():
    """Every state with how many offices are on record: one query, whatever their number."""
    states = [
        {
            "state": state,
            "url": addresses.state(state),
            "rule": state.get_selection_display(),
            "kind": state.get_kind_display() if state.kind == State.Kind.TERRITORY else "",
            "to_confirm": state.rule_status == State.RuleStatus.TO_CONFIRM,
        }
        for state in State.objects.with_office_counts()
    ]
    return {
        "here": "offices",
        "states": states,
        "offices_total": sum(entry["state"].office_count for entry in states if not entry["state"].is_sample),
        "sample_part": any(entry["state"].is_sample for entry in states),
        "data_url": addresses.page("offices/").rstrip("/"),
    }


def state(fact):
    """One state: its rule in words, and its offices with their next and last race."""
    today = timezone.localdate()
    offices = [_office_row(office, today) for office in sorted(Office.objects.in_state(fact), key=_natural)]
    voted = fact.selection not in NOT_VOTED
    counties = list(County.objects.of_state(fact)) if voted else []
    served = {county.pk for county in counties if county.served}
    return {
        "state": fact,
        "here": "offices",
        "crumbs": top_crumbs(),
        "sample": fact.is_sample,
        "rule": rule(fact),
        "offices": offices,
        "ended": Office.objects.ended_in(fact),
        "map": maps.of_counties(fact, counties, served),
        "counties_total": len(counties),
        "counties_served": len(served),
        "missing": [str(county) for county in counties if not county.served],
        "data_url": addresses.state(fact).rstrip("/"),
        "findings": findings(fact),
    }


def _natural(office):
    """The 2nd circuit before the 10th."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", office.district)]


def _office_row(office, today):
    races = list(office.races.all())
    coming = [race for race in races if race.election.date >= today]
    past = [race for race in races if race.election.date < today]
    return {
        "office": office,
        "url": addresses.office(office),
        "to_confirm": office.record_status == Office.RecordStatus.TO_CONFIRM,
        "next": race_row(coming[-1], office) if coming else None,
        "last": race_row(past[0], office) if past else None,
    }


def rule(fact):
    """Sentences on how this state chooses its prosecutors; what nobody has looked up is left unsaid."""
    chosen = {
        State.Selection.BY_COUNTY: _("Voters in each county elect a prosecutor."),
        State.Selection.BY_DISTRICT: _("Voters in each district of one or more counties elect a prosecutor."),
        State.Selection.MIXED: _("Voters elect a prosecutor, in some places by county and in others by district."),
        State.Selection.APPOINTED: _("Prosecutors are appointed, not elected. Voters do not choose one here."),
        State.Selection.ATTORNEY_GENERAL: _(
            "The attorney general's office prosecutes; there is no local election."
        ),
        State.Selection.UNKNOWN: _("We have not looked up yet how this state chooses its prosecutors."),
    }
    sentences = [chosen[fact.selection]]
    if fact.prosecutor_title:
        sentences.append(_("The office is called %(title)s.") % {"title": fact.prosecutor_title})
    voted = fact.selection not in (*NOT_VOTED, State.Selection.UNKNOWN)
    if fact.term_years is not None:
        years = ngettext("A term is %(n)s year.", "A term is %(n)s years.", fact.term_years)
        sentences.append(years % {"n": fact.term_years})
    elif voted:
        sentences.append(_("How long a term lasts is not on record yet."))
    if fact.partisan is not None:
        labels = {True: _("Candidates run with a party label."), False: _("Candidates run without a party label.")}
        sentences.append(labels[fact.partisan])
    elif voted:
        sentences.append(_("Whether candidates run with a party is not on record yet."))
    return sentences
