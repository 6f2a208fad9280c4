"""Writes over more than one model of this room: atomic, announced by the one event."""

from django.db import transaction

from portal.core.models import ImportRun
from portal.core.writes import bulk_write
from races.imports import CANDIDACY_FIELDS, RACE_FIELDS
from races.models import Candidacy, County, CountyVotes, Election, Office, OfficeCounty, Person, Race, State
from races.names import sort_name


@transaction.atomic
def apply_results(plan, *, by=None):
    """Write the plan in one transaction. Raises ValueError, and writes nothing, if anything was refused."""
    if not plan.total.ok:
        raise ValueError("A plan with refusals must not be applied")
    if not (plan.total.created or plan.total.changed):
        return None
    state = State.objects.get(code=plan.source.state)
    _write_offices(plan, state, by)
    _write_races(plan, state, by)
    _write_candidacies(plan, state, by)
    _write_votes(plan, state, by)
    return ImportRun.objects.create(
        kind=plan.total.kind,
        files=plan.files,
        created_count=len(plan.total.created),
        changed_count=len(plan.total.changed),
        unchanged_count=plan.total.unchanged,
        differences=[
            {"label": c.label, "before": _plain(c.before), "after": _plain(c.after)} for c in plan.total.changed
        ],
        by=by.get_username() if by else "",
    )


def _plain(values):
    return {
        name: value if isinstance(value, (int, str, type(None))) else str(value) for name, value in values.items()
    }


def _write_offices(plan, state, by):
    bulk_write(
        Office, create=[Office(state=state, slug=c.key, **c.after) for c in plan.parts["offices"].created], by=by
    )
    offices = {o.slug: o for o in Office.objects.filter(state=state)}
    counties = {c.fips: c for c in County.objects.filter(state=state)}
    served = [
        OfficeCounty(office=offices[slug], county=counties[fips])
        for slug, fips in (change.key for change in plan.parts["counties"].created)
    ]
    bulk_write(OfficeCounty, create=served, by=by)


def _write_races(plan, state, by):
    source = plan.source
    election, _ = Election.objects.get_or_create(
        state=state, date=source.election, kind=source.kind, party="", defaults=source.as_source()
    )
    offices = {o.slug: o for o in Office.objects.filter(state=state)}
    standing = {r.office.slug: r for r in Race.objects.filter(election=election, seat="").select_related("office")}
    new = []
    for change in plan.parts["races"].created:
        race = Race(office=offices[change.key], election=election, **source.as_source(), **change.after)
        race.result_checked = source.checked
        race.slug = race.natural_slug()
        new.append(race)
    bulk_write(Race, create=new, change=_updated(plan.parts["races"], standing), fields=RACE_FIELDS, by=by)


def _updated(part, standing):
    """The standing rows with their new values set, ready for one bulk update."""
    rows = []
    for change in part.changed:
        row = standing[change.key]
        for name, value in change.after.items():
            setattr(row, name, value)
        rows.append(row)
    return rows


def _write_candidacies(plan, state, by):
    races = {r.office.slug: r for r in _races(plan, state)}
    part = plan.parts["candidacies"]
    people = bulk_write(
        Person,
        create=[
            Person(name=c.key[1], sort_name=sort_name(c.key[1]), is_sample=state.is_sample) for c in part.created
        ],
        by=by,
    )
    taken, new = set(), []
    for change, person in zip(part.created, people, strict=True):
        slug, name = change.key
        row = Candidacy(
            race=races[slug], person=person, ballot_name=name, **plan.source.as_source(), **change.after
        )
        row.slug = row.natural_slug()
        while (slug, row.slug) in taken:
            row.slug += "-2"
        taken.add((slug, row.slug))
        new.append(row)
    standing = {(c.race.office.slug, c.ballot_name): c for c in _candidacies(plan, state)}
    bulk_write(Candidacy, create=new, change=_updated(part, standing), fields=CANDIDACY_FIELDS, by=by)


def _write_votes(plan, state, by):
    candidacies = {(c.race.office.slug, c.ballot_name): c for c in _candidacies(plan, state)}
    counties = {c.fips: c for c in County.objects.filter(state=state)}
    part = plan.parts["votes"]
    new = [
        CountyVotes(candidacy=candidacies[slug, name], county=counties[fips], votes=change.after["votes"])
        for change in part.created
        for slug, name, fips in [change.key]
    ]
    rows = CountyVotes.objects.filter(candidacy__in=candidacies.values()).select_related("county")
    by_id = {c.pk: key for key, c in candidacies.items()}
    standing = {(*by_id[row.candidacy_id], row.county.fips): row for row in rows} if part.changed else {}
    bulk_write(CountyVotes, create=new, change=_updated(part, standing), fields=["votes"], by=by)


def _races(plan, state):
    day = {"election__date": plan.source.election, "election__kind": plan.source.kind}
    return Race.objects.filter(office__state=state, **day).select_related("office", "election")


def _candidacies(plan, state):
    return Candidacy.objects.filter(race__in=_races(plan, state)).select_related("race__office")
