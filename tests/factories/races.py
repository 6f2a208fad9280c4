"""Facts of the races room, saved through the one writer, so that their pages come to be."""

import datetime as dt

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from portal.core import writes
from races import models
from races.models.candidacy import LEFT_THE_RACE


class FactFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return writes.save(model_class(*args, **kwargs))


class SourcedFactory(FactFactory):
    class Meta:
        abstract = True

    source_url = "https://example.org/source"
    source_title = "State election office, official list"
    source_checked = dt.date(2026, 11, 12)


def _spare_code(n):
    """Codes that no state has, so that a test may add a real one: qb to qz, xb to xz, yb to yz. The codes qa, xa
    and ya are left to tests that name one."""
    return "qxy"[n // 25 % 3] + chr(ord("b") + n % 25)


# Neither a state's nor a territory's, and not 57, which is left to tests that name one.
SPARE_FIPS = [f"{n:02d}" for n in (3, 7, 14, 43, 52, *range(58, 99)) if n not in (60, 66, 69, 72, 78)]


class StateFactory(FactFactory):
    """Its code and FIPS belong to nobody: enough for 41 states in one test."""

    class Meta:
        model = models.State

    class Params:
        sample = factory.Trait(code="zz", fips="99", name="Sample State", is_sample=True)

    code = factory.Sequence(_spare_code)
    fips = factory.Sequence(lambda n: SPARE_FIPS[n % len(SPARE_FIPS)])
    name = factory.Sequence(lambda n: f"State {n}")


class CountyFactory(FactFactory):
    class Meta:
        model = models.County

    state = factory.SubFactory(StateFactory)
    fips = factory.LazyAttributeSequence(lambda county, n: f"{county.state.fips}{n % 1000:03d}")
    name = factory.Sequence(lambda n: f"County {n}")


class OfficeFactory(SourcedFactory):
    class Meta:
        model = models.Office

    state = factory.SubFactory(StateFactory)
    slug = factory.Sequence(lambda n: f"office-{n}")
    kind = models.Office.Kind.COUNTY
    district = factory.Sequence(lambda n: f"District {n}")
    title = "District Attorney"
    counties_complete = True


class OfficeCountyFactory(FactFactory):
    class Meta:
        model = models.OfficeCounty

    office = factory.SubFactory(OfficeFactory)
    county = factory.SubFactory(CountyFactory, state=factory.SelfAttribute("..office.state"))


class PersonFactory(FactFactory):
    class Meta:
        model = models.Person

    name = factory.Sequence(lambda n: f"Person {n}")
    sort_name = factory.SelfAttribute("name")


class TenureFactory(SourcedFactory):
    class Meta:
        model = models.Tenure

    office = factory.SubFactory(OfficeFactory)
    person = factory.SubFactory(PersonFactory)
    how = models.Tenure.How.ELECTED
    began = dt.date(2024, 1, 2)
    source_date = dt.date(2024, 1, 2)


class ElectionFactory(SourcedFactory):
    class Meta:
        model = models.Election

    state = factory.SubFactory(StateFactory)
    date = dt.date(2027, 11, 2)
    kind = models.Election.Kind.GENERAL


class RaceFactory(SourcedFactory):
    """The election follows the office's state; give `election` where a test needs several races on one day."""

    class Meta:
        model = models.Race

    office = factory.SubFactory(OfficeFactory)
    election = factory.SubFactory(ElectionFactory, state=factory.SelfAttribute("..office.state"))


class CandidacyFactory(SourcedFactory):
    class Meta:
        model = models.Candidacy

    race = factory.SubFactory(RaceFactory)
    person = factory.SubFactory(PersonFactory)
    ballot_name = factory.SelfAttribute("person.name")
    status = models.Candidacy.Status.QUALIFIED

    @factory.lazy_attribute
    def status_date(self):
        return dt.date(2027, 6, 1) if self.status in LEFT_THE_RACE else None

    @factory.lazy_attribute
    def status_source_url(self):
        return "https://example.org/notice" if self.status_date else ""

    @factory.lazy_attribute
    def status_source_title(self):
        return "State election office, notice" if self.status_date else ""


class TopicFactory(FactFactory):
    class Meta:
        model = models.Topic

    slug = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.Sequence(lambda n: f"Topic {n}")
    order = factory.Sequence(lambda n: n)


class PositionFactory(SourcedFactory):
    class Meta:
        model = models.Position

    candidacy = factory.SubFactory(CandidacyFactory)
    topic = factory.SubFactory(TopicFactory)
    summary = "Would end cash bail for misdemeanors"
    quote = "Nobody should sit in jail because they are poor."
    said_on = dt.date(2026, 9, 1)


class AuthGroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"Auth group {n}")


class CommunityGroupFactory(FactFactory):
    class Meta:
        model = models.CommunityGroup

    class Params:
        scoring_mode = factory.Trait(
            legal_form=models.CommunityGroup.LegalForm.C4,
            mode=models.CommunityGroup.Mode.SCORING,
            scoring_reason="A membership organization that rates candidates on a published standard.",
            scoring_since=dt.date(2026, 1, 1),
        )

    slug = factory.Sequence(lambda n: f"group-{n}")
    name = factory.Sequence(lambda n: f"Community group {n}")
    editors = factory.SubFactory(AuthGroupFactory)
    reviewers = factory.SubFactory(AuthGroupFactory)


class CoverageFactory(FactFactory):
    """Covers one office unless `state` is given (then pass `office=None`)."""

    class Meta:
        model = models.Coverage

    group = factory.SubFactory(CommunityGroupFactory)
    office = factory.SubFactory(OfficeFactory)


class CountyCodeFactory(SourcedFactory):
    class Meta:
        model = models.CountyCode

    county = factory.SubFactory(CountyFactory)
    code = factory.Sequence(lambda n: f"{58 + n % 41}{500 + n % 400}")
    name = "Old County"
    changed_on = dt.date(2015, 5, 1)


class ZipCountyFactory(FactFactory):
    class Meta:
        model = models.ZipCounty

    zip = factory.Sequence(lambda n: f"{n % 100_000:05d}")
    county = factory.SubFactory(CountyFactory)


class BallotLineFactory(FactFactory):
    class Meta:
        model = models.BallotLine

    candidacy = factory.SubFactory(CandidacyFactory)
    party = factory.Sequence(lambda n: f"Party {n}")
    votes = 100


class ListLockFactory(SourcedFactory):
    class Meta:
        model = models.ListLock

    race = factory.SubFactory(RaceFactory)
    rows = factory.LazyFunction(lambda: [{"ballot_name": "A. Person"}])
    sha256 = "a" * 64
    locked_on = dt.date(2027, 8, 10)
    locked_by = "editor"


class ElectionFigureFactory(SourcedFactory):
    class Meta:
        model = models.ElectionFigure

    state = factory.SubFactory(StateFactory)
    year = 2024
    measure = models.ElectionFigure.Measure.CONTESTED
    group = "contested"
    count = 4
    total = 41


class PeopleApartFactory(FactFactory):
    class Meta:
        model = models.PeopleApart

    first = factory.SubFactory(PersonFactory)
    second = factory.LazyAttribute(lambda pair: pair.first and PersonFactory())  # after the first, by number
    decided_on = dt.date(2026, 11, 12)


class PersonNameFactory(FactFactory):
    class Meta:
        model = models.PersonName

    person = factory.SubFactory(PersonFactory)
    name = factory.Sequence(lambda n: f"Other Name {n}")


class PersonLinkFactory(FactFactory):
    class Meta:
        model = models.PersonLink

    person = factory.SubFactory(PersonFactory)
    kind = models.PersonLink.Kind.OFFICIAL
    url = factory.Sequence(lambda n: f"https://example.org/person-{n}")
    title = "Official page"
    checked = dt.date(2026, 11, 12)
