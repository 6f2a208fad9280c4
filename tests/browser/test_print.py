"""On paper: black on white also from a dark device, and what a reader must not lose is still there."""

import pytest

from tests.factories.races import OfficeFactory, StateFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_paper_is_white_and_keeps_the_sample_banner_and_the_neutral_line(live_server, settings, browser):
    settings.ALLOWED_HOSTS = ["*"]
    office = OfficeFactory(state=StateFactory(sample=True))
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(live_server.url + office.page.url)
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(16, 24, 22)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    assert page.get_by_text("Places, people and numbers are made up.").is_visible()
    assert page.get_by_text("We do not support or oppose any candidate.").is_visible()
    assert not page.get_by_role("navigation").first.is_visible()
    context.close()
