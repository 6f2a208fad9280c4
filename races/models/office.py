from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.core.models import Sourced
from races import querysets


class Office(Sourced):
    """A prosecutor's office: one seat, one district. Its address comes from (state code, slug)."""

    class Kind(models.TextChoices):
        COUNTY = "county", _("county")
        DISTRICT = "district", _("district of one or more counties")
        CITY = "city", _("city")
        STATEWIDE = "statewide", _("statewide")

    class RecordStatus(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        TO_CONFIRM = "to_confirm", _("to be confirmed")

    state = models.ForeignKey("races.State", on_delete=models.PROTECT, related_name="offices")
    slug = models.CharField(
        max_length=80,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Lower-case letters and hyphens."))],
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    district = models.CharField(_("district"), max_length=120)
    title = models.CharField(_("title of the prosecutor"), max_length=80)
    ocd_division_id = models.CharField(max_length=160, blank=True)
    counties = models.ManyToManyField("races.County", through="OfficeCounty", related_name="offices")
    counties_complete = models.BooleanField(
        _("all counties of this office are listed"),
        default=False,
        help_text=_("False where our source names only some, for example those that voted."),
    )
    record_status = models.CharField(
        max_length=12,
        choices=RecordStatus.choices,
        default=RecordStatus.TO_CONFIRM,
        help_text=_("Confirmed only where a source of the office or of the law says that it exists as shown."),
    )
    began = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)

    objects = querysets.OfficeQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["state__name", "district"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["state", "slug"], name="races_office_one_slug_a_state"),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(began__isnull=True) | Q(ended__gte=F("began")),
                name="races_office_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The district and the title; a word that ends the one and begins the other is said once."""
        words, said = self.district.split(), self.title.split()
        return " ".join(words + said[1:] if words[-1:] == said[:1] else [*words, *said])


class OfficeCounty(models.Model):
    """A county that an office serves, in whole or in part (a county can have two offices)."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="office_counties")
    county = models.ForeignKey("races.County", on_delete=models.PROTECT, related_name="office_counties")
    partial = models.BooleanField(default=False)
    ended = models.DateField(null=True, blank=True, help_text=_("The county belongs to another district since."))

    objects = querysets.OfficeCountyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "county"], name="races_officecounty_once"),
        ]

    def __str__(self):
        return f"{self.office} / {self.county}"


class Tenure(Sourced):
    """A person who holds or held an office, by a dated source of its own. A won election is no tenure."""

    class How(models.TextChoices):
        ELECTED = "elected", _("elected")
        APPOINTED = "appointed", _("appointed")
        ACTING = "acting", _("acting")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey("races.Person", on_delete=models.PROTECT, related_name="tenures")
    how = models.CharField(max_length=12, choices=How.choices)
    began = models.DateField()
    ended = models.DateField(null=True, blank=True)
    term_ends = models.DateField(null=True, blank=True)

    objects = querysets.TenureQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["-began"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(source_date__isnull=False),
                name="races_tenure_source_is_dated",
                violation_error_message=_("Who holds an office needs a dated source."),
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("began")),
                name="races_tenure_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["office"], condition=Q(ended__isnull=True), name="races_tenure_one_holder_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.office}, {self.began:%Y}"
