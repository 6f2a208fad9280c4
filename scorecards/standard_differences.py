"""Two standards side by side, in words: what a reader of the next version has to know. Pure."""

import dataclasses
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scorecards import document

FACTS = {
    "title": gettext_lazy("title"),
    "edition": gettext_lazy("edition"),
    "introduction": gettext_lazy("introduction"),
    "subjects": gettext_lazy("who is marked"),
    "evidence_from": gettext_lazy("evidence from"),
    "evidence_to": gettext_lazy("evidence to"),
    "rounding": gettext_lazy("rounding"),
    "digits": gettext_lazy("digits after the point"),
    "rounds": gettext_lazy("what is rounded"),
    "below_zero": gettext_lazy("a section may fall below zero"),
}
QUESTION = {
    "text": gettext_lazy("question"),
    "short": gettext_lazy("short name"),
    "topic": gettext_lazy("topic"),
    "criteria": gettext_lazy("what the standard asks for"),
    "clarifications": gettext_lazy("clarifications"),
    "how_marked": gettext_lazy("how it is marked"),
    "kind": gettext_lazy("kind"),
    "weight": gettext_lazy("weight"),
    "max_points": gettext_lazy("most points"),
    "full_from": gettext_lazy("full points from"),
    "cohorts": gettext_lazy("put to"),
    "previous": gettext_lazy("in the last edition"),
}
OPTION = {
    "label": gettext_lazy("answer"),
    "points": gettext_lazy("points"),
    "level": gettext_lazy("level"),
    "rules_out": gettext_lazy("makes not applicable"),
}
TITLE = {"title": gettext_lazy("title")}
SECTION = {**TITLE, "weight": gettext_lazy("weight")}


@dataclass(frozen=True)
class Difference:
    """`before` is empty for what is new, `after` for what is gone or was emptied."""

    where: str
    what: str
    before: str
    after: str


def differences(old: document.Standard, new: document.Standard) -> list[Difference]:
    """Everything that is not the same; [] only for two equal documents."""
    found = [*_fields(_("Standard"), FACTS, old, new)]
    found += _listed(old.cohorts, new.cohorts, _("Standard"), _("cohorts"), _cohort, key=_slug)
    found += _listed(old.sections, new.sections, _("Standard"), _("sections"), _section, key=_slug)
    before, after = _asked(old), _asked(new)
    for slug in [*before, *(slug for slug in after if slug not in before)]:
        found += _question(before.get(slug), after.get(slug))
    for section in new.sections:
        was = next((one for one in old.sections if one.slug == section.slug), None)
        found += _order(
            _("Section “%(name)s”") % {"name": section.title},
            _("order of questions"),
            [one.slug for one in was.questions] if was else [],
            [one.slug for one in section.questions],
        )
    return found


def _slug(one):
    return one.slug


def _code(one):
    return one.code


def _said(value) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return str(document.plain(value))
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _fields(where, fields, old, new):
    for name, label in fields.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Difference(where, str(label), _said(before), _said(after))


def _listed(old, new, where, what, compare, *, key):
    """What came, what went, what differs, and whether those that stayed changed places."""
    before, after = {key(one): one for one in old}, {key(one): one for one in new}
    for name, one in before.items():
        yield from compare(one, after.get(name))
    for name, one in after.items():
        if name not in before:
            yield from compare(None, one)
    yield from _order(where, _("order of %(what)s") % {"what": what}, list(before), list(after))


def _order(where, what, before, after):
    stayed = [one for one in before if one in after]
    now = [one for one in after if one in before]
    if stayed != now:
        yield Difference(where, what, ", ".join(stayed), ", ".join(now))


def _cohort(old, new):
    where = _("Cohort “%(name)s”") % {"name": (new or old).slug}
    if old is None or new is None:
        yield _come_or_gone(where, old and old.title, new and new.title)
    else:
        yield from _fields(where, TITLE, old, new)


def _section(old, new):
    where = _("Section “%(name)s”") % {"name": (new or old).title or (new or old).slug}
    if old is None or new is None:
        yield _come_or_gone(where, old and _weights(old), new and _weights(new))
        return
    yield from _fields(where, SECTION, old, new)
    before, after = dict(old.weights), dict(new.weights)
    for cohort in sorted(before.keys() | after.keys()):
        if before.get(cohort) != after.get(cohort):
            what = _("weight for %(cohort)s") % {"cohort": cohort}
            yield Difference(where, what, _said(before.get(cohort)), _said(after.get(cohort)))


def _weights(section):
    own = ", ".join(f"{cohort} {_said(weight)}" for cohort, weight in section.weights)
    said = _("weight %(n)s") % {"n": _said(section.weight)}
    return f"{said} ({own})" if own else said


def _come_or_gone(where, before, after):
    what = _("dropped") if after is None else _("new")
    return Difference(where, what, before or "", after or "")


def _asked(standard):
    """{slug: (section slug, question)}"""
    return {
        question.slug: (section.slug, question) for section in standard.sections for question in section.questions
    }


def _question(old, new):
    section, question = new or old
    where = _("Question “%(name)s”") % {"name": question.short or question.text or question.slug}
    if old is None or new is None:
        yield _come_or_gone(where, old and old[1].text, new and new[1].text)
        return
    if old[0] != section:
        yield Difference(where, _("section"), old[0], section)
    before = old[1]
    yield from _fields(where, QUESTION, before, question)
    options = _listed(
        before.options, question.options, where, _("answers"), lambda *two: _option(where, *two), key=_code
    )
    yield from options


def _option(where, old, new):
    where = _("%(where)s, answer “%(name)s”") % {"where": where, "name": (new or old).label or (new or old).code}
    if old is None or new is None:
        yield _come_or_gone(where, old and _worth(old), new and _worth(new))
    else:
        yield from _fields(where, OPTION, old, new)


def _worth(option):
    return option.level if option.points is None else _("%(n)s points") % {"n": _said(option.points)}


def tidied(standard: document.Standard) -> document.Standard:
    """The same document in its one form: decimals without trailing zeros, lists of names in a fixed order."""
    places = {cohort.slug: n for n, cohort in enumerate(standard.cohorts)}

    def place(slug):
        return places.get(slug, len(places)), slug

    sections = tuple(
        dataclasses.replace(
            section,
            weight=document.plain(section.weight),
            weights=tuple(
                (slug, document.plain(weight))
                for slug, weight in sorted(section.weights, key=lambda one: place(one[0]))
            ),
            questions=tuple(_tidy_question(question, place) for question in section.questions),
        )
        for section in standard.sections
    )
    return dataclasses.replace(standard, sections=sections)


def _tidy_question(question, place):
    options = tuple(
        dataclasses.replace(
            option, points=document.plain(option.points), rules_out=tuple(sorted(set(option.rules_out)))
        )
        for option in question.options
    )
    return dataclasses.replace(
        question,
        weight=document.plain(question.weight),
        max_points=document.plain(question.max_points),
        full_from=document.plain(question.full_from),
        cohorts=tuple(sorted(set(question.cohorts), key=place)),
        options=options,
    )


def changed_questions(old: document.Standard, new: document.Standard) -> set[str]:
    """Slugs of the questions in both whose substance differs, so that a mark made under `old` may not hold under
    `new`: what is asked, what the answers are or what they are worth. Weights, short names, explanations and
    order do not change what a mark says."""
    before = {question.slug: _substance(question) for question in old.questions}
    return {one.slug for one in new.questions if one.slug in before and before[one.slug] != _substance(one)}


def _substance(question):
    options = sorted((one.code, one.label, one.level, str(document.plain(one.points))) for one in question.options)
    most = tuple(str(document.plain(value)) for value in (question.max_points, question.full_from))
    return question.text, question.criteria, question.kind, *most, options
