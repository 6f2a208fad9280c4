"""A question across everyone, methodology, how to use it, since the last edition, and cards for other pages."""

import datetime as dt

import pytest

from portal.core import writes
from portal.pages.shown.question import distribution, ticked
from races.models import CommunityGroup
from scorecards import document, releasing, versions
from scorecards.frozen import Frozen
from scorecards.models import Question, Standard, UnderReview
from tests.factories.races import OfficeFactory, RaceFactory
from tests.factories.scorecards import (
    RELEASED_AT,
    EvidenceFactory,
    MarkFactory,
    OptionFactory,
    QuestionFactory,
    ScorecardFactory,
    SectionFactory,
    StandardFactory,
    SubjectFactory,
    candidates,
    sheet,
)

pytestmark = pytest.mark.django_db
ROWS = [["matches", "differs"], ["partly", "not_found"], ["no_answer", None]]
PARTS = ("methodology/", "use/", "changes/", "releases/")


@pytest.fixture
def race():
    return RaceFactory(ballot_order_known=True)


@pytest.fixture
def people(race):
    return candidates(race, ["Ann Abel", "Bea Boyd"])


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(response.content.decode().split())


def tight(html):
    """Without the spaces around tags, which no reader sees."""
    return html.replace("> ", ">").replace(" <", "<")


def main(html):
    return html.split("<main")[1].split("</main>")[0]


def questions(scorecard):
    return list(Question.objects.filter(section__standard=scorecard.standard).order_by("order"))


def question_url(scorecard, n=0):
    return f"/scorecards/{scorecard.slug}/questions/{questions(scorecard)[n].slug}/"


def every_address(scorecard, subject):
    parts = [f"/scorecards/{scorecard.slug}/{part}" for part in PARTS]
    embeds = [f"/embed/scorecards/{scorecard.slug}/", f"/embed/scorecards/{scorecard.slug}/{subject}/"]
    return [question_url(scorecard), *parts, *embeds]


def test_a_question_shows_how_often_each_answer_was_given_and_every_answer(client, race, people):
    scorecard = sheet(race, people, ROWS)
    html = main(text(client, question_url(scorecard, 1)))
    assert "Of 2 candidates." in html
    assert html.count("1 of 2</span>") == 2  # partly, and not found
    assert html.count("0 of 2</span>") == 2  # matches, and differs
    assert 'width="50%"' in html
    assert f"Words of Ann Abel on {questions(scorecard)[1].slug}" in html
    assert "(1 of 2 points)" in html
    assert "Because partly" in html
    assert "campaign site" in html
    assert f'href="/scorecards/{scorecard.slug}/{people[0].slug}/"' in html
    assert html.index("Ann Abel") < html.index("Bea Boyd")


def test_a_neutral_question_has_answers_and_sources_alone(client, race, people):
    scorecard = sheet(race, people, [["yes", "no"], [None, "not_found"]], mode="neutral")
    for n in (0, 1):
        html = main(text(client, question_url(scorecard, n)))
        for word in ("point", "Because", "Why this mark", "tint", "of 100"):
            assert word not in html
    assert "Not asked yet" in html
    assert "Words of Ann Abel" in main(text(client, question_url(scorecard, 0)))


def test_a_group_that_turns_neutral_shows_no_mark_on_any_of_these(client, race, people):
    scorecard = sheet(race, people, ROWS)
    CommunityGroup.objects.update(mode="neutral")
    for url in every_address(scorecard, people[0].slug):
        html = main(text(client, url))
        for word in ("Because", "of 100", "of 2 points", '<td class="n">'):
            assert word not in html, url
        if "methodology" not in url:
            assert "matches" not in html, url
    assert "In their own words" in text(client, question_url(scorecard))


def test_ticks_are_counted_one_by_one():
    labels = ("By race", "By race; old", "By offense")
    asked = document.Question("q", "?", kind="multiple", options=tuple(document.Option(x, x) for x in labels))
    assert ticked("By race; By offense", asked) == {"By race", "By offense"}
    told = [Frozen("q", "position", word=word) for word in ("By race; By offense", "By offense", "")]
    lines = distribution(asked, [*told, Frozen("q")])
    assert [(line["word"], line["kind"], line["n"], line["share"]) for line in lines] == [
        ("By race", "position", 1, 25),
        ("By race; old", "position", 0, 0),
        ("By offense", "position", 2, 50),
        ("", "position", 1, 25),
        ("", "", 1, 25),
    ]
    assert [line["n"] for line in distribution(asked, [])] == [0, 0, 0, 0]


def test_methodology_is_written_from_the_standard_that_was_released(client, race, people):
    scorecard = sheet(race, people, ROWS)
    question = questions(scorecard)[0]
    question.criteria, question.text = "Asked for later.", "Another text?"
    writes.save(question)
    url = f"/scorecards/{scorecard.slug}/methodology/"
    assert "Asked for later." not in text(client, url)
    versions.record(scorecard.standard, by="owner", on=dt.date(2026, 11, 5), why="Said more clearly.")
    assert "Said more clearly." not in text(client, url)
    releasing.write(scorecard, by="auditor", now=RELEASED_AT + dt.timedelta(days=9), note="A new version.")
    html = main(text(client, url))
    for words in (
        "Asked for later.",
        "Said more clearly.",
        "Version 2, Nov",
        "Version 1, Jun",
        "<ins>",
        "points: 2",
    ):
        assert words in html
    assert "to the nearest, a half upward, with 0 digits" in html
    assert "No answer was marked a second time by another person." in html
    assert "It scores candidates because:" in html


def test_a_neutral_methodology_has_no_points_weights_or_formula(client, race, people):
    scorecard = sheet(race, people, [["yes", "no"]], mode="neutral")
    html = main(text(client, f"/scorecards/{scorecard.slug}/methodology/"))
    assert "It works in neutral mode" in html
    for word in ("points", "Weight", "Rounding", "How the score is made"):
        assert word not in html


def test_how_to_use_this_has_good_words_until_the_group_writes_its_own(client, race, people):
    scorecard = sheet(race, people, ROWS)
    url = f"/scorecards/{scorecard.slug}/use/"
    html = text(client, url)
    assert "Start with the questions that matter to you." in html
    assert "You have 14 days to reply" in html
    assert f"&lt;iframe src=&quot;http://testserver/embed/scorecards/{scorecard.slug}/&quot;" in html or (
        f'&lt;iframe src="http://testserver/embed/scorecards/{scorecard.slug}/"' in html
    )
    scorecard.for_residents, scorecard.for_scored = "Our own <words>.", "Dear office."
    writes.save(scorecard)
    html = text(client, url)
    assert "Our own &lt;words&gt;." in html
    assert "Dear office." in html
    assert "Start with the questions" not in html


def test_without_an_earlier_edition_the_page_says_so(client, race, people):
    scorecard = sheet(race, people, ROWS)
    assert "No earlier edition." in text(client, f"/scorecards/{scorecard.slug}/changes/")


def edition(year, offices, answers, previous=None):
    """A released scorecard of offices: one linked question, one of its own."""
    group = previous.group if previous else CommunityGroup.objects.first() or StandardFactory().group
    standard = StandardFactory(group=group, edition=year, subjects="offices", previous=previous)
    section = SectionFactory(standard=standard)
    older = previous and Question.objects.get(section__standard=previous, slug__startswith="linked")
    linked = QuestionFactory(section=section, slug=f"linked-{year}", text=f"Open in {year}?", previous=older)
    own = QuestionFactory(section=section, slug=f"own-{year}", text=f"Only in {year}?")
    options = {}
    for question in (linked, own):
        for n, word in enumerate(("closed", "open")):
            options[question, word] = OptionFactory(
                question=question, level="", code=word, label=f"It is {word}", points=n
            )
    versions.record(standard, by="owner", on=standard.published_on)
    card = ScorecardFactory(standard=standard, race=None, slug=f"offices-{year}")
    for office, word in zip(offices, answers, strict=True):
        subject = SubjectFactory(scorecard=card, office=office, slug=f"zz-{office.slug}")
        MarkFactory(
            scorecard=card,
            question=linked,
            subject=subject,
            version=standard.versions.get(),
            option=options[linked, word],
            evidence=EvidenceFactory(office=office),
        )
    releasing.write(card, by="auditor", now=RELEASED_AT)
    return card


def test_changes_compare_linked_questions_of_the_same_offices(client):
    one, two, three = OfficeFactory(), OfficeFactory(), OfficeFactory()
    before = edition("2025", [one, two], ["closed", "open"])
    after = edition("2026", [one, two, three], ["open", "open", "open"], previous=before.standard)
    html = main(text(client, f"/scorecards/{after.slug}/changes/"))
    assert "2 of those marked here were marked in both editions." in html
    assert "1 of 2" in html
    assert html.count("It is closed") == 1
    answers = html.split("Answers then and now")[1]
    assert one.name in answers
    assert two.name not in answers.split("New questions")[0]
    assert "Only in 2026?" in html.split("New questions")[1]
    assert "Only in 2025?" in html.split("Questions no longer asked")[1]
    question = text(client, f"/scorecards/{after.slug}/questions/linked-2026/")
    assert f'href="/scorecards/{before.slug}/questions/linked-2025/"' in question


def test_offices_are_scored_in_neutral_mode_too(client):
    card = edition("2026", [OfficeFactory()], ["open"])
    assert card.standard.group.mode == "neutral"
    subject = card.subjects.get()
    assert "50 to 100</td>" in tight(text(client, f"/embed/scorecards/{card.slug}/"))
    assert "<strong>50 to 100</strong>" in tight(text(client, f"/embed/scorecards/{card.slug}/{subject.slug}/"))


def test_what_is_under_review_is_replaced_on_each_of_these(client, race, people):
    scorecard = sheet(race, people, ROWS)
    subject = scorecard.subjects.first()
    UnderReview.objects.create(
        subject=subject, question=questions(scorecard)[0], reason="x", by="r", since=dt.date(2026, 11, 20)
    )
    html = main(text(client, question_url(scorecard)))
    assert "Under review since" in html
    assert "Words of Ann Abel" not in html
    assert "Of 1 candidate. 1 more is under review." in html
    for path in ("", f"{people[0].slug}/"):
        card = main(text(client, f"/embed/scorecards/{scorecard.slug}/{path}"))
        assert "Under review since" in card
        assert "50 to 84" not in card
    frozen = client.get(f"/scorecards/{scorecard.slug}/releases/1/")
    assert b"Under review" not in frozen.content
    assert 'rel="status"' in frozen["Link"]


def test_nothing_of_an_unreleased_scorecard_answers(client, race, people):
    scorecard = sheet(race, people, ROWS, release=False)
    for language in ("", "/es"):
        for url in every_address(scorecard, people[0].slug):
            assert client.get(f"{language}{url}").status_code == 404
    released = sheet(RaceFactory(), [], ROWS[:0])
    for url in ("questions/none/", "releases/2/"):
        assert client.get(f"/scorecards/{released.slug}/{url}").status_code == 404
    assert client.get(f"/embed/scorecards/{released.slug}/nobody/").status_code == 404


@pytest.mark.parametrize("mode", ["scoring", "neutral"])
def test_all_of_it_stands_under_es_too(client, race, people, mode):
    levels = ["matches", "differs"] if mode == "scoring" else ["yes", "no"]
    scorecard = sheet(race, people, [levels], mode=mode)
    for url in every_address(scorecard, people[0].slug):
        assert '<html lang="es">' in text(client, f"/es{url}")
    assert Standard.objects.get(pk=scorecard.standard_id).title in text(
        client, f"/es/scorecards/{scorecard.slug}/methodology/"
    )
