"""What is under review is words on every live surface, in both languages, from the next request on."""

import datetime as dt
import html
import re
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import translate_url
from django.utils import timezone, translation

from portal.pages.shown import addresses
from portal.pages.shown.review import under_review as words
from scorecards import models as cards
from scorecards import under_review
from scorecards.freezing import frozen_csv
from tests.factories import admin
from tests.factories import figures as counts
from tests.factories import races as make
from tests.factories import scorecards as scored

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]
SINCE = dt.date(2026, 11, 3)
QUOTE, LEAD, STORY, FACT = "I will decline them all", "A lead in short", "Born a storyteller", "Nothing was done"


@pytest.fixture
def world(db):
    """One office with a figure and its chart, a race with two candidates, a scorecard and a promise."""
    office = make.OfficeFactory()
    race = make.RaceFactory(office=office, election__date=dt.date(2099, 11, 3))
    ann, bob = scored.candidates(race, ["Ann Able", "Bob Bold"])
    page = ann.page
    page.summary, page.body = LEAD, [("paragraph", f"<p>{STORY}</p>")]
    page.save()
    scorecard = scored.sheet(race, [ann, bob], [["matches", "differs"], ["partly", "matches"]])
    metric = counts.MetricFactory(name="Share declined", slug="declined")
    other = make.OfficeFactory(state=office.state)
    for place, part in ((office, 347), (other, 222)):
        dataset = counts.DatasetFactory(office=place)
        for year in (2023, 2024, 2025):
            counts.ObservationFactory(
                dataset=dataset, metric=metric, numerator=part, period_start=dt.date(year, 1, 1)
            )
    promise = scored.PromiseFactory(candidacy=ann, quote=QUOTE, metric=metric)
    make.TenureFactory(office=office, person=ann.person)
    scored.PromiseUpdateFactory(promise=promise, fact=FACT, status="brok")
    chart = scored.ChartFactory(slug="declined-trend", office=office, metric=metric)
    drawing = scored.RenderedChartFactory(chart=chart)
    scored.RenderedChartFactory(chart=chart, language="es", content_hash="cd" * 32)
    return SimpleNamespace(
        office=office,
        race=race,
        ann=ann,
        scorecard=scorecard,
        metric=metric,
        other=other,
        promise=promise,
        drawing=drawing,
        subject=scorecard.subjects.get(candidacy=ann),
        question=cards.Question.objects.filter(section__standard=scorecard.standard).order_by("pk").first(),
        admin=admin.admin(),
        root=admin.admin("second"),
    )


TARGETS = {
    "figure": ("office", "metric"),
    "promise": ("promise",),
    "profile": ("candidacy",),
    "mark": ("subject", "question"),
}


def put(world, kind, by=None):
    target = {name: world.ann if name == "candidacy" else getattr(world, name) for name in TARGETS[kind]}
    return under_review.put(reason="A letter came.", by=by or world.admin, today=SINCE, **target)


def surfaces(world, kind):
    """The live pages of a thing, and its files."""
    office, race, person = (f(x) for f, x in zip(
        (addresses.office, addresses.race, addresses.candidacy), (world.office, world.race, world.ann), strict=True
    ))  # fmt: skip
    rival = cards.Subject.objects.exclude(pk=world.subject.pk).get(scorecard=world.scorecard).candidacy
    keys = [f"c={race.removeprefix('/offices/')}{one.slug}" for one in (world.ann, rival)]
    compare = f"/compare/?{'&'.join(keys)}"
    offices = "&".join(f"o={one.state.code}/{one.slug}" for one in (world.office, world.other))
    base = office.rstrip("/")
    card = f"/scorecards/{world.scorecard.slug}"
    chart = "/charts/declined-trend"
    # fmt: off
    return {
        "figure": (
            [
                office, f"{office}measures/", f"{office}measures/?measure=declined", "/metrics/declined/",
                f"/compare/?{offices}", f"{chart}/", "/embed/declined-trend/", "/data/",
            ],
            [
                f"{base}.csv", f"{base}.json", f"{base}/measures.csv?measure=declined", "/metrics/declined.csv",
                "/metrics/declined.json", f"{chart}.svg", f"{chart}.csv", f"{chart}.json",
            ],
        ),
        "promise": (
            [world.promise.get_absolute_url(), "/promises/", person, "/"],
            ["/promises.csv", "/promises.json", "/changes.atom", f"{base}.atom"],
        ),
        "profile": (
            [person, race, f"{race}guide/", compare, f"{card}/"],
            [
                *(f"{person.rstrip('/')}.{kind}" for kind in ("csv", "json", "jsonld")),
                "/changes.atom", compare.replace("/?", ".csv?"), f"{card}.csv",
            ],
        ),
        "mark": (
            [
                f"{card}/", f"{card}/{world.subject.slug}/",
                f"{card}/questions/{world.question.slug}/",
                person, race, f"{race}guide/", compare, f"/embed{card}/", f"/embed{card}/{world.subject.slug}/",
            ],
            [
                f"{card}.csv", f"{card}.json", compare.replace("/?", ".json?"),
                *(f"{person.rstrip('/')}.{kind}" for kind in ("csv", "json")),
            ],
        ),
    }[kind]
    # fmt: on


# What must not be read anywhere while the thing is under review.
GONE = {
    "figure": lambda world: ["347", "34.7", "35%", "declined 31%"],
    "promise": lambda world: [QUOTE, FACT],
    "profile": lambda world: [LEAD, STORY, f"Words of {world.ann} on"],
    "mark": lambda world: [f"Words of {world.ann} on {world.question.slug}"],
}


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    text = html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return " ".join(text.replace("\u00a0", " ").split())


def said(language):
    with translation.override(language):
        return words(SINCE).replace("\u00a0", " ")


@pytest.mark.parametrize("kind", list(TARGETS))
def test_every_live_surface_says_so_in_place_of_the_thing(client, world, kind):
    pages, files = surfaces(world, kind)
    before = {address: read(client, address) for address in [*pages, *files]}
    assert not any(said("en") in text for text in before.values())
    put(world, kind)
    faults = []
    for address in [*pages, *files]:
        for language in ("en", "es"):
            text = read(client, address if language == "en" else translate_url(address, "es"))
            there = [one for one in GONE[kind](world) if one in text]
            told = said(language) in text or SINCE.isoformat() in text
            faults += [(address, language, there, told)] if there or not told else []
    assert faults == []


def test_the_other_offices_figure_stays(client, world):
    put(world, "figure")
    assert "22%" in read(client, addresses.office(world.other))
    assert "22%" in read(client, "/metrics/declined/")


def test_a_picture_that_cannot_be_written_is_not_there(client, world):
    put(world, "figure")
    answer = client.get("/charts/declined-trend.png")
    assert (answer.status_code, answer["Cache-Control"].count("no-store")) == (404, 1)
    assert said("en") in answer.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("kind", list(TARGETS))
def test_lifting_it_shows_it_again(client, world, kind):
    pages, _files = surfaces(world, kind)
    before = {address: read(client, address) for address in pages}
    review = put(world, kind)
    under_review.lift(review, by=world.root)
    assert {address: read(client, address) for address in pages} == before


def test_a_second_person_lifts_it(world):
    review = put(world, "promise")
    with pytest.raises(ValidationError, match="second person"):
        under_review.lift(review, by=world.admin)
    under_review.lift(review, by=world.root)
    with pytest.raises(ValidationError, match="any more"):
        under_review.lift(review, by=world.root)


@pytest.mark.parametrize("kind", list(TARGETS))
def test_reviewers_of_the_group_that_covers_it_may(world, kind):
    ours = admin.group("Bluebird", office=world.office)[0]
    theirs = admin.group("Aardvark", office=world.other)[0]
    owner = world.scorecard.standard.group
    reviewer = admin.person_of((owner if kind == "mark" else ours).reviewers, "reviewer")
    editor = admin.person_of((owner if kind == "mark" else ours).editors, "editor")
    for stranger in (editor, admin.person_of(theirs.reviewers, "stranger")):
        with pytest.raises(ValidationError, match="Only a reviewer"):
            put(world, kind, by=stranger)
    assert put(world, kind, by=reviewer).by == "reviewer"
    with pytest.raises(ValidationError, match="already"):
        put(world, kind)


def test_frozen_bytes_stay_and_a_link_says_so(client, world):
    rows, text, digest = frozen_csv(2025)
    cards.YearFreeze.objects.create(year=2025, csv=text, rows=rows, sha256=digest)
    frozen = f"/charts/declined-trend/@{world.drawing.content_hash}"
    kept = [f"{frozen}/", f"{frozen}.svg", f"{frozen}.csv", "/data/frozen/2025.csv"]
    before = {address: client.get(address).content for address in kept}
    put(world, "figure")
    for address in kept:
        answer = client.get(address)
        assert answer.content == before[address]
        assert 'rel="status"; title="Under review since 2026-11-03"' in answer["Link"], address
        assert "no-cache" in answer["Cache-Control"]


def test_nothing_under_review_is_frozen_with_a_number(world):
    put(world, "figure")
    [line] = [
        line for line in frozen_csv(2025)[1].decode().splitlines()
        if line.startswith(f"{world.office.state.code}/{world.office.slug},")
    ]  # fmt: skip
    assert "under review since 2026-11-03,review" in line
    assert "347" not in line


@pytest.mark.parametrize("kind", list(TARGETS))
def test_more_under_review_adds_no_queries(client, world, kind, django_assert_max_num_queries):
    pages, files = surfaces(world, kind)
    before = {}
    for address in [*pages, *files]:
        client.get(address)
        with django_assert_max_num_queries(500) as counted:
            client.get(address)
        before[address] = len(counted)
    put(world, kind)
    for _ in range(5):
        under_review.put(
            reason="Too", by=world.admin, office=world.office, metric=counts.MetricFactory(), today=SINCE
        )
    for address, most in before.items():
        with django_assert_max_num_queries(most):
            client.get(address)


def test_screens_put_and_lift(client, world):
    ours = admin.group("Bluebird", office=world.office)[0]
    first, second = (admin.person_of(ours.reviewers, name) for name in ("first", "second-one"))
    client.force_login(first)
    page = client.get(f"/admin/under-review/new/?promise={world.promise.pk}")
    assert page.status_code == 200
    assert QUOTE in page.content.decode()
    client.post("/admin/under-review/new/", {"promise": world.promise.pk, "reason": "A letter came."})
    review = cards.UnderReview.objects.get()
    assert (review.by, review.since) == ("first", timezone.localdate())
    listed = client.get("/admin/under-review/").content.decode()
    assert f'href="/admin/under-review/inspect/{review.pk}/"' in listed
    button = f"/admin/under-review/new/?candidacy={world.ann.pk}"
    assert button in client.get(f"/admin/pages/{world.ann.page.pk}/edit/").content.decode()
    assert QUOTE not in client.get(button).content.decode()
    panel = client.get(f"/admin/snippets/scorecards/promise/edit/{world.promise.pk}/").content.decode()
    assert f"/admin/under-review/new/?promise={world.promise.pk}" in panel
    client.post(f"/admin/under-review/lift/{review.pk}/")
    assert cards.UnderReview.objects.open().exists()
    client.force_login(second)
    assert "Lift the review" in client.get(f"/admin/under-review/inspect/{review.pk}/").content.decode()
    assert client.get(f"/admin/under-review/lift/{review.pk}/").status_code == 200
    client.post(f"/admin/under-review/lift/{review.pk}/")
    assert cards.UnderReview.objects.get().lifted_by == "second-one"
    client.force_login(admin.person_of(ours.editors, "only-editor"))
    client.post("/admin/under-review/new/", {"promise": world.promise.pk, "reason": "Mine."})
    assert cards.UnderReview.objects.count() == 1
