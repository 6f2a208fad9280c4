"""What stands beside a figure so that it can be read fairly: events, words, goals, refusals, studies."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.models import Sourced
from scorecards import querysets


class Marker(Sourced):
    """A day that matters for reading a trend, of one office or of a whole state. When a term began is read from
    the tenures and not typed here."""

    class Kind(models.TextChoices):
        LAW = "law", _("a law changed")
        SYSTEM = "system", _("a new case system")
        COUNTING = "counting", _("counted in another way")
        POLICY = "policy", _("an office policy changed")
        EVENT = "event", _("something else")

    office = models.ForeignKey(
        "races.Office", on_delete=models.PROTECT, null=True, blank=True, related_name="markers"
    )
    state = models.ForeignKey(
        "races.State", on_delete=models.PROTECT, null=True, blank=True, related_name="markers"
    )
    date = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    label = models.CharField(max_length=24, help_text=_("A word or two, printed in the chart."))
    label_es = models.CharField(max_length=28, blank=True)
    detail = models.CharField(max_length=300)
    detail_es = models.CharField(max_length=340, blank=True)

    objects = querysets.MarkerQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["date"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(office__isnull=False, state__isnull=True)
                | Q(office__isnull=True, state__isnull=False),
                name="scorecards_marker_of_office_or_state",
                violation_error_message=_("Choose an office or a state, not both."),
            ),
        ]

    def __str__(self):
        return f"{self.date} {self.label}"

    @property
    def plain_label(self):
        return (self.label_es if get_language() == "es" else "") or self.label

    @property
    def plain_detail(self):
        return (self.detail_es if get_language() == "es" else "") or self.detail


class OfficeComment(Sourced):
    """What the office itself says about one of its figures, in its own words."""

    office = models.ForeignKey("races.Office", on_delete=models.PROTECT, related_name="comments")
    metric = models.ForeignKey("scorecards.Metric", on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("their words"))
    said_on = models.DateField()

    objects = querysets.OfBesideQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["-said_on", "-pk"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="scorecards_officecomment_has_words"),
        ]

    def __str__(self):
        return f"{self.office} {self.metric.slug} {self.said_on}"


class Goal(Sourced):
    """Where a figure is meant to go: set by the office itself, or by a community, which says who agreed to it
    and when. `value` is in the measure's unit, a share as a part of 1."""

    class By(models.TextChoices):
        OFFICE = "office", _("the office")
        COMMUNITY = "community", _("a community")

    office = models.ForeignKey("races.Office", on_delete=models.PROTECT, related_name="goals")
    metric = models.ForeignKey("scorecards.Metric", on_delete=models.PROTECT, related_name="goals")
    by = models.CharField(_("set by"), max_length=10, choices=By.choices)
    group = models.ForeignKey(
        "races.CommunityGroup", on_delete=models.PROTECT, null=True, blank=True, related_name="goals"
    )
    text = models.CharField(_("the goal in their words"), max_length=300)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    agreed_by = models.CharField(_("who agreed to it"), max_length=300, blank=True)
    agreed_on = models.DateField(_("when it was set"))

    objects = querysets.OfBesideQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["by", "-agreed_on", "-pk"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(by="office", group__isnull=True)
                | (Q(by="community", group__isnull=False) & ~Q(agreed_by="")),
                name="scorecards_goal_says_who_agreed",
                violation_error_message=_("A community’s goal names the group and who agreed to it."),
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(due__gte=F("agreed_on")),
                name="scorecards_goal_due_after_it_is_set",
            ),
        ]

    def __str__(self):
        return f"{self.office} {self.metric.slug} {self.by}"


class RecordsRequest(Sourced):
    """A request for records and what came of it. What an office does not hand over is a finding."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("no answer yet")
        GRANTED = "granted", _("granted")
        PARTLY = "partly", _("granted in part")
        COST = "cost", _("a price was asked")
        REFUSED = "refused", _("refused")
        NONE = "none", _("the office says it has no such records")

    office = models.ForeignKey("races.Office", on_delete=models.PROTECT, related_name="records_requests")
    asked_for = models.CharField(_("what was asked for"), max_length=300)
    asked_by = models.CharField(_("who asked (a group, never a private person)"), max_length=160)
    asked_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    answered_on = models.DateField(null=True, blank=True)
    quoted_cost = models.DecimalField(
        _("price asked, in dollars"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    reason = models.CharField(_("the reason they gave"), max_length=300, blank=True)

    objects = querysets.OfBesideQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["-asked_on", "-pk"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(outcome="waiting", answered_on__isnull=True)
                | (~Q(outcome="waiting") & Q(answered_on__isnull=False, answered_on__gte=F("asked_on"))),
                name="scorecards_recordsrequest_answer_has_day",
                violation_error_message=_("An answer has a day, not before the day of asking."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="cost") | Q(quoted_cost__isnull=False),
                name="scorecards_recordsrequest_price_is_named",
                violation_error_message=_("Enter the price that was asked."),
            ),
        ]

    def __str__(self):
        return f"{self.office} {self.asked_on}"


class Estimate(Sourced):
    """A published study's estimate of what followed a decision, with its interval, design and citation. `value`,
    `low` and `high` are in `unit`, as the study prints them."""

    metric = models.ForeignKey("scorecards.Metric", on_delete=models.PROTECT, related_name="estimates")
    office = models.ForeignKey(
        "races.Office", on_delete=models.PROTECT, null=True, blank=True, related_name="estimates"
    )
    place = models.CharField(_("place and years it is about"), max_length=160)
    finding = models.TextField(_("what it found, in plain words"))
    value = models.DecimalField(max_digits=10, decimal_places=4)
    low = models.DecimalField(_("low end of its interval"), max_digits=10, decimal_places=4)
    high = models.DecimalField(_("high end of its interval"), max_digits=10, decimal_places=4)
    unit = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField(_("interval, percent"), default=95)
    design = models.CharField(_("how the study was done"), max_length=200)
    citation = models.CharField(max_length=500)

    objects = querysets.OfBesideQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["metric", "place"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(low__lte=F("value")) & Q(high__gte=F("value")),
                name="scorecards_estimate_in_its_interval",
            ),
            models.CheckConstraint(
                condition=~Q(design="") & ~Q(citation="") & ~Q(finding=""),
                name="scorecards_estimate_has_design_and_citation",
            ),
        ]

    def __str__(self):
        return f"{self.metric.slug}: {self.place}"
