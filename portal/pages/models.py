"""The only Wagtail page types. Fact pages are thin: prose that points one to one at a fact."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester

from portal.pages.blocks import StoryBlock
from portal.pages.fair_pages import FairPageForm, NotFair, problems
from races.fairness import BIO_WORDS

# First path words that belong to views: an editor's page under Home must not vanish behind one.
# fmt: off
RESERVED_SLUGS = frozenset((
    "find", "compare", "races", "promises", "metrics", "programs", "library", "charts", "embed",
    "oembed", "data", "api", "corrections", "report", "reply", "answer", "answers", "suggest", "admin", "groups",
    "documents", "media", "static", "healthz", "readyz", "es", "en", "offices", "scorecards",
))
# fmt: on


class BasePage(Page):
    """What every page of ours has: one story, and the same story in Spanish beside it (no locale trees)."""

    body = StreamField(StoryBlock(), blank=True, verbose_name=_("text"))
    body_es = StreamField(StoryBlock(), blank=True, verbose_name=_("text in Spanish"))

    content_panels = [*Page.content_panels, FieldPanel("body"), FieldPanel("body_es")]
    promote_panels = [MultiFieldPanel([FieldPanel("slug"), FieldPanel("search_description")], _("Address"))]
    show_in_menus_default = False

    class Meta:
        abstract = True

    @property
    def story(self):
        """The text in the reader's language and the language it is really in."""
        if get_language() == "es" and self.body_es:
            return {"blocks": self.body_es, "language": "es"}
        return {"blocks": self.body, "language": "en"}

    def clean(self):
        super().clean()
        at_top = self.depth == 3 or (self.depth is None and getattr(self, "_parent_depth", None) == 2)
        if at_top and self.slug in RESERVED_SLUGS and not isinstance(self, (OfficeIndexPage, ScorecardIndexPage)):
            raise ValidationError({"slug": _("This address belongs to a part of the portal. Choose another.")})


def text_form(*notes):
    """The editors' form of a record's page: its text, below a line that says where the rest comes from."""
    origin = _("Name and address come from the record behind this page; you write its text here.")
    panels = [
        *(HelpPanel(note) for note in (origin, *notes)),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("summary_es"),
        FieldPanel("body_es"),
    ]
    return TabbedInterface([ObjectList(panels, heading=_("Text"))])


class FactPagePermissions(PagePermissionTester):
    """A record's page stays at its address and open to all: no button offers what would be refused."""

    def can_move(self):
        return False

    def can_set_view_restrictions(self):
        return False


class FactPage(BasePage):
    """A page made with its fact and removed with it. Title and address come from the fact and stay with it."""

    fact_name = ""
    summary = models.CharField(_("one-line summary"), max_length=300, blank=True)
    summary_es = models.CharField(_("one-line summary in Spanish"), max_length=300, blank=True)

    is_creatable = False
    edit_handler = text_form()

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return FactPagePermissions(user, self)

    @property
    def fact(self):
        return getattr(self, self.fact_name)

    @property
    def lead(self):
        if get_language() == "es" and self.summary_es:
            return {"text": self.summary_es, "language": "es"}
        return {"text": self.summary, "language": "en"}


class FairPage(FactPage):
    """A page about candidates: publishing it is refused where it does not treat them alike."""

    base_form_class = FairPageForm

    class Meta:
        abstract = True

    def publish(self, revision, *args, **kwargs):
        page = revision.as_object()
        if found := problems(page):
            raise NotFair(page, found)
        return super().publish(revision, *args, **kwargs)


class HomePage(BasePage):
    template = "pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        from portal.pages.shown.home import home

        return {**super().get_context(request, *args, **kwargs), **home()}


class TextPage(BasePage):
    template = "pages/text.html"
    parent_page_types = ["pages.HomePage", "pages.TextPage"]


class OfficeIndexPage(BasePage):
    template = "pages/office_index.html"
    parent_page_types = ["pages.HomePage"]
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        from portal.pages.shown.directory import directory

        return {**super().get_context(request, *args, **kwargs), **directory()}


class StatePage(FactPage):
    template = "pages/state.html"
    fact_name = "state"
    state = models.OneToOneField("races.State", on_delete=models.PROTECT, related_name="page")
    parent_page_types = ["pages.OfficeIndexPage"]

    def get_context(self, request, *args, **kwargs):
        from portal.pages.shown.directory import state

        return {**super().get_context(request, *args, **kwargs), **state(self.state)}


class OfficePage(FactPage):
    template = "pages/office.html"
    fact_name = "office"
    office = models.OneToOneField("races.Office", on_delete=models.PROTECT, related_name="page")
    parent_page_types = ["pages.StatePage"]

    def get_context(self, request, *args, **kwargs):
        from portal.pages.shown.office import office

        return {**super().get_context(request, *args, **kwargs), **office(self.office)}


class RacePage(FairPage):
    template = "pages/race.html"
    fact_name = "race"
    race = models.OneToOneField("races.Race", on_delete=models.PROTECT, related_name="page")
    parent_page_types = ["pages.OfficePage"]

    def get_context(self, request, *args, **kwargs):
        from portal.pages.shown.race import race

        return {**super().get_context(request, *args, **kwargs), **race(self.race)}


class CandidatePage(FairPage):
    template = "pages/candidate.html"
    edit_handler = text_form(
        format_lazy(
            _(
                "Summary and text together: up to {n} words in each language, the same for every candidate. "
                "No link to a page that asks for donations; a campaign's page only if everyone in the race has "
                "one on record."
            ),
            n=BIO_WORDS,
        )
    )
    fact_name = "candidacy"
    candidacy = models.OneToOneField("races.Candidacy", on_delete=models.PROTECT, related_name="page")
    parent_page_types = ["pages.RacePage"]

    def get_context(self, request, *args, **kwargs):
        from portal.pages.shown.candidate import candidate

        return {**super().get_context(request, *args, **kwargs), **candidate(self.candidacy, self)}


class ScorecardIndexPage(BasePage):
    template = "pages/scorecard_index.html"
    parent_page_types = ["pages.HomePage"]
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        from portal.pages.shown.scorecard import index

        return {**super().get_context(request, *args, **kwargs), **index()}


class ScorecardPage(FactPage):
    template = "pages/scorecard.html"
    fact_name = "scorecard"
    scorecard = models.OneToOneField("scorecards.Scorecard", on_delete=models.PROTECT, related_name="page")
    parent_page_types = ["pages.ScorecardIndexPage"]

    def get_context(self, request, *args, **kwargs):
        from portal.pages.shown.scorecard import scorecard

        return {**super().get_context(request, *args, **kwargs), **scorecard(self.scorecard, request.GET)}

    def serve(self, request, *args, **kwargs):
        """An unreleased scorecard has no public page, even though its page row exists."""
        from django.http import Http404

        from portal.pages.withdrawn import gone, last_withdrawn
        from scorecards.models import Scorecard

        if not Scorecard.objects.released().filter(pk=self.scorecard_id).exists():
            if (withdrawn := last_withdrawn(self.scorecard.slug)) is not None:
                return gone(request, withdrawn)
            raise Http404
        return super().serve(request, *args, **kwargs)


FACT_PAGES = (StatePage, OfficePage, RacePage, CandidatePage, ScorecardPage)
