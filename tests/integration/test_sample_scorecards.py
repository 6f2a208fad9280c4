"""Sample State's scorecards: two opposed standards over one race, a neutral one, and one of offices."""

import pytest
from django.contrib.auth.models import Group
from django.db.models import F, Value
from django.db.models.functions import Concat

from portal.pages.models import ScorecardPage
from portal.pages.sample import load as sample
from races import models as races
from scorecards import models as cards
from scorecards import release_case, release_rules
from scorecards.releasing import agreement
from tests.filled import filled

pytestmark = pytest.mark.django_db
COALITION, ALLIANCE = "sample-county-district-attorney-2027", "sample-county-district-attorney-2027-safety"
GUILD, OFFICES = "specimen-county-district-attorney-2027", "sample-open-offices-2026"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with filled(django_db_blocker) as counts:
        yield counts


def card_of(slug):
    return cards.Scorecard.objects.get(slug=slug)


def sheets_of(slug):
    release = cards.Release.objects.newest().get(scorecard__slug=slug)
    return {sheet.name: sheet for sheet in release.sheets.all()}


def figures_of(slug):
    return {name: (one.low, one.high, one.known, one.total) for name, one in sheets_of(slug).items()}


def test_totals_follow_the_formula(made):
    """The coalition's are those of the design. The alliance's by hand: A. Rivera has nothing before trial and half
    of one charging question in two (25), half of one kept case in two (25) and of one service in two (25), so
    (0 x 2 + 25 x 2 + 25 + 25) / 6 = 16.7."""
    assert figures_of(COALITION) == {
        "A. Rivera": (69, 69, 8, 8),
        "B. Okafor": (56, 69, 7, 8),
        "C. Lindqvist": (25, 63, 5, 8),
    }
    assert figures_of(ALLIANCE) == {
        "A. Rivera": (17, 17, 8, 8),
        "B. Okafor": (45, 63, 7, 8),
        "C. Lindqvist": (41, 84, 5, 8),
    }


def test_opposed_standards_mark_the_same_positions_and_none_is_stored_twice(made):
    one, two = card_of(COALITION), card_of(ALLIANCE)
    assert one.race == two.race
    assert [subject.candidacy for subject in one.subjects.all()] == [s.candidacy for s in two.subjects.all()]
    proven = [set(card.marks.values_list("position", flat=True)) - {None} for card in (one, two)]
    assert proven[0] == proven[1]
    assert len(proven[0]) == 20
    levels = [
        {mark.position_id: mark.option.level for mark in card.marks.filter(option__isnull=False)}
        for card in (one, two)
    ]
    assert {"matches", "differs"} <= {levels[0][pk] for pk in proven[0] if levels[0][pk] != levels[1][pk]}
    said = list(races.Position.objects.values_list("candidacy", "topic", "quote"))
    assert len(said) == len(set(said))


@pytest.mark.parametrize("slug", [COALITION, ALLIANCE, GUILD, OFFICES, "sample-open-offices-2025"])
def test_no_rule_stands_against_any_of_them(made, slug):
    card = card_of(slug)
    day = card.releases.order_by("-number").first().at.date()
    case = release_case.case(card, release_case.prepare(card), today=day)
    assert release_rules.problems(case) == []


def test_the_neutral_scorecard_has_no_points_and_every_kind_of_answer(made):
    card = card_of(GUILD)
    assert card.standard.group.legal_form == "501c3"
    assert set(cards.Option.objects.filter(marks__scorecard=card).values_list("level", "points")) == {
        ("yes", None),
        ("no", None),
        ("other", None),
    }
    assert set(card.marks.values_list("kind", flat=True)) == {"position", "not_found", "no_answer"}
    assert set(figures_of(GUILD).values()) == {(None, None, 0, 0)}


def test_marks_and_their_positions_are_about_the_same_person_and_topic(made):
    proven = cards.Mark.objects.filter(position__isnull=False)
    assert proven.count() == 2 * (28 + 20)
    assert proven.exclude(position__candidacy=F("subject__candidacy")).count() == 0
    assert proven.exclude(position__topic=F("question__topic")).count() == 0
    assert cards.Mark.objects.filter(option__isnull=False).exclude(option__question=F("question")).count() == 0
    assert (
        cards.Mark.objects.filter(evidence__isnull=False).exclude(evidence__office=F("subject__office")).count()
        == 0
    )


def test_offices_are_marked_by_different_people_and_every_kind_of_question(made):
    card = card_of(OFFICES)
    stages = card.marks.values_list("stage", "by").distinct().order_by()
    assert len({by for _, by in stages}) == len(stages) == 3
    kinds = set(cards.Question.objects.filter(marks__scorecard=card).values_list("kind", flat=True))
    assert kinds == set(cards.Question.Kind.values)
    assert card.subjects.filter(reply_notices__isnull=False).distinct().count() == card.subjects.count() == 6
    assert agreement(card) == (42, 44)


def test_scores_of_offices_follow_the_formula(made):
    """Demo County by hand: data 2/3 once and 2/3 twice (66.7) by 30, policies 1 of 2 (50, its diversion figures do
    not apply) by 30, victims 100 by 40; conduct has nothing to reach."""
    found = figures_of(OFFICES)
    assert found["Demo County District Attorney"] == (75, 75, 5, 5)
    assert found["Proof County District Attorney"] == (25, 65, 3, 6)
    demo = sheets_of(OFFICES)["Demo County District Attorney"]
    assert demo.marks["diversion-figures"] == {"kind": "not_applicable"}
    assert demo.sections["conduct"] is None


def test_a_corrected_mark_made_a_second_release_and_a_line_in_the_log(made):
    [correction] = cards.Correction.objects.all()
    assert (correction.before, correction.after, correction.role) == ("No", "Yes", "subject")
    first, second = card_of(OFFICES).releases.order_by("number")
    assert correction.release == second
    said = [
        release.sheets.get(subject__office__slug="demo").marks["bail-policy"]["word"]
        for release in (first, second)
    ]
    assert said == ["No", "Yes"]


def test_replies_stand_beside_their_marks_with_our_dated_answer(made):
    sheets = sheets_of(OFFICES)
    [reply] = sheets["Specimen County District Attorney"].details["data-published"]["replies"]
    assert reply["agrees"] is False
    assert reply["evidence_url"].startswith("https://example.org/")
    assert (reply["on"], reply["answered_on"]) == ("2026-10-12", "2026-10-20")
    [agreed] = sheets["Sample County District Attorney"].details["held-back"]["replies"]
    assert agreed["agrees"] is True


def test_a_portal_of_before_releases_is_brought_up(made):
    """Sections as a migration named them, a scorecard that was public by its date alone, no group or scorecard of
    later: loading makes what is missing and leaves the old sections alone."""
    Group.objects.filter(name__startswith="Sample Safety Alliance").update(name=Concat(Value("Old "), "name"))
    races.CommunityGroup.objects.filter(slug="sample-safety-alliance").update(slug="elsewhere", name="Elsewhere")
    for slug in (ALLIANCE, OFFICES, "sample-open-offices-2025"):
        cards.Scorecard.objects.filter(slug=slug).update(slug=f"old-{slug}")
        ScorecardPage.objects.filter(slug=slug).update(slug=f"old-{slug}")
    cards.Standard.objects.filter(slug__in=("sample-open-offices", "sample-county-safety-standard")).update(
        slug=Concat(Value("old-"), "slug")
    )
    cards.Section.objects.filter(standard=card_of(COALITION).standard, slug="bail").update(slug="bail-7")
    old = card_of(COALITION)
    counts = sample.load()
    assert counts["scorecard"] == 3
    assert counts["community group"] == 1
    assert "position" not in counts
    assert figures_of(ALLIANCE)["A. Rivera"] == (17, 17, 8, 8)
    assert old.standard.sections.filter(slug="bail-7").exists()
    assert sample.load() == {}


def test_a_scorecard_without_a_release_gets_one(made):
    standard = card_of(COALITION).standard
    copy = cards.Scorecard.objects.create(standard=standard, slug="x", title="Old")
    cards.Scorecard.objects.filter(slug=COALITION).update(slug="kept", race=None)
    race = card_of(ALLIANCE).race
    cards.Scorecard.objects.filter(pk=copy.pk).update(slug=COALITION, race=race)
    assert sample.load() == {}
    assert [release.number for release in copy.releases.all()] == [1]
