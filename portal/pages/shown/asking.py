"""What a page shows of questionnaires: whom a group asked, when and how, and what came back, word for word.

An answer that nobody has confirmed is read nowhere here but in `for_answering`, the candidate's own page.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone

from races import asking_rules as rules
from races.models import Answer, AnswerDraft, QuestionSet, Suggestion
from scorecards.under_review import profiles_under_review

MOST_SECONDED = 10


@dataclass(frozen=True)
class Cell:
    """One candidate and one question. `kind` as in `asking_rules.kind`, or "review" where the whole profile is
    under review `since` a day; `earlier` are older public versions, newest first; `asked` is the last request on
    record."""

    candidacy: Any
    kind: str
    answer: Any = None
    earlier: list = field(default_factory=list)
    arrived_at: Any = None
    asked: Any = None
    since: Any = None


@dataclass(frozen=True)
class Asked:
    """A set that is public. `people`: [{"candidacy", "requests"}]; `rows`: [{"question", "cells"}], every
    candidate in every row, in the order they came in."""

    question_set: Any
    passed: bool
    people: list
    rows: list
    data_url: str


def for_race(race, standing):
    """For a race page: {"sets": [Asked], "suggested", "suggest_url"}. The queries do not grow with rows."""
    return {
        "sets": sets(race, standing),
        "suggested": suggested(race),
        "suggest_url": reverse("suggest", args=[race.pk]),
        "open": race.election.date >= timezone.localdate(),
    }


def for_candidacy(candidacy):
    """For a candidate's page: {"sets": [Asked]}, each with this one candidate."""
    return {"sets": sets(candidacy.race, [candidacy])}


def sets(race, people, today=None):
    """[Asked] of one race, or of a list of races (then every set has cells for all `people`)."""
    today = today or timezone.localdate()
    races = race if isinstance(race, list) else [race]
    found = list(QuestionSet.objects.filter(race__in=races).published(today).for_page())
    if not found:
        return []
    versions = defaultdict(list)
    for answer in Answer.objects.public(today).filter(question__question_set__in=found):
        versions[answer.question_id, answer.candidacy_id].append(answer)
    arrived = Answer.objects.arrived(found)
    reviews = profiles_under_review(people)
    return [_asked(question_set, people, versions, arrived, today, reviews) for question_set in found]


def _asked(question_set, people, versions, arrived, today, reviews):
    requests = defaultdict(list)
    for request in question_set.requests.all():
        requests[request.candidacy_id].append(request)

    def cell(question, candidacy):
        key = (question.pk, candidacy.pk)
        if candidacy.pk in reviews:
            return Cell(candidacy, "review", since=reviews[candidacy.pk])
        answers = versions.get(key, [])
        kind = rules.kind(
            confirmed=bool(answers),
            declined=bool(answers) and answers[0].declined,
            arrived=key in arrived,
            asked=bool(requests[candidacy.pk]),
            deadline=question_set.deadline,
            today=today,
        )
        last = requests[candidacy.pk][-1] if requests[candidacy.pk] else None
        return Cell(candidacy, kind, answers[0] if answers else None, answers[1:], arrived.get(key), last)

    return Asked(
        question_set,
        today > question_set.deadline,
        [{"candidacy": candidacy, "requests": requests[candidacy.pk]} for candidacy in people],
        [
            {"question": question, "cells": [cell(question, candidacy) for candidacy in people]}
            for question in question_set.questions.all()
        ],
        reverse("answers", args=[question_set.pk, "csv"]).removesuffix(".csv"),
    )


def suggested(race, most=MOST_SECONDED):
    """[{"suggestion", "question"}]: residents' questions that a person has read, the most seconded first;
    `question` is the public one it became, or None."""
    today = timezone.localdate()
    rows = []
    for suggestion in Suggestion.objects.filter(race=race).shown()[:most]:
        public = (
            question
            for question in suggestion.asked_as.all()
            if question.question_set.published_on and question.question_set.published_on <= today
        )
        rows.append({"suggestion": suggestion, "question": next(public, None)})
    return rows


@dataclass(frozen=True)
class Answering:
    """A candidate's own page: their newest version of each answer, public or not, and their drafts."""

    questions: list
    last: dict
    confirmed: dict
    drafts: dict

    @property
    def sent(self):
        return set(self.last)

    @property
    def initial(self):
        values = {}
        for question in self.questions:
            text, declined = self.now(question)
            values |= {f"text-{question.pk}": text, f"declined-{question.pk}": declined}
        return values

    def now(self, question):
        kept = self.drafts.get(question.pk) or self.last.get(question.pk)
        return (kept.text, kept.declined) if kept else ("", False)

    def changed(self, written):
        return {question: said for question, said in written.items() if said != self.now(question)}

    def rows(self, form):
        """[{"question", "text", "declined" (fields), "last", "draft", "public"}]."""
        return [
            {
                "question": question,
                "text": form[f"text-{question.pk}"],
                "declined": form[f"declined-{question.pk}"],
                "last": self.last.get(question.pk),
                "draft": self.drafts.get(question.pk),
                "public": self.confirmed.get(question.pk),
            }
            for question in self.questions
        ]


def for_answering(question_set, candidacy, questions):
    last, confirmed = {}, {}
    for answer in Answer.objects.of(question_set, candidacy):
        last.setdefault(answer.question_id, answer)
        if answer.confirmed_on:
            confirmed.setdefault(answer.question_id, answer)
    drafts = AnswerDraft.objects.filter(candidacy=candidacy, question__in=questions)
    return Answering(questions, last, confirmed, {draft.question_id: draft for draft in drafts})
