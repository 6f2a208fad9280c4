"""How a contest is said to readers: the flag beside a race, and what to know about it on the race's page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.core.templatetags.opr import day
from races.contest import YES_OR_NO, State

# class of the flag; the text says the same, so color and border carry nothing alone
LOOKS = {
    State.CONTESTED: "flag",
    State.OPEN: "flag op",
    State.NOBODY: "tag",
    State.NOBODY_LEFT: "tag",
    State.RETENTION: "flag",
    State.RECALL: "flag",
}


def flag(contest, *, long=False):
    """{"text", "look"} for components/flag.html; `long` says the numbers and days too."""
    text = (_long(contest) if long else "") or _short(contest)
    return {"text": text, "look": LOOKS.get(contest.state, "flag un")}


def _short(contest):
    field = contest.field
    if contest.state == State.UNOPPOSED:
        return _("Unopposed") if field.seats == 1 else pgettext("several seats", "Unopposed")
    if contest.state == State.ONE_NAME:
        return _one_name(contest)
    if contest.state == State.WRITE_IN and field.on_ballot:
        return _("Opposed by write-ins only")
    return {
        State.CONTESTED: _("Contested"),
        State.OPEN: _("Nobody opposes yet"),
        State.WRITE_IN: _("Write-in candidates only"),
        State.NOBODY: _("No candidates listed yet"),
        State.NOBODY_LEFT: _("No candidate left in the race"),
        State.RETENTION: _("Yes or no vote"),
        State.RECALL: _("Recall vote"),
    }[contest.state]


def _one_name(contest):
    """No more than the list proves. A list that may still grow is said to be what it is: so far."""
    field = contest.field
    if field.on_ballot > 1 or field.seats > 1:
        return _("No more candidates than seats on this ballot")
    if contest.may_grow:
        return _("One candidate listed so far")
    if field.party:
        return _("One candidate in this party’s primary")
    return (
        _("One candidate in the general election")
        if field.kind == "general"
        else _("One candidate on this ballot")
    )


def _long(contest):
    field = contest.field
    numbers = {"standing": field.on_ballot, "seats": field.seats}
    if contest.state == State.CONTESTED:
        return (
            ngettext(
                "Contested: %(standing)s candidates for %(seats)s seat",
                "Contested: %(standing)s candidates for %(seats)s seats",
                field.seats,
            )
            % numbers
        )
    if contest.state == State.OPEN and not contest.file_until:
        return _("Nobody opposes yet: write-ins can file until %(date)s") % {"date": day(contest.last_day)}
    if contest.state == State.OPEN:
        return _("Nobody opposes yet: filing is open until %(date)s") % {"date": day(contest.last_day)}
    return ""


def notes(contest):
    """Sentences under the flag: who can still file and until when, and what the list cannot prove. A contested
    race needs none: its dates stand among the others."""
    field = contest.field
    said = [] if contest.state in (State.CONTESTED, *YES_OR_NO) else [*_filing(contest)]
    if contest.state == State.ONE_NAME and not field.field_known:
        if contest.may_grow:
            said.append(_("We do not know yet when filing ends, so more names may follow."))
        else:
            said.append(_("Primaries and write-ins are not in this file."))
    if contest.state == State.ONE_NAME and field.party:
        said.append(_("Somebody of another party can still stand against the winner of this primary."))
    if contest.state == State.RETENTION:
        said.append(_("Voters say yes or no to one person. Nobody can run against them here."))
    if contest.state == State.RECALL:
        said.append(_("Voters say whether the person who holds the office is removed before the term ends."))
    return said


def _filing(contest):
    if contest.opens:
        yield _("Filing opens on %(date)s.") % {"date": day(contest.opens)}
    until, write_in = contest.file_until, contest.write_in_until
    if until:
        yield _("People can still file to be on the ballot until %(date)s.") % {"date": day(until)}
    if write_in and write_in != until:
        yield _("Write-in candidates can file until %(date)s.") % {"date": day(write_in)}
