"""Scorecards of offices and bodies, the sheet of one subject, and what a scorecard of 400 x 100 weighs."""

import csv
import datetime as dt
import gzip
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from races.models import Position
from scorecards import document, frozen, releasing, scoring
from scorecards.models import Body, Release, ReleaseSheet, StandardVersion, Subject, UnderReview
from tests.factories.races import CommunityGroupFactory, RaceFactory
from tests.factories.scorecards import (
    HASH,
    RELEASED_AT,
    MarkFactory,
    OfficeFactory,
    ScorecardFactory,
    StandardFactory,
    candidates,
    sheet,
)

pytestmark = pytest.mark.django_db
D = scoring.Decimal


def standard_of(sections, questions, cohorts=("urban", "rural"), digits=1):
    options = (
        document.Option("all", "Publishes every month", D(3)),
        document.Option("no", "Publishes none", D(0)),
    )
    return document.Standard(
        "Open files",
        "2026",
        subjects="bodies",
        digits=digits,
        cohorts=tuple(document.Cohort(slug, f"Cohort {slug}") for slug in cohorts),
        sections=tuple(
            document.Section(
                f"s{n}",
                f"Section title {n}",
                weight=D(n + 1),
                questions=tuple(
                    document.Question(f"q{n}-{m}", f"Does the office publish file {n}-{m}?", options=options)
                    for m in range(questions)
                ),
            )
            for n in range(sections)
        ),
    )


def released(
    subjects, *, sections=2, questions=2, cohorts=("urban", "rural"), digits=1, about=None, mode="scoring"
):
    """A scorecard with one release, written as a release writes it. `subjects`: one list each of answers: points
    (3 or 0), None for not found; shorter lists begin again. `about`: offices instead of bodies."""
    made = standard_of(sections, questions, cohorts, digits)
    standard = StandardFactory(group=CommunityGroupFactory(), subjects="offices" if about else "bodies")
    version = StandardVersion.objects.create(
        standard=standard, number=1, published_by="owner", document=document.as_json(made), sha256=HASH
    )
    card = ScorecardFactory(standard=standard, race=None)
    method = {
        "standard": document.as_json(made),
        "version": 1,
        "published_on": "2026-06-01",
        "first_published_on": "2026-06-01",
        "agreement": {"same": 21, "of": 24},
        "sample": False,
    }
    release = Release.objects.create(
        scorecard=card, number=1, at=RELEASED_AT, version=version, mode=mode, group_name="Owners", method=method,
        by="auditor", sha256=HASH,
    )  # fmt: skip
    same = {"group": standard.group, "source_url": "https://example.org/b", "source_title": "B"}
    bodies = [] if about else [Body(slug=f"b{n}", name=f"Body number {n}", **same) for n in range(len(subjects))]
    Body.objects.bulk_create(bodies)
    named = [{"office": one} for one in about or ()] or [{"body": one} for one in bodies]
    rows = [Subject(scorecard=card, slug=f"subject-{n}", order=n, **one) for n, one in enumerate(named)]
    Subject.objects.bulk_create(rows)
    ReleaseSheet.objects.bulk_create(
        [frozen_sheet(release, made, row, answers) for row, answers in zip(rows, subjects, strict=True)]
    )
    return card


def frozen_sheet(release, made, row, answers):
    marks = {}
    for n, question in enumerate(made.questions):
        points = answers[n % len(answers)]
        if points is None:
            marks[question.slug] = frozen.Frozen(
                question.slug, "not_found", searched="web site", searched_on="2026-09-01", version=1
            )
        else:
            marks[question.slug] = frozen.Frozen(
                question.slug, "position", word=question.options[0 if points else 1].label,
                tint=frozen.tint(D(points), D(3)), points=str(points), of="3", version=1,
                reason="Read on its site",
                words=frozen.Words("evidence", 1, f"Words of {row.slug}", "2026-09-02", "https://x.example/", "E"),
                replies=(frozen.Replied(False, "We do publish.", "2026-10-02", "https://example.org/r",
                                        our_answer="Not all of it.", answered_on="2026-10-05"),),
            )  # fmt: skip
    spans = {}
    for section in made.sections:
        items = [
            scoring.Item(D(1), D(0), D(3), None if marks[q.slug].kind == "not_found" else D(marks[q.slug].points))
            for q in section.questions
        ]
        spans[section.slug] = scoring.section(items)
    total = scoring.total(spans, {s.slug: s.weight for s in made.sections}, scoring.Rule(digits=made.digits))
    cohort = made.cohorts[row.order % len(made.cohorts)].slug if made.cohorts else ""
    return ReleaseSheet(
        release=release, subject=row, slug=row.slug, name=row.name, cohort=cohort, order=row.order,
        low=total.shown_low, high=total.shown_high, known=total.known, total=total.total,
        sections={slug: frozen.span_as_json(span) for slug, span in spans.items()},
        marks={slug: frozen.small(mark) for slug, mark in marks.items()},
        details={slug: frozen.detail(mark) for slug, mark in marks.items()}, sha256=HASH,
    )  # fmt: skip


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_offices_have_a_place_among_their_own_cohort_alone(client):
    card = released([[3], [0], [3, 0], [None], [0], [3, None]])
    html = text(client, card.page.url)
    # urban: 100, 50, 0; rural: 0, 0 to 100, 50 to 100
    for place in ("1 of 3", "2 of 3", "3 of 3", "2 to 3 of 3"):
        assert html.count(f"Place {place}.") == 1
    assert html.count("Place 1 to 2 of 3.") == 2
    assert html.index("Body number 0") < html.index("Body number 2") < html.index("Body number 1")
    assert "agreed on 21 of 24" in html
    assert "Publishes every month" in html
    assert "We do publish." in html
    assert "Our answer:" in html
    assert 'class="a2"' in html


def test_without_cohorts_nothing_is_ranked(client):
    assert "Place " not in text(client, released([[3], [0]], cohorts=()).page.url)


def test_page_sheet_csv_json_and_embed_print_one_figure(client):
    card = released([[3, 3, 0], [0]], sections=3, questions=1)
    base = card.page.url
    shown = "50.0"
    for url in (base, f"{base}subject-0/", f"/embed{base}"):
        assert f">{shown}<" in text(client, url).replace(" <", "<").replace("> ", ">"), url
    rows = list(csv.DictReader(io.StringIO(client.get(f"{base.rstrip('/')}.csv").content.decode())))
    assert {row["score_low"] for row in rows if row["subject"] == "subject-0"} == {shown}
    rows = json.loads(client.get(f"{base}subject-0.json").content)["rows"]
    assert {row["score_high"] for row in rows} == {shown}
    assert [row["section_low"] for row in rows] == ["100.0", "100.0", "0.0"]


def test_a_sheet_shows_every_answer_with_its_proof(client):
    card = released([[3, None], [0]])
    html = text(client, f"{card.page.url}subject-0/")
    for words in ("Words of subject-0", "Read on its site", "We looked in:", "Reply: disagrees.", "Oct 2, 2026"):
        assert words in html
    assert "Words of subject-1" not in html
    assert client.get(f"{card.page.url}nobody/").status_code == 404
    assert client.get(f"{card.page.url}nobody.csv").status_code == 404


def test_an_unreleased_or_hidden_scorecard_has_no_sheet(client):
    race = RaceFactory()
    people = candidates(race, ["Ann Abel"])
    card = sheet(race, people, [["matches"]], release=False)
    assert client.get(f"/scorecards/{card.slug}/{people[0].slug}/").status_code == 404
    card = released([[3]])
    card.page.unpublish()
    for end in ("/", "/subject-0/", "/subject-0.csv", ".csv", ".json"):
        assert client.get(f"/scorecards/{card.slug}{end}").status_code == 404, end


def test_a_neutral_sheet_has_words_and_no_score(client):
    race = RaceFactory()
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    card = sheet(race, people, [["yes", "no"], ["other", "not_applicable"]], mode="neutral")
    for person in people:
        html = text(client, f"{card.page.url}{person.slug}/")
        for word in ("Matches", "Differs", "of 100", "rbar", "points", "Because", "<form"):
            assert word not in html
    assert "Does not apply" in html
    body = client.get(f"{card.page.url}{people[0].slug}.csv").content.decode()
    assert "score_low" not in body
    assert "points" not in body


def test_a_mark_under_review_hides_the_score_and_the_place(client):
    race = RaceFactory()
    people = candidates(race, ["Ann Abel"])
    card = sheet(race, people, [["matches"]])
    subject = card.subjects.get()
    question = card.standard.sections.get().questions.get()
    UnderReview.objects.create(
        subject=subject, question=question, reason="asked", by="one", since=dt.date(2026, 11, 2)
    )
    for url in (card.page.url, f"{card.page.url}{subject.slug}/"):
        html = text(client, url)
        assert "Under review since" in html
        assert "Matches the standard</span></span> <p" not in html
        assert '<strong class="num">' not in html
    row = next(csv.DictReader(io.StringIO(client.get(f"{card.page.url.rstrip('/')}.csv").content.decode())))
    assert (row["answer"], row["under_review"], row["score_low"]) == ("review", "2026-11-02", "")


def test_the_office_page_names_its_scorecards(client):
    offices = [OfficeFactory(), OfficeFactory()]
    card = released([[3], [0]], about=offices, cohorts=("urban",))
    html = text(client, offices[1].page.url)
    assert f'href="{card.page.url}subject-1/"' in html
    assert "Place 2 of 2" in html
    assert "Scorecards</h2>" not in text(client, OfficeFactory().page.url)


def test_two_owners_with_opposed_standards_stand_side_by_side(client):
    race = RaceFactory()
    people = candidates(race, ["Ann Abel", "Bea Boyd"])
    first = sheet(race, people, [["matches", "differs"]])
    before = Position.objects.count()
    second = sheet(race, people, [["not_found", "not_found"]], release=False)
    question, other = (card.standard.sections.get().questions.get() for card in (first, second))
    for old, level in zip(first.marks.order_by("pk"), ("differs", "matches"), strict=True):
        subject = second.subjects.get(candidacy=old.subject.candidacy)
        MarkFactory(
            scorecard=second, question=other, subject=subject, version=second.standard.versions.first(),
            option=other.options.get(level=level), position=old.position, at=RELEASED_AT,
        )  # fmt: skip
    releasing.write(second, by="auditor", now=RELEASED_AT)
    assert Position.objects.count() == before
    html = text(client, race.page.url)
    both = html[html.index('class="both"') :]
    for card in (first, second):
        assert f"questions of {card.standard.group.name}" in both
    assert both.count('<table class="mx">') == 2
    assert question.pk != other.pk


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_more_subjects_and_questions_add_no_queries(client):
    def count(card, office):
        base = card.page.url
        urls = [base, f"{base}?section=s1&page=1&w.s0=3", f"{base}subject-0/", office.page.url]
        urls += [f"{base}subject-0.csv", f"{base.rstrip('/')}.csv", f"{base.rstrip('/')}.json", "/scorecards/"]
        return [queries(client, url) for url in urls]

    one, many = OfficeFactory(), [OfficeFactory() for _ in range(30)]
    few = count(released([[3], [0]], about=[one, OfficeFactory()]), one)
    assert count(released([[3, None]] * 30, about=many, sections=3, questions=8), many[0]) == few


def test_400_subjects_and_100_questions_weigh_under_60_kb(client):
    answers = [[(0, 3, None)[(n * 7 + m * m) % 3] for m in range(11)] for n in range(400)]
    card = released(answers, sections=10, questions=10)
    base = card.page.url
    for url in (base, f"{base}?page=9&section=s4&w.s1=3", f"/es{base}?page=17", f"{base}subject-7/"):
        body = client.get(url).content
        assert len(gzip.compress(body)) < 60_000
        assert b"Section title 4" in body
    response = client.get(f"{base.rstrip('/')}.csv")
    assert response.streaming
    assert sum(chunk.count(b"\n") for chunk in response.streaming_content) == 40_001
