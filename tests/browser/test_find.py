"""From a ZIP code to the race in two steps on a phone, with and without a script; suggestions by keyboard."""

import pytest

from races.models import County, Race
from tests.factories import races as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 390, "height": 800}


@pytest.fixture
def site(live_server, settings):
    """Sample State with one county, office and race; its ZIP code is one that cannot be."""
    settings.ALLOWED_HOSTS = ["*"]
    state = make.StateFactory(sample=True)
    office = make.OfficeFactory(state=state, slug="sample", district="Sample County")
    make.OfficeCountyFactory(office=office, county=make.CountyFactory(state=state, name="Sample"))
    for name in ("Samphire", "Upper Sample"):
        make.CountyFactory(state=state, name=name)
    race = make.RaceFactory(office=office)
    for name in ("A. Rivera", "B. Okafor"):
        make.CandidacyFactory(race=race, person__name=name)
    make.ZipCountyFactory(zip="00001", county=County.objects.get(name="Sample"))
    return live_server.url


@pytest.mark.parametrize("script", [True, False])
def test_from_a_zip_code_to_the_race_in_two_steps(site, browser, script):
    context = browser.new_context(viewport=PHONE, java_script_enabled=script)
    page = context.new_page()
    page.goto(site)
    page.locator("#q").fill("00001")
    page.get_by_role("button", name="Find my prosecutor").click()
    page.get_by_role("link", name="General election, 2027").click()
    assert page.url == f"{site}/offices/zz/sample/{Race.objects.get().slug}/"
    assert "A. Rivera" in page.locator("main").inner_text()
    context.close()


def test_suggestions_by_keyboard(site, browser):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/find/")
    box = page.get_by_role("combobox", name="ZIP code, county, office or name")
    with page.expect_response("**/find/names.json"):
        box.focus()
    before = len(asked)
    box.press_sequentially("samp")
    options = page.get_by_role("option")
    assert options.all_inner_texts() == [
        "Sample State",
        "Samphire County, ZZ",
        "Sample County, ZZ",
        "Upper Sample County, ZZ",
    ]
    assert box.get_attribute("aria-expanded") == "true"
    for _ in range(3):
        box.press("ArrowDown")
    chosen = page.locator("[aria-selected=true]")
    assert chosen.inner_text() == "Sample County, ZZ"
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    _no_violations(page)
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert options.count() == 0
    assert box.input_value() == "samp"
    box.press_sequentially("l")
    box.press("ArrowUp")
    assert page.locator("[aria-selected=true]").inner_text() == "Upper Sample County, ZZ"
    box.press("ArrowUp")
    box.press("Enter")
    assert box.input_value() == "Sample County, ZZ"
    assert len(asked) == before, "what is typed must not travel before it is sent"
    box.press("Enter")
    page.get_by_role("link", name="Sample County District Attorney").wait_for()
    assert said == []
    context.close()


def test_digits_are_not_suggested_for_and_a_failing_list_changes_nothing(site, browser):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.route("**/find/names.json", lambda route: route.abort())
    page.goto(f"{site}/find/")
    box = page.get_by_role("combobox", name="ZIP code, county, office or name")
    box.press_sequentially("samp")
    assert page.get_by_role("option").count() == 0
    box.fill("00001")
    box.press("Enter")
    page.get_by_role("link", name="Sample County District Attorney").wait_for()
    context.close()


def _no_violations(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
