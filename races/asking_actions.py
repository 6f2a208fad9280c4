"""Writes of questionnaires: each one atomic, announced by the one event, the same for every candidate.

`invite` and `reissue` give back raw tokens, which exist nowhere else: shown once, never stored or logged.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portal.core import events, writes
from races import asking_rules as rules
from races.election_querysets import STANDING
from races.models import Answer, AnswerDraft, Candidacy, Invitation, QuestionSet, Request, Suggestion


def standing(question_set):
    """The candidates of a set's race who are still in it, in ballot order."""
    return list(Candidacy.objects.listed(question_set.race).standing())


def link_ends(question_set):
    """When every link of a set ends: with election day, so that an answer can be updated until then; with the
    deadline where that comes later. The same moment for everyone."""
    last = max(question_set.race.election.date, question_set.deadline)
    return timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time()))


@transaction.atomic
def invite(question_set, *, by, now):
    """A link for every standing candidate who has none that works. Returns {candidacy: raw token}."""
    working = set(question_set.invitations.open(now).values_list("candidacy", flat=True))
    return {
        candidacy: _new_link(question_set, candidacy, by, now)
        for candidacy in standing(question_set)
        if candidacy.pk not in working
    }


@transaction.atomic
def reissue(question_set, candidacy, *, by, now):
    """A new link in place of the old one, which stops working. Returns its raw token."""
    return _new_link(question_set, candidacy, by, now)


def _new_link(question_set, candidacy, by, now):
    ends = link_ends(question_set)
    if ends <= now:
        raise ValidationError("The election is over, so no link can be made.")
    revoke(question_set, candidacy, by=by, now=now)
    token = rules.new_token()
    fields = {"token_hash": rules.hash_token(token), "created_at": now, "expires_at": ends}
    writes.save(Invitation(question_set=question_set, candidacy=candidacy, **fields), by=by)
    return token


@transaction.atomic
def revoke(question_set, candidacy, *, by, now):
    """The candidate's link stops working at once."""
    for invitation in question_set.invitations.unrevoked().filter(candidacy=candidacy):
        invitation.revoked_at = now
        writes.save(invitation, by=by)


@transaction.atomic
def ask_everyone(question_set, *, on, channel, reminder, by):
    """Record that every standing candidate was asked on one day by one channel; those on record already stay.
    Returns how many were recorded. Raises ValidationError."""
    key = {"question_set": question_set, "sent_on": on, "channel": channel}
    known = set(Request.objects.filter(**key).values_list("candidacy", flat=True))
    new = [candidacy for candidacy in standing(question_set) if candidacy.pk not in known]
    for candidacy in new:
        row = Request(**key, candidacy=candidacy, reminder=reminder, recorded_by=by.get_username())
        writes.save(row, by=by)
    return len(new)


def invited(question_set, now):
    """Everyone in the race, or touched by the set, as `asking_rules.problems` reads them."""
    asked, linked = {}, set(question_set.invitations.open(now).values_list("candidacy", flat=True))
    for candidacy, day in question_set.requests.values_list("candidacy", "sent_on"):
        asked.setdefault(candidacy, []).append(day)
    touched = Candidacy.objects.filter(pk__in=[*asked, *linked]).exclude(race=question_set.race_id)
    return [
        rules.Invited(
            name=candidacy.ballot_name,
            standing=candidacy.status in STANDING,
            has_link=candidacy.pk in linked,
            asked_on=tuple(asked.get(candidacy.pk, ())),
            in_race=candidacy.race_id == question_set.race_id,
        )
        for candidacy in [*Candidacy.objects.listed(question_set.race), *touched]
    ]


def problems(question_set, now):
    """Why a set may not be published, as `asking_rules.problems` finds it."""
    return rules.problems(
        questions=[question.text for question in question_set.questions.all()],
        word_limit=question_set.word_limit,
        deadline=question_set.deadline,
        election_day=question_set.race.election.date,
        people=invited(question_set, now),
    )


@transaction.atomic
def publish(question_set, *, by, now):
    """Make the questions, and who was asked, public from today. Raises ValidationError with every rule that is
    broken and whom it is about."""
    if found := problems(question_set, now):
        raise ValidationError([str(problem) for problem in found])
    question_set.published_on = timezone.localdate(now)
    return writes.save(question_set, by=by)


@transaction.atomic
def save_drafts(candidacy, written, *, now):
    """Keep what a candidate wrote: {question: (text, declined)}. Nothing of it is public or shown to editors."""
    for question, (text, declined) in written.items():
        values = {"text": text, "declined": declined, "saved_at": now}
        AnswerDraft.objects.update_or_create(question=question, candidacy=candidacy, defaults=values)


@transaction.atomic
def send_answers(candidacy, written, *, now):
    """New versions of the answers that differ from the last sent, word for word; their drafts go. Returns the
    new rows, which stay unpublished until an editor has confirmed them."""
    QuestionSet.objects.select_for_update().filter(questions__in=written).first()  # versions one after another
    last = _last(candidacy, written)
    made = []
    for question, (text, declined) in written.items():
        before = last.get(question.pk)
        if before is None or (before.text, before.declined) != (text, declined):
            row = Answer(question=question, candidacy=candidacy, text=text, declined=declined)
            row.version = before.version + 1 if before else 1
            row.received_at, row.by_link = now, True
            made.append(writes.save(row))
    AnswerDraft.objects.filter(candidacy=candidacy, question__in=written).delete()
    return made


def _last(candidacy, questions):
    rows = Answer.objects.filter(candidacy=candidacy, question__in=questions).order_by("version")
    return {row.question_id: row for row in rows}


def fill_entered(answer, *, by, today):
    """What the form of an answer that came otherwise (a letter, a call) does not ask: its version, who typed it
    in, and that this person knows whose it is. Saves nothing."""
    before = _last(answer.candidacy, [answer.question]).get(answer.question_id)
    answer.version = before.version + 1 if before else 1
    answer.by_link, answer.entered_by = False, by.get_username()
    answer.confirmed_on, answer.confirmed_by = today, by.get_username()


@transaction.atomic
def confirm(question_set, candidacy, *, how, by, today, seen):
    """The newest unconfirmed answers of one candidate become public, with how we know that they are theirs.

    `seen` are the ids of the answers that the editor had before them: one that came since waits. Returns how
    many were confirmed."""
    newest = {}
    for answer in Answer.objects.of(question_set, candidacy).unconfirmed():
        newest.setdefault(answer.question_id, answer)  # newest first
    chosen = [answer for answer in newest.values() if answer.pk in seen]
    for answer in chosen:
        answer.confirmed_on, answer.confirmed_how, answer.confirmed_by = today, how, by.get_username()
        writes.save(answer, by=by)
    return len(chosen)


@transaction.atomic
def second(suggestion):
    """One more reader wants this asked."""
    if Suggestion.objects.filter(pk=suggestion.pk).second():
        events.announce(Suggestion, [suggestion.pk], "changed")
