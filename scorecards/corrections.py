"""What a release says otherwise than the release before it. Plain values in and out; knows no database."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scorecards import frozen
from scorecards.frozen import Frozen

UNKNOWN = ("", "not_found")
WORDS = {
    "": gettext_lazy("Not checked yet"),
    "not_found": gettext_lazy("No position found"),
    "no_answer": gettext_lazy("Asked, no answer"),
    "not_applicable": gettext_lazy("Does not apply"),
}


@dataclass(frozen=True)
class Change:
    """One question of one subject. `subject`: its slug in addresses."""

    subject: str
    name: str
    question: str
    before: Frozen
    after: Frozen

    @property
    def corrects(self) -> bool:
        """Whether something that was public says something else now; a mark made since is no correction."""
        before, after = self.said()
        return self.before.kind != "" and before != after

    @property
    def removes(self) -> bool:
        """Whether it only takes a claim back: to "not checked", or from an answer to "not found"."""
        if self.after.kind == "":
            return self.before.kind != ""
        return self.before.kind == "position" and self.after.kind == "not_found"

    def said(self) -> tuple[str, str]:
        """Before and after in words. Where the answer stays, the first thing that differs is named beside it."""
        before, after = _word(self.before), _word(self.after)
        if before == after:
            for name in ("reason", "searched", "searched_on", "asked_on", "asked_how"):
                if getattr(self.before, name) != getattr(self.after, name):
                    return _beside(before, getattr(self.before, name)), _beside(after, getattr(self.after, name))
            return _beside(before, _proof(self.before)), _beside(after, _proof(self.after))
        return before, after


def changes(old: Iterable, new: Iterable) -> list[Change]:
    """Every mark that differs between two releases' sheets, each with `slug`, `name`, `marks` and `details`
    (ReleaseSheet). Dates and versions of marks and the replies to them are no difference. A question that is no
    longer asked is one: what it said is gone."""
    before = {sheet.slug: sheet for sheet in old}
    found = []
    for sheet in new:
        last = before.get(sheet.slug)
        then = (last.marks, last.details) if last else ({}, {})
        for question in {**then[0], **sheet.marks}:
            one = frozen.read(question, *then)
            two = frozen.read(question, sheet.marks, sheet.details)
            if frozen.substance(one) != frozen.substance(two):
                found.append(Change(sheet.slug, sheet.name, question, one, two))
    return found


def only_removes(found: Iterable[Change]) -> bool:
    """Whether there are changes and every one takes a claim back."""
    found = list(found)
    return bool(found) and all(change.removes for change in found)


def _word(mark):
    if mark.kind != "position":
        return str(WORDS.get(mark.kind, mark.kind))
    if mark.points == "":
        return mark.word or _("none of the answers")
    points = _("%(points)s of %(of)s points") % {"points": mark.points, "of": mark.of}
    return f"{mark.word or _('none of the answers')} ({points})"


def _proof(mark):
    words = mark.words
    return "" if words is None else f"{words.quote} {words.source_url}".strip()


def _beside(word, more):
    return f"{word}: {more}" if more else word
