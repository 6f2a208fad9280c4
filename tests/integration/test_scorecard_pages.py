import csv
import datetime as dt
import io

import pytest
from django.utils import timezone

from portal.core import writes
from races.models import CommunityGroup
from scorecards import releasing, versions
from scorecards.models import Mark, Option, Question
from tests.factories.races import RaceFactory
from tests.factories.scorecards import MARKED_AT, MarkFactory, OptionFactory, candidates, sheet

pytestmark = pytest.mark.django_db
ROWS = [["matches", "differs"], ["partly", "not_found"], ["matches", None]]


@pytest.fixture
def race():
    return RaceFactory(ballot_order_known=True)


@pytest.fixture
def people(race):
    return candidates(race, ["Ann Abel", "Bea Boyd"])


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def weight(scorecard, n):
    return f"w.{Question.objects.filter(section__standard=scorecard.standard).order_by('order')[n].slug}"


def test_scoring_mode_has_totals_matrix_evidence_and_a_form(client, race, people):
    html = text(client, sheet(race, people, ROWS).page.url)
    assert '<strong class="num">83</strong>' in html
    assert "0 to 67" in html
    assert "Listed in ballot order, not by score" in html
    assert html.index("Ann Abel") < html.index("Bea Boyd")
    assert html.count("<option") == 12
    assert "Place " not in html  # candidates are never ranked
    assert "Because partly" in html
    assert "We looked in:" in html
    assert "Not checked yet" in html
    assert "A membership organization" in html  # why this group scores
    assert 'name="referrer" content="no-referrer"' in html


def test_a_readers_weights_change_the_score_and_show_the_equal_one(client, race, people):
    scorecard = sheet(race, people, ROWS)
    html = text(client, f"{scorecard.page.url}?{weight(scorecard, 1)}=0")
    assert '<strong class="num">100</strong>' in html
    assert "You changed 1 of 3 weights." in html
    assert "Does not count." in html
    assert "With equal weights: 83." in html
    assert "With equal weights: 0 to 67." in html


@pytest.mark.parametrize("value", ["4", "-1", "x", ""])
def test_a_weight_we_cannot_use_is_said_and_changes_nothing(client, race, people, value):
    scorecard = sheet(race, people, ROWS)
    html = text(client, f"{scorecard.page.url}?{weight(scorecard, 0)}={value}&w.none=1")
    assert "We could not use these weights" in html
    assert '<strong class="num">83</strong>' in html
    assert "You changed" not in html


def test_a_hostile_weight_name_is_printed_as_text(client, race, people):
    html = text(client, f"{sheet(race, people, ROWS).page.url}?w.%3Cscript%3E=2")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_no_weight_at_all_leaves_no_score(client, race, people):
    scorecard = sheet(race, people, ROWS)
    query = "&".join(f"{weight(scorecard, n)}=0" for n in range(3))
    assert "Nothing counts with these weights" in text(client, f"{scorecard.page.url}?{query}")


def test_neutral_mode_has_words_and_sources_and_no_trace_of_a_score(client, race, people):
    rows = [["yes", "no"], ["other", "not_found"], ["no_answer", "no_answer"], [None, None]]
    scorecard = sheet(race, people, rows, mode="neutral")
    html = text(client, f"{scorecard.page.url}?{weight(scorecard, 0)}=3")
    assert f"Words of Ann Abel on {weight(scorecard, 0)[2:]}" in html
    assert "https://example.org/source" in html
    for word in ("Yes", "Other", "No position found", "Asked, no answer", "Not asked yet"):
        assert word in html
    for word in (
        "Matches",
        "Partly",
        "Differs",
        "of 100",
        "<form",
        "<select",
        "rbar",
        "weight",
        "Because",
        "Total",
    ):
        assert word not in html


def test_a_group_that_turns_neutral_loses_its_marks_at_once(client, race, people):
    scorecard = sheet(race, people, ROWS)
    CommunityGroup.objects.update(mode="neutral")
    html = text(client, scorecard.page.url)
    assert "In their own words" in html
    for word in ("Matches", "Partly", "Differs", "of 100", "<select"):
        assert word not in html


def test_unreleased_is_nowhere(client, race, people):
    scorecard = sheet(race, people, ROWS, release=False, title="Secret draft")
    path = scorecard.page.url
    for url in (path, f"{path.rstrip('/')}.csv", f"{path.rstrip('/')}.json"):
        assert client.get(url).status_code == 404
    for url in ("/scorecards/", "/races/", "/races.csv", "/races.json", race.page.url, people[0].page.url):
        assert "Secret draft" not in client.get(url).content.decode()
    scorecard.released_at = timezone.now() + dt.timedelta(days=1)
    writes.save(scorecard)
    assert client.get(path).status_code == 404
    assert "Secret draft" not in text(client, "/scorecards/")


def test_a_mark_made_after_the_release_waits_for_the_next(client, race, people):
    scorecard = sheet(race, people, [["matches", "differs"]])
    old = Mark.objects.get(subject__candidacy=people[0])
    same = {name: getattr(old, name) for name in ("scorecard", "question", "subject", "version", "position")}
    worse = Option.objects.get(question=old.question, level="partly")
    MarkFactory(option=worse, at=MARKED_AT + dt.timedelta(minutes=1), **same)
    assert '<strong class="num">100</strong>' in text(client, scorecard.page.url)
    releasing.write(scorecard, by="auditor", now=timezone.now(), note="One mark was corrected.")
    assert '<strong class="num">50</strong>' in text(client, scorecard.page.url)


def test_the_index_lists_what_is_released_with_its_mode(client, race, people):
    sheet(race, people, ROWS, title="Public one")
    html = text(client, "/scorecards/")
    assert "Public one" in html
    assert "Compares answers with the group’s standard" in html
    assert "No scorecard has been published yet" not in html


def test_the_index_puts_the_standards_of_one_race_together_by_owner(client, race, people):
    other = RaceFactory(election__date=dt.date(2030, 11, 5))
    made = [sheet(race, people, ROWS, title=title) for title in ("Of the second", "Of the first")]
    for scorecard, name in zip(made, ("B group", "A group"), strict=True):
        scorecard.standard.group.name = name
        writes.save(scorecard.standard.group)
    sheet(other, candidates(other, ["Cy Cole"]), [["matches"]], title="Of a later race")
    html = text(client, "/scorecards/")
    titles = ["Of a later race", "2 groups have published", "Of the first", "Of the second"]
    assert sorted(titles, key=html.index) == titles
    assert html.count(f'href="{race.page.url}"') == html.count(f'href="{other.page.url}"') == 1


def test_the_index_without_any_says_so(client):
    assert "No scorecard has been published yet" in text(client, "/scorecards/")


def test_answers_as_csv_hold_every_candidate_and_question(client, race, people):
    scorecard = sheet(race, people, ROWS)
    body = client.get(f"{scorecard.page.url.rstrip('/')}.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(body)))
    assert [row["name"] for row in rows] == ["Ann Abel"] * 3 + ["Bea Boyd"] * 3
    assert [row["answer"] for row in rows] == ["matches", "partly", "matches", "differs", "not_found", ""]
    assert {(row["score_low"], row["score_high"]) for row in rows} == {("83", "83"), ("0", "67")}
    assert all(row["source_url"] for row in rows if row["answer"] in ("matches", "partly", "differs"))


def test_a_neutral_csv_has_no_level_of_agreement(client, race, people):
    scorecard = sheet(race, people, [["yes", "no"]], mode="neutral")
    body = client.get(f"{scorecard.page.url.rstrip('/')}.json").content.decode()
    for word in ("matches", "partly", "differs", "points", "score"):
        assert word not in body.replace("scorecard", "")


def test_a_question_of_one_answer_counts_for_nobody(client, race, people):
    scorecard = sheet(race, people, ROWS, release=False)
    section = scorecard.standard.sections.first()
    lone = Question.objects.create(
        section=section, topic=Question.objects.first().topic, slug="lone", text="Lone?"
    )
    OptionFactory(question=lone, level="matches", points=1)
    versions.record(scorecard.standard, by="owner", on=dt.date(2026, 6, 2), why="One question more.")
    releasing.write(scorecard, by="auditor", now=timezone.now())
    html = text(client, scorecard.page.url)
    assert '<strong class="num">83</strong>' in html
    assert "They were changed since: this is version 2" in html
    assert "Marked under version 1 of the standard" in html
