from django.db import models
from django.utils.translation import gettext_lazy as _

from races import querysets


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
