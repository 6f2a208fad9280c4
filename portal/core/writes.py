"""Writing facts: the row and its announcement in one transaction."""

from django.db import transaction

from portal.core import events


@transaction.atomic
def save(instance, *, by=None):
    """Save one checked fact and announce it. Raises ValidationError and writes nothing if a rule is broken."""
    action = "created" if instance._state.adding else "changed"
    instance.full_clean()
    instance.save()
    events.announce(type(instance), [instance.pk], action, by=by)
    return instance


@transaction.atomic
def delete(instance, *, by=None):
    """Delete one fact: what hangs on it (its page) goes first, then the row."""
    model, pk = type(instance), instance.pk
    events.deleting.send(sender=model, ids=[pk], by=by)
    instance.delete()
    events.announce(model, [pk], "deleted", by=by)


@transaction.atomic
def bulk_write(model, *, create=(), change=(), fields=(), by=None):
    """Write many facts of one model: `create` are new instances, `change` existing ones with `fields` new.

    Bulk writes send no Django signals, so the announcement here is the only word that goes out.
    """
    made = model._default_manager.bulk_create(create, batch_size=500)
    events.announce(model, [row.pk for row in made], "created", by=by)
    if change:
        model._default_manager.bulk_update(change, fields, batch_size=500)
        events.announce(model, [row.pk for row in change], "changed", by=by)
    return made
