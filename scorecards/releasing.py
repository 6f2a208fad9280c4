"""From marks to a Release: what is frozen of each subject, and its score. Whether it may be released is asked
before (release_rules)."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from portal.core import writes
from scorecards import document, scoring
from scorecards.frozen import Frozen, Replied, Words, detail, small, span_as_json, tint
from scorecards.models import Mark, Release, ReleaseSheet, Reply, ReplyLink
from scorecards.release_hash import release_digest, sheet_as_json
from scorecards.reply_rules import file_name, is_late

# Who makes the bytes of a release's own address: called with the unsaved release and its sheets, gives {"csv",
# "json", "html_en", "html_es"}. The hall above (portal.pages) adds it when it starts: this room may not import it.
FILES = []


@dataclass(frozen=True)
class Gathered:
    """Everything a release freezes. `marks`, `replies`: by (subject pk, question slug)."""

    scorecard: Any
    version: Any
    standard: document.Standard
    neutral: bool
    rule: scoring.Rule
    subjects: tuple
    marks: dict
    replies: dict


def rule_of(standard: document.Standard) -> scoring.Rule:
    return scoring.Rule(standard.rounding, standard.digits, standard.rounds, standard.below_zero)


def is_neutral(scorecard) -> bool:
    """Nothing about a candidacy shows a score in neutral mode; offices may be scored in both."""
    standard = scorecard.standard
    return (
        standard.subjects == standard.Subjects.CANDIDACIES and standard.group.mode == standard.group.Mode.NEUTRAL
    )


def gather(scorecard) -> Gathered:
    """Reads the newest published version, subjects, the marks that count and the checked replies. ValueError
    where the standard was never published."""
    version = scorecard.standard.versions.first()
    if version is None:
        raise ValueError("The standard has not been published yet.")
    standard = document.from_json(version.document)
    replies = defaultdict(list)
    deadlines = dict(ReplyLink.objects.of(scorecard).order_by("created_at").values_list("subject", "deadline"))
    for reply in (
        Reply.objects.filter(subject__scorecard=scorecard).checked().for_page().select_related("question")
    ):
        replies[reply.subject_id, reply.question.slug].append(_replied(reply, deadlines.get(reply.subject_id)))
    return Gathered(
        scorecard=scorecard,
        version=version,
        standard=standard,
        neutral=is_neutral(scorecard),
        rule=rule_of(standard),
        subjects=tuple(scorecard.subjects.for_list()),
        marks=marks_that_count(scorecard),
        replies=replies,
    )


def marks_that_count(scorecard, **limits) -> dict:
    """{(subject pk, question slug): Mark}, within `limits`: the auditor's, else the first (a second only tells how
    often two agree); none where it was taken back."""
    same = {name: OuterRef(name) for name in ("scorecard", "subject", "question")}
    audited = Exists(Mark.objects.filter(**same, stage=Mark.Stage.AUDIT))
    rows = scorecard.marks.newest().filter(Q(stage=Mark.Stage.AUDIT) | Q(~audited, stage=Mark.Stage.FIRST))
    return {
        (mark.subject_id, mark.question.slug): mark
        for mark in rows.filter(**limits).whole()
        if mark.kind != Mark.Kind.UNCHECKED
    }


def _replied(reply, deadline):
    sent_on = timezone.localdate(reply.sent_at)
    has_file = reply.file_id is not None and reply.file.checked_on is not None
    return Replied(
        agrees=reply.agrees,
        text=reply.shown,
        on=sent_on.isoformat(),
        late=is_late(sent_on, deadline),
        evidence_url=reply.evidence_url,
        file=reply.file_id if has_file else None,
        file_name=file_name(reply.file) if has_file else "",
        removed=reply.removed,
        our_answer=reply.our_answer,
        answered_on=reply.answered_on.isoformat() if reply.answered_on else "",
    )


def freeze(mark, question: document.Question, *, neutral: bool, replies=()) -> Frozen:
    """One mark as it is published. In neutral mode no points are read."""
    fields = {
        "question": question.slug,
        "kind": mark.kind,
        "reason": mark.reason,
        "searched": mark.searched,
        "searched_on": _iso(mark.searched_on),
        "asked_on": _iso(mark.asked_on),
        "asked_how": mark.asked_how,
        "marked_on": mark.at.date().isoformat(),
        "version": mark.version.number,
        "words": _words(mark),
        "replies": tuple(replies),
    }
    if mark.kind == Mark.Kind.POSITION:
        chosen = chosen_options(mark, question)
        fields["codes"] = tuple(option.code for option in chosen)
        fields["word"] = "; ".join(option.label for option in chosen)
        fields["level"] = chosen[0].level if len(chosen) == 1 else ""
        if not neutral and question.scores:
            points = points_of(mark, question)
            fields |= {
                "points": str(document.plain(points)),
                "of": str(document.plain(question.highest)),
                "tint": tint(points, question.highest),
            }
    return Frozen(**fields)


def chosen_options(mark, question: document.Question):
    """The options of the *document* that a mark gives, in the document's order."""
    codes = {option.code for option in mark.ticks.all()} if mark.many else {mark.option.code}
    return [option for option in question.options if option.code in codes]


def points_of(mark, question: document.Question):
    """What a mark counts: its own points where it gives them, else those of its answers."""
    if mark.points is not None:
        return mark.points
    return question.reached(sum((one.points for one in chosen_options(mark, question)), 0))


def _iso(day):
    return day.isoformat() if day else ""


def _words(mark):
    if mark.position_id:
        said = mark.position
        capture = said.capture.url if said.capture_id else ""
        return Words(
            "position", said.pk, said.quote, _iso(said.said_on), said.source_url, said.source_title,
            said.summary, said.archive_url, capture,
        )  # fmt: skip
    if mark.answer_id:
        said = mark.answer
        return Words("answer", said.pk, said.text, said.received_at.date().isoformat(), "", str(said.question))
    if mark.evidence_id:
        said = mark.evidence
        return Words(
            "evidence", said.pk, said.quote, _iso(said.said_on), said.source_url, said.source_title,
            "", said.archive_url,
        )  # fmt: skip
    return None


def sheet(gathered: Gathered, subject) -> ReleaseSheet:
    """One subject's unsaved sheet."""
    standard, neutral = gathered.standard, gathered.neutral
    cohort = subject.cohort.slug if subject.cohort_id else ""
    frozen = {}
    ruled_out = set()
    for question in standard.questions:
        mark = gathered.marks.get((subject.pk, question.slug))
        if mark is not None:
            replies = gathered.replies.get((subject.pk, question.slug), ())
            one = freeze(mark, question, neutral=neutral, replies=replies)
            # Why a person was marked so is no part of a neutral sheet: it could tell what we think of the answer.
            bare = neutral and one.kind == Mark.Kind.POSITION
            frozen[question.slug] = replace(one, reason="") if bare else one
            if mark.kind == Mark.Kind.POSITION:
                ruled_out |= {slug for one in chosen_options(mark, question) for slug in one.rules_out}
    for question in standard.questions:
        if not document.applies(question, cohort) or question.slug in ruled_out:
            frozen[question.slug] = Frozen(question.slug, kind=Mark.Kind.NOT_APPLICABLE)
    made = ReleaseSheet(
        subject=subject,
        slug=subject.slug,
        name=subject.name,
        cohort=cohort,
        order=subject.order,
        marks={slug: small(one) for slug, one in frozen.items()},
        details={slug: detail(one) for slug, one in frozen.items()},
    )
    if not neutral:
        _score(made, gathered, frozen, cohort)
    made.sha256 = document.digest(sheet_as_json(made))
    return made


def _score(made, gathered, frozen, cohort):
    decided = {slug for slug, one in frozen.items() if one.kind in (Mark.Kind.POSITION, Mark.Kind.NOT_APPLICABLE)}
    loose = document.loose(gathered.standard, decided)
    spans = {
        section.slug: scoring.section(items(section, frozen, cohort, loose), gathered.rule)
        for section in gathered.standard.sections
    }
    made.sections = {slug: span_as_json(span) for slug, span in spans.items()}
    score = scoring.total(spans, weights(gathered.standard, cohort), gathered.rule)
    if score is not None:
        made.low, made.high, made.known, made.total = score.shown_low, score.shown_high, score.known, score.total


def weights(standard: document.Standard, cohort: str) -> dict:
    return {section.slug: section.weight_for(cohort) for section in standard.sections}


def items(section: document.Section, frozen: dict, cohort: str, loose=frozenset()):
    """What `scoring.section` adds up, of one subject's frozen marks; questions without points are no part.
    `loose`: questions that may still fall out; they count as unknown, so that the range holds either way."""
    for question in section.questions:
        if not question.scores:
            continue
        mark = frozen.get(question.slug)
        known = mark is not None and mark.points != "" and question.slug not in loose
        yield scoring.Item(
            question.weight,
            question.lowest,
            question.highest,
            scoring.Decimal(mark.points) if known else None,
            applies=document.applies(question, cohort) and (mark is None or mark.kind != Mark.Kind.NOT_APPLICABLE),
            negative=question.negative,
        )


@transaction.atomic
def write(scorecard, *, by, now, note="", second_by="", timing_reason="", prepared=None):
    """Freeze a scorecard as its next release. Asks no rule (release_actions does). `prepared`: (Gathered, its
    sheets) where they were made already."""
    gathered = prepared[0] if prepared else gather(scorecard)
    sheets = list(prepared[1]) if prepared else [sheet(gathered, subject) for subject in gathered.subjects]
    last = scorecard.releases.order_by("-number").first()
    release = Release(
        scorecard=scorecard,
        number=last.number + 1 if last else 1,
        at=now,
        version=gathered.version,
        mode="neutral" if gathered.neutral else "scoring",
        group_name=scorecard.standard.group.name,
        method=method(gathered),
        by=by,
        second_by=second_by,
        timing_reason=timing_reason,
        note=note,
    )
    release.sha256 = release_digest(release, sheets)
    for files in FILES:
        for name, value in files(release, sheets).items():
            setattr(release, name, value)
    writes.save(release)
    for one in sheets:
        one.release = release
    writes.bulk_write(ReleaseSheet, create=sheets)
    return release


def method(gathered: Gathered) -> dict:
    """What a release says of how it was made: the standard whole, and how often two markers agreed."""
    found = agreement(gathered.scorecard)
    return {
        "standard": document.as_json(gathered.standard),
        "version": gathered.version.number,
        "published_on": gathered.version.published_on.isoformat(),
        "first_published_on": gathered.scorecard.standard.published_on.isoformat(),
        "agreement": found and {"same": found[0], "of": found[1]},
        "sample": gathered.scorecard.is_sample,
    }


def agreement(scorecard):
    """(how many marks two markers gave alike, how many were made twice), or None where none was."""
    if not scorecard.marks.filter(stage=Mark.Stage.SECOND).exists():
        return None
    first, second = {}, {}
    pairs = {Mark.Stage.FIRST: first, Mark.Stage.SECOND: second}
    for mark in scorecard.marks.newest().filter(stage__in=pairs).with_ticks():
        ticks = frozenset(tick.pk for tick in mark.ticks.all()) if mark.many else None
        said = (mark.kind, mark.option_id, ticks, mark.points)
        pairs[mark.stage][mark.subject_id, mark.question_id] = said
    both = first.keys() & second.keys()
    return (sum(first[key] == second[key] for key in both), len(both)) if both else None
