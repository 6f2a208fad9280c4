"""Somebody who is marked replies by their own link on a phone, without script; a reader reports an error."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from portal.core.models import ErrorReport
from scorecards import releasing, replying
from scorecards.models import Reply
from tests.factories.replies import asked_to_reply, picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
WHY = "Our letter of May says otherwise."


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_candidate_replies_by_link_on_a_phone(browser, page, live_server):
    asked = asked_to_reply()
    address = f"{live_server.url}/reply/{asked['tokens'][asked['ann']]}/"
    page.goto(address)
    first = page.locator(".rep").first
    first.get_by_label("I disagree").check()
    first.get_by_label("Why (public, word for word)").fill(WHY)
    page.get_by_role("button", name="Send my replies").click()
    assert page.get_by_text("To disagree, give evidence: a link or a picture.").first.is_visible()
    assert first.get_by_label("Why (public, word for word)").input_value() == WHY

    letter = {"name": "letter.png", "mimeType": "image/png", "buffer": picture_bytes()}
    first.get_by_label("Or a picture of it").set_input_files(letter)
    page.get_by_role("button", name="Save as a draft").click()
    assert page.get_by_text("Your draft is saved.").is_visible()
    assert page.get_by_text("Kept: letter.png.").is_visible()
    page.get_by_role("button", name="Send my replies").click()
    assert page.get_by_text("Thank you. Your replies are sent.").is_visible()
    assert page.get_by_text("You sent this on").is_visible()
    assert page.context.cookies() == []

    reply = Reply.objects.get()
    same = {"shown": WHY, "removed": "", "told_on": None, "by": asked["by"]}
    replying.check(reply, **same, today=timezone.localdate())
    release = releasing.write(asked["card"], by="auditor", now=timezone.now())
    [sheet] = release.sheets.filter(subject=asked["ann"])
    assert WHY in str(sheet.details)
    shown = page.goto(f"{live_server.url}/scorecards/replies/{reply.file_id}.png")
    assert shown.status == 200

    for viewport in (PHONE, DESK):
        scripted = browser.new_page(viewport=viewport)
        scripted.goto(address)
        assert scripted.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert Axe().run(scripted).violations_count == 0
        scripted.close()


def test_a_reader_reports_an_error_from_the_footer(browser, page, live_server):
    page.goto(f"{live_server.url}/races/")
    page.get_by_role("link", name="Report an error").click()
    assert page.get_by_role("link", name="/races/").is_visible()
    page.get_by_label("What is wrong?").fill("The day of the election is wrong.")
    page.wait_for_timeout(3100)  # a person takes longer than that
    page.get_by_role("button", name="Send the report").click()
    assert page.get_by_text("Your report has arrived.").is_visible()
    assert ErrorReport.objects.get().path == "/races/"
    for viewport in (PHONE, DESK):
        scripted = browser.new_page(viewport=viewport)
        scripted.goto(f"{live_server.url}/report/?page=/races/")
        assert scripted.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert Axe().run(scripted).violations_count == 0
        scripted.close()
