"""From audited marks to a release, and from a changed mark to the log of corrections."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from races.models import CommunityGroup, Tenure
from scorecards import release_actions, under_review
from scorecards.marking import Said
from scorecards.models import Approval, Correction, Mark, Option, Release, ReleaseSheet, Reply
from scorecards.release_actions import Asked
from tests.factories.admin import admin, person_of
from tests.factories.races import PositionFactory, RaceFactory, TenureFactory
from tests.factories.releases import NOW, audit, people, ready, send
from tests.factories.scorecards import MarkFactory, candidates, sheet

pytestmark = pytest.mark.django_db
ROWS = [["matches", "differs"], ["partly", "not_found"], ["matches", None]]
NEUTRAL = [["yes", "no"], ["other", "not_found"]]
READER = Asked(reason="A reader sent us the full speech.", role="reader")


@pytest.fixture
def race():
    return RaceFactory(ballot_order_known=True, election__date=dt.date(2027, 11, 2))


@pytest.fixture
def card(race):
    return sheet(race, candidates(race, ["Ann Abel", "Bea Boyd"]), ROWS, release=False)


@pytest.fixture
def reviewer(card):
    return people(card, "auditor")[0]


def refused(scorecard, by, **said):
    with pytest.raises(ValidationError) as error:
        release_actions.release(scorecard, by=by, now=NOW, **said)
    return error.value.messages


def changed(scorecard, by, level="differs", now=NOW):
    """The auditor gives the first mark of the first candidate another answer."""
    mark = scorecard.marks.newest().filter(stage="first", option__level="matches").order_by("pk").first()
    said = Said(
        options=(Option.objects.get(question=mark.question, level=level),),
        position=mark.position,
        reason="The full speech says otherwise",
    )
    return release_actions.amend(scorecard, mark.subject, mark.question, said, by=by, now=now)


def test_audited_and_sent_marks_are_released(card, reviewer):
    made = release_actions.release(ready(card, reviewer), by=reviewer, now=NOW)
    assert (made.number, made.by, made.second_by, made.note) == (1, "auditor", "", "")
    assert made.sheets.count() == 2
    assert Correction.objects.count() == 0


def test_marks_that_nobody_audited_or_sent_are_named(card, reviewer):
    found = refused(card, reviewer)
    assert len([text for text in found if text.startswith("Not audited")]) == 5
    assert sorted(text for text in found if text.startswith("Right of reply")) == [
        "Right of reply: Ann Abel has not been sent the marks.",
        "Right of reply: Bea Boyd has not been sent the marks.",
    ]
    assert Release.objects.count() == 0


def test_only_a_reviewer_of_the_group_releases_or_audits(card, reviewer):
    ready(card, reviewer)
    editor = person_of(card.standard.group.editors, "editor")
    stranger = person_of(sheet(RaceFactory(), [], [], release=False).standard.group.reviewers, "stranger")
    for user in (editor, stranger):
        assert "Only a reviewer" in refused(card, user)[0]
        with pytest.raises(ValidationError, match="Only a reviewer"):
            release_actions.accept(card, [], by=user, now=NOW)
    assert release_actions.release(card, by=admin(), now=NOW).number == 1


def test_nobody_audits_their_own_mark(card):
    [marker] = people(card, "reviewer")  # the factory's marks are by "reviewer"
    with pytest.raises(ValidationError, match="three people"):
        audit(card, marker)
    assert not card.marks.filter(stage="audit").exists()


def test_accepting_takes_over_the_answer_the_evidence_and_the_words(card, reviewer):
    audit(card, reviewer)
    first = card.marks.filter(stage="first", kind="position").order_by("pk").first()
    same = card.marks.get(stage="audit", subject=first.subject, question=first.question)
    assert (same.option, same.position, same.reason) == (first.option, first.position, first.reason)
    assert same.by == "auditor"


def test_a_mark_made_anew_meanwhile_is_not_accepted(card, reviewer):
    first = card.marks.filter(stage="first", kind="position").first()
    MarkFactory(
        scorecard=card, subject=first.subject, question=first.question, version=first.version, kind="not_found",
        option=None, searched="site", searched_on=dt.date(2026, 9, 1), at=NOW,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="changed meanwhile"):
        release_actions.accept(card, [first.pk], by=reviewer, now=NOW)


def test_a_first_mark_that_differs_after_the_audit_needs_the_auditor_again(card, reviewer):
    ready(card, reviewer)
    first = card.marks.filter(stage="first", kind="position").first()
    at = timezone.now() + dt.timedelta(hours=1)
    MarkFactory(
        scorecard=card, subject=first.subject, question=first.question, version=first.version, kind="not_found",
        option=None, searched="site", searched_on=dt.date(2026, 9, 1), at=at,
    )  # fmt: skip
    [problem] = refused(card, reviewer)
    assert problem.startswith("Marked again after the audit: Ann Abel")
    audit(card, reviewer, at + dt.timedelta(hours=1))
    [problem] = refused(card, reviewer)
    assert problem.startswith("Right of reply: marks of Ann Abel changed after they were sent")


def test_the_auditors_other_answer_counts_and_is_sent_once_more(card, reviewer):
    ready(card, reviewer)
    mark = changed(card, reviewer)
    assert mark.stage == "audit"
    [problem] = refused(card, reviewer)
    assert "Ann Abel" in problem
    send(card, on=dt.date(2026, 10, 20))
    made = release_actions.release(card, by=reviewer, now=NOW)
    assert made.sheets.get(name="Ann Abel").marks[mark.question.slug]["level"] == "differs"


def test_another_answer_needs_a_reason(card, reviewer):
    mark = card.marks.first()
    with pytest.raises(ValidationError, match="Say why"):
        release_actions.amend(card, mark.subject, mark.question, Said(), by=reviewer, now=NOW)


def test_a_reply_must_be_checked_and_answered(card, reviewer):
    ready(card, reviewer)
    mark = card.marks.filter(stage="first").first()
    reply = Reply.objects.create(
        subject=mark.subject, question=mark.question, agrees=False, text="No.", sent_at=NOW,
        evidence_url="https://example.org/e",
    )  # fmt: skip
    assert "waits to be checked" in refused(card, reviewer)[0]
    Reply.objects.filter(pk=reply.pk).update(checked_on=NOW, checked_by="editor", shown="No.")
    assert "no answer of ours" in refused(card, reviewer)[0]
    Reply.objects.filter(pk=reply.pk).update(our_answer="We kept it.", answered_on=NOW, answered_by="editor")
    assert release_actions.release(card, by=reviewer, now=NOW)


def test_what_is_under_review_is_not_released(card, reviewer):
    ready(card, reviewer)
    mark = card.marks.filter(stage="first").first()
    under_review.put(reason="Wrong page", by=reviewer, subject=mark.subject, question=mark.question)
    [problem] = refused(card, reviewer)
    assert problem.startswith("Under review: Ann Abel")


def test_a_standard_against_its_mode_is_not_released(card, reviewer):
    ready(card, reviewer)
    CommunityGroup.objects.update(mode="neutral")
    card.standard.group.refresh_from_db()
    found = refused(card, reviewer)
    assert len([text for text in found if text.startswith("Neutral mode: no answer carries points")]) == 3


def test_somebody_elses_words_are_not_released(race):
    ann, bea = candidates(race, ["Ann Abel", "Bea Boyd"])
    card = sheet(race, [ann, bea], [["yes", "no"]], mode="neutral", release=False)
    theirs = PositionFactory(candidacy=ann, topic=card.marks.first().question.topic)
    Mark.objects.filter(option__level="no").update(position=theirs)
    [reviewer] = people(card, "auditor")
    found = refused(card, reviewer)
    assert any("own words or record: Bea Boyd" in text for text in found)


def test_in_neutral_mode_nobody_who_stands_is_left_out(race):
    people_of_race = candidates(race, ["Ann Abel", "Bea Boyd", "Cy Cole"])
    card = sheet(race, people_of_race[:2], NEUTRAL, mode="neutral", release=False)
    [reviewer] = people(card, "auditor")
    [problem] = refused(ready(card, reviewer), reviewer)
    assert "Cy Cole is left out" in problem


def test_close_to_a_ballot_two_reviewers_and_a_reason_are_needed(card, race, reviewer):
    ready(card, reviewer)
    holder = card.subjects.first().candidacy
    Tenure.objects.all().delete()
    TenureFactory(person=holder.person, office=race.office, began=dt.date(2023, 1, 1))
    race.election.date = dt.date(2026, 12, 20)
    race.election.save()
    found = refused(card, reviewer)
    assert ["Ann Abel" in text for text in found] == [True, False]
    [second] = people(card, "second")
    with pytest.raises(ValidationError, match="say why"):
        release_actions.approve(card, by=second, now=NOW, timing_reason=" ")
    release_actions.approve(card, by=reviewer, now=NOW, timing_reason="The debate is on Dec 1.")
    assert "second reviewer" in refused(card, reviewer, timing_reason="The debate is on Dec 1.")[0]
    release_actions.approve(card, by=second, now=NOW, timing_reason="The debate is on Dec 1.")
    made = release_actions.release(card, by=reviewer, now=NOW)
    assert (made.second_by, made.timing_reason) == ("second", "The debate is on Dec 1.")


def test_an_approval_ends_with_the_next_change(card, race, reviewer):
    ready(card, reviewer)
    TenureFactory(person=card.subjects.first().candidacy.person, office=race.office, began=dt.date(2023, 1, 1))
    race.election.date = dt.date(2026, 12, 20)
    race.election.save()
    [second] = people(card, "second")
    release_actions.approve(card, by=second, now=NOW, timing_reason="The debate is on Dec 1.")
    changed(card, reviewer)
    send(card, on=dt.date(2026, 10, 20))
    assert any("second reviewer" in text for text in refused(card, reviewer, timing_reason="Debate"))


def test_a_correction_is_a_new_release_and_a_line_of_the_log(card, reviewer):
    release_actions.release(ready(card, reviewer), by=reviewer, now=NOW)
    mark = changed(card, reviewer)
    send(card, on=dt.date(2026, 10, 20))
    found = refused(card, reviewer)
    assert found[0].startswith("Say what changed")
    assert found[1].startswith("Published marks change")
    later = NOW + dt.timedelta(days=1)
    made = release_actions.correct(card, by=reviewer, now=later, asked=READER)
    assert (made.number, made.note) == (2, READER.reason)
    [line] = made.corrections.all()
    assert (line.before, line.after) == ("matches (2 of 2 points)", "differs (0 of 2 points)")
    assert (line.kind, line.role, line.reason, line.name) == ("corrected", "reader", READER.reason, "")
    assert line.about == f"Ann Abel: {mark.question.text}"
    assert line.path == f"/scorecards/{card.slug}/{mark.subject.slug}/"
    assert (
        Release.objects.get(number=1).sheets.get(name="Ann Abel").marks[mark.question.slug]["level"] == "matches"
    )


def test_a_name_goes_into_the_log_with_consent_only(card, reviewer):
    release_actions.release(ready(card, reviewer), by=reviewer, now=NOW)
    changed(card, reviewer)
    send(card, on=dt.date(2026, 10, 20))
    named = Asked(READER.reason, "reader", name="Jo Reader")
    with pytest.raises(ValidationError, match="consent"):
        release_actions.correct(card, by=reviewer, now=NOW, asked=named)
    assert Release.objects.count() == 1, "the release was written and taken back with its log"
    asked = Asked(READER.reason, "reader", name="Jo Reader", consent_on=dt.date(2026, 11, 1))
    assert release_actions.correct(card, by=reviewer, now=NOW, asked=asked).corrections.get().name == "Jo Reader"


def test_a_mark_made_since_is_no_correction(card, reviewer):
    release_actions.release(ready(card, reviewer), by=reviewer, now=NOW)
    subject = card.subjects.get(slug="bea-boyd")
    asked = card.marks.exclude(question__in=card.marks.filter(subject=subject).values("question")).first().question
    MarkFactory(
        scorecard=card, subject=subject, question=asked, version=card.standard.versions.first(), kind="not_found",
        searched="site", searched_on=dt.date(2026, 9, 1),
    )  # fmt: skip
    audit(card, reviewer)
    send(card, on=dt.date(2026, 10, 20))
    with pytest.raises(ValidationError, match="Nothing that was public"):
        release_actions.correct(card, by=reviewer, now=NOW, asked=READER)
    assert card.releases.count() == 1
    made = release_actions.release(card, by=reviewer, now=NOW, note="One more answer looked for.")
    assert made.number == 2
    assert not made.corrections.exists()
    with pytest.raises(ValidationError, match="Nothing has changed since the last release"):
        release_actions.release(card, by=reviewer, now=NOW, note="Once more.")


def test_taking_a_claim_back_waits_for_nothing(card, race, reviewer):
    release_actions.release(ready(card, reviewer), by=reviewer, now=NOW)
    mark = card.marks.filter(stage="audit", option__level="matches").order_by("pk").first()
    under_review.put(reason="Wrong page", by=reviewer, subject=mark.subject, question=mark.question)
    TenureFactory(person=mark.subject.candidacy.person, office=race.office, began=dt.date(2023, 1, 1))
    race.election.date = dt.date(2026, 12, 20)
    race.election.save()
    reason = "The quote is another person's."
    release_actions.take_back(card, mark.subject, mark.question, reason=reason, by=reviewer, now=NOW)
    made = release_actions.correct(card, by=reviewer, now=NOW, asked=Asked(reason, "subject"))
    assert mark.question.slug not in made.sheets.get(subject=mark.subject).marks
    [line] = made.corrections.all()
    assert (line.kind, line.after, line.role) == ("removed", "Not checked yet", "subject")


def test_a_scorecard_without_subjects_is_not_released(card, reviewer):
    fresh = sheet(RaceFactory(), [], [], release=False)
    fresh.standard.group.reviewers.user_set.add(reviewer)
    assert refused(fresh, reviewer) == ["The scorecard has no subject."]


@pytest.mark.parametrize("model", [Release, ReleaseSheet, Correction])
def test_the_database_refuses_to_change_what_was_released(card, reviewer, model):
    release_actions.release(ready(card, reviewer), by=reviewer, now=NOW)
    changed(card, reviewer)
    send(card, on=dt.date(2026, 10, 20))
    release_actions.correct(card, by=reviewer, now=NOW, asked=READER)
    row = model.objects.first()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(
            **{"sha256": "0" * 64} if model is not Correction else {"reason": "x"}
        )
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete("default")
    table = model._meta.db_table
    if connection.vendor == "sqlite":  # it would delete the row and write it anew
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            connection.cursor().execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608
    assert model.objects.filter(pk=row.pk).exists()


def test_an_approval_says_why_and_is_given_once(card, reviewer):
    ready(card, reviewer)
    made = release_actions.approve(card, by=reviewer, now=NOW, timing_reason="The debate is on Dec 1.")
    with pytest.raises(ValidationError):
        release_actions.approve(card, by=reviewer, now=NOW, timing_reason="Again")
    assert Approval.objects.get() == made


def test_the_queries_of_a_release_do_not_grow():
    """Twice as many people and questions ask the database no more often."""
    counts = []
    for n in (2, 4):
        own = RaceFactory(ballot_order_known=True, election__date=dt.date(2027, 11, 2))
        card = sheet(own, candidates(own, [f"P{i} Q{n}" for i in range(n)]), [["matches"] * n] * n, release=False)
        [reviewer] = people(card, f"auditor-{n}")
        ready(card, reviewer)
        with CaptureQueriesContext(connection) as asked:
            release_actions.release(card, by=reviewer, now=NOW)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_hashes_are_the_same_when_read_back(card, reviewer, capsys):
    release_actions.release(ready(card, reviewer), by=reviewer, now=timezone.now())
    call_command("verify_releases")
    assert "1 releases match" in capsys.readouterr().out
    other = Release.objects.get()
    other.pk, other.number, other.note = None, 2, "Forged"
    other.save(force_insert=True)
    with pytest.raises(CommandError, match="release 2: the release itself"):
        call_command("verify_releases")
