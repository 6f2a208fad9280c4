"""What every public page has in common: headers, language, banner, user bar, error pages."""

import pytest
from django.test import Client, override_settings
from django.urls import path

from tests.factories import races as make
from tests.factories.admin import admin

pytestmark = pytest.mark.django_db
PAGES = ("/", "/offices/", "/offices/zz/", "/offices/zz/made/", "/find/", "/data/")
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "manifest-src": "'self'",
}


@pytest.fixture
def sample_office():
    return make.OfficeFactory(state=make.StateFactory(sample=True), slug="made", district="Made County")


def directives(response):
    parts = response["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts)


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("address", PAGES)
def test_readers_get_strict_headers_and_no_cookie(client, sample_office, address, prefix):
    response = client.get(prefix + address)
    assert response.status_code == 200
    assert directives(response) == POLICY
    assert not response.cookies
    assert "Vary" not in response
    assert response["Content-Language"] == ("es" if prefix else "en")
    page = response.content.decode()
    assert f'<html lang="{prefix.strip("/") or "en"}">' in page
    assert "style=" not in page
    # The one script that readers may get: suggestions in the box of find.
    assert "<script" not in page.replace('<script src="/static/js/find.js" defer></script>', "", 1)
    assert ("find.js" in page) == ('name="q"' in page)
    assert "<style" not in page


@pytest.mark.parametrize("address", PAGES)
def test_the_language_link_leads_to_the_same_page(client, sample_office, address):
    english, spanish = client.get(address).content.decode(), client.get(f"/es{address}").content.decode()
    assert f'<a href="/es{address}" lang="es" hreflang="es">Español</a>' in english
    assert f'<a href="{address}" lang="en" hreflang="en">English</a>' in spanish


def test_links_stay_in_the_language(client, sample_office):
    page = client.get("/es/offices/zz/made/").content.decode()
    own = [part.split('"')[0] for part in page.split('href="/')[1:]]
    english = {"offices/zz/made/", "admin/"}
    assert [link for link in own if not link.startswith(("es/", "static/")) and link not in english] == []


def test_sample_pages_say_so_and_are_not_indexed(client, sample_office):
    for address in ("/offices/zz/", "/offices/zz/made/"):
        page = client.get(address).content.decode()
        assert "Places, people and numbers are made up." in page
        assert '<meta name="robots" content="noindex">' in page
    listing = client.get("/offices/").content.decode()
    assert "What is marked “Sample” on this page is made up." in listing
    assert '<span class="tag">Sample</span>' in listing


def test_real_pages_carry_no_sample_banner(client):
    office = make.OfficeFactory()
    for address in (
        "/",
        "/offices/",
        f"/offices/{office.state.code}/",
        f"/offices/{office.state.code}/{office.slug}/",
    ):
        page = client.get(address).content.decode()
        assert 'class="sample"' not in page
        assert "noindex" not in page


@pytest.mark.parametrize(
    ("address", "current"), [("/offices/", "/offices/"), ("/offices/zz/made/", "/offices/"), ("/data/", "/data/")]
)
def test_the_part_of_the_site_is_marked(client, sample_office, address, current):
    page = client.get(address).content.decode()
    assert f'<a href="{current}" aria-current="page">' in page
    assert page.count('aria-current="page"') == 1


def test_the_user_bar_is_for_a_signed_in_editor_alone(client):
    assert "wagtail-userbar" not in client.get("/").content.decode()
    client.force_login(admin())
    response = client.get("/")
    assert "wagtail-userbar" in response.content.decode()
    assert "Cookie" in response["Vary"]
    stranger = Client()
    stranger.cookies["sessionid"] = "nobody"
    assert "wagtail-userbar" not in stranger.get("/").content.decode()


def test_a_missing_page_helps_on(client):
    for prefix in ("", "/es"):
        response = client.get(f"{prefix}/nowhere/")
        page = response.content.decode()
        assert response.status_code == 404
        assert f'href="{prefix}/find/"' in page
        assert f'href="{prefix}/offices/"' in page


def _breaks(request):
    raise ValueError("a secret of the machine")


urlpatterns = [path("breaks/", _breaks)]


@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
def test_a_failure_shows_a_plain_page_and_nothing_of_the_machine():
    response = Client(raise_request_exception=False).get("/breaks/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "Something went wrong" in page
    assert "secret" not in page


def test_healthz_answers_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
