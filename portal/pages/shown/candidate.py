"""What a candidate's page shows."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.pages.shown import addresses, asking, trail
from portal.pages.shown.contact import contact
from portal.pages.shown.portraits import portrait
from portal.pages.shown.race import agreements
from portal.pages.shown.sheets import of_race
from races import fairness
from races.models import Candidacy, PersonLink, Position
from scorecards.models import Promise
from scorecards.under_review import profiles_under_review


def candidate(fact, page):
    """`page`: the CandidatePage as it is shown, which may be a draft."""
    fact = Candidacy.objects.for_profile().get(pk=fact.pk)
    race = fact.race
    rivals = list(Candidacy.objects.listed(race).standing().with_links())
    positions = list(Position.objects.filter(candidacy=fact).for_page())
    sheets = of_race(race, [fact])
    answers = asking.for_candidacy(fact)
    since = profiles_under_review([fact]).get(fact.pk)
    photo = None if since else portrait(fact.person)
    earlier = list(Candidacy.objects.earlier_of(fact))
    listed = links(fact, rivals)
    return {
        "candidacy": fact,
        "since": since,  # the profile is under review: name, office, candidacy and votes stay
        "race": race,
        "here": "races",
        "sample": race.office.state.is_sample,
        "crumbs": trail.to_race(race),
        "race_url": addresses.race(race),
        "data_url": addresses.candidacy(fact).rstrip("/"),
        "portrait": photo,
        "facts": facts(fact, earlier),
        "positions": by_topic(positions, sheets, list(Position.objects.topics_of(race))),
        "contact": contact(fact, len(positions), sheets, answers["sets"]),
        "sheets": sheets,
        "answers": answers,
        "replied": any(c.mark and c.mark.replies for sheet in sheets for row in sheet.rows for c in row.cells),
        "agreements": [] if since else agreements(fact, sheets),
        "promises": Promise.objects.published().of_person(fact.person_id).for_list().with_current_status(),
        "earlier": earlier,
        "links": listed,
        "words": fairness.BIO_WORDS,
        "missing": missing(page, photo, positions, listed),
        "rivals": [
            {"candidacy": rival, "url": f"{addresses.race(race)}{rival.slug}/"}
            for rival in rivals
            if rival.pk != fact.pk
        ],
    }


def facts(fact, earlier=()):
    """The strip under the name: what the official list says, and what is not known."""
    holds = {True: _("Yes"), False: _("No"), None: _("Not known yet")}[fact.incumbent]
    if fact.incumbent_how:
        holds = f"{holds} ({fact.get_incumbent_how_display()})"
    # What a list of then says of then: nobody holds an office today because they did on a past ballot.
    label = _("Held the office at the time") if fact.race.election.is_over else _("Holds the office now")
    rows = [
        {"label": _("Status"), "value": capfirst(fact.get_status_display())},
        {
            "label": _("Party as printed on the ballot"),
            "value": fact.party or _("None printed"),
            "gap": not fact.party,
            "note": other_parties(fact, earlier),
        },
        {"label": label, "value": holds, "gap": fact.incumbent is None},
    ]
    if fact.designation:
        rows.insert(1, {"label": _("Ballot designation"), "value": fact.designation, "language": "en"})
    if fact.race.ballot_order_known and fact.ballot_order is not None:
        rows.append({"label": _("Place on the ballot"), "value": fact.ballot_order})
    return rows


def other_parties(fact, others):
    """Parties that ballots printed for the same person in other races, where one differs; the newest first."""
    printed = [other for other in others if other.party]
    if not any(other.party != fact.party for other in printed):
        return ""
    years = ", ".join(f"{other.party} ({other.race.election.date:%Y})" for other in printed)
    return _("In other races: %(parties)s.") % {"parties": years}


def by_topic(positions, sheets, topics):
    """[{"topic", "positions": [{"position", "marks", "since"}]}] for every topic that anybody in the race spoke
    on, so that what is missing shows for everyone alike. Marks come from scoring sheets alone. `since`: a mark
    that quotes it is under review."""
    marks = {}
    reviews = quoted_under_review(sheets)
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row.cells:
                if sheet.scoring and cell.position:
                    marks.setdefault(cell.position.pk, []).append({"sheet": sheet, "row": row, "cell": cell})
    return [
        {
            "topic": topic,
            "positions": [
                {
                    "position": position,
                    "marks": marks.get(position.pk, []),
                    "since": reviews.get(position.pk),
                }
                for position in positions
                if position.topic_id == topic.pk
            ],
        }
        for topic in topics
    ]


def quoted_under_review(sheets):
    """{primary key of a Position: since when a mark that quotes it is under review}."""
    cells = (cell for sheet in sheets for row in sheet.rows for cell in row.cells)
    return {cell.quoted: cell.since for cell in cells if cell.quoted}


def links(fact, rivals):
    """{"shown": [PersonLink], "held_back": [label]}. Campaign pages only where everyone who stands has one on
    record; `held_back` says which kinds are left out, on every candidate's page in the same words."""
    kinds = {rival: [link.kind for link in rival.person.links.all()] for rival in rivals}
    without = {kind for kind, people in fairness.all_or_none(kinds).items() if people}
    if fact not in kinds:
        without.update(fairness.ALL_OR_NONE)  # nobody who left the race is shown more than those who stand
    shown = [
        link
        for link in fact.person.links.all()
        if link.kind not in without and not fairness.asks_for_money(link.url)
    ]
    held_back = [
        str(PersonLink.Kind(kind).label) for kind in fairness.ALL_OR_NONE if kind in without and fact in kinds
    ]
    return {"shown": shown, "held_back": held_back}


def missing(page, photo, positions, listed):
    """Names of the parts that nobody has a source for yet."""
    parts = (
        (photo is None, _("a photo with credit and license")),
        (not page.lead["text"], _("a one-line summary")),
        (not page.story["blocks"], _("a biography")),
        (not positions, _("positions")),
        (not listed["shown"], _("links")),
    )
    return [name for gone, name in parts if gone]
