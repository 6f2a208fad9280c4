from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.models import Sourced
from races import querysets


class Topic(models.Model):
    """One list of topics for positions, questions, promises and the library."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    name_es = models.CharField(max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self):
        return (self.name_es if get_language() == "es" else "") or self.name


class Position(Sourced):
    """What a candidate said on a topic: our one-line summary, their own words, source and date."""

    candidacy = models.ForeignKey("races.Candidacy", on_delete=models.PROTECT, related_name="positions")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="positions")
    summary = models.CharField(_("summary"), max_length=300)
    quote = models.TextField(_("their own words"))
    said_on = models.DateField(_("said on"))
    capture = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("our own saved copy"),
        help_text=_("A saved copy of the page, where no archive holds one."),
    )

    objects = querysets.PositionQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["topic__order", "-said_on"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(quote=""),
                name="races_position_has_quote",
                violation_error_message=_("A position needs the candidate's own words."),
            ),
        ]

    def __str__(self):
        return f"{self.candidacy}: {self.topic.name}"

    def clean(self):
        if self.said_on and self.source_date and self.said_on > self.source_date:
            raise ValidationError({"said_on": _("Said after the date of its source.")})
