"""Pages about a race or a candidate go public only if they keep to `races.fairness`.

The form says which rule and whom, with the editor's text still on the screen; `NotFair` is the last door, for
every other way to publish (an approval, a script), and the gate turns it into a message.
"""

import re
from html import unescape

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm

from races import fairness
from races.models import Candidacy, QuestionSet

PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow", "action-workflow-action")
HREF = re.compile(r'href="([^"]+)"')


class NotFair(ValidationError):
    """Publishing was refused; `page` is what was to be published."""

    def __init__(self, page, problems):
        super().__init__([str(problem) for problem in problems])
        self.page = page


class FairPageForm(WagtailAdminPageForm):
    """A draft may hold anything; what is submitted or published is checked."""

    def clean(self):
        cleaned = super().clean()
        if any(name in self.data for name in PUBLISHING) and self.instance.pk:
            page = self.instance
            for name in ("summary", "body", "summary_es", "body_es"):
                setattr(page, name, cleaned.get(name, getattr(page, name)))
            for problem in problems(page):
                self.add_error(None, str(problem))
        return cleaned


def problems(page):
    """The rules that publishing this page of a race or a candidate would break. A text that has only lost words
    since it went public is never held up."""
    texts = texts_of(page)
    live = type(page).objects.filter(pk=page.pk, live=True).first()
    before, after = (" ".join(text.words for text in them) for them in (texts_of(live) if live else (), texts))
    if before != after and fairness.only_takes_away(before, after):
        return []
    race = page.fact.race if isinstance(page.fact, Candidacy) else page.fact
    return fairness.problems(order_known=race.ballot_order_known, people=runners(race), texts=texts)


def texts_of(page):
    of_person = isinstance(page.fact, Candidacy)
    about = page.fact.ballot_name if of_person else str(page.fact.office)
    return [
        _text(about, language, summary, body, of_person)
        for language, summary, body in (
            ("English", page.summary, page.body),
            ("Spanish", page.summary_es, page.body_es),
        )
    ]


def _text(about, language, summary, body, limited):
    words = " ".join([summary, *body.stream_block.get_searchable_content(body)])
    links, evidence = [], []
    for block in body:
        if block.block_type == "paragraph":
            links += [unescape(address) for address in HREF.findall(block.value.source)]
        elif block.block_type == "quote":
            evidence.append(block.value["source_url"])
    return fairness.Text(about, language, words, tuple(links), tuple(evidence), limited)


def runners(race):
    """Everyone who stands in a race, as the rules see them."""
    sets = QuestionSet.objects.filter(race=race).published(timezone.localdate()).for_page()
    asked = [{request.candidacy_id for request in one.requests.all()} for one in sets]
    return [
        fairness.Runner(
            candidacy.ballot_name,
            candidacy.ballot_order,
            all(candidacy.pk in people for people in asked),
            frozenset(fairness.host_of(link.url) for link in of if link.kind == link.Kind.CAMPAIGN),
            tuple(link.url for link in of),
        )
        for candidacy in Candidacy.objects.listed(race).standing().with_links()
        for of in [candidacy.person.links.all()]
    ]
