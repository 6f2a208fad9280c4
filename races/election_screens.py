"""The editors' screens of elections, races and candidates."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from portal.core.admin_scope import CoverageForm, CoveredViewSet
from races import lock_actions
from races.models import BallotLine, Candidacy, Election, ListLock, Race
from races.screens import SOURCE, FactViewSet


class RaceForm(CoverageForm):
    """Only elections in states of covered offices can be picked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "election" in self.fields:
            states = self.fields["office"].queryset.values("state")
            self.fields["election"].queryset = Election.objects.filter(state__in=states).select_related("state")


class RaceViewSet(FactViewSet):
    model = Race
    name = "races"
    icon = "calendar-alt"
    form_base = RaceForm
    panels = [
        HelpPanel(_("A race is one office on one election day. Its page is made when you save.")),
        FieldPanel("office"),
        FieldPanel("election", help_text=_("Not in the list? Ask an admin to add the election.")),
        FieldRowPanel([FieldPanel("seats"), FieldPanel("seat", help_text=_("Empty where there is only one."))]),
        MultiFieldPanel(
            [
                FieldPanel("field_known"),
                FieldPanel("write_ins_allowed", help_text=_("“Unknown” until a source says so.")),
                FieldPanel("ballot_order_known"),
            ],
            _("What is known"),
        ),
        SOURCE,
        MultiFieldPanel(
            [
                FieldPanel("result_status"),
                FieldPanel("result_label"),
                FieldPanel("result_source_url"),
                FieldPanel("result_source_title"),
                FieldPanel("result_checked"),
                FieldRowPanel([FieldPanel("write_in_votes"), FieldPanel("blank_votes")]),
            ],
            _("Result"),
            help_text=_("Leave as it is until votes are counted. Empty is “not reported”; 0 is a count of none."),
        ),
    ]
    list_display = ["office", "election", "result_status"]
    list_filter = ["office", "result_status"]
    list_export = ["office", "election", "seats", "seat", "result_status", "source_url", "source_title"]
    search_fields = ["office__district", "slug"]
    ordering = ["-election__date", "office__district"]


class CandidacyViewSet(FactViewSet):
    model = Candidacy
    name = "candidacies"
    icon = "group"
    panels = [
        HelpPanel(_("One person in one race. The profile page is made when you save; then write its text.")),
        FieldPanel("race"),
        FieldPanel("person", help_text=_("Not in the list? Use the tab “New person” in the window.")),
        FieldPanel("ballot_name", help_text=_("Exactly as the official list prints it.")),
        FieldRowPanel([FieldPanel("party"), FieldPanel("designation")]),
        FieldPanel("ballot_order"),
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldPanel("status_date", help_text=_("The day they withdrew, died or were disqualified.")),
                FieldPanel("status_source_url"),
                FieldPanel("status_source_title"),
            ],
            _("Status"),
            help_text=_("Whoever left the race needs the day and a source. Nobody is taken off the list for it."),
        ),
        FieldRowPanel(
            [
                FieldPanel("incumbent", help_text=_("“Unknown” until a source says so.")),
                FieldPanel("incumbent_how", help_text=_("Only for somebody who holds the office now.")),
            ]
        ),
        SOURCE,
        MultiFieldPanel(
            [
                FieldPanel("outcome"),
                FieldPanel("outcome_note"),
                FieldRowPanel([FieldPanel("votes"), FieldPanel("votes_against")]),
                FieldPanel("vote_share", help_text=_("Only what the source prints; shares are worked out here.")),
                FieldPanel("votes_note", help_text=_("For example that the source hides counts under 10.")),
            ],
            _("Result"),
        ),
    ]
    list_display = ["ballot_name", "race", "status", "outcome"]
    list_filter = ["race", "status"]
    list_export = ["ballot_name", "race", "party", "status", "outcome", "votes", "source_url", "source_title"]
    search_fields = ["ballot_name", "race__office__district"]


class BallotLineViewSet(FactViewSet):
    model = BallotLine
    name = "ballot-lines"
    icon = "list-ul"
    panels = [
        HelpPanel(
            _(
                "Only where one person stands on several party lines. The votes of the lines are part of the "
                "candidate’s votes: enter their sum there."
            )
        ),
        FieldPanel("candidacy"),
        FieldRowPanel([FieldPanel("party"), FieldPanel("votes")]),
    ]
    list_display = ["candidacy", "party", "votes"]
    list_filter = ["candidacy"]
    list_export = ["candidacy", "party", "votes"]
    search_fields = ["candidacy__ballot_name", "party"]


class ListLockForm(CoverageForm):
    """Saving it says "I compared the list today": the rows, the hash, the day and the name come by themselves."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("race"):
            self.instance.race = cleaned["race"]
            try:
                lock_actions.fill(self.instance, by=self.for_user)
            except ValidationError as error:
                self.add_error("race", error)
        return cleaned


class ListLockViewSet(FactViewSet):
    model = ListLock
    name = "list-locks"
    icon = "lock"
    form_base = ListLockForm
    menu_label = _("Checked lists")
    panels = [
        HelpPanel(
            _(
                "Compare the race’s candidates with the official list first, line by line: names, party, order, "
                "who left. Save this when they agree. If the list changes later, the race’s page says so, and "
                "saving here again checks it anew."
            )
        ),
        FieldPanel("race"),
        SOURCE,
    ]
    list_display = ["race", "locked_on", "locked_by"]
    list_filter = ["race"]
    list_export = ["race", "locked_on", "locked_by", "sha256", "source_url", "source_title"]
    search_fields = ["race__office__district", "race__slug"]
    inspect_view_fields = ["race", "locked_on", "locked_by", "sha256", "source_url", "source_title"]
    # Taking a check back removes no fact about anybody.
    editors_may = (*FactViewSet.editors_may, "delete")


class ElectionViewSet(CoveredViewSet):
    model = Election
    name = "elections"
    icon = "date"
    panels = [
        FieldPanel("state"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("kind"), FieldPanel("party")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("filing_opens"), FieldPanel("filing_closes")]),
                FieldPanel("write_in_filing_closes", help_text=_("Last day to file as a write-in candidate.")),
            ],
            _("Filing"),
            help_text=_("These days decide whether a race is called unopposed or still open: enter them first."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("register_by"), FieldPanel("mail_ballot_request_by")]),
                FieldRowPanel([FieldPanel("early_vote_from"), FieldPanel("early_vote_to")]),
            ],
            _("Voting"),
        ),
        SOURCE,
    ]
    list_display = ["date", "state", "kind", "party"]
    list_filter = ["state", "kind"]
