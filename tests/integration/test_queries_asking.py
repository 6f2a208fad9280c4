"""More questions, candidates, versions and suggestions add no queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from races.asking_rules import hash_token
from tests.factories import asking as ask
from tests.factories import races as make

pytestmark = pytest.mark.django_db
TOKEN = "t" * 43
MOST = 40


@pytest.fixture
def race():
    state = make.StateFactory(code="il", fips="17")
    office = make.OfficeFactory(state=state, slug="cook")
    day = timezone.localdate() + dt.timedelta(90)
    return make.RaceFactory(office=office, election=make.ElectionFactory(state=state, date=day))


@pytest.fixture
def question_set(race):
    own = {"published_on": timezone.localdate(), "deadline": timezone.localdate() + dt.timedelta(9)}
    found = ask.QuestionSetFactory(race=race, **own)
    first = make.CandidacyFactory(race=race, person__name="Ann")
    far = timezone.now() + dt.timedelta(90)
    ask.InvitationFactory(question_set=found, candidacy=first, token_hash=hash_token(TOKEN), expires_at=far)
    return found


def grow(question_set, times):
    race = question_set.race
    for _ in range(times):
        candidacy = make.CandidacyFactory(race=race)
        ask.RequestFactory(question_set=question_set, candidacy=candidacy)
        wish = ask.SuggestionFactory(race=race)
        question = ask.SetQuestionFactory(question_set=question_set, topic=make.TopicFactory(), suggested=wish)
        for person in (race.candidacies.get(slug="ann"), candidacy):
            for version in (1, 2):
                ask.AnswerFactory(question=question, candidacy=person, version=version)
            waiting = {"confirmed_on": None, "confirmed_how": "", "confirmed_by": ""}
            ask.AnswerFactory(question=question, candidacy=person, version=3, **waiting)
            ask.AnswerDraftFactory(question=question, candidacy=person)
        other = ask.QuestionSetFactory(race=race, group=question_set.group, published_on=timezone.localdate())
        ask.SetQuestionFactory(question_set=other)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def test_the_same_number_of_queries_with_2_and_with_20(client, question_set, race):
    addresses = (
        "/offices/il/cook/" + race.slug + "/",
        "/offices/il/cook/" + race.slug + "/ann/",
        f"/answers/{question_set.pk}.csv",
        f"/answers/{question_set.pk}.json",
        f"/answers/{question_set.pk}-asked.csv",
        f"/answer/{TOKEN}/",
        f"/suggest/{race.pk}/",
    )
    grow(question_set, 2)
    few = {address: queries(client, address) for address in addresses}
    grow(question_set, 18)
    many = {address: queries(client, address) for address in addresses}
    assert many == few
    assert max(many.values()) <= MOST
