"""Whether a race's list of candidates was checked against the official one, and has changed since."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from races import locks
from races.models import Candidacy

FIELDS = {
    "party": gettext_lazy("party"),
    "designation": gettext_lazy("ballot designation"),
    "status": gettext_lazy("status"),
    "ballot_order": gettext_lazy("place on the ballot"),
}


def lock(race, candidates):
    """{"lock", "changed": sentences}; no sentences while the list is as it was checked. None without a lock.
    `race` has its `lock` loaded."""
    standing = getattr(race, "lock", None)
    if standing is None:
        return None
    now = [locks.row(candidacy, order_known=race.ballot_order_known) for candidacy in candidates]
    same = locks.sha256(now) == standing.sha256
    return {"lock": standing, "changed": [] if same else sentences(locks.difference(standing.rows, now))}


def sentences(found):
    """Each difference in words. A hash that breaks with no difference in the rows says so, too."""
    said = [_("Added: %(name)s.") % {"name": name} for name in found["added"]]
    said += [_("No longer listed: %(name)s.") % {"name": name} for name in found["removed"]]
    said += [
        _("%(name)s: %(field)s was “%(before)s”, now “%(after)s”.")
        % {"name": name, "field": FIELDS[field], "before": _shown(field, was), "after": _shown(field, now)}
        for name, field, was, now in found["changed"]
    ]
    return said or [_("The rows kept with the check do not match its hash.")]


def _shown(field, value):
    if value is None or value == "":
        return _("none")
    return dict(Candidacy.Status.choices).get(value, value) if field == "status" else value
