"""A published document written down as rows: what marks, desks and lists point at.

Rows keep their identity by slug (an answer by its question and code). Nothing that a mark may point at is ever
deleted: what the document no longer holds is taken out of use, and back into use should it return.
"""

from portal.core import writes
from races.models import Topic
from scorecards.models import Cohort, Option, Question, Section, SectionWeight

FACTS = ("title", "edition", "introduction", "subjects", "rounding", "digits", "rounds", "below_zero")
SECTION = ("title", "order", "weight", "in_use")
QUESTION = (
    "section_id", "topic_id", "short", "text", "criteria", "clarifications", "how_marked", "kind", "weight",
    "max_points", "full_from", "previous_id", "order", "in_use",
)  # fmt: skip
OPTION = ("level", "label", "points", "order", "in_use")


def set_facts(standard, made):
    """Put what a document says of the whole standard on its (unsaved) row."""
    for name in FACTS:
        setattr(standard, name, getattr(made, name))
    standard.evidence_from = made.evidence_from or None
    standard.evidence_to = made.evidence_to or None


def write(standard, made, *, by=None):
    """Make the rows mirror `made`, a tidied document without problems. Call it inside a transaction."""
    set_facts(standard, made)
    writes.save(standard, by=by)
    cohorts = _cohorts(standard, made, by)
    sections = _sections(standard, made, by)
    _weights(made, sections, cohorts, by)
    questions = _questions(standard, made, sections, by)
    options = _options(standard, made, questions, by)
    _put_to(standard, made, questions, cohorts)
    _ruled_out(standard, made, questions, options)


def unused_cohorts(standard, made):
    """Rows of cohorts that `made` no longer holds."""
    return standard.cohorts.exclude(slug__in=[cohort.slug for cohort in made.cohorts])


def _cohorts(standard, made, by):
    for gone in unused_cohorts(standard, made):
        writes.delete(gone, by=by)
    wanted = {cohort.slug: {"title": cohort.title, "order": order} for order, cohort in enumerate(made.cohorts, 1)}
    standing = {row.slug: row for row in standard.cohorts.all()}
    _mirror(Cohort, standing, wanted, lambda slug: {"standard": standard, "slug": slug}, by)
    return {row.slug: row for row in standard.cohorts.all()}


def _sections(standard, made, by):
    wanted = {
        section.slug: {"title": section.title, "order": order, "weight": section.weight, "in_use": True}
        for order, section in enumerate(made.sections, 1)
    }
    standing = {row.slug: row for row in standard.sections.all()}
    wanted |= {slug: {"in_use": False} for slug in standing if slug not in wanted}
    _mirror(Section, standing, wanted, lambda slug: {"standard": standard, "slug": slug}, by)
    return {row.slug: row for row in standard.sections.all()}


def _weights(made, sections, cohorts, by):
    wanted = {
        (sections[section.slug].pk, cohorts[slug].pk): {"weight": weight}
        for section in made.sections
        for slug, weight in section.weights
    }
    rows = SectionWeight.objects.filter(section__in=sections.values())
    standing = {(row.section_id, row.cohort_id): row for row in rows}
    for key, row in standing.items():
        if key not in wanted:
            writes.delete(row, by=by)
    _mirror(
        SectionWeight, standing, wanted, lambda key: dict(zip(("section_id", "cohort_id"), key, strict=True)), by
    )


def _questions(standard, made, sections, by):
    topics = dict(Topic.objects.values_list("slug", "pk"))
    previous = dict(Question.objects.filter(section__standard=standard.previous_id).values_list("slug", "pk"))
    wanted = {}
    for section in made.sections:
        for order, question in enumerate(section.questions, 1):
            plain = ("short", "text", "criteria", "clarifications", "how_marked", "kind", "weight")
            wanted[question.slug] = {name: getattr(question, name) for name in plain} | {
                "section_id": sections[section.slug].pk,
                "topic_id": topics[question.topic] if question.topic else None,
                "max_points": question.max_points,
                "full_from": question.full_from,
                "previous_id": previous[question.previous] if question.previous else None,
                "order": order,
                "in_use": True,
            }
    standing = {row.slug: row for row in Question.objects.filter(section__standard=standard)}
    wanted |= {slug: {"in_use": False} for slug in standing if slug not in wanted}
    _mirror(Question, standing, wanted, lambda slug: {"slug": slug}, by)
    return {row.slug: row for row in Question.objects.filter(section__standard=standard)}


def _options(standard, made, questions, by):
    wanted = {
        (questions[question.slug].pk, option.code): {
            "level": option.level, "label": option.label, "points": option.points, "order": order, "in_use": True,
        }
        for question in made.questions
        for order, option in enumerate(question.options, 1)
    }  # fmt: skip
    rows = Option.objects.filter(question__section__standard=standard)
    standing = {(row.question_id, row.code): row for row in rows}
    wanted |= {key: {"in_use": False} for key in standing if key not in wanted}
    _mirror(Option, standing, wanted, lambda key: dict(zip(("question_id", "code"), key, strict=True)), by)
    return {(row.question_id, row.code): row for row in rows.all()}


def _mirror(model, standing, wanted, key_fields, by):
    """Create what is new and change what differs, in two statements; rows that agree are left alone."""
    new, changed, fields = [], [], set()
    for key, values in wanted.items():
        row = standing.get(key)
        if row is None:
            new.append(model(**key_fields(key), **values))
            continue
        differing = [name for name, value in values.items() if getattr(row, name) != value]
        for name in differing:
            setattr(row, name, values[name])
        if differing:
            changed.append(row)
            fields.update(differing)
    writes.bulk_write(model, create=new, change=changed, fields=sorted(fields), by=by)


def _put_to(standard, made, questions, cohorts):
    through = Question.cohorts.through
    through.objects.filter(question__section__standard=standard).delete()
    through.objects.bulk_create(
        through(question_id=questions[question.slug].pk, cohort_id=cohorts[slug].pk)
        for question in made.questions
        for slug in question.cohorts
    )


def _ruled_out(standard, made, questions, options):
    through = Option.rules_out.through
    through.objects.filter(option__question__section__standard=standard).delete()
    through.objects.bulk_create(
        through(option_id=options[questions[question.slug].pk, option.code].pk, question_id=questions[slug].pk)
        for question in made.questions
        for option in question.options
        for slug in option.rules_out
    )
