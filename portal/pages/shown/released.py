"""What every page of a released scorecard begins with: its newest release that is up, and how it may be shown."""

import math
from dataclasses import dataclass, replace
from decimal import Decimal

from portal.pages.shown import addresses, trail
from scorecards import document, frozen
from scorecards.models import Release
from scorecards.under_review import marks_under_review, profiles_under_review


def newest(slug):
    """The newest release that is up of the scorecard at this address, or None."""
    up = Release.objects.newest().for_page()
    return up.filter(scorecard__page__live=True, scorecard__slug=slug).first()


def about_candidates(release) -> bool:
    standard = release.scorecard.standard
    return standard.subjects == standard.Subjects.CANDIDACIES


def scored(release) -> bool:
    """Whether points and scores may be shown. A group that has gone back to neutral mode shows none about a
    candidacy; what an office does may be scored in both modes."""
    group = release.scorecard.standard.group
    if about_candidates(release) and group.mode == group.Mode.NEUTRAL:
        return False
    return release.mode == group.Mode.SCORING


def url(scorecard):
    return addresses.page(f"scorecards/{scorecard.slug}/")


def head(release):
    """The context that all of these pages share."""
    scorecard = release.scorecard
    return {
        "release": release,
        "scorecard": scorecard,
        "group": scorecard.standard.group,
        "standard": document.from_json(release.method["standard"]),
        "scored": scored(release),
        "bare": own_words_only(release),
        "candidates": about_candidates(release),
        "here": "scorecards",
        "sample": scorecard.is_sample,
        "crumbs": [*trail.to_scorecards(), {"url": url(scorecard), "text": scorecard.title}],
        "base_url": url(scorecard),
    }


def own_words_only(release) -> bool:
    """Whether a group that works in neutral mode by now gave marks of agreement in this release."""
    return about_candidates(release) and not scored(release) and release.mode == "scoring"


def mark(slug, sheet, *, bare, evidence=False) -> frozen.Frozen:
    """One frozen answer as it may be shown. `bare`: own_words_only; `evidence`: with its words, from `details`."""
    found = frozen.read(slug, sheet.marks, sheet.details if evidence else {})
    if bare and found.kind == "position":
        return replace(found, kind="recorded", level="", word="", tint="", points="", of="", reason="")
    return found


@dataclass(frozen=True)
class Figure:
    """A score as it was frozen, in the words that every surface prints; reads like a scoring.Score."""

    shown_low: Decimal
    shown_high: Decimal
    known: int
    total: int

    @property
    def shown(self):
        return self.shown_low, self.shown_high

    @property
    def is_range(self):
        return self.shown_low != self.shown_high

    @property
    def bar_low(self):
        return min(100, max(0, math.floor(self.shown_low)))

    @property
    def bar_high(self):
        return min(100, max(0, math.ceil(self.shown_high)))


def figure(sheet, digits) -> Figure | None:
    """Of a ReleaseSheet; None where nothing counted, or in neutral mode. `digits`: of the standard's rule."""
    if sheet.low is None:
        return None
    unit = Decimal(1).scaleb(-digits)
    return Figure(sheet.low.quantize(unit), sheet.high.quantize(unit), sheet.known, sheet.total)


@dataclass(frozen=True)
class Reviews:
    """What is under review, and since when: by (subject id, question slug), and by candidacy id."""

    marks: dict
    profiles: dict

    @property
    def first(self):
        """The earliest day of all, or None."""
        return min([*self.marks.values(), *self.profiles.values()], default=None)

    def since(self, subject, question):
        return self.marks.get((subject.pk, question)) or self.profile(subject)

    def profile(self, subject):
        return self.profiles.get(subject.candidacy_id)

    def of(self, subject):
        """Of anything that a subject's score rests on: the earliest day."""
        days = [since for (pk, _), since in self.marks.items() if pk == subject.pk]
        return min([*days, *filter(None, [self.profile(subject)])], default=None)


def reviews(release) -> Reviews:
    subjects = release.scorecard.subjects.filter(candidacy__isnull=False)
    return Reviews(
        marks_under_review([release.scorecard_id]), profiles_under_review(subjects.values("candidacy_id"))
    )
