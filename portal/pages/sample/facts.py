"""Places, groups, elections and people of Sample State."""

from django.contrib.auth.models import Group
from django.utils.text import slugify

from portal.pages.sample.keeper import content
from races.models import (
    Candidacy,
    CommunityGroup,
    County,
    CountyVotes,
    Coverage,
    Election,
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


def races(keeper, state):
    """Races with their elections and candidates; a race that stands keeps the candidates it has."""
    said = content("races")
    for line in said["races"]:
        office = state.offices.get(slug=line["office"])
        day = said["elections"][line["election"]]
        if office.races.filter(slug=f"{day['date']}-{day['kind']}").exists():
            continue
        election = _election(keeper, state, day)
        race = Race(office=office, election=election, **said["list_source"])
        race.ballot_order_known = line.get("ballot_order_known", False)
        race.field_known = line.get("field_known", False)
        if line.get("result"):
            for name, value in said["result_source"].items():
                setattr(race, name, value)
        keeper.save(race)
        for place, candidate in enumerate(line["candidates"], 1):
            _candidacy(keeper, race, candidate, place if race.ballot_order_known else None, said["list_source"])


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


def _election(keeper, state, day):
    key = {"state": state, "date": day["date"], "kind": day["kind"], "party": ""}
    return keeper.ensure(Election, key, **{name: value for name, value in day.items() if name not in key})[0]


def _candidacy(keeper, race, line, place, source):
    """One candidate; the same name in another race of the office is the same person."""
    name, sort_name = line.pop("name"), line.pop("sort_name")
    person = Person.objects.filter(is_sample=True, name=name, candidacies__race__office=race.office).first()
    if person is None:
        person = keeper.save(Person(name=name, sort_name=sort_name, is_sample=True))
    candidacy = keeper.save(
        Candidacy(race=race, person=person, ballot_name=name, ballot_order=place, **line, **source)
    )
    if candidacy.votes is not None:
        county = race.office.counties.get()
        keeper.save(CountyVotes(candidacy=candidacy, county=county, votes=candidacy.votes))
