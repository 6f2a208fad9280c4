"""/report/: a reader says what is wrong without an account, editors answer, and the answer is public."""

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core.models import ErrorReport, RateHit
from portal.pages.shown.report import about, local_path
from scorecards import reporting
from scorecards.models import Correction, Release
from tests.factories import races as make
from tests.factories.admin import admin, group
from tests.factories.scorecards import sheet

pytestmark = pytest.mark.django_db
TEXT = "The quote is from 2024, not from 2025."


@pytest.fixture
def race():
    office = make.OfficeFactory(state=make.StateFactory(code="il", fips="17"), slug="cook")
    return make.RaceFactory(office=office)


def stamp(seconds=60):
    """A form that was opened so long ago."""
    signer = signing.TimestampSigner(salt="report")
    signer.timestamp = lambda: signing.b62_encode(int(timezone.now().timestamp()) - seconds)
    return signer.sign("x")


def send(client, page="/data/", text=TEXT, role="reader", made=None, **more):
    return client.post("/report/", {"page": page, "text": text, "role": role, "made": made or stamp(), **more})


def body(response):
    return response.content.decode()


def test_every_page_links_to_the_form_with_its_own_address(client, race):
    own = f"/offices/il/cook/{race.slug}/"
    for path, linked in ((own, own), (f"/es{own}", f"/es{own}"), ("/races/", "/races/"), ("/nothing-here/",) * 2):
        assert f"/report/?page={linked}" in body(client.get(path)), path
    assert "page=/find/&" not in body(client.get("/find/?q=60601"))
    assert "60601" not in body(client.get("/find/?q=60601")).partition("<footer")[2]
    for private in ("/answer/secret-key/", "/reply/secret-key/", "/es/reply/secret-key/", "/reply/secret-key/x/"):
        footer = body(client.get(private)).partition("<footer")[2]
        assert "/report/" in footer
        assert "secret-key" not in footer
    page = client.get(f"/report/?page={own}")
    assert race.page.title in body(page)
    assert "no-store" in page["Cache-Control"]
    assert "max-age" not in page["Cache-Control"]


def test_a_report_reaches_the_group_that_answers_for_the_page(client, race):
    lead = group("Bluebird", office=race.office)[0]
    assert (
        send(client, f"/offices/il/cook/{race.slug}/", role="subject", source_url="https://a.org/x").status_code
        == 302
    )
    row = ErrorReport.objects.get()
    assert (row.text, row.role, row.source_url) == (TEXT, "subject", "https://a.org/x")
    assert (row.path, row.about, row.group_id) == (f"/offices/il/cook/{race.slug}/", race.page.title, lead.pk)
    assert "Your report has arrived." in body(client.get("/report/?done=thanks"))


def test_pages_are_known_by_their_address_and_what_is_not_out_has_no_title(race):
    by_state = group("Statewide", state=race.office.state)[0]
    ann = make.CandidacyFactory(race=race, person__name="Ann")
    own = f"/offices/il/cook/{race.slug}/"
    assert about(f"{own}{ann.slug}/").title == ann.page.title
    for path in (own, f"{own}guide/", own.rstrip("/") + ".csv", f"/es{own}"):
        assert (about(path).title, about(path).group_id) == (race.page.title, by_state.pk), path
    assert about("/offices/il/").group_id == by_state.pk
    assert about("/offices/il/cook/").title == race.office.page.title
    card = sheet(race, [ann], [["matches"]], release=False)
    assert about(f"/scorecards/{card.slug}/").title == ""
    assert about(f"/scorecards/{card.slug}/").group_id is None
    released = sheet(make.RaceFactory(), [], [["matches"][:0]])
    assert Release.objects.count() == 1
    for path in (f"/scorecards/{released.slug}/", f"/scorecards/{released.slug}/releases/1/"):
        assert (about(path).title, about(path).group_id) == (released.title, released.standard.group_id)
    for path in ("/", "/nothing/", "/promises/9999-x/", "/promises/x/", "/charts/none/", "/metrics/none/"):
        assert about(path).group_id is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/races/", "/races/"),
        ("/find/?q=60601", "/find/"),
        ("https://evil.example/", ""),
        ("//evil.example/", ""),
        ("/\\evil.example", ""),
        ("javascript:alert(1)", ""),
        ("/a b", ""),
        ("/" + "x" * 500, ""),
        ("/answer/secret/", ""),
        ("/es/reply/secret/", ""),
        ("/admin/", ""),
        ("/report/", ""),
        ("", ""),
    ],
)
def test_only_a_path_of_this_site_is_kept(typed, kept):
    assert local_path(typed) == kept


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"text": ""}, "Please say what is wrong."),
        ({"text": "Wrong"}, "at least 10 characters"),
        ({"text": "x" * 3001}, "Your text has 3001 characters."),
        ({"text": "Write to me at someone@example.org please"}, "Please leave out e-mail addresses."),
        ({"text": "Their number is 312-555-0100 and not that"}, "Please leave out phone numbers."),
        ({"source_url": "javascript:alert(1)"}, "This is no web address."),
        ({"role": "admin"}, "Select a valid choice"),
        ({"made": 0}, "That was very quick."),
        ({"made": 90_000}, "This page was open for too long."),
        ({"made": "forged"}, "This page was open for too long."),
    ],
)
def test_what_is_refused_says_why_and_keeps_the_text(client, more, says):
    if isinstance(made := more.get("made"), int):
        more = more | {"made": stamp(made)}
    response = send(client, **more)
    assert response.status_code == 422
    assert says in body(response)
    assert more.get("text", TEXT) in body(response)
    assert 'value="/data/"' in body(response)
    assert ErrorReport.objects.count() == 0


def test_a_program_is_thanked_and_ignored(client):
    assert send(client, website="https://spam.example").status_code == 302
    assert ErrorReport.objects.count() == 0


def test_a_visitor_sends_five_a_day(client):
    for _ in range(5):
        assert send(client).status_code == 302
    response = send(client)
    assert response.status_code == 429
    assert TEXT in body(response)
    assert ErrorReport.objects.count() == 5
    assert RateHit.objects.filter(scope="report").count() == 5


def test_the_form_has_a_cookie_of_its_own_and_a_missing_one_is_explained():
    browser = Client(enforce_csrf_checks=True)
    assert set(browser.get("/report/").cookies) == {"csrftoken"}
    assert "Please send it once more" in body(Client(enforce_csrf_checks=True).post("/report/", {"text": TEXT}))


def test_the_queue_is_a_groups_own_and_what_nobody_covers_is_the_admins(client, race):
    ours, editor, _ = group("Bluebird", office=race.office)
    theirs = group("Aardvark", office=make.OfficeFactory())[0]
    mine, other, none = (
        ErrorReport.objects.create(path="/x/", text=f"About {word}.", group_id=pk)
        for word, pk in (("ours", ours.pk), ("theirs", theirs.pk), ("nobody", None))
    )
    client.force_login(editor)
    listed = body(client.get(reverse("error-reports:index")))
    assert reverse("error-reports:inspect", args=[mine.pk]) in listed
    for row in (other, none):
        address = reverse("error-reports:inspect", args=[row.pk])
        assert address not in listed
        assert client.get(address).status_code == 404
        assert client.post(address, {"act": "aside"}).status_code == 404
    client.force_login(admin())
    listed = body(client.get(reverse("error-reports:index")))
    assert all(reverse("error-reports:inspect", args=[row.pk]) in listed for row in (mine, other, none))


def test_an_answer_stands_in_the_public_log_at_once(client, race):
    ours, editor, _ = group("Bluebird", office=race.office)
    row = ErrorReport.objects.create(path="/races/", about="Races", text=TEXT, group_id=ours.pk, role="subject")
    client.force_login(editor)
    address = reverse("error-reports:inspect", args=[row.pk])
    assert TEXT in body(client.get(address))
    said = {"act": "answer", "kind": "removed", "before": "a quote", "after": "", "text": "It could not be found."}
    assert "Say in general words" in body(client.post(address, said | {"before": ""}))
    assert Correction.objects.count() == 0
    assert client.post(address, said).status_code == 302
    row.refresh_from_db()
    line = Correction.objects.get()
    assert (row.status, row.answer, row.answered_by) == ("answered", "It could not be found.", "Bluebird-editor")
    assert (line.kind, line.about, line.path, line.before) == ("removed", "Races", "/races/", "a quote")
    assert (line.reason, line.role, line.group, line.name) == ("It could not be found.", "subject", ours, "")
    assert "It could not be found." in body(client.get(address))
    assert "closed already" in body(client.post(address, said))


def test_what_an_answer_must_say():
    row = ErrorReport.objects.create(path="/x/", text=TEXT)
    same = {"by": admin(), "today": timezone.localdate()}
    for kind, text, more, says in (
        ("unchanged", " ", {}, "Write the answer"),
        ("withdrawn", "x", {}, "Say whether something was"),
        ("corrected", "x", {"before": "2024"}, "what stood there before and what"),
    ):
        with pytest.raises(ValidationError, match=says):
            reporting.answer(row, kind=kind, text=text, **more, **same)
    line = reporting.answer(row, kind="unchanged", text="The source says so.", before="left over", **same)
    assert (line.before, line.after, line.about, line.group) == ("", "", "/x/", None)
    other = ErrorReport.objects.create(path="/x/", text="spam, spam, spam")
    assert reporting.put_aside(other, by=same["by"]).status == "refused"
    assert Correction.objects.count() == 1
