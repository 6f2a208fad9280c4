"""The rules of a questionnaire: plain values in, plain values out. No database, no Django.

FAIRNESS.md 1 and 2: the same questions, word limit and deadline for all, everyone invited, "No answer" only
where a request is on record, and a link of which only a hash is kept.
"""

import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TOKEN_BYTES = 32
# Nobody needs more characters for a word than this, on average: a guard against texts without spaces.
CHARACTERS_A_WORD = 20
LEAST_DAYS_TO_ANSWER = 7

ANSWERED, DECLINED, RECEIVED, WAITING, NO_ANSWER, NOT_ASKED = (
    "answered", "declined", "received", "waiting", "no_answer", "not_asked",
)  # fmt: skip


def new_token() -> str:
    """The secret part of a candidate's link: 256 random bits, safe in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What is kept of a token: its SHA-256 in hex. A plain hash is enough for 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def count_words(text: str) -> int:
    """How many words a text has, as a word processor counts: what stands between spaces. A dash set with or
    without spaces parts two words, and a piece without a letter or digit (a dash, an asterisk) is none."""
    return sum(1 for piece in re.split(r"[\s–—]+", text) if any(sign.isalnum() for sign in piece))


def too_long(text: str, limit: int) -> bool:
    """Whether a text is over the limit of words, or far too long for so many words."""
    return count_words(text) > limit or len(text) > limit * CHARACTERS_A_WORD


def kind(*, confirmed: bool, declined: bool, arrived: bool, asked: bool, deadline: dt.date, today: dt.date) -> str:
    """What may be said of one candidate and one question.

    `confirmed`: an answer is on record and known to be the candidate's own; `declined`: it is a refusal.
    `arrived`: an answer came that nobody has confirmed yet, so neither its text nor "no answer" may be printed.
    `asked`: a request with date and channel is on record; without one the page says that nobody asked.
    """
    if confirmed:
        return DECLINED if declined else ANSWERED
    if arrived:
        return RECEIVED
    if not asked:
        return NOT_ASKED
    return NO_ANSWER if today > deadline else WAITING


@dataclass(frozen=True)
class Invited:
    """One candidate as a set stands: still in the race or not, with a link or not, and the days we asked."""

    name: str
    standing: bool
    has_link: bool = False
    asked_on: tuple[dt.date, ...] = ()
    in_race: bool = True


@dataclass(frozen=True)
class Problem:
    """Why a set may not be published: the rule, whom or what it is about, and what to do."""

    rule: str
    about: str
    text: str

    def __str__(self):
        return f"{self.rule}: {self.about}. {self.text}" if self.about else f"{self.rule}. {self.text}"


def problems(
    *,
    questions: Sequence[str],
    word_limit: int,
    deadline: dt.date,
    election_day: dt.date,
    people: Iterable[Invited],
) -> list[Problem]:
    """Every rule that a set breaks, named, with the person; an empty list where it may be published."""
    people = list(people)
    standing = [one for one in people if one.standing and one.in_race]
    found = _of_questions(questions, word_limit)
    if deadline >= election_day:
        found.append(
            Problem("Same deadline for all", f"{deadline}", "The deadline must come before the election day.")
        )
    if not standing:
        found.append(Problem("Everyone is asked", "", "This race has no candidate on record to ask."))
    for one in people:
        if not one.in_race and (one.has_link or one.asked_on):
            found.append(Problem("Candidates of this race alone", one.name, "Runs in another race."))
    some_link = any(one.has_link for one in standing)
    for one in standing:
        found += _of_person(one, deadline, some_link)
    return found


def _of_questions(questions, word_limit):
    found = []
    if not questions:
        found.append(Problem("Same questions for all", "", "The set has no question."))
    for place, text in enumerate(questions, 1):
        if not text.strip():
            found.append(Problem("Same questions for all", f"question {place}", "It has no text."))
    if not 20 <= word_limit <= 1000:
        found.append(Problem("Same word limit for all", f"{word_limit} words", "Set it from 20 to 1,000."))
    return found


def _of_person(one, deadline, some_link):
    found = []
    if not one.asked_on:
        text = "No request is on record. Write to them, then record the date and how you asked."
        found.append(Problem("Everyone is asked", one.name, text))
    elif (deadline - min(one.asked_on)).days < LEAST_DAYS_TO_ANSWER:
        text = (
            f"First asked on {min(one.asked_on)}, less than {LEAST_DAYS_TO_ANSWER} days before {deadline}. "
            "Move the deadline for everyone."
        )
        found.append(Problem("Same deadline for all", one.name, text))
    if some_link and not one.has_link:
        text = "Has no open link while others have one. Make a link for them."
        found.append(Problem("Links for all or none", one.name, text))
    return found


LINK = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|net|gov|edu|info|io|us|co|me|biz|app|dev|news|tv|ly|gl)\b(?:/|\b)", re.I
)
MAIL = re.compile(r"\S@\S|\[at\]|\(at\)", re.I)
PHONE = re.compile(
    r"\+\d[\d\s().-]{7,}|(?<!\d)(?:\(\d{3}\)|\d{3})?[\s.-]?\d{3}[\s.-]\d{4}(?!\d)|(?<!\d)1?\d{10}(?!\d)"
)


def private_part(text: str) -> str:
    """What a resident's question may not hold: "link", "mail" or "phone"; "" where it holds none."""
    for name, pattern in (("mail", MAIL), ("link", LINK), ("phone", PHONE)):
        if pattern.search(text):
            return name
    return ""
