"""Taking a frozen address down: it answers 410 with the day and the reason from then on (FAIRNESS.md 1)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import writes
from scorecards.models import Correction, Withdrawal


@transaction.atomic
def withdraw(*, path, reason, role, by, today=None, **target):
    """Withdraw one `release`, `drawing` (a RenderedChart) or `year` (a YearFreeze) and write the line of the
    public log. `path`: the frozen address; `role`: a Correction.Role, who asked. Returns the Withdrawal.

    Raises PermissionDenied for anyone but a site admin, ValidationError without a reason or the second time.
    """
    if not by.is_superuser:
        raise PermissionDenied(_("Only a site admin may withdraw a frozen address."))
    if not reason.strip():
        raise ValidationError(_("Say why. The reason is public."))
    day = today or timezone.localdate()
    withdrawal = Withdrawal(**target, on=day, reason=reason.strip(), by=by.get_username())
    writes.save(withdrawal, by=by)
    release = withdrawal.release
    line = Correction(
        on=day,
        kind=Correction.Kind.WITHDRAWN,
        about=about(withdrawal)[:255],
        path=path,
        reason=withdrawal.reason,
        role=role,
        release=release,
        group=release.scorecard.standard.group if release else None,
        by=withdrawal.by,
    )
    writes.save(line, by=by)
    return withdrawal


def about(withdrawal):
    """What was taken down, by name. No title of a drawing: it may say the very thing that had to go."""
    if withdrawal.release_id:
        return str(withdrawal.release)
    if withdrawal.drawing_id:
        drawing = withdrawal.drawing
        return f"{drawing.chart.slug}, {drawing.language}, {drawing.drawn_at:%Y-%m-%d}"
    return _("Figures of %(year)s") % {"year": withdrawal.year.year}
