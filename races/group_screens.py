"""The screen about a community group, for site admins: who they are and in which mode they work."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel

from portal.core.admin_scope import CoverageForm, CoveredViewSet
from races.models import CommunityGroup


class CommunityGroupForm(CoverageForm):
    """Whoever switches scoring on, and on which day, is written down and not typed."""

    def clean(self):
        cleaned = super().clean()
        group = self.instance
        if cleaned.get("mode") != CommunityGroup.Mode.SCORING:
            cleaned["scoring_reason"] = ""
            group.scoring_since = group.scoring_by = None
        else:
            if not cleaned.get("scoring_reason", "").strip():
                self.add_error("scoring_reason", _("Scoring mode needs a reason, which is public."))
            if cleaned.get("legal_form") in CommunityGroup.ALWAYS_NEUTRAL:
                self.add_error("mode", _("A 501(c)(3), or a group of unknown legal form, works in neutral mode."))
            if group.scoring_since is None:
                group.scoring_since, group.scoring_by = timezone.localdate(), self.for_user
        return cleaned


class CommunityGroupViewSet(CoveredViewSet):
    """No group's own people reach this screen: `editors_may` is empty."""

    model = CommunityGroup
    name = "groups-of-editors"
    icon = "group"
    form_base = CommunityGroupForm
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("legal_form"),
        MultiFieldPanel(
            [
                HelpPanel(
                    _(
                        "Rating candidates can count as campaigning, which a 501(c)(3) may not do. Neutral is the "
                        "default. Each change is public at /groups/, with its day and its reason. "
                        "This is information, not legal advice."
                    )
                ),
                FieldPanel("mode"),
                FieldPanel("scoring_reason", help_text=_("Public. Why this group may rate candidates.")),
            ],
            _("How it writes about candidates"),
        ),
        FieldPanel("editors"),
        FieldPanel("reviewers"),
    ]
    list_display = ["name", "legal_form", "mode", "scoring_since"]
