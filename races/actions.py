"""Writes over more than one model of this room: atomic, announced by the one event."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from portal.core import writes
from portal.core.imports import record_run, updated
from portal.core.writes import bulk_write
from races.ballots import readable
from races.models import (
    BallotLine,
    Candidacy,
    County,
    CountyVotes,
    Election,
    Office,
    OfficeCounty,
    PeopleApart,
    Person,
    PersonName,
    Race,
    Tenure,
)
from races.names import sort_name
from races.plans import CANDIDACY_FIELDS, RACE_FIELDS, RaceKey


@transaction.atomic
def apply_results(plan, *, by=None):
    """Write a RacesPlan in one transaction. Raises ValueError, and writes nothing, if anything was refused.

    Gives the ImportRun; None where the files changed nothing.
    """
    if not plan.total.ok:
        raise ValueError("A plan with refusals must not be applied")
    joined = plan.groups.joined_ids() if plan.groups else []
    for keep, other in joined:
        join_people(keep=Person.objects.get(pk=keep), other=Person.objects.get(pk=other), by=by)
    people = {}
    if plan.total.created or plan.total.changed:
        _write_offices(plan, by)
        _write_races(plan, by)
        people = _write_candidacies(plan, by)
        _write_votes(plan, CountyVotes, "votes", by)
        _write_votes(plan, BallotLine, "lines", by)
    _keep_decisions(plan, people, by)
    if not (plan.total.created or plan.total.changed or joined):
        return None
    return record_run(plan.total, plan.files, by=by)


@transaction.atomic
def join_people(*, keep, other, by=None):
    """Make two people on record one: what hangs on `other` goes to `keep`. ValueError if both ran in one race."""
    races = Candidacy.objects.filter(person=keep).values("race")
    if both := Candidacy.objects.filter(person=other, race__in=races).first():
        raise ValueError(f"{keep} and {other} are both in the race {both.race}. Take one candidacy out first.")
    for model in (Candidacy, Tenure):
        rows = list(model.objects.filter(person=other))
        for row in rows:
            row.person = keep
        bulk_write(model, change=rows, fields=["person"], by=by)
    _add_names([(keep.pk, name) for name in [other.name, *other.other_names.values_list("name", flat=True)]], by)
    writes.delete(other, by=by)


def _write_offices(plan, by):
    state = plan.state
    bulk_write(
        Office, create=[Office(state=state, slug=c.key, **c.after) for c in plan.parts["offices"].created], by=by
    )
    offices = {o.slug: o for o in Office.objects.filter(state=state)}
    counties = {c.fips: c for c in County.objects.filter(state=state)}
    days = [change.key.date for change in plan.parts["races"].created]
    left = OfficeCounty.objects.taken_over_after(state, max(days)) if days else {}
    served = [
        OfficeCounty(office=offices[slug], county=counties[fips], ended=left.get(counties[fips].pk))
        for slug, fips in (change.key for change in plan.parts["counties"].created)
    ]
    bulk_write(OfficeCounty, create=served, by=by)


def _write_races(plan, by):
    part = plan.parts["races"]
    offices = {o.slug: o for o in Office.objects.filter(state=plan.state)}
    elections, new = {}, []
    for change in part.created:
        key = change.key
        day = (key.date, key.kind, key.party)
        source = plan.sources.get(key) or plan.source.as_source()
        if day not in elections:
            elections[day], _ = Election.objects.get_or_create(
                state=plan.state, date=key.date, kind=key.kind, party=key.party, defaults=source
            )
        race = Race(office=offices[key.office], election=elections[day], seat=key.seat, **source, **change.after)
        race.result_checked = plan.source.checked if race.result_status != "none" else None
        race.slug = race.natural_slug()
        new.append(race)
    bulk_write(Race, create=new, change=updated(part, _races(plan)), fields=RACE_FIELDS, by=by)


def _write_candidacies(plan, by):
    """Candidacies, and a person for each group of names that is not on record: {group: person id}."""
    races, part = _races(plan), plan.parts["candidacies"]
    people = _write_people(plan, by)
    taken, new = {}, []
    for change in part.created:
        key, name = change.key
        row = Candidacy(race=races[key], ballot_name=name, **change.after)
        row.person_id = people[plan.groups.of((key.office, name))]
        row.source_checked = plan.source.checked
        row.slug = _free_slug(name, taken.setdefault(key, _slugs_of(races[key])))
        new.append(row)
    standing = _candidacies(plan) if part.changed else {}
    # Two who change places on the ballot would meet on the way: all leave their place first.
    moved = [standing[c.key].pk for c in part.changed if "ballot_order" in c.after]
    Candidacy.objects.filter(pk__in=moved).update(ballot_order=None)
    bulk_write(Candidacy, create=new, change=updated(part, standing), fields=CANDIDACY_FIELDS, by=by)
    return people


def _slugs_of(race):
    return {"guide", *(one.slug for one in race.candidacies.all())}  # the print guide has that address


def _free_slug(name, taken):
    base = slugify(name)[:70] or "candidate"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug)
    return slug


def _write_people(plan, by):
    groups = list(
        dict.fromkeys(plan.groups.of((c.key[0].office, c.key[1])) for c in plan.parts["candidacies"].created)
    )
    new = [group for group in groups if group[0] != "person"]
    names = [readable(plan.groups.names.get(group, group[1])) for group in new]
    made = bulk_write(
        Person,
        create=[Person(name=name, sort_name=sort_name(name), is_sample=plan.state.is_sample) for name in names],
        by=by,
    )
    return {group: group[1] for group in groups if group[0] == "person"} | {
        group: person.pk for group, person in zip(new, made, strict=True)
    }


def _write_votes(plan, model, name, by):
    """Votes by county, or by party line: rows of `model` under a candidacy."""
    part = plan.parts[name]
    if not (part.created or part.changed):
        return
    candidacies = _candidacies(plan)
    counties = {c.fips: c for c in County.objects.filter(state=plan.state)}
    by_county = model is CountyVotes
    new = [
        model(
            candidacy=candidacies[key, name],
            **({"county": counties[place]} if by_county else {"party": place}),
            **change.after,
        )
        for change in part.created
        for key, name, place in [change.key]
    ]
    standing = {}
    if part.changed:
        by_id = {one.pk: key for key, one in candidacies.items()}
        rows = model.objects.filter(candidacy__in=by_id)
        for row in rows.select_related("county") if by_county else rows:
            standing[*by_id[row.candidacy_id], row.county.fips if by_county else row.party] = row
    bulk_write(model, create=new, change=updated(part, standing), fields=["votes"], by=by)


def _keep_decisions(plan, people, by):
    """What somebody decided about names, so that the next file does not ask again."""
    if plan.groups is None:
        return
    top = plan.groups.find_node
    ids = {**people, **{("person", pk): top(("person", pk))[1] for pk in plan.groups.people.values() if pk}}
    names = [
        (ids.get(plan.groups.of(key)), key[1])
        for one in plan.groups.decided
        if one.same
        for key in (one.first, one.second)
    ]
    _add_names([(pk, name) for pk, name in names if pk], by)
    pairs = {tuple(sorted((ids[one], ids[two]))) for one, two in plan.groups.apart if one in ids and two in ids}
    known = set(PeopleApart.objects.values_list("first", "second"))
    who, today = by.get_username() if by else "", timezone.localdate()
    rows = [
        PeopleApart(first_id=one, second_id=two, decided_by=who, decided_on=today)
        for one, two in sorted(pairs - known)
    ]
    bulk_write(PeopleApart, create=rows, by=by)


def _add_names(pairs, by):
    """Other printed names of people on record, each once and not the name they already have."""
    ids = {pk for pk, _ in pairs}
    known = set(PersonName.objects.filter(person__in=ids).values_list("person", "name"))
    known |= set(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    who, today = by.get_username() if by else "", timezone.localdate()
    rows = [
        PersonName(person_id=pk, name=name, decided_by=who, decided_on=today)
        for pk, name in sorted(set(pairs) - known)
    ]
    bulk_write(PersonName, create=rows, by=by)


def _races(plan):
    days = {change.key.date for part in ("races",) for change in _changes(plan.parts[part])}
    days |= {
        change.key[0].date for part in ("candidacies", "votes", "lines") for change in _changes(plan.parts[part])
    }
    rows = Race.objects.filter(office__state=plan.state, election__date__in=days)
    rows = rows.select_related("office", "election").prefetch_related("candidacies")
    return {_key(row): row for row in rows}


def _changes(part):
    return [*part.created, *part.changed]


def _key(race):
    election = race.election
    return RaceKey(race.office.slug, election.date, election.kind, election.party, race.seat)


def _candidacies(plan):
    return {(key, one.ballot_name): one for key, race in _races(plan).items() for one in race.candidacies.all()}
