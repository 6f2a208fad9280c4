"""More candidates with photos, positions, links and answers add no queries to any page about them."""

import pytest
from wagtail.images import get_image_model

from races.models import Candidacy
from tests.factories import races as make
from tests.factories.admin import picture_file
from tests.factories.asking import AnswerFactory, QuestionSetFactory, RequestFactory, SetQuestionFactory
from tests.integration.test_queries_places import queries

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]
MOST = 40


def runner(race, question, n):
    photo = get_image_model().objects.create(title="x", file=picture_file("x.png"), credit="A", licence="CC0-1.0")
    candidacy = make.CandidacyFactory(race=race, person__photo=photo, person__name=f"Person {n}")
    make.PersonLinkFactory(person=candidacy.person, kind="campaign")
    make.PositionFactory(candidacy=candidacy)
    make.CandidacyFactory(person=candidacy.person, votes=10)
    RequestFactory(question_set=question.question_set, candidacy=candidacy)
    AnswerFactory(question=question, candidacy=candidacy)


def test_the_same_number_of_queries_with_2_and_with_12(client):
    race = make.RaceFactory()
    question = SetQuestionFactory(question_set=QuestionSetFactory(race=race))
    for n in range(2):
        runner(race, question, n)
    page = Candidacy.objects.filter(race=race).first().page.url
    addresses = [race.page.url, page, *(f"{page.rstrip('/')}.{kind}" for kind in ("json", "csv", "jsonld"))]
    few = {address: queries(client, address) for address in addresses}
    for n in range(2, 12):
        runner(race, question, n)
    many = {address: queries(client, address) for address in addresses}
    assert many == few
    assert max(many.values()) <= MOST
