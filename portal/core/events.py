"""The one event that carries every change upward, so that no room imports what stands above it.

`changed`  (model, ids, action "created" | "changed" | "deleted", by): sent inside the transaction by every
           write in `portal.core.writes` and by `imports.apply`. Listeners make pages and audit entries there
           and then; redraws and purges go to `on_commit`.
`deleting` (model, ids, by): sent before the rows go, so that what hangs on them can go first.
"""

from django.db import transaction
from django.dispatch import Signal

changed = Signal()
deleting = Signal()


def announce(model, ids, action, *, by=None):
    """Tell the house that rows `ids` of `model` were written. Must be called inside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("announce() belongs inside the transaction that wrote the rows")
    if ids := list(ids):
        changed.send(sender=model, ids=ids, action=action, by=by)
