"""Places, groups, elections and people of Sample State."""

from django.contrib.auth.models import Group
from django.utils.text import slugify

from portal.pages.sample.keeper import content
from races import locks
from races.election_querysets import STANDING
from races.models import (
    BallotLine,
    Candidacy,
    CommunityGroup,
    County,
    CountyVotes,
    Coverage,
    Election,
    ListLock,
    Office,
    OfficeCounty,
    Person,
    Race,
    State,
    Tenure,
    ZipCounty,
)


def places(keeper):
    """The state, its counties with their ZIP codes and one office for each county. Returns the state."""
    said = content("places")
    fields = {name: value for name, value in said["state"].items() if name != "code"}
    state, _ = keeper.ensure(State, {"code": said["state"]["code"]}, is_sample=True, **fields)
    for line in said["counties"]:
        county, _ = keeper.ensure(County, {"fips": line["fips"]}, state=state, name=line["name"])
        office, new = keeper.ensure(
            Office,
            {"state": state, "slug": slugify(line["name"])},
            kind=Office.Kind.COUNTY,
            district=f"{line['name']} County",
            title=state.prosecutor_title,
            counties_complete=True,
            record_status=Office.RecordStatus.CONFIRMED,
            **said["office_source"],
        )
        if new:
            keeper.save(OfficeCounty(office=office, county=county))
        for code in line["zips"]:
            keeper.ensure(ZipCounty, {"zip": code, "county": county})
    return state


def groups(keeper, state):
    """Two community groups with their editors, reviewers and coverage."""
    for line in content("places")["groups"]:
        covers = line.pop("covers")
        slug = line.pop("slug")
        if CommunityGroup.objects.filter(slug=slug).exists():
            continue
        members = {
            role: Group.objects.get_or_create(name=f"{line['name']} {role}")[0]
            for role in ("editors", "reviewers")
        }
        group = keeper.save(CommunityGroup(slug=slug, is_sample=True, **line, **members))
        for office in state.offices.filter(slug__in=covers):
            keeper.save(Coverage(group=group, office=office))


RACE_FIELDS = ("ballot_order_known", "field_known", "write_ins_allowed", "write_in_votes", "blank_votes")


def races(keeper, state):
    """Races with their elections and candidates; a race that stands keeps the candidates it has."""
    said = content("races")
    for line in said["races"]:
        office = state.offices.get(slug=line["office"])
        day = said["elections"][line["election"]]
        key = {"date": day["date"], "kind": day["kind"], "party": day.get("party", "")}
        slug = Race(office=office, election=Election(state=state, **key)).natural_slug()
        if office.races.filter(slug=slug).exists():
            continue
        election, _ = keeper.ensure(Election, {"state": state, **key}, **_beside(day, key))
        race = Race(office=office, election=election, **said["list_source"])
        for name in RACE_FIELDS:
            if name in line:
                setattr(race, name, line[name])
        for name, value in _result(line, said).items():
            setattr(race, name, value)
        keeper.save(race)
        for place, candidate in enumerate(line["candidates"], 1):
            _candidacy(keeper, race, candidate, place, said["list_source"])
        _lock(keeper, race, line.get("lock"), said["list_source"])


def _beside(fields, key):
    return {name: value for name, value in fields.items() if name not in key}


def _result(line, said):
    """The fields of a result: the state's certified one, or that with its own status and label."""
    result = line.get("result")
    if not result:
        return {}
    return said["result_source"] | (result if isinstance(result, dict) else {})


def _lock(keeper, race, line, source):
    """A list that was checked: as it stands now, or as it was `without` some of its candidates."""
    if line is None:
        return
    missing = line.pop("without", [])
    listed = Candidacy.objects.listed(race).exclude(ballot_name__in=missing)
    rows = [locks.row(candidacy, order_known=race.ballot_order_known) for candidacy in listed]
    keeper.save(ListLock(race=race, rows=rows, sha256=locks.sha256(rows), **line, **source))


def tenures(keeper, state):
    """Who held an office and who holds it, by a dated source; offices with any tenure are left alone."""
    had = set(Tenure.objects.filter(office__state=state).values_list("office__slug", flat=True))
    for line in content("races")["tenures"]:
        slug, candidate = line.pop("office"), line.pop("candidate")
        if slug not in had:
            candidacy = find_candidacy(state, slug, candidate)
            keeper.save(Tenure(office=candidacy.race.office, person=candidacy.person, **line))


def find_candidacy(state, office, path):
    """`path` is <race>/<candidate> as in addresses."""
    race, candidate = path.split("/")
    rows = Candidacy.objects.select_related("race__office", "person")
    return rows.get(race__office__state=state, race__office__slug=office, race__slug=race, slug=candidate)


def _candidacy(keeper, race, line, place, source):
    """One candidate; the same name in another race of the office is the same person."""
    name, sort_name, lines = line.pop("name"), line.pop("sort_name"), line.pop("lines", [])
    on_ballot = line.get("status", "filed") in STANDING
    person = Person.objects.filter(is_sample=True, name=name, candidacies__race__office=race.office).first()
    if person is None:
        person = keeper.save(Person(name=name, sort_name=sort_name, is_sample=True))
    line["ballot_order"] = place if race.ballot_order_known and on_ballot else None
    candidacy = keeper.save(Candidacy(race=race, person=person, ballot_name=name, **line, **source))
    for each in lines:
        keeper.save(BallotLine(candidacy=candidacy, **each))
    if candidacy.votes is not None:
        county = race.office.counties.get()
        keeper.save(CountyVotes(candidacy=candidacy, county=county, votes=candidacy.votes))
