"""Questionnaires: what a group asked the candidates of a race, when, and what came back."""

import datetime as dt

import factory

from races import models
from tests.factories.races import CandidacyFactory, CommunityGroupFactory, FactFactory, RaceFactory


class QuestionSetFactory(FactFactory):
    class Meta:
        model = models.QuestionSet

    race = factory.SubFactory(RaceFactory)
    group = factory.SubFactory(CommunityGroupFactory)
    title = factory.Sequence(lambda n: f"Questions {n}")
    deadline = dt.date(2027, 9, 1)
    published_on = dt.date(2026, 11, 1)


class SetQuestionFactory(FactFactory):
    class Meta:
        model = models.SetQuestion

    question_set = factory.SubFactory(QuestionSetFactory)
    order = factory.Sequence(lambda n: n % 30_000)
    text = factory.Sequence(lambda n: f"What would you do about matter {n}?")


class InvitationFactory(FactFactory):
    class Meta:
        model = models.Invitation

    question_set = factory.SubFactory(QuestionSetFactory)
    candidacy = factory.SubFactory(CandidacyFactory, race=factory.SelfAttribute("..question_set.race"))
    token_hash = factory.Sequence(lambda n: f"{n:064x}")
    created_at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    expires_at = dt.datetime(2027, 9, 2, tzinfo=dt.UTC)


class RequestFactory(FactFactory):
    class Meta:
        model = models.Request

    question_set = factory.SubFactory(QuestionSetFactory)
    candidacy = factory.SubFactory(CandidacyFactory, race=factory.SelfAttribute("..question_set.race"))
    sent_on = dt.date(2026, 11, 2)
    channel = models.Request.Channel.EMAIL
    recorded_by = "editor"


class AnswerFactory(FactFactory):
    class Meta:
        model = models.Answer

    question = factory.SubFactory(SetQuestionFactory)
    candidacy = factory.SubFactory(CandidacyFactory, race=factory.SelfAttribute("..question.question_set.race"))
    text = "I would publish the policy in my first month."
    received_at = dt.datetime(2026, 11, 10, tzinfo=dt.UTC)
    by_link = True
    confirmed_on = dt.date(2026, 11, 11)
    confirmed_how = "The campaign manager read it back over the phone number on the official list."
    confirmed_by = "editor"


class AnswerDraftFactory(FactFactory):
    class Meta:
        model = models.AnswerDraft

    question = factory.SubFactory(SetQuestionFactory)
    candidacy = factory.SubFactory(CandidacyFactory, race=factory.SelfAttribute("..question.question_set.race"))
    text = "Half a thought"
    saved_at = dt.datetime(2026, 11, 9, tzinfo=dt.UTC)


class SuggestionFactory(FactFactory):
    class Meta:
        model = models.Suggestion

    race = factory.SubFactory(RaceFactory)
    text = factory.Sequence(lambda n: f"Will you publish figure {n}?")
    status = models.Suggestion.Status.SHOWN
