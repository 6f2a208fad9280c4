"""The right of reply: each write atomic, announced by the one event, the same for everyone who is marked.

`invite` and `reissue` give back raw tokens, which exist nowhere else: shown once, never stored or logged.
"""

import datetime as dt
import hashlib
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import writes
from races.asking_rules import hash_token, new_token
from scorecards import reply_rules as rules
from scorecards.models import Reply, ReplyDraft, ReplyFile, ReplyLink, ReplyNotice, Subject
from scorecards.reply_sheet import as_written, digest, last_sent, marks_by_subject


def link_ends(deadline):
    """The moment when a link stops working: the end of the last day of grace."""
    return timezone.make_aware(dt.datetime.combine(rules.last_day(deadline) + dt.timedelta(days=1), dt.time()))


@transaction.atomic
def invite(scorecard, *, by, now):
    """A link for every subject that has none that works. Returns {subject: raw token}.

    One deadline for all: where somebody gets a link later, everyone's moves with theirs, so that nobody has
    fewer days. Raises ValidationError where nothing is marked yet.
    """
    subjects = list(scorecard.subjects.for_list())
    if not scorecard.marks.exists():
        raise ValidationError(_("Nothing is marked yet, so there is nothing to reply to."))
    open_links = {link.subject_id: link for link in ReplyLink.objects.of(scorecard).open(now)}
    new = [subject for subject in subjects if subject.pk not in open_links]
    if not new:
        return {}
    deadline = timezone.localdate(now) + dt.timedelta(days=scorecard.reply_days)
    deadline = max([deadline, *(link.deadline for link in open_links.values())])
    _move(open_links.values(), deadline, by)
    return {subject: _new_link(subject, deadline, by, now) for subject in new}


@transaction.atomic
def new_deadline(scorecard, *, by, now):
    """As many days again for everyone with a link that works: where marks changed and are sent once more.
    Returns the day. Raises ValidationError where nobody has a link."""
    links = list(ReplyLink.objects.of(scorecard).open(now))
    if not links:
        raise ValidationError(_("Nobody has a link that works. Make links for everyone."))
    deadline = timezone.localdate(now) + dt.timedelta(days=scorecard.reply_days)
    deadline = max([deadline, *(link.deadline for link in links)])
    _move(links, deadline, by)
    return deadline


def _move(links, deadline, by):
    for link in links:
        if link.deadline != deadline:
            link.deadline, link.expires_at = deadline, link_ends(deadline)
            writes.save(link, by=by)


@transaction.atomic
def reissue(subject, *, by, now):
    """A new link in place of the old one, which stops working; the deadline stays everyone's. Returns its raw
    token."""
    newest = ReplyLink.objects.of(subject.scorecard).order_by("-deadline").first()
    if newest is None or newest.expires_at <= now:
        raise ValidationError(_("The time to reply is over. Make links for everyone, with a new deadline."))
    return _new_link(subject, newest.deadline, by, now)


def _new_link(subject, deadline, by, now):
    revoke(subject, by=by, now=now)
    token = new_token()
    link = ReplyLink(subject=subject, token_hash=hash_token(token), created_at=now, deadline=deadline)
    link.expires_at, link.made_by = link_ends(deadline), by.get_username()
    writes.save(link, by=by)
    return token


@transaction.atomic
def revoke(subject, *, by, now):
    """The subject's link stops working at once."""
    for link in subject.reply_links.filter(revoked_at__isnull=True):
        link.revoked_at = now
        writes.save(link, by=by)


@transaction.atomic
def record_notice(scorecard, *, on, channel, reminder, by, subjects=None, now=None):
    """Record that subjects (all of them, or these) were sent their marks on one day by one channel; those on
    record already stay. Returns how many were recorded. Raises ValidationError and records nothing where one
    of them has no link, or where the deadline had passed on that day."""
    now, marks = now or timezone.now(), marks_by_subject(scorecard)
    subjects = list(scorecard.subjects.for_list()) if subjects is None else subjects
    links = {link.subject_id: link for link in ReplyLink.objects.of(scorecard).open(now)}
    key = {"sent_on": on, "channel": channel}
    known = set(ReplyNotice.objects.filter(subject__in=subjects, **key).values_list("subject", flat=True))
    new = [subject for subject in subjects if subject.pk not in known]
    if without := [subject.name for subject in new if subject.pk not in links]:
        raise ValidationError(_("Make links first: %(names)s have none.") % {"names": ", ".join(without)})
    if any(links[subject.pk].deadline <= on for subject in new):
        raise ValidationError(_("The deadline had passed by that day. Give everyone a new deadline first."))
    for subject in new:
        row = ReplyNotice(**key, subject=subject, reminder=reminder, deadline=links[subject.pk].deadline)
        row.marks_sha256, row.recorded_by = digest(marks.get(subject.pk, {})), by.get_username()
        writes.save(row, by=by)
    return len(new)


@transaction.atomic
def save_drafts(subject, written, *, now):
    """Keep what a subject wrote: {Question: Written}. Nothing of it is public or shown to editors."""
    for question, said in written.items():
        before = ReplyDraft.objects.filter(subject=subject, question=question).first()
        old = before.file if before else None
        values = {"agrees": said.agrees, "text": said.text, "evidence_url": said.evidence_url}
        values |= {"file": said.file, "saved_at": now}
        ReplyDraft.objects.update_or_create(subject=subject, question=question, defaults=values)
        if old and old != said.file:
            _forget_file(old)


def _forget_file(file):
    """A picture that was never sent goes when nothing holds it any more."""
    if not file.replies.exists() and not ReplyDraft.objects.filter(file=file).exists():
        file.delete()


@transaction.atomic
def with_pictures(subject, written, pictures, *, now):
    """`written` with the pictures that came with it, {Question: (name, kind, bytes)}, already drawn anew; each
    is kept as an unchecked ReplyFile."""
    made = {}
    for question, (name, kind, data) in pictures.items():
        file = ReplyFile(subject=subject, name=name[:120], kind=kind, data=data, sent_at=now)
        file.sha256 = hashlib.sha256(data).hexdigest()
        made[question] = writes.save(file)
    return {
        question: replace(said, file=made[question]) if question in made else said
        for question, said in written.items()
    }


@transaction.atomic
def send_replies(subject, written, *, now):
    """New versions of the replies that differ from the last sent, word for word; their drafts go. `written`:
    {Question: Written}, each agreeing or disagreeing. Taken until the link ends; after the deadline they count
    as late (rules.is_late). Returns the new rows, which stay unpublished until an editor has checked them.
    Raises ValidationError where somebody disagrees without saying why and giving evidence."""
    Subject.objects.select_for_update().get(pk=subject.pk)  # versions one after another
    last = last_sent(subject)
    marks = marks_by_subject(subject.scorecard, subject=subject).get(subject.pk, {})
    made = []
    for question, said in written.items():
        before = last.get(question.pk)
        if before and as_written(before) == said:
            continue
        mark = marks.get(question.slug, (None,))[0]
        row = Reply(subject=subject, question=question, mark=mark, agrees=said.agrees, text=said.text)
        row.evidence_url, row.file, row.sent_at = said.evidence_url, said.file, now
        row.version = before.version + 1 if before else 1
        made.append(writes.save(row))
    ReplyDraft.objects.filter(subject=subject, question__in=written).delete()
    return made


@transaction.atomic
def check(reply, *, shown, removed, told_on, by, today, file_is_fine=True):
    """Let a reply be published as `shown`. Raises ValidationError where that is more than parts replaced by
    "[removed: reason]", or where something was taken out and the sender was not told on a day before.
    A picture that is not fine is not published; `removed` says why."""
    shown = shown.replace("\r\n", "\n")
    if not rules.only_replaced(reply.text, shown):
        raise ValidationError(
            _(
                "A reply is published as it was written. Replace what is private by [removed: reason], for "
                "example [removed: phone number], and change nothing else."
            )
        )
    taken_out = shown != reply.text or bool(reply.file_id and not file_is_fine)
    if taken_out and (not removed.strip() or told_on is None):
        raise ValidationError(_("Say what you took out and why, and the day on which you told the sender."))
    if told_on and told_on > today:
        raise ValidationError(_("Tell the sender first: this day has not come yet."))
    reply.shown, reply.removed = shown, removed.strip() if taken_out else ""
    reply.told_on = told_on if taken_out else None
    reply.checked_by, reply.checked_on = by.get_username(), today
    if reply.file_id:
        file = reply.file
        file.checked_by, file.checked_on = (by.get_username(), today) if file_is_fine else ("", None)
        writes.save(file, by=by)
    return writes.save(reply, by=by)


@transaction.atomic
def answer(reply, *, text, by, today):
    """Our dated answer to a reply; public with it."""
    if not text.strip():
        raise ValidationError(_("Write the answer first."))
    reply.our_answer, reply.answered_on, reply.answered_by = text.strip(), today, by.get_username()
    return writes.save(reply, by=by)
