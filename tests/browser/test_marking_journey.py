"""A marker's day at the desk without a mouse: one subject marked by keyboard alone, and what goes wrong kept."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from portal.pages import permissions
from scorecards.models import Mark
from tests.factories import races as make
from tests.factories.marking import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})


@pytest.fixture
def desk(live_server):
    made = Desk()
    make.CoverageFactory(group=made.standard.group, office=made.race.office)
    permissions.derive()
    return made


@pytest.fixture
def page(browser, live_server, desk):
    context = browser.new_context(viewport=SIZES[0])
    page = context.new_page()
    page.goto(live_server.url + reverse("wagtailadmin_login"))
    page.keyboard.type(desk.editor.username)
    # Filled and not typed: a page that is slow to take the focus would lose the first letters.
    page.locator("[name=username]").fill(desk.editor.username)
    page.locator("[name=password]").fill("x")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/admin/$"))
    yield page
    # Leaving a form tells the server that nobody edits it any more; that request must end with the test.
    page.goto("about:blank")
    page.wait_for_timeout(500)
    context.close()


def tab_to(page, selector, most=60):
    """Press Tab until what matches has the focus; how many times that took."""
    for times in range(1, most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return times
    raise AssertionError(f"{selector} was not reached")


def name_of(question, field):
    return f'[name$="q{question.pk}-{field}"]'


def test_a_subject_is_marked_by_keyboard_alone(page, desk, live_server):
    page.goto(live_server.url + reverse("scored-subjects:mark", args=[desk.ann.pk]))
    tab_to(page, name_of(desk.choice, "answer"))
    page.keyboard.press("ArrowDown")  # from the last, "not checked yet", around to the first
    assert tab_to(page, name_of(desk.choice, "words")) == 1
    page.keyboard.press("ArrowDown")
    tab_to(page, name_of(desk.choice, "reason"))
    page.keyboard.type("She says it in so many words.")

    tab_to(page, name_of(desk.ticks, "answer"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # no position found: where and when come next, and nothing else
    assert tab_to(page, name_of(desk.ticks, "searched")) == 1
    page.keyboard.type("campaign site")
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")

    page.get_by_text("Say on which day you looked.").wait_for()
    assert page.locator(name_of(desk.ticks, "searched")).input_value() == "campaign site"
    made = Mark.objects.get()
    assert (made.option, made.position, made.reason) == (
        desk.good,
        desk.said_by_ann,
        "She says it in so many words.",
    )

    tab_to(page, name_of(desk.ticks, "searched_on"))
    page.keyboard.type("09012026")
    tab_to(page, "button[value=next]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(reverse("scored-subjects:mark", args=[desk.bo.pk])))
    assert Mark.objects.get(question=desk.ticks).searched == "campaign site"


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_the_desk_fits_and_can_be_read_aloud(page, desk, live_server, size):
    page.set_viewport_size(size)
    desk.mark()
    card, ann = desk.card.pk, desk.ann.pk
    for name, pk in (("scorecards:inspect", card), ("scorecards:grid", card), ("scored-subjects:mark", ann)):
        page.goto(live_server.url + reverse(name, args=[pk]))
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        found = Axe().run(page, context="main .nice-padding")
        assert found.violations_count == 0, found.generate_report()
