"""Uploads of pictures, by every door of the admin: what reaches the disk has lost its metadata."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from portal.core.models import SiteImage
from tests.factories.admin import admin
from tests.unit.core.test_pictures import photo

pytestmark = pytest.mark.django_db


def upload():
    return SimpleUploadedFile("secret.jpg", photo().read(), content_type="image/jpeg")


def on_disk():
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def clean(image):
    with image.file.open() as stored:
        raw = stored.read()
    assert b"Secretcam" not in raw
    assert image.file_size == len(raw)
    assert (image.width, image.height) == (20, 40)
    assert not any(b"Secretcam" in path.read_bytes() for path in on_disk())


@pytest.fixture
def browser(client):
    client.force_login(admin())
    return client


def test_the_form(browser):
    root = Collection.get_first_root_node().pk
    sent = {
        "title": "Face",
        "file": upload(),
        "collection": root,
        "tags": "",
        "credit": "A.",
        "licence": "CC0-1.0",
    }
    assert browser.post(reverse("wagtailimages:add"), sent).status_code == 302
    image = SiteImage.objects.get()
    clean(image)
    assert image.may_be_shown
    # A new file for the same picture.
    sent |= {"file": upload(), "title": "Face again"}
    assert browser.post(reverse("wagtailimages:edit", args=[image.pk]), sent).status_code == 302
    clean(SiteImage.objects.get())


def test_several_at_once(browser):
    sent = {"title": "Face", "files[]": upload()}
    answer = browser.post(
        reverse("wagtailimages:add_multiple"), sent, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert answer.json()["success"] is True
    clean(SiteImage.objects.get())


def test_the_door_that_writes_the_file_first():
    image = SiteImage(title="Face")
    image.file.save("secret.jpg", photo(), save=False)
    image.save()
    clean(image)


def test_a_picture_without_credit_or_license_is_not_shown():
    assert not SiteImage(credit="A. Person").may_be_shown
    assert not SiteImage(licence="CC0-1.0").may_be_shown


def test_saving_a_title_does_not_draw_the_picture_again():
    image = SiteImage.objects.create(title="Face", file=photo("JPEG"))
    before = image.file.name
    image.title = "Other"
    image.save()
    image.refresh_from_db()
    assert image.file.name == before
    with Image.open(image.file.path) as picture:
        assert picture.size == (20, 40)
