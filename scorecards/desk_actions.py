"""Writing what a scorecard is about and who marks what."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.core import writes
from races.models import Candidacy
from scorecards import desk
from scorecards.models import Assignment, Mark, Subject
from scorecards.spread import spread


@transaction.atomic
def make_subjects(*, scorecard, by):
    """Take over the race's standing candidates in ballot order; who is there stays, later ones follow at the end.
    Gives the new subjects. ValidationError where the scorecard is of no race."""
    if scorecard.race_id is None:
        raise ValidationError(_("This scorecard is not about a race."))
    there = set(scorecard.subjects.values_list("candidacy", flat=True))
    standing = Candidacy.objects.listed(scorecard.race).standing()
    new = [{"candidacy": one, "slug": one.slug} for one in standing if one.pk not in there]
    return _append(scorecard, new, None, by)


@transaction.atomic
def add_subjects(*, scorecard, offices=(), bodies=(), cohort=None, by):
    """Add offices and other bodies, in the order given; who is there stays. Gives the new subjects."""
    there = set(scorecard.subjects.values_list("office", "body"))
    new = [{"office": one, "slug": slugify(str(one))} for one in offices if (one.pk, None) not in there]
    new += [{"body": one, "slug": one.slug} for one in bodies if (None, one.pk) not in there]
    return _append(scorecard, new, cohort, by)


def _append(scorecard, new, cohort, by):
    cohorts = list(scorecard.standard.cohorts.all()[:2])
    cohort = cohort or (cohorts[0] if len(cohorts) == 1 else None)
    rows = list(scorecard.subjects.values_list("slug", "order"))
    taken = {slug for slug, _order in rows} | set(Subject.RESERVED)
    order = max((order for _slug, order in rows), default=0)
    made = []
    for place, fields in enumerate(new, order + 1):
        slug = _free(fields.pop("slug")[:110] or "subject", taken)
        taken.add(slug)
        subject = Subject(scorecard=scorecard, slug=slug, order=place, cohort=cohort, **fields)
        made.append(writes.save(subject, by=by))
    return made


def _free(slug, taken):
    found, n = slug, 2
    while found in taken:
        found, n = f"{slug}-{n}", n + 1
    return found


@transaction.atomic
def assign(*, scorecard, section, stage, user, subject=None, by):
    """Give one person a section, of one subject or of all. ValidationError where the same person has the other
    first or second mark of it."""
    other = scorecard.assignments.exclude(stage=stage).filter(section=section, user=user)
    if subject is not None:
        other = other.filter(subject=subject) | other.filter(subject=None)
    if other.exists():
        raise ValidationError(_("The same person cannot make the first and the second mark, or audit their own."))
    return writes.save(
        Assignment(scorecard=scorecard, section=section, stage=stage, user=user, subject=subject), by=by
    )


def unassign(*, assignment, by):
    """Take an assignment off; marks stay."""
    writes.delete(assignment, by=by)


@transaction.atomic
def share_out(*, marker, people, by):
    """Spread what nobody has at the marker's stage evenly over `people` (users). Gives how many sections of
    subjects were handed out. ValidationError where one could be given to nobody."""
    scorecard = marker.scorecard
    held, elsewhere, load = set(), {}, {}
    subjects = list(scorecard.subjects.for_list())
    sections = desk.parts(marker)
    sizes = {(part.row.pk, one.pk): len(desk.applying(part, one)) for part in sections for one in subjects}
    for section, subject, stage, user in scorecard.assignments.values_list("section", "subject", "stage", "user"):
        for key in [key for key in sizes if key[0] == section and subject in (None, key[1])]:
            if stage == marker.stage:
                held.add(key)
                load[user] = load.get(user, 0) + sizes[key]
            else:
                elsewhere.setdefault(key, set()).add(user)
    units = [(key, size) for key, size in sizes.items() if size and key not in held]
    given = spread(units, [user.pk for user in people], load=load, not_to=elsewhere)
    if any(user is None for user in given.values()):
        raise ValidationError(_("Choose one more person: nobody may make two marks of the same question."))
    rows = [
        Assignment(scorecard=scorecard, section_id=section, subject_id=subject, stage=marker.stage, user_id=user)
        for (section, subject), user in given.items()
    ]
    writes.bulk_write(Assignment, create=rows, by=by)
    return len(rows)


def stages_of(scorecard):
    """The stages that this scorecard is marked in."""
    double = [(Mark.Stage.SECOND, Mark.Stage.SECOND.label)] if scorecard.second_marks else []
    return [(Mark.Stage.FIRST, Mark.Stage.FIRST.label), *double]
