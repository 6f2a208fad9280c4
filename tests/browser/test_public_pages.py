"""Pages of races, scores, promises and charts in a real browser, without a script."""

import pytest

from tests.factories.races import RaceFactory
from tests.factories.scorecards import (
    PromiseFactory,
    PromiseUpdateFactory,
    RenderedChartFactory,
    candidates,
    sheet,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
WIDTHS = (320, 1280)


def parts(scorecard):
    base = scorecard.page.url
    question, subject = scorecard.standard.sections.first().slug, scorecard.subjects.first().slug
    own = (f"questions/{question}/", "methodology/", "use/", "changes/", "releases/", "releases/1/")
    return [*(base + part for part in own), f"/embed{base}", f"/embed{base}{subject}/"]


@pytest.fixture
def addresses(live_server, settings):
    settings.ALLOWED_HOSTS = ["*"]
    race = RaceFactory(ballot_order_known=True)
    people = candidates(race, ["Ann Abel", "Bea Boyd", "C" * 70])
    scored = sheet(
        race,
        people,
        [["matches", "partly", "differs"], ["not_found", "no_answer", "no_answer"], [None, None, None]],
    )
    other = RaceFactory()
    neutral = sheet(other, candidates(other, ["Dee", "Eve"]), [["yes", "no"]], mode="neutral")
    promise = PromiseFactory(candidacy=people[0])
    PromiseUpdateFactory(promise=promise, status="kept")
    RenderedChartFactory(chart__slug="drawn")
    paths = [
        race.page.url,
        people[0].page.url,
        scored.page.url,
        neutral.page.url,
        promise.get_absolute_url(),
        "/races/",
        "/promises/",
        "/scorecards/",
        "/charts/drawn/",
        *parts(scored),
        *parts(neutral),
        "/embed/drawn/",
    ]
    return [live_server.url + path for path in paths]


def test_pages_have_no_axe_violation_overflow_or_refused_resource(addresses, browser):
    from axe_playwright_python.sync_playwright import Axe

    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        refused = []
        page.on(
            "console", lambda message, seen=refused: seen.append(message.text) if message.type == "error" else None
        )
        for address in addresses:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(address)
                wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
                assert not wide, f"{address} overflows at {width} px"
                found = Axe().run(page)
                assert found.violations_count == 0, f"{address} {scheme}: {found.generate_report()}"
        assert refused == []
        context.close()


def test_the_embed_asks_for_nothing_but_itself_and_works_in_a_foreign_frame(addresses, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(addresses[-1])
    assert asked == [addresses[-1]]
    page.set_content(f'<iframe src="{addresses[-1]}" sandbox="allow-top-navigation"></iframe>')
    frame = page.frame_locator("iframe")
    frame.locator("h1").wait_for()
    assert "Test Office declined" in frame.locator("h1").inner_text()
    context.close()


def test_weights_work_without_a_script(addresses, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses[2])
    page.locator("select").first.select_option("0")
    page.get_by_role("button", name="Update results").click()
    assert "You changed 1 of 3 weights." in page.locator("main").inner_text()
    assert "w." in page.url
    context.close()
