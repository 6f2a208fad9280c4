"""Answering what readers report. The answer is public at once: nobody has to approve it, so a correction that
only removes a claim is never delayed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core import writes
from portal.core.models import ErrorReport
from scorecards.models import Correction

KINDS = (Correction.Kind.CORRECTED, Correction.Kind.REMOVED, Correction.Kind.UNCHANGED)


@transaction.atomic
def answer(report, *, kind, text, by, today, before="", after=""):
    """Close a report with a public answer, which stands in the log of corrections from now on. Returns the
    Correction. `text` is the reason printed there; what was corrected says what stood there before and what
    stands there now, what was removed says what stood there. Raises ValidationError."""
    if report.status != ErrorReport.Status.WAITING:
        raise ValidationError(_("This report was closed already."))
    if not text.strip():
        raise ValidationError(_("Write the answer; it is public."))
    if kind not in KINDS:
        raise ValidationError(_("Say whether something was corrected, removed, or stays as it was."))
    if kind == Correction.Kind.CORRECTED and not (before.strip() and after.strip()):
        raise ValidationError(_("Say what stood there before and what stands there now."))
    if kind == Correction.Kind.REMOVED and not before.strip():
        raise ValidationError(_("Say in general words what was taken out, for example “a quote”."))
    report.status, report.answer = ErrorReport.Status.ANSWERED, text.strip()
    report.answered_on, report.answered_by = today, by.get_username()
    writes.save(report, by=by)
    row = Correction(on=today, kind=kind, path=report.path, about=report.about or report.path[:255])
    row.before, row.after = ("", "") if kind == Correction.Kind.UNCHANGED else (before.strip(), after.strip())
    row.reason, row.role, row.group_id, row.by = report.answer, report.role, report.group_id, by.get_username()
    return writes.save(row, by=by)


@transaction.atomic
def put_aside(report, *, by):
    """Spam or abuse: closed without an answer and without a line in the log."""
    if report.status != ErrorReport.Status.WAITING:
        raise ValidationError(_("This report was closed already."))
    report.status = ErrorReport.Status.UNREAD
    return writes.save(report, by=by)
