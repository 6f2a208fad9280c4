"""A withdrawn frozen address answers 410 with the day and the reason, and no live page shows what stood there."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.core.templatetags.opr import day
from scorecards import models as cards
from scorecards.freezing import frozen_csv
from scorecards.releasing import write
from scorecards.withdraw_view import frozen_at
from scorecards.withdrawing import withdraw
from tests.factories import admin
from tests.factories import races as make
from tests.factories import scorecards as scored

pytestmark = pytest.mark.django_db
REASON = "It named a private person."


@pytest.fixture
def root():
    return admin.admin("root")


def of_drawing():
    drawing = scored.RenderedChartFactory(chart__slug="declined-trend")
    frozen = f"/charts/declined-trend/@{drawing.content_hash}"
    return drawing, [f"{frozen}/", *(f"{frozen}.{kind}" for kind in ("svg", "png", "csv", "json"))]


def of_year():
    rows, text, digest = frozen_csv(2025)
    return cards.YearFreeze.objects.create(year=2025, csv=text, rows=rows, sha256=digest), [
        "/data/frozen/2025.csv"
    ]


def of_release():
    race = make.RaceFactory()
    people = scored.candidates(race, ["Ann Able", "Bob Bold"])
    scorecard = scored.sheet(race, people, [["matches", "differs"]])
    address = f"/scorecards/{scorecard.slug}/releases/1"
    return scorecard.releases.get(), [f"{address}/", f"{address}.csv", f"{address}.json"]


KINDS = {"drawing": of_drawing, "year": of_year, "release": of_release}


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_address_of_it_answers_410_with_day_and_reason(client, root, kind):
    row, frozen = KINDS[kind]()
    kept = {address: client.get(address) for address in frozen}
    assert {answer.status_code for answer in kept.values()} == {200}
    withdraw(path=frozen[0], reason=REASON, role="subject", by=root, **{kind: row})
    for address, before in kept.items():
        asked = {"If-None-Match": before["ETag"]} if "ETag" in before else {}
        for headers, prefix in (({}, ""), (asked, ""), ({}, "/es")):
            answer = client.get(prefix + address, headers=headers)
            text = answer.content.decode()
            assert answer.status_code == 410, address
            assert REASON in text
            assert day(timezone.localdate()) in text or prefix
            assert "no-store" in answer["Cache-Control"]
            assert "no-cache" in before["Cache-Control"], address  # so that no copy is used unasked
            if not address.endswith("/"):
                assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("kind", list(KINDS))
def test_it_is_listed_with_its_reason_for_good(client, root, kind):
    row, frozen = KINDS[kind]()
    withdrawal = withdraw(path=frozen[0], reason=REASON, role="subject", by=root, **{kind: row})
    line = cards.Correction.objects.get()
    assert (line.kind, line.path, line.reason, line.role) == ("withdrawn", frozen[0], REASON, "subject")
    listed = client.get("/corrections/").content.decode()
    assert REASON in listed
    for found in (withdrawal, line):
        with pytest.raises(DatabaseError), transaction.atomic():
            found.delete()
    with pytest.raises(ValidationError):
        withdraw(path=frozen[0], reason=REASON, role="subject", by=root, **{kind: row})


def test_only_a_site_admin_may_and_says_why(root):
    row, [address] = of_year()
    group, _editor, reviewer = admin.group("Bluebird", state=make.StateFactory())
    assert group.reviewers in reviewer.groups.all()
    with pytest.raises(PermissionDenied):
        withdraw(path=address, reason=REASON, role="reader", by=reviewer, year=row)
    with pytest.raises(ValidationError, match="reason"):
        withdraw(path=address, reason=" ", role="reader", by=root, year=row)
    assert not cards.Withdrawal.objects.exists()


def test_live_pages_of_a_chart_wait_for_a_new_drawing(client, root):
    drawing, [address, *_files] = of_drawing()
    withdraw(path=address, reason=REASON, role="subject", by=root, drawing=drawing)
    for live in ("/charts/declined-trend/", "/embed/declined-trend/", "/data/"):
        assert drawing.title not in client.get(live).content.decode(), live
    for kind in ("svg", "png", "csv", "json"):
        assert client.get(f"/charts/declined-trend.{kind}").status_code == 404
    cards.RenderedChart.objects.update(current=False)
    scored.RenderedChartFactory(chart=drawing.chart, content_hash="cd" * 32, title="Drawn anew")
    assert "Drawn anew" in client.get("/charts/declined-trend/").content.decode()


def test_the_live_scorecard_falls_back_to_the_release_that_is_up(client, root):
    first, [address, *_files] = of_release()
    second = write(first.scorecard, by="auditor", now=timezone.now(), note="A quote was added.")
    withdraw(path=address.replace("1", "2"), reason=REASON, role="subject", by=root, release=second)
    assert cards.Release.objects.newest().get() == first
    assert client.get(f"/scorecards/{first.scorecard.slug}/").status_code == 200
    assert client.get(address).status_code == 200
    withdraw(path=address, reason=REASON, role="subject", by=root, release=first)
    assert cards.Scorecard.objects.released().count() == 0


def test_the_screen_takes_the_address_and_only_from_admins(client, root):
    row, [address] = of_year()
    _group, _editor, reviewer = admin.group("Bluebird", state=make.StateFactory())
    said = {"address": f"https://example.org/es{address}", "reason": REASON, "role": "reader", "sure": "on"}
    client.force_login(reviewer)
    assert client.get("/admin/withdrawals/").status_code == 404
    assert client.post("/admin/withdrawals/new/", said).status_code == 404
    client.force_login(root)
    wrong = client.post("/admin/withdrawals/new/", {**said, "address": "/data/"})
    assert "Nothing is kept at this address." in wrong.content.decode()
    assert client.post("/admin/withdrawals/new/", said).status_code == 302
    assert cards.Withdrawal.objects.get().year == row
    assert REASON in client.get("/admin/withdrawals/").content.decode()
    assert client.get(f"/admin/withdrawals/inspect/{cards.Withdrawal.objects.get().pk}/").status_code == 200
    again = client.post("/admin/withdrawals/new/", said)
    assert "withdrawn already" in again.content.decode()


@pytest.mark.parametrize("kind", list(KINDS))
def test_an_address_names_its_row_also_by_its_files(kind):
    row, frozen = KINDS[kind]()
    assert {frozen_at(address)[1:] for address in frozen} == {(kind, row)}
    assert frozen_at("/charts/none/@" + "0" * 64 + "/") is None


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_scorecard_without_any_release_left_is_gone_everywhere(client, root, prefix):
    race = make.RaceFactory(ballot_order_known=True)
    people = scored.candidates(race, ["Ann Abel"])
    card = scored.sheet(race, people, [["matches"]])
    address = f"/scorecards/{card.slug}"
    withdraw(path=f"{address}/releases/1/", reason=REASON, role="reader", by=root, release=card.releases.get())
    question = card.marks.first().question.slug
    ends = ["/", ".csv", ".json", "/ann-abel/", "/ann-abel.csv", f"/questions/{question}/", "/methodology/"]
    ends += ["/use/", "/changes/", "/releases/1/", "/releases/1.csv"]
    for path in (*(f"{address}{end}" for end in ends), f"/embed{address}/"):
        response = client.get(f"{prefix}{path}")
        assert response.status_code == 410, path
        assert REASON in response.content.decode(), path
        assert "Ann Abel" not in response.content.decode(), path
    assert client.get(f"{prefix}{address}/releases/").status_code == 200
    assert client.get(f"{prefix}/scorecards/no-such-card/use/").status_code == 404
