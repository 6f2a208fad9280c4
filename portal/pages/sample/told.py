"""The notes of Sample State that everyone who is marked was sent their marks before a release."""

from scorecards import document
from scorecards.models import Mark, ReplyNotice


def tell(keeper, card, *, by, sent_on, deadline, channel="email"):
    """One note a subject."""
    for subject in card.subjects.all():
        marks = subject.marks.filter(stage=Mark.Stage.FIRST).select_related("question")
        said = {"subject": subject.slug, "marks": [f"{mark.question.slug}: {mark.kind}" for mark in marks]}
        notice = ReplyNotice(subject=subject, sent_on=sent_on, channel=channel, deadline=deadline, recorded_by=by)
        notice.marks_sha256 = document.digest(said)
        keeper.save(notice)
