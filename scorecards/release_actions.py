"""Audit, approval, release and correction: each write atomic, by reviewers of the group alone."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import writes
from scorecards import document, release_case, release_rules, releasing
from scorecards.marking import Marker, Said, as_said
from scorecards.models import Approval, Correction, Mark, Question, Scorecard
from scorecards.standard_rules import changed_questions


@dataclass(frozen=True)
class Asked:
    """Why published marks change and who asked. `role`: a Correction.Role; a name only with the day of its
    written consent."""

    reason: str
    role: str
    name: str = ""
    consent_on: dt.date | None = None


def may_release(scorecard, user) -> bool:
    """Reviewers of the group that owns the standard, and site admins."""
    return user.is_superuser or user.groups.filter(pk=scorecard.standard.group.reviewers_id).exists()


def _reviewers_only(scorecard, user):
    if not may_release(scorecard, user):
        raise ValidationError(_("Only a reviewer of the group that owns the standard may do this."))


@transaction.atomic
def accept(scorecard, marks, *, by, now) -> list[Mark]:
    """Accept first marks (primary keys) as they are: each gets an audit mark that says the same. All or none.

    Raises ValidationError where one is not the newest first mark any more, its question changed since it was made,
    or this person may not audit it (marking_rules).
    """
    _reviewers_only(scorecard, by)
    wanted = set(marks)
    rows = scorecard.marks.newest().filter(stage=Mark.Stage.FIRST, pk__in=wanted).with_evidence()
    rows = list(rows.select_related("subject__cohort", "question__section"))
    if len(rows) != len(wanted):
        raise ValidationError(_("A mark has changed meanwhile. Look at it once more."))
    marker = Marker(scorecard, Mark.Stage.AUDIT, by)
    for mark in rows:
        if mark.version_id != marker.version.pk and _question_changed(mark, marker):
            text = _('"%(question)s" has changed since %(subject)s was marked. Mark it anew.')
            raise ValidationError(text % {"question": mark.question.text, "subject": mark.subject.name})
    return marker.add([(mark.subject, mark.question, as_said(mark)) for mark in rows], now=now)


def _question_changed(mark, marker):
    old = document.from_json(mark.version.document)
    return mark.question.slug in changed_questions(old, marker.standard)


def amend(scorecard, subject, question, said, *, by, now) -> Mark | None:
    """Another answer than the first mark's, as a marking.Said with the reason; None where it says nothing new."""
    _reviewers_only(scorecard, by)
    if not said.reason:
        raise ValidationError({"reason": [_("Say why the answer changes. The reason is public.")]})
    made = Marker(scorecard, Mark.Stage.AUDIT, by).add([(subject, question, said)], now=now)
    return made[0] if made else None


def take_back(scorecard, subject, question, *, reason, by, now) -> Mark | None:
    """Nothing is claimed any more: "not checked yet". Its release waits for no window and no second reviewer."""
    said = Said(kind=Mark.Kind.UNCHECKED, reason=reason.strip())
    return amend(scorecard, subject, question, said, by=by, now=now)


@transaction.atomic
def approve(scorecard, *, by, now, timing_reason) -> Approval:
    """A reviewer's word that this may go out as it stands, close to a ballot. It ends with the next change."""
    _reviewers_only(scorecard, by)
    if not timing_reason.strip():
        raise ValidationError(_("Close to a ballot: say why this release comes now. The reason is public."))
    prepared = release_case.prepare(scorecard)
    if prepared is None:
        raise ValidationError(_("The standard has not been published yet."))
    row = Approval(scorecard=scorecard, by=by.get_username(), at=now, digest=prepared.digest)
    row.timing_reason = timing_reason.strip()
    return writes.save(row, by=by)


@dataclass(frozen=True)
class Outlook:
    """What a release would be now: `prepared` (None where the standard is not published), the reasons against it,
    and what should be known before."""

    prepared: release_case.Prepared | None
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    near: tuple[release_rules.Near, ...]
    timing_reason: str

    @property
    def corrected(self):
        """Changes of what was public, for the log of corrections."""
        return [one for one in self.prepared.changes if one.corrects] if self.prepared else []


def outlook(scorecard, *, by, today, timing_reason="") -> Outlook:
    """As `release` would see it. The second reviewer's reason stands where none is given."""
    prepared = release_case.prepare(scorecard)
    approval = _approval(scorecard, prepared, by)
    timing_reason = timing_reason.strip() or (approval.timing_reason if approval else "")
    known = {"today": today, "by": by.get_username(), "timing_reason": timing_reason}
    case = release_case.case(scorecard, prepared, **known)
    return Outlook(
        prepared=prepared,
        problems=tuple(release_rules.problems(case)),
        warnings=tuple(release_rules.warnings(case)),
        near=case.near,
        timing_reason=timing_reason,
    )


def _approval(scorecard, prepared, by):
    if prepared is None:
        return None
    return scorecard.approvals.filter(digest=prepared.digest).exclude(by=by.get_username()).first()


@transaction.atomic
def release(scorecard, *, by, now, note="", timing_reason="", asked=None):
    """Freeze a scorecard as its next release, and log every published mark that changes (`asked`: an Asked).

    Raises ValidationError with every reason against it, and writes nothing.
    """
    Scorecard.objects.select_for_update().get(pk=scorecard.pk)  # numbers one after another
    _reviewers_only(scorecard, by)
    found = outlook(scorecard, by=by, today=timezone.localdate(now), timing_reason=timing_reason)
    later = scorecard.releases.exists()
    problems = [*_unsaid(found, note, asked, later), *found.problems]
    if problems:
        raise ValidationError(problems)
    second = _approval(scorecard, found.prepared, by) if found.near else None
    made = releasing.write(
        scorecard,
        by=by.get_username(),
        now=now,
        note=note.strip() if later else "",
        second_by=second.by if second else "",
        timing_reason=found.timing_reason if found.near else "",
        prepared=(found.prepared.gathered, found.prepared.sheets),
    )
    if found.corrected:
        _log(made, found.corrected, asked, by)
    return made


@transaction.atomic
def correct(scorecard, *, by, now, asked, note="", timing_reason=""):
    """A release that corrects what was public; the note is the reason where none is given. ValidationError also
    where nothing differs."""
    note = note.strip() or asked.reason.strip()
    made = release(scorecard, by=by, now=now, note=note, timing_reason=timing_reason, asked=asked)
    if not made.corrections.exists():
        raise ValidationError(_("Nothing that was public says something else. Change a mark first."))
    return made


def _unsaid(found, note, asked, later):
    """What a later release must say of itself."""
    missing = []
    if found.prepared and found.prepared.repeats:
        missing.append(_("Nothing has changed since the last release."))
    if later and not note.strip():
        missing.append(_("Say what changed since the last release; it is public."))
    if found.corrected and (asked is None or not asked.reason.strip() or not asked.role):
        missing.append(_("Published marks change: say why, and who asked. Both go into the log of corrections."))
    return missing


def _log(made, changes, asked, by):
    texts = dict(Question.objects.filter(section__standard=made.scorecard.standard_id).values_list("slug", "text"))
    for change in changes:
        before, after = change.said()
        row = Correction(
            on=timezone.localdate(made.at),
            kind=Correction.Kind.REMOVED if change.removes else Correction.Kind.CORRECTED,
            about=f"{change.name}: {texts.get(change.question, change.question)}"[:255],
            path=f"/scorecards/{made.scorecard.slug}/{change.subject}/",
            before=before,
            after=after,
            reason=asked.reason.strip(),
            role=asked.role,
            name=asked.name,
            consent_on=asked.consent_on,
            release=made,
            group=made.scorecard.standard.group,
            by=by.get_username(),
        )
        writes.save(row, by=by)
