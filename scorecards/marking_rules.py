"""Whether a mark may be written: each refusal names its rule, keyed by the field of the desk it belongs to.

Fields: answer, words, points, reason, searched, searched_on, asked_on, asked_how; None where it is none of them.
"""

from django.utils.translation import gettext as _

from scorecards import document
from scorecards.models import Mark

Kind = Mark.Kind


def people(marker, subject, question):
    """Whether this person may mark this cell at this stage."""
    if not marker.member:
        yield None, _("Only people of the group that owns the standard may mark.")
    if marker.version is None:
        yield None, _("The standard has not been published yet. Publish it before anyone is marked.")
    if marker.stage == Mark.Stage.SECOND and not marker.scorecard.second_marks:
        yield None, _("This scorecard has no second marks.")
    if not marker.assigned_to_me(question.section_id, subject.pk):
        yield None, _("This section is assigned to somebody else.")
    if (subject.pk, question.pk) in marker.my_other_stages:
        yield (
            None,
            _("You marked this at another stage. First mark, second mark and audit take three people."),
        )
    if marker.stage == Mark.Stage.AUDIT and not marker.reviewer:
        yield None, _("Only a reviewer of the group may audit.")


def place(marker, subject, question):
    """Whether the question is asked of this subject at all."""
    if subject.scorecard_id != marker.scorecard.pk:
        yield None, _("This subject belongs to another scorecard.")
        return
    asked = marker.standard and marker.standard.question(question.slug)
    if marker.standard and (asked is None or question.section.standard_id != marker.scorecard.standard_id):
        yield None, _("The published standard does not hold this question.")
    elif asked and not document.applies(asked, subject.cohort.slug if subject.cohort_id else ""):
        yield None, _("This question is not asked of this subject’s cohort.")


def answer(marker, subject, question, said):
    """What is said, by its kind."""
    asked = marker.standard.question(question.slug)
    if said.kind == Kind.POSITION:
        yield from _options(asked, question, said)
        yield from _words(marker, subject, said)
        yield from _points(asked, said)
        return
    if said.options or said.points is not None:
        yield "answer", _("Only a position on record has an answer or points.")
    if said.position or said.answer or said.evidence:
        yield "words", _("Only a position on record points at words on record.")
    yield from STATES.get(said.kind, _unknown)(marker, said)


def _options(asked, question, said):
    codes = {option.code for option in asked.options}
    if any(one.question_id != question.pk or one.code not in codes for one in said.options):
        yield "answer", _("This answer belongs to another question, or the published standard does not hold it.")
    if question.kind != question.Kind.MULTIPLE and len(said.options) != 1:
        yield "answer", _("Choose one answer.")


def _words(marker, subject, said):
    if not (said.position or said.answer or said.evidence):
        yield "words", _("A mark needs its evidence. Choose the words on record that show it.")
    if said.position and not (
        subject.candidacy_id and said.position.candidacy_id in marker.candidacies_of(subject)
    ):
        yield "words", _("This position is somebody else’s.")
    if said.answer:
        yield from _answered(marker, subject, said.answer)
    if said.evidence and not (_same(subject, said.evidence, "office") or _same(subject, said.evidence, "body")):
        yield "words", _("This evidence is about somebody else.")
    for day in said.days():
        first, last = marker.standard.evidence_from, marker.standard.evidence_to
        if (first and day.isoformat() < first) or (last and day.isoformat() > last):
            text = _("The standard takes evidence from %(first)s to %(last)s. This is of %(day)s.")
            yield "words", text % {"first": first or "…", "last": last or "…", "day": day.isoformat()}


def _answered(marker, subject, given):
    if given.candidacy_id not in marker.candidacies_of(subject):
        yield "words", _("This answer is somebody else’s.")
    if given.confirmed_on is None:
        yield "words", _("Nobody has confirmed yet that this answer comes from the candidate.")
    asked = given.question.question_set
    if asked.group_id != marker.scorecard.standard.group_id and not (
        asked.published_on and asked.published_on <= marker.today
    ):
        yield "words", _("The questions it answers are another group’s and not public yet.")
    if given.declined:
        yield "words", _("This declines to answer. Mark it “Asked, no answer”.")


def _same(subject, evidence, name):
    mine = getattr(subject, f"{name}_id")
    return mine is not None and mine == getattr(evidence, f"{name}_id")


def _points(asked, said):
    if said.points is None:
        return
    if not asked.scores:
        yield "points", _("This question has no points.")
    elif not asked.lowest <= said.points <= asked.highest:
        text = _("Points go from %(lowest)s to %(highest)s here.")
        span = {"lowest": document.plain(asked.lowest), "highest": document.plain(asked.highest)}
        yield "points", text % span
    if not said.reason:
        yield "reason", _("Points that are not the answer’s own need a reason.")


def _not_found(marker, said):
    if not said.searched:
        yield "searched", _("Say where you looked.")
    yield from _day("searched_on", said.searched_on, marker.today, _("Say on which day you looked."))


def _no_answer(marker, said):
    if not said.asked_how:
        yield "asked_how", _("Say how they were asked.")
    yield from _day("asked_on", said.asked_on, marker.today, _("Say on which day they were asked."))


def _day(field, day, today, missing):
    if day is None:
        yield field, missing
    elif day > today:
        yield field, _("This day has not come yet.")


def _with_reason(marker, said):
    if not said.reason:
        yield "reason", _("Say why. The reason is public.")


def _unknown(marker, said):
    yield "answer", _("There is no such answer.")


STATES = {
    Kind.NOT_FOUND: _not_found,
    Kind.NO_ANSWER: _no_answer,
    Kind.NOT_APPLICABLE: _with_reason,
    Kind.UNCHECKED: _with_reason,
}
