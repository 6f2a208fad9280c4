import pytest

from portal.pages import reference_pages
from portal.pages.models import TextPage

pytestmark = pytest.mark.django_db


def test_the_text_pages_are_made_once_and_an_edit_stays(client):
    assert reference_pages.ensure() == 2
    page = TextPage.objects.get(slug="how-we-work")
    page.title = "Our way"
    page.save_revision().publish()
    hidden = TextPage.objects.get(slug="accessibility")
    hidden.unpublish()
    assert reference_pages.ensure() == 0
    assert TextPage.objects.get(slug="how-we-work").title == "Our way"
    assert client.get("/accessibility/").status_code == 404


def test_both_languages_and_a_footer_that_links_only_to_what_is_there(client):
    assert "how-we-work" not in client.get("/").content.decode()
    reference_pages.ensure()
    assert '<a href="/how-we-work/">' in client.get("/").content.decode()
    assert "Missing is never counted as zero." in client.get("/how-we-work/").content.decode()
    spanish = client.get("/es/how-we-work/").content.decode()
    assert "Un dato que falta nunca se cuenta como cero." in spanish
    assert '<div class="stack">' in spanish
    TextPage.objects.get(slug="accessibility").unpublish()
    assert "/accessibility/" not in client.get("/").content.decode()


def test_text_without_spanish_is_marked_as_english(client):
    reference_pages.ensure()
    page = TextPage.objects.get(slug="how-we-work")
    page.body_es = []
    page.save_revision().publish()
    assert '<div class="stack" lang="en">' in client.get("/es/how-we-work/").content.decode()
