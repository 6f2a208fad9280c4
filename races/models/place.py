from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.core.models import Sourced
from races import querysets

SAMPLE_STATE = "zz"


class State(models.Model):
    """A state and its rule for choosing prosecutors. A rule without a source we read is "to be confirmed"."""

    class Selection(models.TextChoices):
        BY_COUNTY = "county", _("elected by county")
        BY_DISTRICT = "district", _("elected by district")
        APPOINTED = "appointed", _("appointed")
        MIXED = "mixed", _("elected by county or by district")
        ATTORNEY_GENERAL = "attorney_general", _("the attorney general prosecutes")
        UNKNOWN = "unknown", _("not known yet")

    class Kind(models.TextChoices):
        STATE = "state", _("state")
        DISTRICT = "district", _("federal district")
        TERRITORY = "territory", _("territory")

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
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.STATE)
    ocd_division_id = models.CharField(max_length=100, blank=True)
    shape_box = models.CharField(
        max_length=60, blank=True, help_text="viewBox of the county shapes: left, top, width, height"
    )
    selection = models.CharField(max_length=20, choices=Selection.choices, default=Selection.UNKNOWN)
    prosecutor_title = models.CharField(max_length=80, blank=True)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    partisan = models.BooleanField(null=True, blank=True)
    other_prosecutors = models.TextField(blank=True)
    rule_status = models.CharField(max_length=12, choices=RuleStatus.choices, default=RuleStatus.TO_CONFIRM)
    rule_source_url = models.URLField(max_length=500, blank=True)
    rule_source_title = models.CharField(max_length=255, blank=True)
    rule_checked = models.DateField(null=True, blank=True)
    office_total = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many offices a source counts; empty where none does."
    )
    office_total_source_url = models.URLField(max_length=500, blank=True)
    office_total_source_title = models.CharField(max_length=255, blank=True)
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
                condition=Q(office_total__isnull=True)
                | (~Q(office_total_source_url="") & ~Q(office_total_source_title="")),
                name="races_state_office_total_has_source",
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
    # Empty where the name says it all (District of Columbia, Guam, Carson City).
    kind = models.CharField(max_length=40, default="County", blank=True)
    ocd_division_id = models.CharField(max_length=100, blank=True)
    shape = models.TextField(blank=True, help_text="path data within the state's shape_box")
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


class CountyCode(Sourced):
    """A FIPS code that stood for a county's area before or after the county's own: files use either.

    Connecticut's counties of before 2022, 46113, 51515, 02261 and 02270. `whole` is false where the code's
    area became several counties, so that a file's row for it belongs to no single one.
    """

    code = models.CharField(
        max_length=5, validators=[RegexValidator(r"^\d{5}$", _("FIPS county codes have 5 digits."))]
    )
    name = models.CharField(max_length=80)
    county = models.ForeignKey(County, on_delete=models.CASCADE, related_name="codes")
    changed_on = models.DateField()
    whole = models.BooleanField(default=True)

    class Meta(Sourced.Meta):
        ordering = ["code", "county"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["code", "county"], name="races_countycode_once"),
        ]

    def __str__(self):
        return f"{self.code} -> {self.county.fips}"


class ZipCounty(models.Model):
    """A county that a ZIP code's Census area lies in. Census areas are not postal routes."""

    zip = models.CharField(
        max_length=5, validators=[RegexValidator(r"^\d{5}$", _("ZIP codes have 5 digits."))], db_index=True
    )
    county = models.ForeignKey(County, on_delete=models.CASCADE, related_name="zips")

    objects = querysets.ZipCountyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zip", "county"], name="races_zipcounty_once"),
        ]

    def __str__(self):
        return f"{self.zip} {self.county.fips}"
