"""What a page is about that a reader reports: its title and the group that answers for it.

Only pages that are public are known here; of any other address the title stays empty, so that nobody learns from
this form what is not out yet.
"""

import re
from dataclasses import dataclass

from wagtail.models import Page

from portal.core.logs import public_part
from races.models import Coverage
from scorecards.models import Chart, Promise, Scorecard

LOCAL = re.compile(r"/(?![/\\])[^\s\\?#\x00-\x1f\x7f]{0,499}")
HIDDEN = re.compile(r"^(?:/es)?/(?:admin|answer|reply|report)(?:/|$)")


@dataclass(frozen=True)
class About:
    """`group_id` is None where no group answers: the site's admins do."""

    path: str
    title: str = ""
    group_id: int | None = None


def local_path(text):
    """A path of this site as it may be kept and linked to, or "": no other site, no query, no private link."""
    path = text.partition("?")[0].partition("#")[0]
    if not LOCAL.fullmatch(path) or HIDDEN.match(path) or public_part(path) != path:
        return ""
    return path


def about(path):
    """About of a local path. Never raises: what is not known has no title."""
    words = [word for word in path.removeprefix("/es/").split("/") if word]
    if words[:1] == ["promises"] and len(words) > 1:
        return _promise(path, words[1])
    if words[:1] in (["charts"], ["embed"]) and len(words) > 1:
        return _chart(path, words[1])
    if words[:1] == ["scorecards"] and len(words) > 1:
        return _scorecard(path, words[1])
    return _page(path, words)


def _scorecard(path, slug):
    slug = slug.partition(".")[0]
    found = Scorecard.objects.released().filter(slug=slug).select_related("standard").first()
    return About(path, found.title, found.standard.group_id) if found else About(path)


def _promise(path, word):
    pk = word.partition("-")[0]
    if not pk.isascii() or not pk.isdecimal() or len(pk) > 18:
        return About(path)
    rows = Promise.objects.filter(live=True, pk=pk).select_related("candidacy__race__office")
    found = rows.first()
    return About(path, str(found)[:255], _group(found.candidacy.race.office)) if found else About(path)


def _chart(path, slug):
    slug = slug.partition(".")[0]
    found = Chart.objects.filter(slug=slug).select_related("office", "metric").first()
    if found is None or found.office_id is None:
        return About(path)
    return About(path, slug, _group(found.office))


def _page(path, words):
    """The page of the tree at this address or, for the views beside it, the one above."""
    home = Page.objects.filter(depth=2).order_by("path").first()
    if home is None:
        return About(path)
    words = [word.partition(".")[0] for word in words]
    above = range(2, len(words)) if words[:1] == ["offices"] else ()
    tried = [home.url_path + "".join(f"{word}/" for word in words[:n]) for n in (*above, len(words))]
    found = Page.objects.live().filter(url_path__in=tried).order_by("-depth").first()
    if found is None:
        return About(path)
    return About(path, found.title[:255], _group_of(found.specific))


def _group_of(page):
    """The group that covers what a page of the tree is about: an office, a race, a candidacy, a state."""
    fact = getattr(page, "fact", None)
    if fact is None:
        return None
    race = getattr(fact, "race", fact)
    office = getattr(race, "office", race)
    return _group(office) if hasattr(office, "state_id") else _of_state(fact.pk)


def _group(office):
    """Whoever covers the office by name, else its state; of several the first."""
    named = Coverage.objects.filter(office=office).order_by("pk").values_list("group", flat=True).first()
    return named if named is not None else _of_state(office.state_id)


def _of_state(state):
    return Coverage.objects.filter(state=state).order_by("pk").values_list("group", flat=True).first()
