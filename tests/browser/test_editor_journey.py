"""An editor's and a reviewer's day in a real browser, under the strict policy."""

import os
import re
from pathlib import Path

import pytest
from django.urls import reverse

from portal.pages.models import CandidatePage
from races.models import Candidacy
from tests.factories import races as make
from tests.factories.admin import World

pytestmark = [
    pytest.mark.browser,
    # The migrated tree (root, Home, indexes) must be there again after another test emptied the tables.
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]
COLLECT = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(event.effectiveDirective + " " + event.blockedURI + " " + event.sample);
});
"""


@pytest.fixture
def world(live_server):
    return World("Bluebird", drafts=False)


class Person:
    """Someone at a screen: goes to addresses, and keeps what the browser refused there."""

    def __init__(self, browser, server, user):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.page, self.server, self.refused, self.errors = context.new_page(), server, [], []
        self.page.add_init_script(COLLECT)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.go(reverse("wagtailadmin_login"))
        self.page.fill("[name=username]", user.username)
        self.page.fill("[name=password]", "x")
        self.page.click("button[type=submit]")
        self.page.wait_for_url(re.compile(r"/admin/$"))

    def go(self, path):
        self.page.goto(f"{self.server.url}{path}")
        return self.page

    def look(self, name):
        """Keep what the browser refused so far, and a picture where one is wanted."""
        self.refused += self.page.evaluate("window.refused.splice(0)")
        if folder := os.environ.get("OPR_SHOTS"):
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    def scripts_refused(self):
        return [line for line in self.refused if not line.startswith("style-src")]


@pytest.fixture
def sign_in(browser, live_server):
    people = []

    def enter(user):
        people.append(Person(browser, live_server, user))
        return people[-1]

    yield enter
    for person in people:
        # Leaving a form tells the server that nobody edits it any more; that request must end with the test.
        person.page.goto("about:blank")
        person.page.wait_for_timeout(500)
        person.page.context.close()


def test_an_editor_writes_and_the_reviewer_publishes(world, sign_in, live_server):
    editor = sign_in(world.editor)
    page = editor.page
    editor.look("1-home")
    page.get_by_role("button", name="Pages").click()
    page.get_by_role("link", name="Offices", exact=True).wait_for()
    editor.look("2-explorer")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Bluebird District Attorney").first.click()
    page.get_by_role("link", name=re.compile("child pages of 'Bluebird District Attorney, 2027'")).click()
    page.get_by_role("link", name="Bluebird Miller").first.wait_for()
    editor.look("3-race")
    page.get_by_role("link", name="Bluebird Miller").first.click()

    page.fill("[name=summary]", "A line for voters")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Text").click()
    page.get_by_role("button", name="Toggle preview").click()
    page.locator("[contenteditable=true]").first.click()
    page.keyboard.type("She was born by the river.", delay=20)
    editor.look("4-edit")
    frame = page.frame_locator("iframe[title=Preview]:visible")
    frame.get_by_text("She was born by the river.").wait_for()
    editor.look("5-preview")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("^Submit to")).click()
    page.get_by_text("submitted for moderation").wait_for()
    editor.look("6-submitted")
    assert CandidatePage.objects.get(pk=world.things["page"].pk).summary == ""

    reviewer = sign_in(world.reviewer)
    page = reviewer.page
    page.get_by_text("Awaiting your review").wait_for()
    reviewer.look("7-reviewer-home")
    page.get_by_role("link", name="Bluebird Miller").first.click()
    page.get_by_role("button", name="More actions").click()
    reviewer.look("8-reviewer-edit")
    page.get_by_role("button", name="Approve and Publish", exact=True).click()
    page.locator(".messages .success").wait_for()
    reviewer.look("9-approved")

    public = reviewer.go(CandidatePage.objects.get(pk=world.things["page"].pk).url_path.removeprefix("/home"))
    public.get_by_text("She was born by the river.").wait_for()
    for person in (editor, reviewer):
        assert person.scripts_refused() == []
        assert person.errors == []


def test_forms_with_choosers_and_dates_work(world, sign_in):
    editor = sign_in(world.editor)
    page = editor.go(reverse("candidacies:add"))
    editor.look("20-candidacy-empty")
    page.get_by_role("button", name="Choose a race").click()
    editor.look("21-race-window")
    page.locator(".modal-body").get_by_role("link", name=re.compile("Bluebird")).click()
    page.get_by_role("button", name="Choose a person").click()
    page.get_by_role("tab", name="New person").click()
    page.locator(".modal-body [name=name]").fill("Gail Hart")
    editor.look("22-new-person")
    page.get_by_role("button", name="Add this person").click()
    page.locator("#id_person-chooser, [data-chooser]").get_by_text("Gail Hart").first.wait_for()
    page.fill("[name=ballot_name]", "Gail Hart")
    page.fill("[name=source_url]", "https://example.org/list")
    page.fill("[name=source_title]", "List of candidates")
    page.click("[name=source_checked]")
    page.locator(".xdsoft_datetimepicker:visible .xdsoft_date").nth(15).click()
    assert page.input_value("[name=source_checked]")
    editor.look("23-candidacy-filled")
    page.get_by_role("button", name="Create").click()
    page.get_by_text("created").first.wait_for()
    editor.look("24-candidacies")
    made = Candidacy.objects.get(ballot_name="Gail Hart")
    assert made.person.group == world.group
    assert made.source_checked is not None

    for n, path in enumerate(
        [
            reverse("candidacies:edit", args=[made.pk]),
            reverse("candidacies:history", args=[made.pk]),
            reverse("races:add"),
            reverse("positions:add"),
            reverse("tenures:add"),
            reverse("people:add"),
            reverse("wagtailsnippets_scorecards_promise:add"),
            reverse("wagtailsnippets_scorecards_promise:edit", args=[world.things["promise"].pk]),
            reverse("wagtailsnippets_scorecards_promise:list"),
            f"{reverse('promise-updates:add')}?promise={world.things['promise'].pk}",
            reverse("promise-updates:inspect", args=[world.things["update"].pk]),
            reverse("wagtailimages:index"),
            reverse("wagtailimages:add_multiple"),
            reverse("wagtaildocs:index"),
            reverse("wagtailadmin_pages:history", args=[world.things["page"].pk]),
            reverse("wagtailadmin_account"),
        ],
        30,
    ):
        editor.go(path)
        page.wait_for_load_state("networkidle")
        editor.look(f"{n}-{path.strip('/').replace('/', '-').split('?')[0]}")
    assert editor.scripts_refused() == []
    assert editor.errors == []


def test_a_promise_is_previewed(world, sign_in):
    editor = sign_in(world.editor)
    make.TopicFactory(name="Letters")
    page = editor.go(reverse("wagtailsnippets_scorecards_promise:edit", args=[world.things["promise"].pk]))
    page.get_by_role("button", name="Toggle preview").click()
    page.frame_locator("iframe[title=Preview]:visible").get_by_text("Bluebird promise").first.wait_for()
    editor.look("60-promise-preview")
    assert editor.scripts_refused() == []
    assert editor.errors == []
