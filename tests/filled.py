"""A filled database for a whole test module: loading it once for each test would take the longest."""

from contextlib import contextmanager

from django.db import transaction

from portal.pages.sample import load as sample
from races import reference as races_reference
from scorecards import reference as scorecards_reference

# The whole country takes ten seconds, and no test that wants a filled portal needs more than these.
STATES = ("ca", "ga", "il")


@contextmanager
def filled(blocker):
    """Reference facts of three states and Sample State, rolled back at the end. Yields what Sample State made."""
    with blocker.unblock(), transaction.atomic():
        races_reference.load(states=STATES)
        scorecards_reference.load()
        yield sample.load()
        transaction.set_rollback(True)
