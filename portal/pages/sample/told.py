"""The notes of Sample State that everyone who is marked was sent their marks before a release."""

from scorecards import reply_sheet
from scorecards.models import ReplyNotice


def tell(keeper, card, *, by, sent_on, deadline, channel="email", subjects=None):
    """One note a subject, or to these alone, of the marks as they stand."""
    marks = reply_sheet.marks_by_subject(card)
    for subject in card.subjects.all() if subjects is None else subjects:
        notice = ReplyNotice(subject=subject, sent_on=sent_on, channel=channel, deadline=deadline, recorded_by=by)
        notice.marks_sha256 = reply_sheet.digest(marks[subject.pk])
        keeper.save(notice)
