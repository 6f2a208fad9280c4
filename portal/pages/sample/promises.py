"""The promises of Sample County's district attorney and what became of them."""

import datetime as dt
from decimal import Decimal

from portal.pages.sample.facts import find_candidacy
from portal.pages.sample.keeper import content
from races.models import Topic
from scorecards.models import Metric, Promise, PromiseUpdate


def promises(keeper, state):
    """All promises with their updates, or none where the candidate has any promise on record."""
    said = content("promises")
    candidacy = find_candidacy(state, said["office"], said["candidate"])
    if Promise.objects.filter(candidacy=candidacy).exists():
        return
    for line in said["promises"]:
        promise = _promise(keeper, candidacy, line, said)
        for update in line["updates"]:
            noon = dt.datetime.combine(update["date"], dt.time(12), tzinfo=dt.UTC)
            keeper.save(
                PromiseUpdate(
                    promise=promise,
                    source_date=update["date"],
                    source_checked=said["checked"],
                    reviewed_by=said["reviewed_by"],
                    reviewed_at=noon,
                    **update,
                )
            )


def _promise(keeper, candidacy, line, said):
    """Published with a first revision, as every import of a revisioned row must do it."""
    fields = {name: value for name, value in line.items() if name not in ("topic", "said", "metric", "updates")}
    for name in ("baseline", "target"):
        if name in fields:
            fields[name] = Decimal(fields[name])
    promise = keeper.save(
        Promise(
            candidacy=candidacy,
            topic=Topic.objects.get(slug=line["topic"]),
            metric=Metric.objects.get(slug=line["metric"]) if "metric" in line else None,
            source_date=line["said_on"],
            source_checked=said["checked"],
            **said["said"][line["said"]],
            **fields,
        )
    )
    promise.save_revision(user=keeper.by).publish(user=keeper.by)
    return promise
