"""What is under review: put there by one reviewer, lifted by another. Every live surface asks here, at each
request, and prints "Under review since DATE" in place of the thing (FAIRNESS.md 1). Nothing is kept in a cache."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import writes
from races.models import CommunityGroup
from scorecards.models import UnderReview

# What a review may be about: the names of its keys on UnderReview.
KINDS = {
    "mark": ("subject", "question"),
    "promise": ("promise",),
    "profile": ("candidacy",),
    "figure": ("office", "metric"),
}


def put(*, reason, by, today=None, **target):
    """Put one thing under review from now on; returns the UnderReview. `target`: `subject` and `question`, or
    `promise`, or `candidacy`, or `office` and `metric`.

    Raises ValidationError where this person may not, a reason is missing, or it is under review already.
    """
    review = UnderReview(
        **target, reason=reason.strip(), since=today or timezone.localdate(), by=by.get_username()
    )
    if not may_review(review, by):
        raise ValidationError(_("Only a reviewer of the group that covers this may put it under review."))
    return writes.save(review, by=by)


def lift(review, *, by, today=None):
    """Show the thing again. Raises ValidationError where this person may not, or is the one who put it there."""
    if review.lifted_on is not None:
        raise ValidationError(_("This is not under review any more."))
    if not may_review(review, by):
        raise ValidationError(_("Only a reviewer of the group that covers this may lift it."))
    if review.by == by.get_username():
        raise ValidationError(_("You put this under review. A second person has to lift it."))
    review.lifted_on, review.lifted_by = today or timezone.localdate(), by.get_username()
    return writes.save(review, by=by)


def may_review(review, user):
    """Reviewers of a group that covers the office, or that owns the scorecard of the mark; and admins."""
    if user.is_superuser:
        return True
    groups = CommunityGroup.objects.filter(reviewers__user=user)
    if review.subject_id:
        return groups.filter(pk=review.subject.scorecard.standard.group_id).exists()
    office = office_of(review)
    covers = Q(coverage__office=office) | Q(coverage__state=office.state_id)
    return groups.filter(covers).exists()


def named(review):
    """What is under review, in the words of the editors' list."""
    parts = [getattr(review, key) for key in next(k for k in KINDS.values() if getattr(review, f"{k[0]}_id"))]
    return ": ".join(str(part) for part in parts)


def office_of(review):
    """The office that a review of a promise, a profile or a figure is about."""
    if review.promise_id:
        return review.promise.candidacy.race.office
    return review.candidacy.race.office if review.candidacy_id else review.office


def figures_under_review():
    """{(office id, metric id): since}. All that are open: there are few, and one query finds them."""
    rows = UnderReview.objects.open().filter(metric__isnull=False)
    return {(office, metric): since for office, metric, since in rows.values_list("office", "metric", "since")}


def promises_under_review(promises):
    """{promise id: since} of these promises or their ids, in one query."""
    rows = UnderReview.objects.open().filter(promise__in=promises)
    return dict(rows.values_list("promise", "since"))


def profiles_under_review(candidacies):
    """{candidacy id: since} of these candidacies or their ids, in one query."""
    rows = UnderReview.objects.open().filter(candidacy__in=candidacies)
    return dict(rows.values_list("candidacy", "since"))


def marks_under_review(scorecards):
    """{(subject id, question slug): since} of these scorecards or their ids, in one query. Every mark of a
    candidate whose profile is under review is one of them: it quotes what stands there."""
    scorecards = list(scorecards)
    reviews = UnderReview.objects.open().order_by()
    marks = reviews.filter(subject__scorecard__in=scorecards).values_list("subject", "question__slug", "since")
    whole = reviews.filter(candidacy__scored_as__scorecard__in=scorecards).values_list(
        "candidacy__scored_as", "candidacy__scored_as__scorecard__standard__sections__questions__slug", "since"
    )
    return {(subject, question): since for subject, question, since in marks.union(whole)}


def first_review(reviews, subject):
    """The first day since when a mark of this subject (its id) has been under review, or None. Its score is not
    printed then: it would tell the mark. `reviews`: of `marks_under_review`."""
    return min((since for (of, _question), since in reviews.items() if of == subject), default=None)
