"""Tables of candidates: the project's own columns, and a study's table with two rounds a row."""

import datetime as dt

import pytest

from portal.core.models import ImportRun
from portal.pages.models import CandidatePage
from races import candidate_imports, unc
from races.actions import apply_results
from races.candidate_imports import CandidatesSource
from races.models import Candidacy, Election, Person, Race
from tests.factories.lists import DAY, HEADER, SOURCE, alder, planner, refused

pytestmark = pytest.mark.django_db
UNC = ",".join(
    (*unc.REQUIRED, "winner_primary", "winner_general", "cand_gender", "vote_count_primary", "incum_chall")
)
DAYS = {(2030, "primary"): dt.date(2030, 6, 4)}


@pytest.fixture
def planned(db, tmp_path):
    alder()
    return planner(tmp_path)


def test_a_list_becomes_races_candidacies_people_and_pages(planned, django_capture_on_commit_callbacks):
    header = f"{HEADER},party,designation,ballot_order,incumbent,votes,share,outcome,status"
    plan = planned(
        f"{DAY},Ada Ash,Independent,Deputy,1,yes,120,60,won,qualified",
        f"{DAY},Bea Birch,,,2,no,80,40,lost,qualified",
        f"{DAY},Write-ins,,,,,3,,,",
        f"{DAY},Blank,,,,,*,,,",
        header=header,
    )
    assert refused(plan) == []
    with django_capture_on_commit_callbacks(execute=True):
        run = apply_results(plan)
    race = Race.objects.get()
    assert (race.write_in_votes, race.blank_votes, race.ballot_order_known) == (3, None, True)
    assert (race.result_status, race.result_source_title) == ("compiled", SOURCE.title)
    ash = Candidacy.objects.get(ballot_name="Ada Ash")
    assert (ash.votes, ash.vote_share, ash.outcome, ash.incumbent, ash.party) == (
        120,
        60,
        "won",
        True,
        "Independent",
    )
    assert ash.person.is_sample
    assert CandidatePage.objects.get(candidacy=ash).url == "/offices/zz/alder/2030-11-05-general/ada-ash/"
    assert (run.created_count, ImportRun.objects.count()) == (3, 1)


def test_the_same_list_twice_changes_nothing_and_a_new_one_shows_what_changes(planned):
    header = f"{HEADER},ballot_order,votes"
    rows = (f"{DAY},Ada Ash,1,120", f"{DAY},Bea Birch,2,80")
    apply_results(planned(*rows, header=header))
    again = planned(*reversed(rows), header=header)
    assert again.total.summary() == "created 0, changed 0, unchanged 4, refused 0"
    assert apply_results(again) is None
    swapped = planned(f"{DAY},Ada Ash,2,120", f"{DAY},Bea Birch,1,81", header=header)
    assert [change.differences() for change in swapped.total.changed] == [
        "ballot_order: 1 -> 2",
        "ballot_order: 2 -> 1; votes: 80 -> 81",
    ]
    apply_results(swapped)
    assert list(Candidacy.objects.order_by("ballot_order").values_list("ballot_name", "votes")) == [
        ("Bea Birch", 81),
        ("Ada Ash", 120),
    ]


def test_an_empty_cell_and_an_absent_column_leave_what_is_on_record(planned):
    apply_results(planned(f"{DAY},Ada Ash,120,Green", header=f"{HEADER},votes,party"))
    assert planned(f"{DAY},Ada Ash,", header=f"{HEADER},votes").total.changed == []


def test_every_fault_is_listed_and_nothing_is_written(planned):
    header = f"{HEADER},ballot_order,status,votes,primary_party,source_url,incumbent_how"
    plan = planned(
        "aldr,2030-11-05,general,Ada Ash,1,,,,,",
        "alder,2030-13-05,general,Ada Ash,1,,,,,",
        "alder,2030-11-05,generl,Ada Ash,1,,,,,",
        f"{DAY},,1,,,,,",
        f"{DAY},Total Votes,,,200,,,",
        f"{DAY},Ada Ash,0,gone,12.5,DEM,example.org,appointed",
        f"{DAY},Bea Birch,,withdrawn,,,,",
        header=header,
    )
    said = refused(plan)
    for part in (
        'line 3, column "date": "2030-13-05" is not a date',
        'line 4, column "kind": "generl" is not one of',
        'line 5, column "name": the name is empty',
        'line 6, column "name": "Total Votes" is a total or no person',
        'line 7, column "ballot_order": "0" is below 1',
        'line 7, column "status": "gone" is not one of',
        'line 7, column "votes": "12.5" is not a whole number',
        'line 7, column "primary_party": "DEM" is the party of a primary, but this is a general election',
        'line 7, column "source_url": "example.org" does not begin with https://',
        'line 7, column "incumbent_how": "appointed" is given, though incumbent is not yes',
        'line 8, column "status_date": the candidate is "withdrawn", which needs its date and its source',
        'line 2, column "office": "aldr" is no office on record in Sample State. Did you mean "alder"?',
    ):
        assert any(part in one for one in said), (part, said)
    with pytest.raises(ValueError, match="must not be applied"):
        apply_results(plan)
    assert not Election.objects.exists()


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ((f"{DAY},Ada Ash,1", f"{DAY},Bea Birch,1"), "but Ada Ash has that place on the ballot too"),
        ((f"{DAY},Ada Ash,1", f"{DAY},Ada Ash,2"), "stands 2 times in the race alder/2030-11-05-general"),
    ],
)
def test_rows_that_contradict_each_other_are_refused(planned, rows, fault):
    assert any(fault in one for one in refused(planned(*rows, header=f"{HEADER},ballot_order")))


def test_a_place_on_the_ballot_that_somebody_on_record_has_is_refused(planned):
    apply_results(planned(f"{DAY},Ada Ash,1", header=f"{HEADER},ballot_order"))
    (fault,) = refused(planned(f"{DAY},Cy Cedar,1", header=f"{HEADER},ballot_order"))
    assert "but Ada Ash, who is on record in this race, has that place on the ballot" in fault


def test_a_row_must_name_its_source_unless_the_file_does(planned):
    bare = CandidatesSource("zz", dt.date(2026, 11, 22))
    (fault,) = refused(planned(f"{DAY},Ada Ash,,T", header=f"{HEADER},source_url,source_title", source=bare))
    assert 'column "source_url": the source is empty' in fault
    fine = planned(
        f"{DAY},Ada Ash,https://example.org/a,List A", header=f"{HEADER},source_url,source_title", source=bare
    )
    apply_results(fine)
    assert Candidacy.objects.get().source_title == Race.objects.get().source_title == "List A"


def test_a_primary_of_a_party_is_an_election_of_its_own(planned):
    day = "alder,2030-06-04,primary"
    plan = planned(
        f"{day},Ada Ash,DEM", f"{day},Bea Birch,R", f"{day},Cy Cedar,Republican", header=f"{HEADER},primary_party"
    )
    apply_results(plan)
    slugs = Race.objects.order_by("slug").values_list("slug", flat=True)
    assert list(slugs) == ["2030-06-04-primary-democratic", "2030-06-04-primary-republican"]


def test_fusion_lines_are_one_candidacy(planned):
    plan = planned(f"{DAY},Ada Ash,Green,70", f"{DAY},Ada Ash,Labor,30", header=f"{HEADER},party,votes")
    apply_results(plan)
    ash = Candidacy.objects.get()
    assert (ash.votes, ash.party) == (100, "Green / Labor")
    assert sorted(ash.ballot_lines.values_list("party", "votes")) == [("Green", 70), ("Labor", 30)]


def test_names_in_capitals_stay_as_printed_and_the_person_gets_a_readable_one(planned):
    apply_results(planned(f'{DAY},"ASH, ADA J. (I)"'))
    one = Candidacy.objects.get()
    assert (one.ballot_name, one.incumbent, one.person.name) == ("ASH, ADA J.", True, "Ada J. Ash")
    assert one.person.sort_name == "Ash, Ada J."


def test_one_row_gives_a_primary_and_a_general(planned):
    plan = planned(
        "Alder,2030,Ada,Ash,Y,Y,48.5,52.25,W,W,F,900,I",
        "Alder,2030,Bea,GascÃ³n,Y,Y,31.5,47.75,W,L,NA,NA,C",
        "Birch,2030,Cy,Cedar,Y,SKIP,100,NA,W,W,M,12,U",
        header=UNC,
        days=DAYS,
    )
    assert refused(plan) == []
    apply_results(plan)
    found = Candidacy.objects.values_list(
        "race__office__slug", "race__election__date", "ballot_name", "outcome", "votes"
    )
    assert sorted(found) == [
        ("alder", dt.date(2030, 6, 4), "Ada Ash", "advanced", 900),
        ("alder", dt.date(2030, 6, 4), "Bea Gascón", "advanced", None),
        ("alder", dt.date(2030, 11, 5), "Ada Ash", "won", None),
        ("alder", dt.date(2030, 11, 5), "Bea Gascón", "lost", None),
        ("birch", dt.date(2030, 6, 4), "Cy Cedar", "won", 12),
    ]
    assert Person.objects.count() == 3
    assert not any("gender" in field.name for field in (*Person._meta.fields, *Candidacy._meta.fields))
    assert any('"Bea GascÃ³n" is read as "Bea Gascón"' in note for note in plan.total.notes)


def test_a_year_without_the_day_of_its_primary_is_refused(planned):
    (fault,) = refused(planned("Alder,2034,Ada,Ash,Y,SKIP,100,NA,W,W,F,9,I", header=UNC, days=DAYS))
    assert fault.endswith("Give --day 2034-primary=YYYY-MM-DD.")
    with pytest.raises(ValueError, match="is not of the form"):
        unc.read_days(["2034=2034-06-04"])
    assert unc.read_days(["2030-primary=2030-06-04"]) == DAYS


def test_a_race_with_a_nameless_candidate_is_left_out_and_a_share_without_a_round_too(planned):
    plan = planned(
        "Alder,2030,NA,NA,Y,SKIP,60,NA,W,W,F,9,I",
        "Alder,2030,Ada,Ash,Y,N,40,38.8,L,NA,F,9,C",
        header=UNC,
        days=DAYS,
    )
    assert (plan.parts, apply_results(plan)) == ({}, None)
    assert any("has no name, so the race Alder 2030, primary is left out" in note for note in plan.total.notes)
    assert any('a share of 38.8 in a general that was not run ("N")' in note for note in plan.total.notes)


def test_figures_that_cannot_all_be_right_are_said(planned):
    header = f"{HEADER},votes,share,outcome"
    plan = planned(
        f"{DAY},Ada Ash,80,70,won", f"{DAY},Bea Birch,120,40,lost", f"{DAY},Cy Cedar,80,1,lost", header=header
    )
    assert plan.total.findings == [
        "alder/2030-11-05-general: the shares add up to 111 percent",
        "alder/2030-11-05-general: Ada Ash and Cy Cedar have the same 80 votes",
        "alder/2030-11-05-general: Bea Birch lost with more votes than Ada Ash, who won",
    ]
    assert list(candidate_imports.doubts([])) == []
