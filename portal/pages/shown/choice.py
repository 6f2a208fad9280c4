"""What a reader chose to compare, out of the address alone. Bad input is a sentence on the page, no error."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LEAST, MOST = 2, 4
READ, LONGEST = 12, 500  # of each field, so many values of so many characters are looked at
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# The end of a page's address, so that a whole address may be pasted.
PATHS = {
    "c": re.compile(rf"(?:^|/)([a-z]{{2}})/({SLUG})/({SLUG})/({SLUG})/?$"),
    "r": re.compile(rf"(?:^|/)([a-z]{{2}})/({SLUG})/({SLUG})/?$"),
    "o": re.compile(rf"(?:^|/)([a-z]{{2}})/({SLUG})/?$"),
}


@dataclass
class Choice:
    """Paths of candidates, races and offices; slugs of topics and measures. `unread`: how many values are no
    path of ours."""

    candidates: list = field(default_factory=list)
    races: list = field(default_factory=list)
    offices: list = field(default_factory=list)
    topics: list = field(default_factory=list)
    measures: list = field(default_factory=list)
    state: str = ""
    unread: int = 0

    @property
    def kind(self):
        """ "candidates", "offices", "mixed" or "" where nothing was chosen."""
        if (self.candidates or self.races) and self.offices:
            return "mixed"
        if self.candidates or self.races:
            return "candidates"
        return "offices" if self.offices else ""


def read(query):
    """The Choice in a QueryDict; a value that comes twice counts once."""
    found = Choice(state=query.get("s", "") if re.fullmatch("[a-z]{2}", query.get("s", "")) else "")
    for name, paths in (("c", found.candidates), ("r", found.races), ("o", found.offices)):
        for value in dict.fromkeys(query.getlist(name)[:READ]):
            if not value.strip():
                continue
            path = PATHS[name].search(value.strip()) if len(value) <= LONGEST else None
            if path is None:
                found.unread += 1
            elif path.groups() not in paths:
                paths.append(path.groups())
    for name, slugs in (("t", found.topics), ("m", found.measures)):
        slugs += [value for value in dict.fromkeys(query.getlist(name)) if re.fullmatch(SLUG, value)][:50]
    return found


def problem(number, unknown, what):
    """One sentence on what is wrong with the number chosen, or "". `what`: "candidates" or "offices"."""
    told = []
    if unknown:
        told.append(
            ngettext(
                "%(n)s of the addresses is no page of ours, so it was left out.",
                "%(n)s of the addresses are no pages of ours, so they were left out.",
                unknown,
            )
            % {"n": unknown}
        )
    if number > MOST:
        told.append(_("You chose %(n)s. Four fit side by side: leave some out.") % {"n": number})
    elif number == 1:
        one = {
            "candidates": _("One candidate is chosen. Choose one to three more."),
            "offices": _("One office is chosen. Choose one to three more."),
        }
        told.append(one[what])
    return " ".join(told)
