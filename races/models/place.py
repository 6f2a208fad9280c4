from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from races import querysets

SAMPLE_STATE = "zz"


class State(models.Model):
    """A state and its rule for choosing prosecutors. A rule without a source we read is "to be confirmed"."""

    class Selection(models.TextChoices):
        BY_COUNTY = "county", _("elected by county")
        BY_DISTRICT = "district", _("elected by district")
        APPOINTED = "appointed", _("appointed")
        ATTORNEY_GENERAL = "attorney_general", _("the attorney general prosecutes")
        UNKNOWN = "unknown", _("not known yet")

    class RuleStatus(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        TO_CONFIRM = "to_confirm", _("to be confirmed")

    code = models.CharField(
        max_length=2, unique=True, validators=[RegexValidator(r"^[a-z]{2}$", _("Two lower-case letters."))]
    )
    fips = models.CharField(
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^\d{2}$", _("FIPS state codes have 2 digits."))],
    )
    name = models.CharField(max_length=60, unique=True)
    ocd_division_id = models.CharField(max_length=100, blank=True)
    selection = models.CharField(max_length=20, choices=Selection.choices, default=Selection.UNKNOWN)
    prosecutor_title = models.CharField(max_length=80, blank=True)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    partisan = models.BooleanField(null=True, blank=True)
    other_prosecutors = models.TextField(blank=True)
    rule_status = models.CharField(max_length=12, choices=RuleStatus.choices, default=RuleStatus.TO_CONFIRM)
    rule_source_url = models.URLField(max_length=500, blank=True)
    rule_source_title = models.CharField(max_length=255, blank=True)
    rule_checked = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = querysets.StateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule_status="to_confirm")
                | (~Q(rule_source_url="") & ~Q(rule_source_title="") & Q(rule_checked__isnull=False)),
                name="races_state_confirmed_rule_has_source",
                violation_error_message=_("A confirmed rule needs its source and the date it was checked."),
            ),
            models.CheckConstraint(
                condition=Q(is_sample=True, code=SAMPLE_STATE, fips="99")
                | (Q(is_sample=False) & ~Q(code=SAMPLE_STATE) & ~Q(fips="99")),
                name="races_state_sample_is_zz",
                violation_error_message=_("Invented content lives in Sample State (zz, 99) and nowhere else."),
            ),
        ]

    def __str__(self):
        return self.name


class County(models.Model):
    """A county or its equivalent. A county can end (Connecticut's in 2022)."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="counties")
    fips = models.CharField(
        max_length=5,
        unique=True,
        validators=[RegexValidator(r"^\d{5}$", _("FIPS county codes have 5 digits."))],
    )
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=40, default="County")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = querysets.CountyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "fips"]
        verbose_name_plural = "counties"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="races_county_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(fips__regex=r"^\d{5}$"), name="races_county_fips_has_five_digits"),
        ]

    def __str__(self):
        return f"{self.name} {self.kind}".strip()
