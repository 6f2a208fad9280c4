"""What keeps a scorecard fair to everyone in it: plain values in, sentences out. Knows no database.

Rules of FAIRNESS.md 1 and 2 that a machine can check. Each problem names the rule and the question or subject.
What else a release needs (audit, reply window, dates): release_rules.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from scorecards import document

ASKED = "no_answer"


@dataclass(frozen=True)
class Judged:
    """One mark that counts. `question`: its slug; `subject`: a name; `codes`: the answers it gives. `own`: what
    proves it is the subject's own; `confirmed`: an answer that came by a link is known to be theirs; `said_on`:
    day of the words. `markers`: who made the first and the second mark; `audited_by` is "" where nobody did;
    `remade`: marked again after the audit; `seconded`: by a second person."""

    question: str
    subject: str
    kind: str = "position"
    codes: tuple[str, ...] = ()
    version: int = 1
    own: bool = True
    confirmed: bool = True
    said_on: dt.date | None = None
    markers: tuple[str, ...] = ()
    audited_by: str = ""
    remade: bool = False
    seconded: bool = True


def problems(
    standard: document.Standard,
    *,
    neutral: bool,
    marks: Iterable[Judged],
    subjects: Iterable[str],
    left_out: Iterable[str] = (),
) -> list[str]:
    """Why this may not be released; an empty list where it may. `neutral`: about candidates, by a group in neutral
    mode. `left_out`: names of those who stand in the race and are no subject."""
    marks = list(marks)
    asked = {question.slug: question for question in standard.questions}
    found = [] if asked else [_("The standard has no question.")]
    if neutral:
        found += [
            _("Neutral mode: everyone who stands is in it, and %(name)s is left out.") % {"name": name}
            for name in left_out
        ]
    for question in asked.values():
        found += _points(question, neutral)
    for mark in marks:
        found += _mark(mark, asked)
    return found + _asked_alike(asked, marks, list(subjects))


def _points(question, neutral):
    with_points = [option for option in question.options if option.points is not None]
    if neutral and with_points:
        text = _('Neutral mode: no answer carries points. "%(question)s" has answers with points.')
        return [text % {"question": question.text}]
    if with_points and len(with_points) < len(question.options):
        text = _('Every answer carries points, or none does. "%(question)s" has answers of both kinds.')
        return [text % {"question": question.text}]
    return []


def _mark(mark, asked):
    where = {"subject": mark.subject, "question": mark.question}
    question = asked.get(mark.question)
    if question is None:
        text = _('A mark answers a question that the standard does not have: %(subject)s, "%(question)s".')
        return [text % where]
    where["question"] = question.text
    found = []
    if not set(mark.codes) <= {option.code for option in question.options}:
        found.append(_('A mark must give an answer of its own question: %(subject)s, "%(question)s".') % where)
    if not mark.own:
        text = _('A mark must rest on the subject’s own words or record: %(subject)s, "%(question)s".')
        found.append(text % where)
    return found


def _asked_alike(asked, marks, subjects):
    """Nobody is shown as silent on a question that others were never asked."""
    checked = {(mark.question, mark.subject) for mark in marks}
    silent = {mark.question for mark in marks if mark.kind == ASKED}
    text = _('Everyone is asked: %(subject)s has not been asked or checked on "%(question)s", while others have.')
    return [
        text % {"subject": subject, "question": question.text}
        for slug, question in asked.items()
        for subject in subjects
        if slug in silent and (slug, subject) not in checked
    ]
