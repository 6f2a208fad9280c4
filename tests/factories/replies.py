"""A scorecard that two candidates may reply to, pictures, and replies by their own tables."""

import datetime as dt
from io import BytesIO

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image

from scorecards import models, replying
from tests.factories import races as make
from tests.factories.scorecards import sheet

HASH = "ab" * 32


class ReplyLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.ReplyLink

    token_hash = factory.Sequence(lambda n: f"{n:064x}")
    created_at = factory.LazyFunction(timezone.now)
    deadline = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(14))
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(22))
    made_by = "editor"


class ReplyNoticeFactory(DjangoModelFactory):
    class Meta:
        model = models.ReplyNotice

    sent_on = dt.date(2026, 10, 1)
    channel = "email"
    deadline = dt.date(2026, 10, 15)
    marks_sha256 = HASH
    recorded_by = "editor"


class ReplyFileFactory(DjangoModelFactory):
    class Meta:
        model = models.ReplyFile

    name = "letter.png"
    kind = "image/png"
    data = factory.LazyFunction(lambda: picture_bytes())
    sha256 = HASH
    sent_at = factory.LazyFunction(timezone.now)


class ReplyFactory(DjangoModelFactory):
    class Meta:
        model = models.Reply

    agrees = False
    text = "The letter says otherwise."
    evidence_url = "https://example.org/letter"
    sent_at = factory.LazyFunction(timezone.now)


class ReplyDraftFactory(DjangoModelFactory):
    class Meta:
        model = models.ReplyDraft

    agrees = False
    text = "Not sent yet."
    saved_at = factory.LazyFunction(timezone.now)


def picture_bytes(kind="PNG", size=(40, 30), **options):
    data = BytesIO()
    Image.new("RGB", size, "white").save(data, kind, **options)
    return data.getvalue()


def upload(data=None, name="letter.png"):
    return SimpleUploadedFile(name, picture_bytes() if data is None else data)


def asked_to_reply_of_another_group():
    from tests.factories.admin import admin

    return asked_to_reply(by=admin("another-admin"))


def withdraw(release):
    return models.Withdrawal.objects.create(release=release, reason="A court order.", by="admin")


def asked_to_reply(mode="scoring", by=None, **scorecard):
    """Ann and Bea, marked on two questions, each with a link: {"card", "ann", "bea" (subjects), "q", "by",
    "tokens" ({subject: raw token})}."""
    from tests.factories.admin import admin  # which makes replies too

    race = make.RaceFactory(election__date=timezone.localdate() + dt.timedelta(120))
    people = [make.CandidacyFactory(race=race, person__name=name) for name in ("Ann", "Bea")]
    levels = {"scoring": [["differs", "matches"], ["not_found", "partly"]]}
    levels["neutral"] = [["no", "yes"], ["not_found", "other"]]
    card = sheet(race, people, levels[mode], mode=mode, release=False, **scorecard)
    by = by or admin()
    tokens = replying.invite(card, by=by, now=timezone.now())
    ann, bea = card.subjects.order_by("order")
    questions = list(models.Question.objects.filter(section__standard=card.standard).order_by("pk"))
    return {"card": card, "ann": ann, "bea": bea, "q": questions, "by": by, "tokens": tokens}
