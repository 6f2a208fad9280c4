"""More marks, versions, drafts, subjects and reports add no queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import races as make
from tests.factories import replies
from tests.factories import scorecards as cards

pytestmark = pytest.mark.django_db
MOST = 40


def grow(asked, times):
    card, ann = asked["card"], asked["ann"]
    for _ in range(times):
        section = cards.SectionFactory(standard=card.standard)
        question = cards.QuestionFactory(section=section, slug=section.slug)
        options = {"matches": cards.OptionFactory(question=question, level="matches", points=2)}
        cards.versions.record(card.standard, by="owner", on=card.standard.published_on, why="More")
        cards.mark(card, question, ann.candidacy, "matches", options)
        other = make.CandidacyFactory(race=card.race)
        cards.SubjectFactory(scorecard=card, candidacy=other, slug=other.slug)
        cards.mark(card, question, other, "not_found", options)
        file = replies.ReplyFileFactory(subject=ann)
        about = {"subject": ann, "question": question}
        for version in (1, 2):
            replies.ReplyFactory(**about, version=version, file=file)
        replies.ReplyDraftFactory(**about, file=file)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def test_the_same_number_of_queries_with_2_and_with_12(client):
    asked = replies.asked_to_reply()
    race = asked["card"].race
    addresses = (
        f"/reply/{asked['tokens'][asked['ann']]}/",
        f"/report/?page=/offices/{race.office.state.code}/{race.office.slug}/{race.slug}/",
        f"/report/?page=/scorecards/{asked['card'].slug}/",
        "/report/",
    )
    grow(asked, 2)
    few = {address: queries(client, address) for address in addresses}
    grow(asked, 10)
    many = {address: queries(client, address) for address in addresses}
    assert many == few
    assert max(many.values()) <= MOST
