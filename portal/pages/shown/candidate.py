"""What a candidate's page shows."""

from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.pages.shown import addresses, asking, trail
from portal.pages.shown.race import agreements, last_request
from portal.pages.shown.sheets import of_race
from races.models import Candidacy, Position
from scorecards.models import Promise


def candidate(fact):
    fact = Candidacy.objects.for_profile().get(pk=fact.pk)
    race = fact.race
    positions = list(Position.objects.filter(candidacy=fact).for_page())
    sheets = of_race(race, [fact])
    return {
        "candidacy": fact,
        "race": race,
        "here": "races",
        "sample": race.office.state.is_sample,
        "crumbs": trail.to_race(race),
        "race_url": addresses.race(race),
        "facts": facts(fact),
        "positions": by_topic(positions, sheets),
        "asked": last_request(fact, sheets),
        "sheets": sheets,
        "answers": asking.for_candidacy(fact),
        "agreements": agreements(fact, sheets),
        "promises": Promise.objects.published().of_person(fact.person_id).for_list().with_current_status(),
        "earlier": Candidacy.objects.earlier_of(fact),
        "rivals": [
            {"candidacy": rival, "url": f"{addresses.race(race)}{rival.slug}/"}
            for rival in Candidacy.objects.listed(race).standing()
            if rival.pk != fact.pk
        ],
    }


def facts(fact):
    """The strip under the name: what the official list says, and what is not known."""
    holds = {True: _("Yes"), False: _("No"), None: _("Not known yet")}[fact.incumbent]
    rows = [
        {"label": _("Status"), "value": capfirst(fact.get_status_display())},
        {
            "label": _("Party as printed on the ballot"),
            "value": fact.party or _("None printed"),
            "gap": not fact.party,
        },
        {"label": _("Holds the office now"), "value": holds, "gap": fact.incumbent is None},
    ]
    if fact.designation:
        rows.insert(1, {"label": _("Ballot designation"), "value": fact.designation, "language": "en"})
    if fact.race.ballot_order_known and fact.ballot_order is not None:
        rows.append({"label": _("Place on the ballot"), "value": fact.ballot_order})
    return rows


def by_topic(positions, sheets):
    """[{"topic", "positions": [{"position", "marks"}]}]. Marks come from scoring sheets alone."""
    marks = {}
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row.cells:
                if sheet.scoring and cell.position:
                    marks.setdefault(cell.position.pk, []).append({"sheet": sheet, "row": row, "cell": cell})
    return [
        {
            "topic": topic,
            "positions": [{"position": position, "marks": marks.get(position.pk, [])} for position in of_topic],
        }
        for topic, of_topic in groupby(positions, key=lambda position: position.topic)
    ]
