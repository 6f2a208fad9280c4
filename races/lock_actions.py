"""Locking a race's list of candidates: writing down that it was compared with the official list today."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import writes
from races import locks
from races.models import Candidacy, ListLock


def fill(lock, *, by):
    """Put the race's list as it stands now, its hash, today's date and the user's name on an unsaved lock.

    Raises ValidationError where the race has no candidate: there is nothing to compare.
    """
    known = lock.race.ballot_order_known
    rows = [locks.row(candidacy, order_known=known) for candidacy in Candidacy.objects.listed(lock.race)]
    if not rows:
        raise ValidationError(_("This race has no candidates yet, so there is no list to check."))
    lock.rows, lock.sha256 = rows, locks.sha256(rows)
    lock.locked_on, lock.locked_by = timezone.localdate(), by.get_username()
    return lock


@transaction.atomic
def lock_list(*, race, by, **source):
    """Lock the list of candidates against the official list named by `source` (fields of Sourced). A lock that
    stands is renewed. Raises ValidationError without a candidate or a source."""
    lock = ListLock.objects.filter(race=race).first() or ListLock(race=race)
    for name, value in source.items():
        setattr(lock, name, value)
    return writes.save(fill(lock, by=by), by=by)


def unlock_list(*, race, by):
    """Take the lock away, where there is one."""
    for lock in ListLock.objects.filter(race=race):
        writes.delete(lock, by=by)
