"""What a page about a race or a candidate must keep to before it is published: plain values in, sentences out.

FAIRNESS.md 2, the part a machine can check. Each problem names the rule and the person. No database, no Django.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from races.asking_rules import Problem, count_words

# Equal space: as many words as two short paragraphs, for everyone, in each language.
BIO_WORDS = 300
# Pages of a campaign: shown for everyone who stands, or for nobody.
ALL_OR_NONE = ("campaign", "social")

MONEY_SITES = frozenset((
    "actblue.com", "winred.com", "anedot.com", "gofundme.com", "gofund.me", "donorbox.org", "givebutter.com",
    "givesendgo.com", "raisethemoney.com", "efundraisingconnections.com", "democracyengine.com", "numero.ai",
    "ngpvan.com", "everyaction.com", "revv.co", "fundly.com", "crowdpac.com", "patreon.com", "ko-fi.com",
    "zeffy.com", "paypal.com", "paypal.me", "venmo.com", "cash.app",
))  # fmt: skip
MONEY_WORDS = frozenset((
    "donate", "donation", "donations", "donating", "donar", "donacion", "donaciones", "contribute",
    "contribution", "contributions", "contribuir", "chipin", "fundraise", "fundraising",
))  # fmt: skip
# A path may hold one of the words above in a headline; as its own part it is the page that asks.
OPENING = re.compile(r"(donate|donar|contribute|chip-in|give-now)([-_].*)?")
ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>\"”]*)?", re.IGNORECASE)


def asks_for_money(address: str) -> bool:
    """Whether a web address looks like a page that asks for donations, by its site and the words of its path.

    A news story such as `/2026/campaign-contributions-report/` is none: there the word is part of a headline.
    """
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return False
    if any(host == site or host.endswith(f".{site}") for site in MONEY_SITES):
        return True
    names = host.split(".")[:-1]
    pieces = [*names, *re.split(r"[/?&=#]+", f"{parts.path}/{parts.query}/{parts.fragment}".lower())]
    return any(
        (bare := piece.rsplit(".", 1)[0]) in MONEY_WORDS or OPENING.fullmatch(bare) for piece in pieces if piece
    )


def addresses_in(text: str) -> list[str]:
    """Web addresses written out in a text."""
    return [found.rstrip(".,;:)") for found in ADDRESS.findall(text)]


def all_or_none(links: Mapping[Hashable, Iterable[str]]) -> dict[str, list]:
    """`links`: the kinds of links that each person who stands has on record. For each kind in ALL_OR_NONE that
    somebody has: the people who have none. An empty list: everyone has one, so they may all be shown."""
    kinds = {person: set(has) for person, has in links.items()}
    some = set().union(*kinds.values()) if kinds else set()
    return {
        kind: [person for person, has in kinds.items() if kind not in has] for kind in ALL_OR_NONE if kind in some
    }


@dataclass(frozen=True)
class Runner:
    """One candidate who stands. `place`: on the ballot; `asked`: by every public set of questions."""

    name: str
    place: int | None = None
    asked: bool = True
    campaign_hosts: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """The text of one page in one language. `about`: the person's name, or the race's. `evidence` are sources
    of quotes, `links` what the text itself links to."""

    about: str
    language: str
    words: str
    links: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    limited: bool = True


def problems(*, order_known: bool, people: Iterable[Runner], texts: Iterable[Text]) -> list[Problem]:
    """Every rule that publishing these texts on a page of this race would break; empty where it may be."""
    people = list(people)
    found = []
    for text in texts:
        found += _of_text(text, people)
    for one in people:
        if order_known and one.place is None:
            found.append(
                Problem(
                    "Ballot order", one.name, "The race says that the order is known, but has no place for them."
                )
            )
        if not one.asked:
            found.append(
                Problem("Everyone is asked", one.name, "Others were sent questions. Ask them too, and record it.")
            )
        found += [
            Problem("No donation pages", one.name, f"{address} is among the links on record.")
            for address in one.addresses
            if asks_for_money(address)
        ]
    return found


def _of_text(text, people):
    found = []
    if text.limited and (n := count_words(text.words)) > BIO_WORDS:
        limit = f"The text has {n} words in {text.language}; everyone gets up to {BIO_WORDS}."
        found.append(Problem("Equal space", text.about, limit))
    found += [
        Problem("No donation pages", text.about, f"The text names {address}.")
        for address in sorted({*text.links, *text.evidence, *addresses_in(text.words)})
        if asks_for_money(address)
    ]
    without = [one.name for one in people if not one.campaign_hosts]
    theirs = set().union(*(one.campaign_hosts for one in people)) if people else set()
    if without:
        found += [
            Problem(
                "Campaign links for all or none",
                text.about,
                f"The text names {address}; no campaign page is on record for {', '.join(without)}.",
            )
            for address in sorted({*text.links, *addresses_in(text.words)})
            if host_of(address) in theirs
        ]
    return found


def host_of(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")


def only_takes_away(before: str, after: str) -> bool:
    """Whether a new text holds no word that the old one did not. Such a correction is never held up."""
    return not Counter(after.split()) - Counter(before.split())
