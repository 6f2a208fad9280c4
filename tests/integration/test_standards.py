"""A standard is drafted, refused with every reason, published as a version, changed and followed up."""

import dataclasses
import datetime as dt
import random
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from scorecards import document, standard_actions, versions
from scorecards.document import Cohort, Option, Question, Section
from scorecards.models import Option as OptionRow
from scorecards.models import Question as QuestionRow
from scorecards.models import StandardDraft
from scorecards.standard_rules import LENGTHS, tidied
from tests.factories import admin
from tests.factories import races as make
from tests.factories import scorecards as cards

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 1)
YES, NO = Option("yes", "Yes", Decimal("2.50")), Option("no", "No", Decimal(0), rules_out=("how",))


def written(standard, **fields):
    make.TopicFactory(slug="files")
    how = Question("how", "How soon?", kind="tiered", cohorts=("small", "big"), weight=Decimal("0.25"), options=(
        Option("late", "Late", Decimal(0)), Option("soon", "Soon", Decimal(1)),
    ))  # fmt: skip
    sections = (
        Section("open", "Openness", Decimal(3), (("small", Decimal("1.5")), ("big", Decimal(2))), (
            Question("files", "Open files?", topic="files", criteria="All of them", options=(YES, NO)), how,
        )),
        Section("harm", "Harm", questions=(
            Question("fees", "Fees?", options=(YES, dataclasses.replace(NO, rules_out=()))),
            Question("secret", "Secret lists?", kind="negative", options=(
                Option("none", "None", Decimal(0)), Option("some", "Some", Decimal(-2)),
            )),
        )),
    )  # fmt: skip
    cohorts = (Cohort("big", "Big offices"), Cohort("small", "Small offices"))
    made = document.of_standard(standard)
    made = dataclasses.replace(made, subjects="offices", cohorts=cohorts, sections=sections, **fields)
    return tidied(made)


@pytest.fixture
def world():
    office = make.OfficeFactory()
    group, editor, reviewer = admin.group("Bluebird", office=office)
    standard = cards.StandardFactory(group=group, published_on=None, subjects="offices")
    return {"standard": standard, "editor": editor, "reviewer": reviewer, "made": written(standard)}


def publish(world, made=None, **fields):
    standard_actions.save_draft(world["standard"], made or world["made"], by=world["editor"])
    return standard_actions.publish(world["standard"], by=world["reviewer"], on=TODAY, **fields)


def test_what_is_published_is_what_the_rows_say(world):
    version = publish(world)
    standard = world["standard"]
    assert (version.number, version.published_by, standard.published_on) == (1, "Bluebird-reviewer", TODAY)
    assert versions.of_rows(standard) == world["made"] == document.from_json(version.document)
    assert not StandardDraft.objects.exists()
    assert standard_actions.written(standard) == world["made"]


def test_a_later_version_takes_out_of_use_and_deletes_nothing(world):
    publish(world)
    before = {row.slug: row.pk for row in QuestionRow.objects.all()}
    options = OptionRow.objects.count()
    opened, harm = world["made"].sections
    moved = dataclasses.replace(harm, questions=(*harm.questions[1:], opened.questions[0]))
    moved = dataclasses.replace(moved, questions=(
        moved.questions[0],
        dataclasses.replace(moved.questions[1], options=(YES, Option("nope", "No", Decimal(1)))),
    ))  # fmt: skip
    made = dataclasses.replace(world["made"], sections=(moved,), cohorts=())
    version = publish(world, made, why="Shorter")
    assert (version.number, version.why) == (2, "Shorter")
    assert versions.of_rows(world["standard"]) == tidied(made)
    assert {row.slug: row.pk for row in QuestionRow.objects.all()} == before
    assert set(QuestionRow.objects.filter(in_use=False).values_list("slug", flat=True)) == {"how", "fees"}
    assert OptionRow.objects.count() == options + 1
    assert not OptionRow.objects.get(question__slug="files", code="no").in_use
    publish(world, world["made"], why="Back again")
    assert versions.of_rows(world["standard"]) == world["made"]


def test_every_reason_is_named_and_nothing_is_written(world):
    opened = world["made"].sections[0]
    bad = dataclasses.replace(opened, questions=(
        dataclasses.replace(opened.questions[0], topic="nothing", options=(YES,)),
        dataclasses.replace(opened.questions[1], previous="old"),
    ))  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        publish(world, dataclasses.replace(world["made"], sections=(bad,)))
    said = " ".join(refused.value.messages)
    assert "no topic “nothing”" in said
    assert "no question “old”" in said
    assert not QuestionRow.objects.exists()
    assert StandardDraft.objects.count() == 1


def test_only_a_reviewer_publishes_and_a_change_needs_its_reason(world):
    standard_actions.save_draft(world["standard"], world["made"], by=world["editor"])
    with pytest.raises(ValidationError, match="Only a reviewer"):
        standard_actions.publish(world["standard"], by=world["editor"], on=TODAY)
    standard_actions.publish(world["standard"], by=world["reviewer"], on=TODAY)
    with pytest.raises(ValidationError, match="no draft"):
        standard_actions.publish(world["standard"], by=world["reviewer"], on=TODAY)
    with pytest.raises(ValidationError, match="why"):
        publish(world, dataclasses.replace(world["made"], title="Another"), why=" ")
    with pytest.raises(ValidationError, match="Nothing has changed"):
        publish(world, why="Again")


def test_a_group_in_neutral_mode_gives_candidates_no_points(world):
    with pytest.raises(ValidationError, match="neutral mode"):
        publish(world, dataclasses.replace(world["made"], subjects="candidacies"))


def test_a_cohort_with_subjects_stays(world):
    publish(world)
    card = cards.ScorecardFactory(standard=world["standard"], race=None)
    cohort = world["standard"].cohorts.get(slug="big")
    cards.SubjectFactory(scorecard=card, office=make.OfficeFactory(), cohort=cohort)
    opened = dataclasses.replace(world["made"].sections[0], weights=(), questions=world["made"].questions[:1])
    one = dataclasses.replace(opened.questions[0], options=(YES, dataclasses.replace(NO, rules_out=())))
    opened = dataclasses.replace(opened, questions=(one,))
    with pytest.raises(ValidationError, match="subjects are in it"):
        publish(world, dataclasses.replace(world["made"], sections=(opened,), cohorts=()), why="Simpler")
    with pytest.raises(ValidationError, match="who is marked cannot change"):
        publish(world, dataclasses.replace(world["made"], subjects="bodies"), why="Others")


def test_the_next_edition_links_each_question_to_the_last(world):
    with pytest.raises(ValidationError, match="Publish this edition first"):
        standard_actions.next_edition(world["standard"], edition="2028", by=world["editor"])
    publish(world)
    new = standard_actions.next_edition(world["standard"], edition="2028", by=world["editor"])
    assert (new.previous, new.edition, new.published_on) == (world["standard"], "2028", None)
    standard_actions.publish(new, by=world["reviewer"], on=TODAY)
    links = {row.slug: row.previous.section.standard for row in QuestionRow.objects.filter(section__standard=new)}
    assert links == dict.fromkeys(["files", "how", "fees", "secret"], world["standard"])
    with pytest.raises(ValidationError, match="already exists"):
        standard_actions.next_edition(world["standard"], edition="2028", by=world["editor"])


def test_the_lengths_are_those_of_the_columns():
    from scorecards import models

    for kind, fields in LENGTHS.items():
        model = getattr(models, kind.__name__)
        assert {name: model._meta.get_field(name).max_length for name in fields} == fields


def shuffled(chance, made):
    """Another sound document out of the same sections, questions, answers and cohorts."""
    cohorts = chance.sample(
        [Cohort("big", "Big"), Cohort("small", "Small"), Cohort("new", "New")], chance.randint(0, 3)
    )
    slugs = [one.slug for one in cohorts]
    left = chance.sample(["a", "b", "c", "d", "e", "f"], chance.randint(2, 6))
    sections = []
    for slug in chance.sample(["one", "two"], min(2, len(left) // 2)):
        asked, left = left[:2], left[2:]
        questions = []
        for name in asked:
            codes = chance.sample(["x", "y", "z", "w"], chance.randint(2, 4))
            options = tuple(Option(code, f"Answer {code}", Decimal(n)) for n, code in enumerate(codes))
            weight = Decimal(chance.randint(1, 900)) / 100
            put_to = tuple(chance.sample(slugs, chance.randint(0, len(slugs))))
            questions.append(Question(name, f"What of {name}?", weight=weight, cohorts=put_to, options=options))
        ruled = dataclasses.replace(questions[0].options[0], rules_out=(questions[1].slug,))
        questions[0] = dataclasses.replace(questions[0], options=(ruled, *questions[0].options[1:]))
        weights = tuple((one, Decimal(chance.randint(1, 9))) for one in chance.sample(slugs, len(slugs)))
        sections.append(Section(slug, slug.title(), Decimal(1), weights, tuple(questions)))
    return dataclasses.replace(made, cohorts=tuple(cohorts), sections=tuple(sections))


@pytest.mark.parametrize("seed", range(4))
def test_after_any_row_of_versions_the_rows_are_the_newest_one(world, seed):
    chance = random.Random(seed)  # noqa: S311 - for variety alone
    for _n in range(5):
        made = shuffled(chance, world["made"])
        if tidied(made) == standard_actions.published(world["standard"]):
            continue
        version = publish(world, made, why="Another one")
        assert versions.of_rows(world["standard"]) == tidied(made) == document.from_json(version.document)
