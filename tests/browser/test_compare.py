"""Compare three candidates on a phone, without a script."""

import pytest

from tests.factories import races as make
from tests.factories.scorecards import candidates, sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_three_candidates_side_by_side_on_a_phone(live_server, settings, browser):
    settings.ALLOWED_HOSTS = ["*"]
    race = make.RaceFactory(ballot_order_known=True)
    people = candidates(race, ["Ann Abel", "Bea Boyd", "Cy " + "C" * 40, "Di Dahl", "Ed Egg"])
    sheet(race, people, [["yes", "no", "not_found", "yes", "no_answer"]] * 3, mode="neutral")
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + race.page.url)
    page.get_by_role("link", name="Compare candidates").click()
    for name in ("Ann Abel", "Bea Boyd", "Cy "):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Compare").click()
    assert page.get_by_text("3 of 5 candidates").is_visible()
    assert [head.inner_text() for head in page.locator(".cmp thead th a").all()] == [
        p.ballot_name for p in people[:3]
    ]
    boxes = [
        cell.bounding_box() for cell in page.locator(".cmp tbody tr:has(blockquote)").first.locator("td").all()
    ]
    assert len(boxes) == 3
    assert max(box["x"] + box["width"] for box in boxes) <= 390
    assert len({round(box["width"]) for box in boxes}) == 1
    assert len({round(box["y"]) for box in boxes}) == 1
    shared = page.url
    page.goto(shared)
    assert page.get_by_role("table").is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_comparison_scrolls_sideways(live_server, settings, browser, width):
    settings.ALLOWED_HOSTS = ["*"]
    race = make.RaceFactory(ballot_order_known=True)
    people = candidates(race, [letter * 45 for letter in "ABCD"])
    sheet(race, people, [["matches", "partly", "differs", "no_answer"]])
    page = browser.new_page(viewport={"width": width, "height": 844})
    path = "/".join((race.office.state.code, race.office.slug, race.slug))
    for address in (
        f"/compare/?r={path}",
        f"/compare/?o={race.office.state.code}/{race.office.slug}",
        "/compare/",
    ):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
