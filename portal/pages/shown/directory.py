"""What the directory of offices and a state's page print."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.shown import addresses
from portal.pages.shown.races import row as race_row
from races.models import Office, State


def top_crumbs():
    return [{"url": addresses.page("offices/"), "text": _("Offices")}]


def directory():
    """Every state with how many offices are on record: one query, whatever their number."""
    states = [
        {"state": state, "url": addresses.state(state), "rule": state.get_selection_display()}
        for state in State.objects.with_office_counts()
    ]
    return {
        "here": "offices",
        "states": states,
        "offices_total": sum(entry["state"].office_count for entry in states),
        "sample_part": any(entry["state"].is_sample for entry in states),
    }


def state(fact):
    """One state: its rule in words, and its offices with their next and last race."""
    today = timezone.localdate()
    offices = [_office_row(office, today) for office in Office.objects.in_state(fact)]
    return {
        "state": fact,
        "here": "offices",
        "crumbs": top_crumbs(),
        "sample": fact.is_sample,
        "rule": rule(fact),
        "offices": offices,
    }


def _office_row(office, today):
    races = list(office.races.all())
    coming = [race for race in races if race.election.date >= today]
    past = [race for race in races if race.election.date < today]
    return {
        "office": office,
        "url": addresses.office(office),
        "next": race_row(coming[-1], office) if coming else None,
        "last": race_row(past[0], office) if past else None,
    }


def rule(fact):
    """Sentences on how this state chooses its prosecutors; what nobody has looked up is left unsaid."""
    chosen = {
        State.Selection.BY_COUNTY: _("Voters in each county elect a prosecutor."),
        State.Selection.BY_DISTRICT: _("Voters in each district of one or more counties elect a prosecutor."),
        State.Selection.APPOINTED: _("Prosecutors are appointed, not elected."),
        State.Selection.ATTORNEY_GENERAL: _(
            "The attorney general's office prosecutes; there is no local election."
        ),
        State.Selection.UNKNOWN: _("We have not looked up yet how this state chooses its prosecutors."),
    }
    sentences = [chosen[fact.selection]]
    if fact.prosecutor_title:
        sentences.append(_("The office is called %(title)s.") % {"title": fact.prosecutor_title})
    if fact.term_years is not None:
        years = ngettext("A term is %(n)s year.", "A term is %(n)s years.", fact.term_years)
        sentences.append(years % {"n": fact.term_years})
    if fact.partisan is not None:
        labels = {True: _("Candidates run with a party label."), False: _("Candidates run without a party label.")}
        sentences.append(labels[fact.partisan])
    return sentences
