"""Writing marks: one person's work on one scorecard at one stage. Rows are only added; the newest one counts."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property

from portal.core import writes
from races.models import Candidacy
from races.querysets import groups_of
from scorecards import document, marking_rules
from scorecards.models import Mark


@dataclass(frozen=True)
class Said:
    """What a marker says about one question. `options`: the answers given, rows of Option; one, or any number
    where the question is of ticks. `position`, `answer`, `evidence`: the row on record that shows it."""

    kind: str = Mark.Kind.POSITION
    options: tuple = ()
    position: Any = None
    answer: Any = None
    evidence: Any = None
    points: Decimal | None = None
    reason: str = ""
    searched: str = ""
    searched_on: dt.date | None = None
    asked_on: dt.date | None = None
    asked_how: str = ""

    def days(self):
        """The days on which the words on record were said."""
        dated = [row.said_on for row in (self.position, self.evidence) if row]
        return [*dated, *([timezone.localdate(self.answer.received_at)] if self.answer else [])]


PLAIN = ("kind", "points", "reason", "searched", "searched_on", "asked_on", "asked_how")
ROWS = ("position", "answer", "evidence")


def as_said(mark) -> Said:
    """What a mark read with `with_evidence()` says."""
    options = tuple(mark.ticks.all()) if mark.many else ((mark.option,) if mark.option_id else ())
    return Said(options=options, **{name: getattr(mark, name) for name in (*PLAIN, *ROWS)})


class Marker:
    """What the rules ask for is read once, so that a whole sheet is checked with few queries."""

    def __init__(self, scorecard, stage, by):
        self.scorecard, self.stage, self.by = scorecard, stage, by
        self.version = scorecard.standard.versions.first()
        self.standard = document.from_json(self.version.document) if self.version else None
        self.today = timezone.localdate()
        self._earlier = {}  # documents of earlier versions, by primary key

    @cached_property
    def member(self):
        group = self.scorecard.standard.group_id
        return self.by.is_superuser or groups_of(self.by).filter(pk=group).exists()

    @cached_property
    def reviewer(self):
        role = self.scorecard.standard.group.reviewers_id
        return self.by.is_superuser or self.by.groups.filter(pk=role).exists()

    @cached_property
    def _assigned(self):
        """{(section pk, subject pk or None for all): {user pk}} of this stage."""
        found = defaultdict(set)
        rows = self.scorecard.assignments.filter(stage=self.stage)
        for section, subject, user in rows.values_list("section", "subject", "user"):
            found[section, subject].add(user)
        return found

    def assigned_to_me(self, section, subject):
        """Whether this section of this subject (primary keys) is this person's, or nobody's."""
        users = self._named(section, subject)
        return not users or self.by.pk in users

    def given_to_me(self, section, subject):
        """Whether it is this person's by name."""
        return self.by.pk in self._named(section, subject)

    def _named(self, section, subject):
        return self._assigned.get((section, None), set()) | self._assigned.get((section, subject), set())

    @cached_property
    def my_other_stages(self):
        """(subject pk, question pk) of what this person has marked at another stage."""
        rows = self.scorecard.marks.filter(by=self.by.get_username()).exclude(stage=self.stage)
        return set(rows.values_list("subject", "question"))

    @cached_property
    def _same_people(self):
        """{person pk: {candidacy pk}}: what somebody said in an earlier race is their word as well."""
        people = self.scorecard.subjects.filter(candidacy__isnull=False).values("candidacy__person")
        found = defaultdict(set)
        for person, pk in Candidacy.objects.filter(person__in=people).values_list("person", "pk"):
            found[person].add(pk)
        return found

    def candidacies_of(self, subject):
        return self._same_people[subject.candidacy.person_id] if subject.candidacy_id else set()

    @cached_property
    def newest(self):
        """{(subject pk, question pk): Mark} of this stage, as far as this person may see them: where every mark
        is made twice, one's own. (Then a marker cannot look at the other's, whatever the stage.)"""
        rows = self.seen_marks().newest(**self._seen())
        return {(mark.subject_id, mark.question_id): mark for mark in rows.with_evidence()}

    def seen_marks(self):
        """Every row of this stage that this person may see."""
        return self.scorecard.marks.filter(stage=self.stage, **self._seen())

    def _seen(self):
        blind = self.scorecard.second_marks and self.stage != Mark.Stage.AUDIT
        return {"by": self.by.get_username()} if blind else {}

    def check(self, subject, question, said):
        """ValidationError with a dictionary: field of the desk -> the rules that are broken."""
        problems = list(
            chain(
                marking_rules.people(self, subject, question),
                marking_rules.place(self, subject, question),
            )
        )
        if not problems:
            problems = list(marking_rules.answer(self, subject, question, said))
        if problems:
            found = defaultdict(list)
            for field, text in problems:
                found[field or NON_FIELD_ERRORS].append(text)
            raise ValidationError(dict(found))

    def says_nothing_new(self, subject, question, said):
        """Whether the newest mark that this person sees says just this, of the question as it stands now."""
        last = self.newest.get((subject.pk, question.pk))
        if last is None:
            return said.kind == Mark.Kind.UNCHECKED
        return not self.is_of_earlier_wording(last) and _set_apart(as_said(last)) == _set_apart(said)

    def is_of_earlier_wording(self, mark):
        """Whether the question has changed since the version that a mark was made under."""
        if self.version is None or mark.version_id == self.version.pk:
            return False
        slug = mark.question.slug
        if mark.version_id not in self._earlier:
            self._earlier[mark.version_id] = document.from_json(mark.version.document)
        return self._earlier[mark.version_id].question(slug) != self.standard.question(slug)

    @transaction.atomic
    def add(self, items, *, now=None):
        """Write marks: `items` are (subject, question, Said). All are checked first; ValidationError of the first
        that breaks a rule, and nothing is written. What says nothing new is left out. Gives the rows written."""
        now = now or timezone.now()
        items = list(items)
        for item in items:
            self.check(*item)
        new = [item for item in items if not self.says_nothing_new(*item)]
        marks = [self._row(subject, question, said, now) for subject, question, said in new]
        for mark in marks:
            mark.clean_fields(exclude=[field.name for field in Mark._meta.fields if field.is_relation])
        writes.bulk_write(Mark, create=marks, by=self.by)
        tick = Mark.ticks.through
        ticked = zip(marks, (said for _subject, _question, said in new), strict=True)
        tick.objects.bulk_create(
            tick(mark=mark, option=option) for mark, said in ticked if mark.many for option in said.options
        )
        self.__dict__.pop("newest", None)
        return marks

    def _row(self, subject, question, said, now):
        many = said.kind == Mark.Kind.POSITION and question.kind == question.Kind.MULTIPLE
        return Mark(
            scorecard=self.scorecard,
            question=question,
            subject=subject,
            version=self.version,
            stage=self.stage,
            option=said.options[0] if said.options and not many else None,
            many=many,
            by=self.by.get_username(),
            at=now,
            **{name: getattr(said, name) for name in (*PLAIN, *ROWS)},
        )


def _set_apart(said):
    rows = tuple(getattr(said, name) and getattr(said, name).pk for name in ROWS)
    return frozenset(one.pk for one in said.options), rows, tuple(getattr(said, name) for name in PLAIN)


def mark(*, scorecard, subject, question, stage, by, said, now=None):
    """Write one mark under the newest published version; gives it, or None where it would say nothing new.

    Raises ValidationError (a dictionary by field) that names each rule that is broken.
    """
    made = Marker(scorecard, stage, by).add([(subject, question, said)], now=now)
    return made[0] if made else None
