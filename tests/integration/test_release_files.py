"""A release hands out the very bytes that went out on its day, whatever changes afterwards."""

import base64
import csv
import datetime as dt
import hashlib
import io
import json

import pytest
from django.conf import settings as django_settings

from portal.core import writes
from scorecards import releasing
from scorecards.models import Option, Question, Release, Withdrawal
from tests.factories.races import RaceFactory
from tests.factories.scorecards import RELEASED_AT, candidates, mark, sheet

pytestmark = pytest.mark.django_db
ROWS = [["matches", "differs"], ["partly", "not_found"], ["no_answer", None]]
KINDS = ("/", ".csv", ".json")


@pytest.fixture
def race():
    return RaceFactory(ballot_order_known=True)


@pytest.fixture
def people(race):
    return candidates(race, ["Ann Abel", "Bea Boyd"])


def address(scorecard, number=1, kind="/", language=""):
    return f"{language}/scorecards/{scorecard.slug}/releases/{number}{kind}"


def everything(client, scorecard):
    """The bytes of every address of the first release."""
    found = [client.get(address(scorecard, 1, kind, language)) for kind in KINDS for language in ("", "/es")]
    assert {response.status_code for response in found} == {200}
    return [response.content for response in found]


def again(scorecard, people, level="differs"):
    """A second release, with another mark for the first person."""
    question = Question.objects.filter(section__standard=scorecard.standard).order_by("order").first()
    options = {option.level: option for option in Option.objects.filter(question=question)}
    mark(scorecard, question, people[0], level, options, at=RELEASED_AT + dt.timedelta(days=1))
    return releasing.write(scorecard, by="auditor", now=RELEASED_AT + dt.timedelta(days=2), note="One mark.")


def test_nothing_that_comes_later_changes_a_byte(client, race, people, tmp_path, settings):
    scorecard = sheet(race, people, ROWS)
    before = everything(client, scorecard)
    people[0].ballot_name = "Ann Other"
    writes.save(people[0])
    scorecard.title = "Another title"
    writes.save(scorecard)
    question = Question.objects.filter(section__standard=scorecard.standard).first()
    question.text = "Another text?"
    writes.save(question)
    again(scorecard, people)
    (tmp_path / "release.html").write_text("another design")
    (tmp_path / "embed.css").write_text("body{color:red}")
    folders = [str(tmp_path), *django_settings.TEMPLATES[0]["DIRS"]]
    settings.TEMPLATES = [{**django_settings.TEMPLATES[0], "DIRS": folders}]
    assert everything(client, scorecard) == before
    assert client.get(address(scorecard, 2, "/")).content != before[0]


def test_each_address_gives_its_hash_and_is_not_sent_twice(client, race, people):
    scorecard = sheet(race, people, ROWS)
    for kind in KINDS:
        response = client.get(address(scorecard, 1, kind))
        digest = hashlib.sha256(response.content)
        assert response["ETag"] == f'"{digest.hexdigest()}"'
        assert response["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
        same = client.get(address(scorecard, 1, kind), headers={"If-None-Match": response["ETag"]})
        assert (same.status_code, same.content) == (304, b"")
    page = client.get(address(scorecard)).content.decode()
    for kind in KINDS[1:]:
        assert hashlib.sha256(client.get(address(scorecard, 1, kind)).content).hexdigest() in page
    assert Release.objects.get().sha256 in page


def test_the_page_may_use_its_own_style_alone(client, race, people):
    response = client.get(address(sheet(race, people, ROWS)))
    style = response.content.decode().split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in response["Content-Security-Policy"]
    assert b"<script" not in response.content
    again = client.get(response.request["PATH_INFO"], headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert again["Content-Security-Policy"] == response["Content-Security-Policy"]


def test_a_newer_release_is_told_of_outside_the_bytes(client, race, people):
    scorecard = sheet(race, people, ROWS)
    assert "Link" not in client.get(address(scorecard))
    again(scorecard, people)
    newest = f"</scorecards/{scorecard.slug}/releases/2/>"
    for kind in KINDS:
        assert client.get(address(scorecard, 1, kind))["Link"] == f'{newest}; rel="latest-version"'
        assert "Link" not in client.get(address(scorecard, 2, kind))


def test_the_csv_has_every_answer_with_its_source_and_score(client, race, people):
    scorecard = sheet(race, people, ROWS)
    rows = list(csv.DictReader(io.StringIO(client.get(address(scorecard, 1, ".csv")).content.decode())))
    told = [(row["name"], row["kind"], row["points"], row["score_low"], row["score_high"]) for row in rows]
    assert told == [
        ("Ann Abel", "position", "2", "50", "84"),
        ("Ann Abel", "position", "1", "50", "84"),
        ("Ann Abel", "no_answer", "", "50", "84"),
        ("Bea Boyd", "position", "0", "0", "67"),
        ("Bea Boyd", "not_found", "", "0", "67"),
        ("Bea Boyd", "", "", "0", "67"),
    ]
    assert all(row["quote"] and row["source_url"] for row in rows if row["kind"] == "position")


def test_the_json_is_what_the_hashes_are_taken_over(client, race, people):
    scorecard = sheet(race, people, ROWS)
    body = json.loads(client.get(address(scorecard, 1, ".json")).content)
    release = Release.objects.get()
    assert body["sha256"] == release.sha256
    assert body["standard"]["sections"][0]["questions"][0]["options"]
    assert [one["sha256"] for one in body["sheets"]] == [one.sha256 for one in release.sheets.all()]
    assert [(one["low"], one["high"]) for one in body["sheets"]] == [("50", "84"), ("0", "67")]


@pytest.mark.parametrize("kind", KINDS)
def test_neutral_mode_keeps_no_trace_of_a_score(client, race, people, kind):
    scorecard = sheet(race, people, [["yes", "no"], ["other", "not_found"]], mode="neutral")
    body = client.get(address(scorecard, 1, kind)).content.decode()
    assert "Words of Ann Abel" in body
    told = body.split("<body>")[-1].replace("scorecard", "").replace("Scorecard", "").replace('"points": null', "")
    for word in ("score", "matches", "Partly", "Differs", " of 100", "Because", "tint"):
        assert word not in told


def test_a_release_of_many_answers_points_to_its_files(client, race, people, monkeypatch):
    monkeypatch.setattr("portal.pages.release_files.MOST_ANSWERS", 5)
    scorecard = sheet(race, people, ROWS)
    html = client.get(address(scorecard)).content.decode()
    assert "too many answers for one page" in html
    assert "Words of Ann Abel" not in html
    assert b"Words of Ann Abel" in client.get(address(scorecard, 1, ".csv")).content


def test_withdrawn_is_gone_with_its_reason_and_the_one_before_is_public_again(client, race, people):
    scorecard = sheet(race, people, ROWS)
    second = again(scorecard, people)
    Withdrawal.objects.create(release=second, reason="A court order of Nov 20.", by="admin")
    for kind in KINDS:
        response = client.get(address(scorecard, 2, kind))
        assert response.status_code == 410
        assert b"A court order of Nov 20." in response.content
        assert b"Ann Abel" not in response.content
        assert "Link" not in client.get(address(scorecard, 1, kind))
    page = client.get(f"/scorecards/{scorecard.slug}/releases/").content.decode()
    assert "A court order of Nov 20." in page
    assert address(scorecard, 2) not in page


def test_what_was_not_released_is_not_found(client, race, people):
    scorecard = sheet(race, people, ROWS, release=False)
    for path in (*(address(scorecard, 1, kind) for kind in KINDS), f"/scorecards/{scorecard.slug}/releases/"):
        assert client.get(path).status_code == 404
    assert client.get(address(sheet(RaceFactory(), [], []), 7)).status_code == 404
