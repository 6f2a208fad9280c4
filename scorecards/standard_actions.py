"""Writing, publishing and following up a standard: each one transaction, or nothing."""

import dataclasses

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core import writes
from races.models import CommunityGroup, Topic
from scorecards import document, standard_rows, versions
from scorecards.models import Question, Standard, StandardDraft
from scorecards.standard_rules import problems, tidied

FIXED = gettext_lazy("Scorecards use this standard: who is marked cannot change. Make a new standard.")


def may_publish(standard, user):
    """Reviewers of the group that owns it, and admins."""
    roles = user.groups.values("pk")
    return user.is_superuser or CommunityGroup.objects.filter(pk=standard.group_id, reviewers__in=roles).exists()


def is_neutral(standard, made):
    """Whether `made` may carry no points: about candidates, by a group in neutral mode."""
    return made.subjects == Standard.Subjects.CANDIDACIES and standard.group.mode == standard.group.Mode.NEUTRAL


def published(standard) -> document.Standard | None:
    """The newest published version's document, or None."""
    version = standard.versions.first()
    return document.from_json(version.document) if version else None


def written(standard) -> document.Standard:
    """What an editor goes on writing: the draft, else what is published, else what the rows hold."""
    draft = StandardDraft.objects.filter(standard=standard).first()
    if draft:
        return document.from_json(draft.document)
    return published(standard) or versions.of_rows(standard)


def why_not(standard, made) -> list[str]:
    """Every reason why `made` cannot be published as this standard's next version; [] for none."""
    previous = Question.objects.filter(section__standard=standard.previous_id).values_list("slug", flat=True)
    topics = Topic.objects.values_list("slug", flat=True)
    found = problems(made, neutral=is_neutral(standard, made), previous=previous, topics=topics)
    twins = Standard.objects.filter(group=standard.group_id, slug=standard.slug, edition=made.edition)
    if twins.exclude(pk=standard.pk).exists():
        found.append(_("Your group has an edition “%(edition)s” of this already.") % {"edition": made.edition})
    if standard.pk is None:
        return found
    for cohort in standard_rows.unused_cohorts(standard, made).filter(subjects__isnull=False).distinct():
        found.append(_("Cohort “%(name)s” is dropped, but subjects are in it.") % {"name": cohort.slug})
    if made.subjects != standard.subjects and standard.scorecards.exists():
        found.append(str(FIXED))
    return found


@transaction.atomic
def save_draft(standard, made: document.Standard, *, by=None):
    """Keep what was written, sound or not. Until the standard is published first, its row follows the draft, so
    that lists name it rightly: ValidationError where title or edition cannot stand."""
    made = tidied(made)
    if made.subjects != standard.subjects and standard.scorecards.exists():
        raise ValidationError(FIXED)
    if standard.published_on is None:
        standard_rows.set_facts(standard, made)
        writes.save(standard, by=by)
    draft = StandardDraft.objects.filter(standard=standard).first() or StandardDraft(standard=standard)
    draft.document, draft.saved_by, draft.saved_at = document.as_json(made), by, timezone.now()
    return writes.save(draft, by=by)


@transaction.atomic
def discard_draft(standard, *, by=None):
    for draft in StandardDraft.objects.filter(standard=standard):
        writes.delete(draft, by=by)


@transaction.atomic
def publish(standard, *, by=None, on, why=""):
    """Make the draft the next version, binding from `on`, and its rows mirror it. Gives the StandardVersion.

    ValidationError, and nothing written: `by` may not, no draft, any problem (all are named), nothing differs from
    the last version, or a later version without `why`, which is public. `by` None: the command line.
    """
    if by is not None and not may_publish(standard, by):
        raise ValidationError(_("Only a reviewer of the group that owns this standard may publish it."))
    draft = StandardDraft.objects.filter(standard=standard).select_for_update().first()
    if draft is None:
        raise ValidationError(_("Nothing new is written: there is no draft to publish."))
    made = document.from_json(draft.document)
    if found := why_not(standard, made):
        raise ValidationError(found)
    if standard.published_on and not why.strip():
        raise ValidationError(_("Say what changed and why; it is public."))
    standard_rows.write(standard, made, by=by)
    name = by.get_username() if by else standard.group.name
    version = versions.record(standard, by=name, on=on, why=why.strip())
    writes.delete(draft, by=by)
    return version


@transaction.atomic
def next_edition(standard, *, edition, by=None):
    """A new standard that begins as a copy of this one's published version: `previous` is set, and each question
    names the question it was. ValidationError where nothing is published or the edition's name cannot stand."""
    last = published(standard)
    if last is None:
        raise ValidationError(_("Publish this edition first."))
    made = dataclasses.replace(last, edition=edition.strip(), sections=tuple(map(_linked, last.sections)))
    new = Standard(group=standard.group, slug=standard.slug, previous=standard)
    standard_rows.set_facts(new, made)
    writes.save(new, by=by)
    save_draft(new, made, by=by)
    return new


def _linked(section):
    questions = tuple(dataclasses.replace(one, previous=one.slug) for one in section.questions)
    return dataclasses.replace(section, questions=questions)
