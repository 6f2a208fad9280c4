"""What the page of find prints about what it found."""

from django.utils import timezone
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.shown import addresses, directory
from portal.pages.shown.races import row as race_row
from races.models import Candidacy, County, Race, State, Tenure

DETAILED = 8  # a list of more offices is there to choose from, and says no more than their names
NO_LOCAL_VOTE = (State.Selection.APPOINTED, State.Selection.ATTORNEY_GENERAL)


def found(answer):
    """Context of the answer. The queries do not grow with the counties, offices and people found."""
    meant = [*answer.near, *answer.states]
    offices = [hit.office for hit in answer.offices]
    every = [*meant, *(office.state for office in offices), *(county.state for county in answer.without_office)]
    every += [hit.tenure.office.state for hit in answer.people if hit.tenure]
    every += [hit.candidacy.race.office.state for hit in answer.people if hit.candidacy]
    return {
        "found": answer,
        "reasons": reasons(answer),
        "offices": entries(answer.offices),
        "states": [{"state": state, "url": addresses.state(state)} for state in answer.states],
        "without_office": without_office(answer.without_office),
        "people": [person(hit) for hit in answer.people],
        "choose": list(County.objects.to_choose(meant)) if meant else [],
        "near": get_text_list([state.name for state in answer.near], _("and")),
        "prefix": answer.zip_code[:3],
        "sample_part": any(state.is_sample for state in every),
    }


def reasons(answer):
    """Why there are several offices, or in which county a ZIP code lies."""
    said = []
    if answer.zip_code and answer.counties:
        said.append(_where(answer.counties))
    serving = {}
    for hit in answer.offices:
        for link in hit.served:
            serving.setdefault(link.county, []).append(hit.office)
    for county, offices in serving.items():
        if len(offices) > 1:
            text = ngettext("%(county)s has %(n)s office.", "%(county)s has %(n)s offices.", len(offices))
            said.append(text % {"county": county, "n": _number(len(offices))})
    return said


def _where(counties):
    states = {county.state_id for county in counties}
    if len(counties) == 1:
        names = {"county": counties[0], "state": counties[0].state.name}
        return _("This ZIP code lies in %(county)s, %(state)s.") % names
    numbers = {"counties": _number(len(counties)), "states": _number(len(states))}
    if len(states) == 1:
        text = _("This ZIP code lies in %(counties)s counties.")
    else:
        text = _("This ZIP code lies in %(counties)s counties and %(states)s states.")
    advice = _("The county where you live decides which office is yours.")
    return f"{text % numbers} {advice}"


def _number(n):
    return {2: _("two"), 3: _("three"), 4: _("four"), 5: _("five"), 6: _("six")}.get(n, n)


def entries(hits):
    """Offices with their holder, where a dated source names one, and the races of the next election day, else
    the newest on record; of a single office also who stands in them. Many offices are only named."""
    if len(hits) > DETAILED or not hits:
        return [brief(hit) for hit in hits]
    offices = {hit.office.pk: hit.office for hit in hits}
    holders = {tenure.office_id: tenure for tenure in Tenure.objects.current().filter(office__in=offices)}
    races = {}
    for race in Race.objects.of_offices(offices):
        races.setdefault(race.office_id, []).append(race)
    shown = {pk: next_or_last(races.get(pk, [])) for pk in offices}
    names = running(shown[hits[0].office.pk][1]) if len(hits) == 1 else {}
    return [
        {
            **brief(hit),
            "detailed": True,
            "holder": holders.get(hit.office.pk),
            "coming": shown[hit.office.pk][0],
            "races": [
                {**race_row(race, hit.office), "running": names.get(race.pk, [])}
                for race in shown[hit.office.pk][1]
            ],
        }
        for hit in hits
    ]


def brief(hit):
    """One of many: only which office, and why."""
    return {"hit": hit, "url": addresses.office(hit.office), "rule": no_vote(hit.office.state)}


def next_or_last(races):
    """(whether they are to come, the races of one day); `races` of one office, newest first."""
    if not races:
        return False, []
    coming = [race for race in races if race.election.date >= timezone.localdate()]
    date = coming[-1].election.date if coming else races[0].election.date
    return bool(coming), [race for race in races if race.election.date == date]


def running(races):
    """Race id -> who stands in it: in ballot order where that is known, else by last name."""
    found = {race.pk: [] for race in races}
    known = {race.pk: race.ballot_order_known for race in races}
    for candidacy in Candidacy.objects.standing().filter(race__in=found).ballot() if found else ():
        found[candidacy.race_id].append(candidacy)
    for pk, candidacies in found.items():
        if not known[pk]:
            candidacies.sort(key=lambda candidacy: (candidacy.person.sort_name, candidacy.pk))
    return found


def no_vote(state):
    """That voters here do not elect the prosecutor, else nothing; never from a rule that nobody confirmed."""
    confirmed = state.rule_status == State.RuleStatus.CONFIRMED
    return directory.rule(state)[0] if confirmed and state.selection in NO_LOCAL_VOTE else ""


def without_office(counties):
    return [
        {"county": county, "url": addresses.state(county.state), "rule": no_vote(county.state)}
        for county in counties
    ]


def person(hit):
    """The person, linked to their newest run's page where it is public, else to the office."""
    tenure, run = hit.tenure, hit.candidacy
    office = tenure.office if tenure else run.race.office
    return {
        "name": hit.person.name,
        "url": addresses.candidacy(run) if run and run.has_page else addresses.office(office),
        "office": tenure and {"name": tenure.office.name, "url": addresses.office(tenure.office)},
        "how": tenure and capfirst(tenure.get_how_display()),
        "began": tenure and tenure.began,
        "race": run and {"race": run.race, "url": addresses.race(run.race)},
        "state": office.state,
    }
