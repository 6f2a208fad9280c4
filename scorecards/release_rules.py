"""Why a scorecard may not be released: plain frozen values in, named reasons out. Knows no database.

`Case` is everything that the rules look at; release_case gathers it. A reason names its question and subject.
A release that only takes claims back waits for nothing and nobody: no reply window, no second reviewer, no lifting
of a review (FAIRNESS.md 1).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scorecards import document, fairness
from scorecards.fairness import Judged
from scorecards.standard_rules import changed_questions


@dataclass(frozen=True)
class Scored:
    """One subject. `marks` of `asked` questions have one. `notices`: (hash of the marks sent, deadline) each;
    `now`: the hash as they stand. `answered`: it has replied to every mark. `under_review`: the questions that
    are, or "" for the subject's whole profile."""

    name: str
    marks: int = 0
    asked: int = 0
    notices: tuple[tuple[str, dt.date], ...] = ()
    now: str = ""
    answered: bool = False
    under_review: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """The newest reply of a subject to one question, by its text."""

    subject: str
    question: str
    agrees: bool
    checked: bool
    answered: bool


@dataclass(frozen=True)
class Near:
    """A subject is, or its office is held by, somebody on a ballot within 60 days."""

    subject: str
    person: str
    on: dt.date


@dataclass(frozen=True)
class Case:
    """`standard`: the newest published version, or None. `versions`: the documents that marks were made under, by
    number. `approved`: another reviewer has approved exactly this. `only_removes`: beside the last release this
    one only takes claims back."""

    today: dt.date
    neutral: bool = False
    standard: document.Standard | None = None
    versions: Mapping[int, document.Standard] = field(default_factory=dict)
    subjects: tuple[Scored, ...] = ()
    marks: tuple[Judged, ...] = ()
    replies: tuple[Said, ...] = ()
    left_out: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    second_marks: bool = False
    approved: bool = False
    timing_reason: str = ""
    only_removes: bool = False


def problems(case: Case) -> list[str]:
    """Every reason against a release of this; an empty list where it may go out."""
    if case.standard is None:
        return [_("The standard has not been published yet.")]
    if not case.subjects:
        return [_("The scorecard has no subject.")]
    found = fairness.problems(
        case.standard,
        neutral=case.neutral,
        marks=case.marks,
        subjects=[subject.name for subject in case.subjects],
        left_out=case.left_out,
    )
    found += [text for mark in case.marks for text in _of_mark(mark, case)]
    found += _older(case)
    if case.only_removes:
        return found
    for subject in case.subjects:
        found += _window(subject, case.today) + _under_review(subject)
    found += [text for said in case.replies for text in _reply(said)]
    return found + _ballot(case)


def warnings(case: Case) -> list[str]:
    """What does not stand in the way, but should be known before."""
    missing = sum(max(subject.asked - subject.marks, 0) for subject in case.subjects)
    if not missing:
        return []
    text = ngettext(
        '%(n)s mark is not made yet. It will be printed as "not checked yet".',
        '%(n)s marks are not made yet. They will be printed as "not checked yet".',
        missing,
    )
    return [text % {"n": f"{missing:,}"}]


def _where(mark, standard):
    question = standard.question(mark.question)
    return {"subject": mark.subject, "question": question.text if question else mark.question}


def _of_mark(mark, case):
    texts = []
    if not mark.audited_by:
        texts.append(_('Not audited: %(subject)s, "%(question)s".'))
    elif mark.audited_by in mark.markers:
        texts.append(_('Audited by somebody who marked it: %(subject)s, "%(question)s".'))
    elif mark.remade and not case.only_removes:
        texts.append(_('Marked again after the audit: %(subject)s, "%(question)s".'))
    if case.second_marks and not mark.seconded:
        texts.append(_('The second mark is missing: %(subject)s, "%(question)s".'))
    if not mark.confirmed:
        texts.append(_('Nobody has confirmed the answer that proves this mark: %(subject)s, "%(question)s".'))
    if outside(mark.said_on, case.standard):
        texts.append(_('The evidence is from outside the days of the standard: %(subject)s, "%(question)s".'))
    where = _where(mark, case.standard) if texts else {}
    return [text % where for text in texts]


def outside(day: dt.date | None, standard: document.Standard) -> bool:
    """Whether a day lies outside the evidence window; open ends and no day never do."""
    if day is None:
        return False
    text = day.isoformat()
    before = standard.evidence_from and text < standard.evidence_from
    return bool(before or (standard.evidence_to and text > standard.evidence_to))


def _older(case):
    """Marks of questions that say something else since they were made."""
    changed = {number: changed_questions(old, case.standard) for number, old in case.versions.items()}
    text = _('Made under an older version of the question, mark it anew: %(subject)s, "%(question)s".')
    old = [mark for mark in case.marks if mark.question in changed.get(mark.version, ())]
    return [text % _where(mark, case.standard) for mark in old]


def _window(subject, today):
    if not subject.marks or subject.answered:
        return []
    name = {"subject": subject.name}
    if not subject.notices:
        return [_("Right of reply: %(subject)s has not been sent the marks.") % name]
    deadlines = [deadline for sent, deadline in subject.notices if sent == subject.now]
    if not deadlines:
        text = _("Right of reply: marks of %(subject)s changed after they were sent. Send them once more.")
        return [text % name]
    if today <= (last := max(deadlines)):
        text = _("Right of reply: %(subject)s may reply until %(day)s.")
        return [text % (name | {"day": last.isoformat()})]
    return []


def _under_review(subject):
    whole = _("Under review: %(subject)s. Lift it first.")
    one = _('Under review: %(subject)s, "%(question)s". Lift it first.')
    return [
        (one if question else whole) % {"subject": subject.name, "question": question}
        for question in subject.under_review
    ]


def _reply(said):
    where = {"subject": said.subject, "question": said.question}
    if not said.checked:
        return [_('A reply waits to be checked: %(subject)s, "%(question)s".') % where]
    if not said.agrees and not said.answered:
        return [_('A reply disagrees and has no answer of ours: %(subject)s, "%(question)s".') % where]
    return []


def _ballot(case):
    """So close to a ballot a second reviewer and a public reason are needed."""
    if not case.near:
        return []
    found = []
    if not case.approved:
        text = _(
            "%(person)s is on the ballot on %(day)s (%(subject)s): a second reviewer must approve this first."
        )
        found += [
            text % {"person": one.person, "day": one.on.isoformat(), "subject": one.subject} for one in case.near
        ]
    if not case.timing_reason.strip():
        found.append(_("Close to a ballot: say why this release comes now. The reason is public."))
    return found
