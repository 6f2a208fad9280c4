"""A scorecard ready to be marked, with the people who mark it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from scorecards import marking, versions
from scorecards.marking import Said
from scorecards.models import Mark
from tests.factories import races as make
from tests.factories import scorecards as cards
from tests.factories.admin import person_of

DAY = dt.date(2026, 9, 1)


class Desk:
    """A published standard with a question of choice and one of ticks, two candidates and their words."""

    def __init__(self, word="", **scorecard):
        self.race = make.RaceFactory()
        self.people = cards.candidates(self.race, ["Ann Alder", "Bo Birch"])
        group = make.CommunityGroupFactory(
            editors=make.AuthGroupFactory(), reviewers=make.AuthGroupFactory(), scoring_mode=True
        )
        self.standard = cards.StandardFactory(group=group)
        self.section = cards.SectionFactory(standard=self.standard)
        self.choice = cards.QuestionFactory(section=self.section)
        self.ticks = cards.QuestionFactory(section=self.section, kind="multiple")
        self.good, self.bad = (
            cards.OptionFactory(question=self.choice, level=level, points=points)
            for level, points in (("matches", 2), ("differs", 0))
        )
        self.tick_a, self.tick_b = (
            cards.OptionFactory(question=self.ticks, level="", code=code, label=code, points=1) for code in "ab"
        )
        versions.record(self.standard, by="owner", on=DAY)
        self.card = cards.ScorecardFactory(standard=self.standard, race=self.race, **scorecard)
        self.ann, self.bo = (
            cards.SubjectFactory(scorecard=self.card, candidacy=one, slug=one.slug) for one in self.people
        )
        self.said_by_ann, self.said_by_bo = (
            make.PositionFactory(candidacy=one, topic=self.choice.topic) for one in self.people
        )
        self.editor = person_of(group.editors, f"{word}first-editor")
        self.other = person_of(group.editors, f"{word}second-editor")
        self.reviewer = person_of(group.reviewers, f"{word}reviewer")

    def mark(self, said=None, *, by=None, subject=None, question=None, stage="first"):
        return marking.mark(
            scorecard=self.card,
            subject=subject or self.ann,
            question=question or self.choice,
            stage=stage,
            by=by or self.editor,
            said=said or Said(options=(self.good,), position=self.said_by_ann),
        )

    def refused(self, *args, **kwargs):
        """The rules that are named, by field; and that nothing was written."""
        before = Mark.objects.count()
        with pytest.raises(ValidationError) as error:
            self.mark(*args, **kwargs)
        assert Mark.objects.count() == before
        return error.value.message_dict
