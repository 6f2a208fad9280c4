"""What a subject may read of its own sheet before it is public, and what it has sent: reads alone."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from scorecards import document, releasing
from scorecards import reply_rules as rules
from scorecards.frozen import substance
from scorecards.models import Release, ReleaseSheet, ReplyLink, ReplyNotice


def published(scorecard) -> document.Standard:
    """The newest published version of a scorecard's standard. ValidationError where there is none."""
    version = scorecard.standard.versions.first()
    if version is None:
        raise ValidationError(_("The standard has not been published yet."))
    return document.from_json(version.document)


def marks_by_subject(scorecard, standard=None, **limits):
    """{subject pk: {question slug: (Mark, Frozen)}}: the marks that count now, as their subject may read them:
    with their evidence and without points. `standard`: the published document where it is known already."""
    standard = standard or published(scorecard)
    found = defaultdict(dict)
    for (pk, slug), mark in releasing.marks_that_count(scorecard, **limits).items():
        if (shown := as_read(mark, standard)) is not None:
            found[pk][slug] = (mark, shown)
    return found


def as_read(mark, standard):
    """One mark as its subject may read it (Frozen), or None where its question is asked no more."""
    question = standard.question(mark.question.slug)
    return question and releasing.freeze(mark, question, neutral=True)


def digest(marks) -> str:
    """A hash of one subject's marks: the same as long as nothing that they say has changed. (That an auditor has
    accepted a mark as it is, changes nothing.)"""
    return document.digest({slug: substance(one) for slug, (_mark, one) in marks.items()})


def told_of_other_marks(scorecard) -> set:
    """Primary keys of the subjects whose marks are no longer those that we last sent them, or that were never
    sent any."""
    last = {}
    for notice in ReplyNotice.objects.filter(subject__scorecard=scorecard).order_by("sent_on", "pk"):
        last[notice.subject_id] = notice.marks_sha256
    marks = marks_by_subject(scorecard)
    subjects = scorecard.subjects.values_list("pk", flat=True)
    return {pk for pk in subjects if last.get(pk) != digest(marks.get(pk, {}))}


def deadlines(scorecard) -> dict:
    """{subject pk: the last deadline it was given}."""
    rows = ReplyLink.objects.of(scorecard).order_by("created_at")
    return {link.subject_id: link.deadline for link in rows}


def last_sent(subject):
    """{question pk: the newest Reply}."""
    rows = subject.replies.order_by("version").select_related("file").defer("file__data")
    return {row.question_id: row for row in rows}


def as_written(row) -> rules.Written:
    """A Reply or a ReplyDraft as its sender wrote it."""
    return rules.Written(row.agrees, row.text, row.evidence_url, row.file)


def is_public(file) -> bool:
    """Whether an editor has looked at a picture and a release shows it that is up."""
    if file.checked_on is None:
        return False
    sheets = ReleaseSheet.objects.filter(subject=file.subject_id, release__in=Release.objects.up())
    return any(
        reply.get("file") == file.pk
        for details in sheets.values_list("details", flat=True)
        for mark in details.values()
        for reply in mark.get("replies", ())
    )
