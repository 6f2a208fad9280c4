"""A filled database for a whole test module: loading it once for each test would take the longest."""

from contextlib import contextmanager

from django.db import transaction

from portal.pages.sample import load as sample
from races import reference as races_reference
from scorecards import reference as scorecards_reference


@contextmanager
def filled(blocker):
    """Reference facts and Sample State, in a transaction that is rolled back at the end. Yields what was made."""
    with blocker.unblock(), transaction.atomic():
        races_reference.load()
        scorecards_reference.load()
        yield sample.load()
        transaction.set_rollback(True)
