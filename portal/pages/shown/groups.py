"""A community group as its public entry shows it: legal form, mode, since when and why, and what it covers."""

from django.utils import timezone

from portal.pages.shown import addresses


def group(fact):
    """`log`: every change of form or mode, the newest first. The day that scoring began is the recorded one,
    which can be earlier than the day it was entered here."""
    log = [{"change": change, "since": timezone.localdate(change.at)} for change in fact.mode_changes.all()]
    if log and fact.mode == fact.Mode.SCORING and log[0]["change"].mode == fact.mode:
        log[0]["since"] = fact.scoring_since
    return {
        "group": fact,
        "scoring": fact.mode == fact.Mode.SCORING,
        "fixed": fact.legal_form in fact.ALWAYS_NEUTRAL,
        "log": log,
        "covers": [_place(covered) for covered in fact.coverage.all()],
        "sample": fact.is_sample,
    }


def _place(covered):
    if covered.office:
        return {"name": covered.office.name, "url": addresses.office(covered.office)}
    return {"name": covered.state.name, "url": addresses.state(covered.state)}
