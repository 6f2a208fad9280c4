from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from races import querysets
from races.fairness import asks_for_money


class Person(models.Model):
    """A person in public office or running for it, apart from each candidacy and tenure. Public office, not
    private life: no address, birth date, family or health has a column here."""

    name = models.CharField(_("name"), max_length=160)
    sort_name = models.CharField(_("name for sorting"), max_length=160)
    group = models.ForeignKey(
        "races.CommunityGroup",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        help_text=_("The group that entered this person; it may edit until a candidacy or tenure decides."),
    )
    is_sample = models.BooleanField(default=False)

    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown only where the picture says its credit and its license."),
    )

    objects = querysets.PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name_plural = "people"

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.sort_name:
            self.sort_name = self.name
        super().save(*args, **kwargs)


class PersonName(models.Model):
    """Another way that lists print this person's name. A person of ours decided that it is the same person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=160)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    objects = querysets.PersonPartQuerySet.as_manager()

    class Meta:
        ordering = ["person", "name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="races_personname_once")]

    def __str__(self):
        return self.name


class PeopleApart(models.Model):
    """Two people of almost one name: somebody of ours decided that they are two, so nobody is asked again."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    decided_by = models.CharField(max_length=150, blank=True)
    decided_on = models.DateField()

    class Meta:
        ordering = ["first", "second"]
        verbose_name_plural = "people apart"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="races_peopleapart_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="races_peopleapart_in_order"),
        ]

    def __str__(self):
        return f"{self.first} / {self.second}"


class PersonLink(models.Model):
    """A page elsewhere about a person. Campaign pages are shown for everyone in a race or for nobody; pages
    that ask for donations never."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official page")
        CAMPAIGN = "campaign", _("campaign page")
        SOCIAL = "social", _("public account")
        REFERENCE = "reference", _("reference work")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    url = models.URLField(max_length=500)
    title = models.CharField(max_length=120)
    checked = models.DateField(_("date we checked it"))

    objects = querysets.PersonPartQuerySet.as_manager()

    class Meta:
        ordering = ["person", "kind", "title"]
        constraints = [
            models.UniqueConstraint(fields=["person", "url"], name="races_personlink_once"),
            models.CheckConstraint(
                condition=~Q(url="") & ~Q(title=""),
                name="races_personlink_has_address_and_title",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if asks_for_money(self.url):
            raise ValidationError(
                {"url": _("This looks like a page that asks for donations. We never link to one, for anybody.")}
            )
