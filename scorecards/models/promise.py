from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    Workflow,
    WorkflowMixin,
)

from portal.core.models import Sourced
from races.models import CommunityGroup
from scorecards import querysets


class Status(models.TextChoices):
    """Fixed words, in the fixed order of every tally."""

    KEPT = "kept", _("Kept")
    PARTLY = "part", _("Partly kept")
    IN_PROGRESS = "prog", _("In progress")
    STALLED = "stal", _("Stalled")
    BROKEN = "brok", _("Broken")
    NOT_STARTED = "not", _("Not started")
    NOT_RATED = "none", _("Not yet rated")


class Promise(PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, Sourced):
    """A checkable promise in the maker's own words. Its status is never a column: it is the newest accepted
    update. Editors write it with draft and review; an import makes a revision, never an UPDATE."""

    candidacy = models.ForeignKey("races.Candidacy", on_delete=models.PROTECT, related_name="promises")
    topic = models.ForeignKey("races.Topic", on_delete=models.PROTECT, related_name="promises")
    quote = models.TextField(_("the promise, in their own words"))
    said_on = models.DateField(_("said on"))
    said_where = models.CharField(_("said where"), max_length=160)
    due = models.DateField(_("due by"), null=True, blank=True)
    metric = models.ForeignKey(
        "scorecards.Metric", on_delete=models.PROTECT, null=True, blank=True, related_name="promises"
    )
    baseline = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    baseline_label = models.CharField(max_length=40, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    kept_if = models.CharField(_("rated kept if"), max_length=240, blank=True)
    part_if = models.CharField(_("rated partly kept if"), max_length=240, blank=True)
    stalled_if = models.CharField(_("rated stalled if"), max_length=240, blank=True)
    broken_if = models.CharField(_("rated broken if"), max_length=240, blank=True)
    caution = models.TextField(_("what this measure cannot show"), blank=True)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="promise")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="promise",
        for_concrete_model=False,
    )

    objects = querysets.PromiseQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["-said_on", "pk"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=~Q(quote=""), name="scorecards_promise_has_quote"),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(due__gte=F("said_on")),
                name="scorecards_promise_due_after_said",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(metric__isnull=False, baseline__isnull=False),
                name="scorecards_promise_target_has_measure_and_baseline",
            ),
        ]

    def __str__(self):
        return self.quote[:80]

    @property
    def revisions(self):
        return self._revisions

    def get_workflow(self):
        """The review of the group that covers this office: its reviewers, nobody else's."""
        office = self.candidacy.race.office
        covers = Q(coverage__office=office) | Q(coverage__state=office.state_id)
        group = CommunityGroup.objects.filter(covers).order_by("pk").first()
        if group is None:
            return None
        return (
            Workflow.objects.active()
            .filter(workflow_tasks__task__groupapprovaltask__groups=group.reviewers)
            .first()
        )

    def get_absolute_url(self):
        return reverse("promise", kwargs={"pk": self.pk, "slug": slugify(self.quote)[:60].strip("-") or "promise"})

    def get_preview_template(self, request, mode_name):
        return "pages/promise.html"


class PromiseUpdate(Sourced):
    """A dated, sourced fact about a promise, with the rating it leads to. It counts once a reviewer accepts
    it; a mistake is corrected by a new update, never by editing this one."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="updates")
    date = models.DateField()
    fact = models.TextField(_("what happened"))
    status = models.CharField(_("rating"), max_length=4, choices=Status.choices)
    reviewed_by = models.CharField(max_length=150, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    first_reviewed_by = models.CharField(max_length=150, blank=True)
    timing_reason = models.TextField(
        _("why now"),
        blank=True,
        help_text=_("Public. Needed where the office-holder is on a ballot within 60 days."),
    )

    objects = querysets.PromiseUpdateQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["-date", "-pk"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True) | ~Q(reviewed_by=""),
                name="scorecards_promiseupdate_review_has_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(first_reviewed_by="")
                | (~Q(timing_reason="") & (Q(reviewed_by="") | ~Q(reviewed_by=F("first_reviewed_by")))),
                name="scorecards_promiseupdate_second_reviewer_and_reason",
                violation_error_message=_("Close to an election a rating needs two reviewers and a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.date:%Y-%m-%d} {self.get_status_display()}"
