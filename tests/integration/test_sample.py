import datetime as dt

import pytest
from wagtail.models import GroupPagePermission, Page, Workflow

from portal.core import writes
from portal.core.models import AuditEntry, Sourced
from portal.pages.models import CandidatePage, OfficePage, RacePage, ScorecardPage
from portal.pages.sample import load as sample
from portal.pages.shown import asking
from portal.pages.shown.contact import contact
from portal.pages.shown.sheets import of_race
from races import asking_actions, contest, locks
from races import models as races
from races.asking_rules import too_long
from scorecards import models as cards
from tests.filled import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with filled(django_db_blocker) as counts:
        yield counts


@pytest.fixture
def okafor(made):
    return races.Candidacy.objects.get(ballot_name="B. Okafor", race__election__date__year=2027)


def test_loading_twice_makes_nothing(made):
    entries, pages = AuditEntry.objects.count(), Page.objects.count()
    assert made["promise"] == 10
    assert sample.load() == {}
    assert (AuditEntry.objects.count(), Page.objects.count()) == (entries, pages)


def test_every_fact_has_its_page_and_the_tree_is_sound(made):
    assert Page.find_problems() == ([], [], [], [], [])
    assert OfficePage.objects.filter(office__state__code="zz").count() == 6
    assert RacePage.objects.count() == races.Race.objects.count() == 16
    assert CandidatePage.objects.count() == races.Candidacy.objects.count() == 31
    assert ScorecardPage.objects.count() == 5


def test_no_edit_is_written_over(made, okafor):
    """Whatever an editor or an administrator changed, cleared or took away is the same after loading again."""
    promise = cards.Promise.objects.get(topic__slug="bail")
    promise.quote = "We will cut it to 20 percent."
    promise.save_revision().publish()
    page = okafor.page
    page.body, page.summary = [], "Rewritten."
    page.save_revision().publish()
    cleared = CandidatePage.objects.get(slug="a-rivera")
    cleared.body, cleared.summary, cleared.body_es, cleared.summary_es = [], "", [], ""
    cleared.save_revision().publish()
    office = races.Office.objects.get(slug="sample", state__code="zz")
    office.title = "County Attorney"
    writes.save(office)
    tenure = office.tenures.get(ended__isnull=True)
    tenure.began = dt.date(2024, 1, 5)
    writes.save(tenure)
    election = okafor.race.election
    election.date = dt.date(2027, 11, 9)
    writes.save(election)
    for covered in races.Coverage.objects.filter(office=office):
        writes.delete(covered)
    cards.PromiseUpdate.objects.filter(promise=promise).latest("date").delete()

    assert sample.load() == {}

    for row in (promise, page, cleared, office, tenure, election):
        row.refresh_from_db()
    assert promise.quote == "We will cut it to 20 percent."
    assert (page.summary, len(page.body)) == ("Rewritten.", 0)
    assert (cleared.summary, cleared.summary_es, len(cleared.body_es)) == ("", "", 0)
    assert (office.title, tenure.began.day, election.date.day) == ("County Attorney", 5, 9)
    assert not races.Coverage.objects.filter(office=office).exists()
    assert promise.updates.count() == 2


def test_what_is_missing_is_made_again(made):
    race = races.Race.objects.get(office__slug="proof", election__date__year=2027)
    for row in (*race.candidacies.all(), race):
        writes.delete(row)
    assert sample.load() == {"race": 1, "person": 1, "candidacy": 1}
    assert races.Race.objects.get(office__slug="proof", election__date__year=2027).page.live


def test_nothing_of_the_sample_stands_outside_sample_state(made):
    assert list(races.State.objects.filter(is_sample=True).values_list("code", flat=True)) == ["zz"]
    assert set(races.Person.objects.values_list("is_sample", flat=True)) == {True}
    assert set(races.CommunityGroup.objects.values_list("is_sample", flat=True)) == {True}
    for model, path in (
        (races.Election, "state"),
        (races.Race, "office__state"),
        (races.Candidacy, "race__office__state"),
        (races.Tenure, "office__state"),
        (races.Coverage, "office__state"),
        (races.Position, "candidacy__race__office__state"),
        (races.QuestionSet, "race__office__state"),
        (races.Suggestion, "race__office__state"),
        (cards.Scorecard.objects.filter(race__isnull=False), "race__office__state"),
        (cards.Subject.objects.filter(office__isnull=False), "office__state"),
        (cards.Evidence, "office__state"),
        (cards.Promise, "candidacy__race__office__state"),
        (cards.Observation, "office__state"),
        (cards.Dataset, "office__state"),
    ):
        rows = model.objects.all() if isinstance(model, type) else model
        assert set(rows.values_list(f"{path}__code", flat=True)) == {"zz"}, model
    assert races.County.objects.filter(state__code="zz").exclude(fips__startswith="99").count() == 0


def test_every_invented_source_is_an_example_address(made):
    offices = races.Office.objects.exclude(state__is_sample=True)
    real = set(offices.values_list("source_url", flat=True))
    for known in (races.ElectionFigure, races.CountyCode):
        real |= set(known.objects.values_list("source_url", flat=True))
    for model in (*races.__dict__.values(), *cards.__dict__.values()):
        if isinstance(model, type) and issubclass(model, Sourced):
            rows = model.objects.exclude(source_url__in=real)
            for url, archive in rows.values_list("source_url", "archive_url"):
                assert url.startswith("https://example.org/")
                assert archive == "" or archive.startswith("https://example.org/")


def test_every_row_passes_its_own_checks(made):
    facts = (races.Position, races.Candidacy, races.Tenure, cards.Promise, cards.PromiseUpdate)
    of_scorecards = (cards.Evidence, cards.Mark, cards.Reply, cards.ReplyNotice, cards.Correction, cards.Question)
    for model in (*facts, *of_scorecards):
        for row in model.objects.all():
            row.full_clean()


def test_the_set_of_questions_shows_every_kind_of_answer(made):
    [question_set] = races.QuestionSet.objects.all()
    race = question_set.race
    [asked] = asking.sets(race, list(races.Candidacy.objects.listed(race).standing()))
    kinds = {cell.candidacy.slug: set() for row in asked.rows for cell in row["cells"]}
    for row in asked.rows:
        for cell in row["cells"]:
            kinds[cell.candidacy.slug].add((cell.kind, bool(cell.earlier)))
    assert kinds == {
        "a-rivera": {("answered", False), ("answered", True)},
        "b-okafor": {("answered", False), ("declined", False)},
        "c-lindqvist": {("no_answer", False)},
    }
    assert [len(person["requests"]) for person in asked.people] == [2, 2, 4]
    standing = list(races.Candidacy.objects.listed(race).standing())
    told = [contact(one, 0, of_race(race, standing), [asked]) for one in standing]
    assert [(one.questions, one.answered, one.unanswered) for one in told] == [(4, 4, 0), (4, 3, 0), (4, 0, 4)]
    limit = question_set.word_limit
    assert not [a for a in question_set.answers() if too_long(a.text, limit)]
    day = dt.datetime(2026, 9, 22, tzinfo=dt.UTC)
    assert {problem.rule for problem in asking_actions.problems(question_set, day)} == set()


def test_the_tally_of_promises(made):
    expected = {"kept": 2, "part": 1, "prog": 3, "stal": 1, "brok": 1, "not": 1, "none": 1}
    assert cards.Promise.objects.published().tally() == expected


def test_promises_are_live_with_a_first_revision(made):
    for promise in cards.Promise.objects.all():
        assert promise.live
        assert promise.live_revision_id == promise.latest_revision_id is not None
        assert promise.has_unpublished_changes is False


def test_the_linked_promise_carries_its_measure(made):
    promise = cards.Promise.objects.get(metric__slug="pretrial-detention-misdemeanor")
    assert (float(promise.baseline), float(promise.target), promise.due) == (0.33, 0.2, dt.date(2028, 1, 3))
    assert promise.updates.accepted().count() == 3


def test_broken_was_announced_fourteen_days_before(made):
    broken = cards.PromiseUpdate.objects.get(status="brok")
    told = broken.promise.updates.filter(fact__contains="We told the office").get()
    assert broken.date - told.date >= dt.timedelta(days=14)
    assert f"{told.date:%b %d, %Y}" in broken.fact


def test_races_show_every_state_of_a_contest(made):
    day = dt.date(2026, 11, 22)
    found = {
        (race.office.slug, race.slug): contest.of_race(race, day).state.value
        for race in races.Race.objects.with_standing().select_related("office", "election")
    }
    assert found == {
        ("sample", "2027-11-02-general"): "contested",
        ("sample", "2023-11-07-general"): "contested",
        ("sample", "2019-11-05-general"): "unopposed",
        ("specimen", "2027-11-02-general"): "contested",
        ("specimen", "2023-11-07-general"): "contested",
        ("example", "2027-05-18-primary"): "contested",
        ("example", "2023-11-07-retention"): "retention",
        ("demo", "2027-05-18-primary"): "unopposed",
        ("demo", "2025-11-04-special"): "contested",
        ("demo", "2025-06-10-recall"): "recall",
        ("trial", "2027-05-18-primary"): "unopposed",
        ("trial", "2023-05-16-primary-orange-party"): "contested",
        ("trial", "2023-06-20-runoff-orange-party"): "contested",
        ("trial", "2023-11-07-general"): "contested",
        ("proof", "2027-11-02-general"): "open_for_filing",
        ("proof", "2023-11-07-general"): "write_in",
    }


def test_every_way_to_leave_a_race_and_every_label_of_a_result_can_be_seen(made):
    statuses = set(races.Candidacy.objects.values_list("status", flat=True))
    assert statuses == set(races.Candidacy.Status.values)
    assert set(races.Race.objects.values_list("result_status", flat=True)) == set(races.Race.ResultStatus.values)
    outcomes = {"won", "lost", "advanced", "tied", "retained", "recalled", "unopposed", "unknown"}
    assert set(races.Candidacy.objects.values_list("outcome", flat=True)) == outcomes
    assert set(races.Election.objects.values_list("kind", flat=True)) == set(races.Election.Kind.values)


def test_one_checked_list_still_matches_and_one_has_changed(made):
    def holds(lock):
        listed = races.Candidacy.objects.listed(lock.race)
        rows = [locks.row(candidacy, order_known=lock.race.ballot_order_known) for candidacy in listed]
        return locks.sha256(rows) == lock.sha256

    kept = {lock.race.office.slug: holds(lock) for lock in races.ListLock.objects.select_related("race__office")}
    assert kept == {"sample": True, "specimen": False}


def test_the_present_holder_is_the_incumbent_on_the_ballot(made, okafor):
    holder = okafor.race.office.tenures.current().get()
    assert holder.person == okafor.person
    assert okafor.incumbent is True
    assert okafor.person.candidacies.count() == 2
    assert [c.ballot_name for c in okafor.race.candidacies.standing().ballot()] == [
        "A. Rivera",
        "B. Okafor",
        "C. Lindqvist",
    ]


def test_each_group_may_edit_its_own_county_alone(made):
    offices = {"sample-open-offices-2025", "sample-open-offices-2026"}
    for name, county, slugs in (
        ("Sample Community Coalition", "sample", {"sample-county-district-attorney-2027"}),
        ("Sample Safety Alliance", "sample", {"sample-county-district-attorney-2027-safety"}),
        ("Sample Voters Guild", "specimen", {"specimen-county-district-attorney-2027", *offices}),
    ):
        pages = set(
            GroupPagePermission.objects.filter(group__name=f"{name} editors").values_list("page__slug", flat=True)
        )
        assert pages == {county, *slugs}
        assert Workflow.objects.filter(name=f"Review by {name}").exists()


def test_pages_have_text_in_both_languages(made, okafor):
    page = okafor.page
    assert all((page.summary, page.summary_es, page.body, page.body_es))
    assert "public defender" in str(page.body[1].value)
    assert page.latest_revision_id is None
