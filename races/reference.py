"""Facts that come with the project (races/data), put into the database and kept up to date there."""

import tomllib
from pathlib import Path

from django.db import transaction

from portal.core.imports import Item, Plan, diff
from portal.core.models import AuditEntry
from portal.core.writes import bulk_write
from races import figures, places, zips
from races.models import Topic

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load(by=None, states=None) -> Plan:
    """States, counties, offices and topics, in one transaction; loading twice changes nothing.

    `states`: codes of the only states to load, for a test that needs a few; None loads the country. The plan
    tells what was done. Facts in the database that are not in the files are left alone, and so are fields that
    a file does not name. Leave `by` empty in commands: what somebody changed under their name is taken for an
    edit and is not written over.
    """
    total = Plan("reference facts")
    for part in places.load(load_rows, by=by, states=states):
        total.take(part)
    for part in (_topics(by), figures.load(load_rows, by=by, states=states), zips.load(by)):
        total.take(part)
    if total.refused:
        raise ValueError(f"The shipped files contradict themselves: {total.refused[0]}")
    return total


def load_rows(model, key, rows, *, by=None) -> Plan:
    """Create the rows that are missing and renew the fields that `rows` carry of those that stand.

    `key` names the columns of the natural key; `rows` are dicts by column name (`state_id`, not `state`).
    A row that somebody changed in the admin keeps its values, and a note says so.
    """
    rows = list(rows)
    fields = tuple(dict.fromkeys(name for row in rows for name in row))
    standing = {tuple(getattr(one, name) for name in key): one for one in model._default_manager.all()}
    kind = str(model._meta.verbose_name)
    plan = diff(
        {at: {name: getattr(one, name) for name in fields} for at, one in standing.items()},
        [_item(kind, key, row) for row in rows],
        fields,
        kind=kind,
    )
    _keep_edits(plan, standing, _edited(model))
    for change in plan.changed:
        for name, value in change.after.items():
            setattr(standing[change.key], name, value)
    bulk_write(
        model,
        create=[model(**change.after) for change in plan.created],
        change=[standing[change.key] for change in plan.changed],
        fields=sorted({name for change in plan.changed for name in change.after}),
        by=by,
    )
    return plan


def _item(kind, key, row):
    return Item(tuple(row[name] for name in key), row, label=f"{kind} {row.get('name', '')}".strip())


def read_toml(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _edited(model):
    """Ids of rows that a named person changed."""
    entries = AuditEntry.objects.filter(model=model._meta.label, action="changed").exclude(by="")
    return {pk for ids in entries.values_list("ids", flat=True) for pk in ids}


def _keep_edits(plan, standing, edited):
    kept = [change for change in plan.changed if standing[change.key].pk in edited]
    plan.changed = [change for change in plan.changed if standing[change.key].pk not in edited]
    plan.unchanged += len(kept)
    plan.notes += [f"{change.label} was edited here and stays ({change.differences()})" for change in kept]


def _topics(by):
    return load_rows(Topic, ("slug",), read_toml(DATA / "topics.toml")["topics"], by=by)
