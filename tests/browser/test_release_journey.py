"""A reviewer's way from first marks to a release and to its correction, with the reasons that stand in between."""

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from portal.pages import permissions
from scorecards.marking import Said
from scorecards.models import Correction, Release
from tests.factories import races as make
from tests.factories.marking import Desk
from tests.factories.releases import send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
WHY = "The whole speech says the opposite."


@pytest.fixture
def desk(live_server):
    """Ann and Bo are marked on one question; nothing is audited and nobody was sent the marks."""
    made = Desk()
    make.CoverageFactory(group=made.standard.group, office=made.race.office)
    permissions.derive()
    made.race.election.date = timezone.localdate() + dt.timedelta(200)
    made.race.election.save()
    made.mark()
    made.mark(Said(options=(made.bad,), position=made.said_by_bo), subject=made.bo)
    return made


@pytest.fixture
def page(browser, live_server, desk):
    context = browser.new_context(viewport=SIZES[0])
    page = context.new_page()
    page.goto(live_server.url + reverse("wagtailadmin_login"))
    page.locator("[name=username]").fill(desk.reviewer.username)
    page.locator("[name=password]").fill("x")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/admin/$"))
    yield page
    # Leaving a form tells the server that nobody edits it any more; that request must end with the test.
    page.goto("about:blank")
    page.wait_for_timeout(500)
    context.close()


def answer(page, desk, said):
    """Give the question of choice another answer, at the desk that the audit leads to."""
    page.get_by_role("link", name="Give another answer").first.click()
    field = f'[name$="q{desk.choice.pk}-'
    page.locator(f'{field}answer"][value="{said}"]').check()
    page.locator(f'{field}words"]').select_option(index=1)
    page.locator(f'{field}reason"]').fill(WHY)
    page.locator("button[value=save]").click()
    page.get_by_text("1 mark is saved.").wait_for()


def fits(page, read_aloud):
    """At both sizes. `read_aloud`: all of the screen is ours; Wagtail's lists and forms have known faults."""
    for size in SIZES:
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url
        if read_aloud:
            found = Axe().run(page, context="main .nice-padding")
            assert found.violations_count == 0, found.generate_report()


def test_audited_refused_released_and_corrected(browser, page, desk, live_server):
    site = live_server.url
    audits = site + reverse("audits:inspect", args=[desk.card.pk])
    release = site + reverse("audits:release", args=[desk.card.pk])

    page.goto(audits)
    page.get_by_role("link", name="Bo Birch").click()
    page.get_by_role("checkbox", name=re.compile("Accept")).check()
    page.get_by_role("button", name="Accept what is ticked").click()
    page.get_by_text("1 mark is accepted.").wait_for()

    page.goto(release)
    page.get_by_role("button", name="Release", exact=True).click()
    for reason in ("Not audited: Ann Alder", "Right of reply: Bo Birch has not been sent the marks."):
        page.locator("main li", has_text=reason).first.wait_for()
    assert not Release.objects.exists()

    page.goto(site + reverse("audits:sheet", args=[desk.card.pk, desk.ann.pk]))
    answer(page, desk, f"option:{desk.bad.code}")
    send(desk.card, deadline=timezone.localdate() - dt.timedelta(1))
    page.goto(release)
    page.get_by_text("Nothing. It may be released.").wait_for()
    page.get_by_role("button", name="Release", exact=True).click()
    page.get_by_text("Release 1 is public.").wait_for()

    sheet = f"{site}/scorecards/{desk.card.slug}/{desk.ann.slug}/"
    reader = browser.new_page(viewport=SIZES[1])
    reader.goto(sheet)
    assert WHY in reader.content()
    assert desk.said_by_ann.quote in reader.content()

    page.goto(site + reverse("audits:sheet", args=[desk.card.pk, desk.ann.pk]))
    page.locator("summary", has_text="Take it back").click()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("Say why the answer changes.").wait_for()
    page.get_by_label("Why (public)").fill("The quote was cut short.")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("It is taken back.").wait_for()
    page.goto(release)
    page.get_by_text("This only takes claims back.").wait_for()
    page.get_by_role("button", name="Release", exact=True).click()
    page.get_by_text("Say what changed since the last release").wait_for()
    page.get_by_label("What changed since the last release").fill("One mark is taken back.")
    page.get_by_label("Why published marks change").fill("The quote was cut short.")
    page.get_by_label("Who asked for it").select_option("subject")
    page.get_by_role("button", name="Release", exact=True).click()
    page.get_by_text("Release 2 is public.").wait_for()

    assert Correction.objects.get().release.number == 2
    reader.goto(f"{site}/corrections/")
    assert reader.get_by_text("The quote was cut short.").is_visible()
    reader.goto(sheet)
    assert desk.said_by_ann.quote not in reader.content()
    assert reader.goto(f"{site}/scorecards/{desk.card.slug}/releases/1/").status == 200
    reader.close()


def test_the_screens_fit_and_can_be_read_aloud(page, desk, live_server):
    card = [desk.card.pk]
    ours = [reverse("audits:inspect", args=card), reverse("audits:sheet", args=[*card, desk.ann.pk])]
    ours.append(reverse("audits:release", args=card))
    wagtails = [reverse(name) for name in ("audits:index", "releases:index", "corrections:add")]
    for address in ours + wagtails:
        page.goto(live_server.url + address)
        fits(page, read_aloud=address in ours)
