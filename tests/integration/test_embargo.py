"""Nothing of what is not released is reached: by address, link, search, file, feed, embed, preview or admin.

The portal has no sitemap and no public API; when they come, their addresses belong into `SURFACES`.
"""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from portal.pages import admin_addresses, permissions
from races.models import ZipCounty
from scorecards import versions
from scorecards.models import Mark, Reply
from tests.factories.admin import World, person_of
from tests.factories.races import RaceFactory
from tests.factories.releases import people
from tests.factories.scorecards import (
    MARKED_AT,
    EvidenceFactory,
    MarkFactory,
    OptionFactory,
    QuestionFactory,
    ScorecardFactory,
    SectionFactory,
    StandardFactory,
    SubjectFactory,
    candidates,
    sheet,
)

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]
SECRET = "Hushed"
SURFACES = (
    "/", "/scorecards/", "/races/", "/races.csv", "/races.json", "/offices.csv", "/offices.json", "/compare/",
    "/find/", "/find/?q=hush", "/find/names.json", "/data/", "/data/datasets.csv", "/data/changes/",
    "/data/changes.json", "/corrections/", "/corrections.csv", "/corrections.json", "/corrections.atom",
    "/changes.atom", "/groups/", "/groups.csv", "/groups.json", "/promises/", "/promises.json", "/metrics/",
    "/report/",
)  # fmt: skip
# What a scorecard has below its address, as its slug, a subject's and a question's fill it.
PARTS = (
    "", "{subject}/", "{subject}.csv", "{subject}.json", "questions/{question}/", "questions/{question}.csv",
    "methodology/", "use/", "changes/", "releases/", "releases/1/", "releases/1.csv", "releases/1.json",
)  # fmt: skip
MOST = 150  # pages that one walk opens


@pytest.fixture
def race():
    return RaceFactory(ballot_order_known=True)


@pytest.fixture
def draft(race):
    """A scorecard of candidates, marked, replied to, not released."""
    made = sheet(
        race, candidates(race, ["Ann Abel", "Bea Boyd"]), [["matches", "differs"]], release=False,
        title=f"{SECRET} title", slug="hushed-card", for_residents=f"{SECRET} use",
    )  # fmt: skip
    Mark.objects.update(reason=f"{SECRET} reason")
    mark = Mark.objects.filter(option__level="matches").get()
    Reply.objects.create(
        subject=mark.subject, question=mark.question, agrees=True, text=f"{SECRET} reply", shown=f"{SECRET} reply",
        sent_at=MARKED_AT, checked_on=dt.date(2026, 10, 5), checked_by="editor",
    )  # fmt: skip
    return made


@pytest.fixture
def offices(race):
    """A scorecard of offices with evidence gathered for it, not released."""
    standard = StandardFactory(subjects="offices")
    question = QuestionFactory(section=SectionFactory(standard=standard), slug="files")
    option = OptionFactory(question=question, level="", code="open", points=1, label=f"{SECRET} answer")
    OptionFactory(question=question, level="", code="shut", points=0, label="shut")
    versions.record(standard, by="owner", on=standard.published_on)
    made = ScorecardFactory(standard=standard, race=None, slug="hushed-offices", title=f"{SECRET} offices")
    office = race.office
    subject = SubjectFactory(scorecard=made, office=office, slug="office")
    evidence = EvidenceFactory(office=office, quote=f"{SECRET} quote", source_title=f"{SECRET} source")
    MarkFactory(
        scorecard=made, subject=subject, question=question, version=standard.versions.first(), option=option,
        evidence=evidence, reason=f"{SECRET} reason",
    )  # fmt: skip
    return made


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def told(client, url):
    """What an address tells of the secret: in its text, its headers or its target."""
    response = client.get(url)
    text = body(response).decode(errors="replace") + str(response.headers)
    return [url] if SECRET.lower() in text.lower() else []


def links(client, url):
    """The public addresses that a page links to, without their queries."""
    response = client.get(url)
    if "text/html" not in response.get("Content-Type", ""):
        return set()
    found = {urlsplit(link) for link in re.findall(r'(?:href|src|action)="([^"]+)"', response.content.decode())}
    return {one.path for one in found if not one.netloc and one.path.startswith("/")}


def walk(client, start):
    """Every address reached from these by links, admin, files and static ones left out."""
    seen, waiting = set(), list(start)
    while waiting and len(seen) < MOST:
        url = waiting.pop(0)
        if url in seen or url.startswith(("/admin", "/static", "/media", "/documents")):
            continue
        seen.add(url)
        waiting += sorted(links(client, url) - seen)
    return seen


def addresses(card):
    """Every address that a release of it would have, in both languages."""
    subject = card.subjects.first().slug
    question = card.marks.first().question.slug
    own = [f"/scorecards/{card.slug}/{part.format(subject=subject, question=question)}" for part in PARTS]
    own += [f"/scorecards/{card.slug}.csv", f"/scorecards/{card.slug}.json"]
    own += [f"/embed/scorecards/{card.slug}/", f"/embed/scorecards/{card.slug}/{subject}/", f"/embed/{card.slug}/"]
    return [*own, *(f"/es{url}" for url in own)]


def test_no_address_of_an_unreleased_scorecard_answers(client, draft, offices):
    for card in (draft, offices):
        for url in addresses(card):
            response = client.get(url)
            assert response.status_code == 404, url
            assert SECRET not in body(response).decode(), url


def test_no_link_no_search_no_file_and_no_feed_tells_of_it(client, draft, offices, race):
    ZipCounty.objects.all().delete()
    start = [*SURFACES, race.page.url, race.office.page.url, *(s.candidacy.page.url for s in draft.subjects.all())]
    twins = [f"{url.rstrip('/')}.{kind}" for url in start[len(SURFACES) :] for kind in ("csv", "json", "atom")]
    compare = f"/compare/?kind=candidates&race={race.pk}"
    reached = walk(client, [*start, *twins, compare, *(f"/es{url}" for url in start[:3])])
    assert len(reached) > 40
    assert not {url for url in reached if "hushed" in url}
    assert [url for at in sorted(reached | set(SURFACES)) for url in told(client, at)] == []


def test_a_mark_made_since_is_not_public_before_the_next_release(client, race):
    card = sheet(race, candidates(race, ["Ann Abel", "Bea Boyd"]), [["matches", None]], slug="open-card")
    subject, question = card.subjects.get(slug="bea-boyd"), card.marks.first().question
    MarkFactory(
        scorecard=card, subject=subject, question=question, version=card.standard.versions.first(),
        kind="not_found", searched=f"{SECRET} place", searched_on=dt.date(2026, 9, 1), reason=f"{SECRET} reason",
        at=timezone.now(),
    )  # fmt: skip
    Reply.objects.create(
        subject=subject, question=question, agrees=True, text=f"{SECRET} reply", shown=f"{SECRET} reply",
        sent_at=MARKED_AT, checked_on=dt.date(2026, 10, 5), checked_by="editor",
    )  # fmt: skip
    shown = [url for url in addresses(card) if client.get(url).status_code == 200]
    assert "/scorecards/open-card/" in shown
    assert "/scorecards/open-card/releases/1/" in shown
    assert [url for at in (*shown, race.page.url, *SURFACES) for url in told(client, at)] == []
    assert client.get("/scorecards/open-card/releases/2/").status_code == 404


def test_nobody_previews_it_without_the_right_to_edit_it(client, draft):
    permissions.derive()
    page = draft.page
    views = ("wagtailadmin_pages:view_draft", "wagtailadmin_pages:preview_on_edit", "wagtailadmin_pages:edit")
    for name in views:
        response = client.get(reverse(name, args=[page.pk]))
        assert response.status_code == 302, name
        assert "/login/" in response["Location"]
    world = World("Bluebird", drafts=False)
    for user in (world.editor, world.reviewer):
        client.force_login(user)
        for name in views:
            response = client.get(reverse(name, args=[page.pk]))
            assert response.status_code in (302, 403, 404), name
            assert SECRET not in body(response).decode()


def test_a_preview_by_its_own_people_shows_no_mark_and_is_never_kept(client, draft):
    permissions.derive()
    client.force_login(person_of(draft.standard.group.reviewers, "reviewer-own"))
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.page.pk]))
    assert f"{SECRET} reason" not in body(response).decode()
    assert (
        response.status_code == 404
        or "no-cache" in response.get("Cache-Control", "")
        or "private" in str(response.headers)
    )


def test_no_screen_of_another_group_tells_of_it(client, draft, offices):
    world = World("Bluebird", drafts=False)
    permissions.derive()
    rows = {
        "scorecards": draft.pk, "audits": draft.pk, "right-of-reply": draft.pk, "standards": draft.standard_id,
        "scored-subjects": draft.subjects.first().pk, "evidence": offices.marks.get().evidence_id,
        "replies": Reply.objects.get(subject__scorecard=draft).pk,
    }  # fmt: skip
    for user in (world.editor, world.reviewer):
        client.force_login(user)
        for viewset in admin_addresses.our_viewsets():
            if viewset.editors_may:
                names = {pattern.name for pattern in viewset.get_urlpatterns()}
                for name in names & {"index", "list"}:
                    url = reverse(viewset.get_url_name(name))
                    for query in ("", "?q=hush", "?export=csv"):
                        assert told(client, url + query) == []
                pk = rows.get(viewset.name)
                for name in names if pk else ():
                    try:
                        url = reverse(viewset.get_url_name(name), args=[pk])
                    except NoReverseMatch:
                        continue  # an address without an id, or with two
                    assert client.get(url).status_code == 404, url


def test_the_standards_title_is_public_with_its_first_release_only(client, draft, offices):
    """A published standard binds its group; readers see it with the scorecard that applies it."""
    for url in ("/scorecards/", "/groups/", draft.race.page.url):
        html = body(client.get(url)).decode()
        assert draft.standard.title not in html
        assert offices.standard.title not in html


def test_a_reviewer_of_the_group_still_sees_it_in_the_admin(client, draft):
    """The walk above would also be clean if every screen were empty."""
    permissions.derive()
    [reviewer] = people(draft, "own-reviewer")
    client.force_login(reviewer)
    assert SECRET in body(client.get(reverse("audits:index"))).decode()
    subject = draft.subjects.first()
    assert f"{SECRET} reason" in body(client.get(reverse("audits:sheet", args=[draft.pk, subject.pk]))).decode()
