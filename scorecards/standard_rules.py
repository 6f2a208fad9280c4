"""What a standard must hold before it may be published, and what a change asks for. Pure: documents in, words out.

The lengths are those of the columns that the document is written to (a test compares them).
"""

import dataclasses
import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from scorecards import document
from scorecards.standard_differences import Difference, changed_questions, differences, tidied

__all__ = ["Difference", "changed_questions", "differences", "problems", "tidied"]

SLUG = re.compile(r"[-a-zA-Z0-9_]+")
LENGTHS = {
    document.Standard: {"title": 160, "edition": 20},
    document.Cohort: {"slug": 60, "title": 120},
    document.Section: {"slug": 60, "title": 120},
    document.Question: {"slug": 80, "short": 80, "text": 500},
    document.Option: {"code": 60, "label": 300},
}
NEEDED = {"title", "edition", "slug", "text", "code", "label"}
# Words that mean something else in the tables of marks and scores.
RESERVED = {"total", "all"}
ANSWERS = {"not_checked", "not_found", "no_answer", "not_applicable", "not_asked"}
KINDS = ("yes_no", "choice", "tiered", "multiple", "negative")
NEUTRAL_LEVELS = ("", "yes", "no", "other")
SCORED_LEVELS = ("", "matches", "partly", "differs")
CENT = Decimal("0.01")


def problems(standard: document.Standard, *, neutral: bool, previous=(), topics=None) -> list[str]:
    """Every reason why this may not be published, each naming its section, question and answer; [] for none.

    `neutral`: about candidates, by a group in neutral mode. `previous`: slugs of the last edition's questions;
    `topics`: slugs of the topics on record (None: not looked at).
    """
    known = _Known(
        neutral=neutral,
        cohorts={cohort.slug for cohort in standard.cohorts},
        questions={question.slug for question in standard.questions},
        previous=set(previous),
        topics=None if topics is None else set(topics),
    )
    found = [*_named(standard, ""), *_standard(standard), *_doubles(standard)]
    for cohort in standard.cohorts:
        found += _named(cohort, _("Cohort “%(name)s”") % {"name": cohort.slug or cohort.title})
    for section in standard.sections:
        where = _("Section “%(name)s”") % {"name": section.slug or section.title}
        found += _named(section, where)
        found += (f"{where}: {rule}" for rule in _section(section, known))
        for question in section.questions:
            asked = _("%(section)s, question “%(name)s”") % {
                "section": where,
                "name": question.slug or question.text,
            }
            found += _named(question, asked)
            found += (f"{asked}: {rule}" for rule in _question(question, known))
            for n, option in enumerate(question.options, 1):
                answer = _("%(question)s, answer %(n)s “%(name)s”") % {
                    "question": asked,
                    "n": n,
                    "name": option.label or option.code,
                }
                found += _named(option, answer)
                found += (f"{answer}: {rule}" for rule in _option(option, question, known))
    return found


@dataclasses.dataclass(frozen=True)
class _Known:
    neutral: bool
    cohorts: set
    questions: set
    previous: set
    topics: set | None


def _named(thing, where):
    """Names that are missing, too long, no slug, or mean something else."""
    for name, most in LENGTHS[type(thing)].items():
        value = getattr(thing, name)
        said = f"{where}: " if where else ""
        if not value.strip():
            if name in NEEDED:
                yield said + _("the %(field)s is missing.") % {"field": name}
            continue
        if len(value) > most:
            yield said + _("the %(field)s has %(n)s characters; %(most)s is the most.") % {
                "field": name,
                "n": len(value),
                "most": most,
            }
        if name in ("slug", "code"):
            if not SLUG.fullmatch(value):
                yield said + _("“%(name)s” may hold letters without accents, digits and hyphens only.") % {
                    "name": value
                }
            if value.replace("-", "_") in (ANSWERS if name == "code" else RESERVED):
                yield said + _("“%(name)s” means something else in our tables. Choose another.") % {"name": value}


def _doubles(standard):
    kinds = (
        (_("cohorts"), [one.slug for one in standard.cohorts]),
        (_("sections"), [one.slug for one in standard.sections]),
        (_("questions"), [one.slug for one in standard.questions]),
    )
    for kind, slugs in kinds:
        for slug, times in Counter(slugs).items():
            if times > 1 and slug:
                yield _("%(n)s %(kind)s are called “%(name)s”. Each needs a name of its own.") % {
                    "n": times,
                    "kind": kind,
                    "name": slug,
                }


def _standard(standard):
    if not standard.questions:
        yield _("The standard has no question.")
    if standard.evidence_from and standard.evidence_to and standard.evidence_to < standard.evidence_from:
        yield _("The evidence window ends before it begins.")
    if not 0 <= standard.digits <= 6:
        yield _("Digits after the point: 0 to 6.")
    for cohort in standard.cohorts or (document.Cohort("", ""),):
        if standard.sections and not any(section.weight_for(cohort.slug) > 0 for section in standard.sections):
            if cohort.slug:
                yield _("Cohort “%(name)s”: every section weighs 0.") % {"name": cohort.slug}
            else:
                yield _("Every section weighs 0.")


def _section(section, known):
    yield from _weight(section.weight)
    for slug, weight in section.weights:
        if slug not in known.cohorts:
            yield _("it has a weight for “%(name)s”, which is no cohort of this standard.") % {"name": slug}
        yield from _weight(weight)
    for slug, times in Counter(slug for slug, _weight_of in section.weights).items():
        if times > 1:
            yield _("it has %(n)s weights for the cohort “%(name)s”.") % {"n": times, "name": slug}
    if not section.questions:
        yield _("it has no question.")
    elif not any(question.weight > 0 for question in section.questions):
        yield _("every question weighs 0.")
    elif all(question.negative for question in section.questions):
        yield _("every question takes points away, so the section can never have a score.")


def _weight(weight):
    if weight < 0:
        yield _("the weight %(n)s is below 0.") % {"n": weight}
    else:
        yield from _fits(_("weight"), weight)


def _fits(what, value):
    if abs(value) >= 10_000 or value != round(value, 4):
        yield _("%(what)s %(n)s: below 10,000, with four digits after the point at most.") % {
            "what": what,
            "n": value,
        }


def _question(question, known):
    yield from _weight(question.weight)
    for slug in question.cohorts:
        if slug not in known.cohorts:
            yield _("it is put to “%(name)s”, which is no cohort of this standard.") % {"name": slug}
    if question.previous and question.previous not in known.previous:
        yield _("the last edition has no question “%(name)s”.") % {"name": question.previous}
    if question.topic and known.topics is not None and question.topic not in known.topics:
        yield _("there is no topic “%(name)s”.") % {"name": question.topic}
    for code, times in Counter(option.code for option in question.options).items():
        if times > 1 and code:
            yield _("%(n)s answers are called “%(name)s”. Each needs a name of its own.") % {
                "n": times,
                "name": code,
            }
    if question.kind not in KINDS:
        yield _("“%(kind)s” is no kind of question.") % {"kind": question.kind}
        return
    if question.kind == "yes_no" and len(question.options) != 2:
        yield _("a yes or no question has two answers; this one has %(n)s.") % {"n": len(question.options)}
    if not question.options:
        yield _("it has no answers.")
        return
    yield from _neutral(question) if known.neutral else _scored(question)


def _neutral(question):
    if question.negative or question.max_points is not None or question.full_from is not None:
        yield _("your group works in neutral mode: no question about a candidate gives or takes points.")


def _scored(question):
    points = [option.points for option in question.options if option.points is not None]
    if len(points) < len(question.options):
        return  # each answer without points is named by itself
    if question.negative:
        if max(points) > 0 or min(points) == 0:
            yield _("it takes points away: no answer may be above 0 points and one must be below.")
        elif min(points) == max(points):
            yield _("it needs two answers with different points, for example 0 where nothing is taken away.")
    elif min(points) < 0:
        yield _("an answer takes points away. Make that a question of its own, of the kind “negative”.")
    yield from _most(question, points)
    if not question.negative and question.lowest >= question.highest:
        yield _("it needs two answers with different points.")
    ups = [one < other for one, other in pairwise(points)]
    if question.kind == "tiered" and (len(set(points)) < len(points) or len(set(ups)) > 1):
        yield _("its tiers do not stand in order: points must rise, or fall, from each to the next.")


def _most(question, points):
    for what, value in ((_("most points"), question.max_points), (_("full from"), question.full_from)):
        if value is not None:
            yield from _fits(what, value)
    if question.max_points is not None:
        if question.kind not in ("multiple", "tiered") or question.max_points <= 0:
            yield _("only ticks and tiers may have a maximum of their own, above 0.")
        # Thirds written as 0.33 may miss the whole by a cent each.
        elif question.kind == "multiple" and question.max_points > sum(points) + CENT * len(points):
            yield _("nobody can reach its maximum of %(n)s points: all ticks together give %(sum)s.") % {
                "n": question.max_points,
                "sum": sum(points),
            }
    if question.full_from is not None:
        if question.kind != "multiple" or question.full_from <= 0:
            yield _("full points from a number on: for ticks only, above 0.")
        elif question.full_from > sum(points):
            yield _("nobody can reach full points: they begin at %(n)s and all ticks together give %(sum)s.") % {
                "n": question.full_from,
                "sum": sum(points),
            }


def _option(option, question, known):
    if option.points is not None:
        yield from _fits(_("points"), option.points)
    if known.neutral and option.points is not None:
        yield _("your group works in neutral mode: no answer about a candidate carries points.")
    if not known.neutral and option.points is None:
        yield _("it has no points. Write 0 if it gives none.")
    if option.level not in (NEUTRAL_LEVELS if known.neutral else SCORED_LEVELS):
        words = (NEUTRAL_LEVELS if known.neutral else SCORED_LEVELS)[1:]
        yield _("the level “%(level)s” is not one of %(words)s.") % {
            "level": option.level,
            "words": ", ".join(words),
        }
    for slug in option.rules_out:
        if slug == question.slug:
            yield _("it cannot rule out its own question.")
        elif slug not in known.questions:
            yield _("it rules out “%(name)s”, which is no question of this standard.") % {"name": slug}
