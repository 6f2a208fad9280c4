"""OpenElections files in the shapes that different states print. All names and figures are invented."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from races import imports, results
from races.actions import apply_results
from races.imports import ResultsSource
from races.models import Candidacy, CountyVotes, Office, Race, State
from tests.factories import races as make
from tests.factories.lists import alder, refused

pytestmark = pytest.mark.django_db
HEADER = "county,precinct,office,district,party,candidate,votes"
SOURCE = ResultsSource(
    "zz", dt.date(2030, 11, 5), "general", "https://example.org/results", "Results", dt.date(2030, 12, 1)
)


@pytest.fixture
def office(db):
    return alder()


@pytest.fixture
def planned(office, tmp_path):
    def plan(*rows, header=HEADER, kind="general", encoding="utf-8", **options):
        path = tmp_path / "results.csv"
        path.write_text("\n".join([header, *rows, ""]), encoding=encoding)
        source = ResultsSource(**{**vars(SOURCE), "kind": kind})
        return imports.plan_results([path], source, results.read_openelections, **options)

    return plan


def votes():
    return dict(Candidacy.objects.values_list("ballot_name", "votes"))


def test_precincts_add_up_and_totals_write_ins_and_blanks_are_no_people(planned):
    plan = planned(
        "Alder,Precinct 1,Registered Voters,,,Registered Voters,900",
        'Alder,Precinct 1,District Attorney,,DEM,Ada Ash,"1,200"',
        "Alder,Precinct 2,District Attorney,,DEM,Ada Ash,30",
        "Alder,Precinct 1,District Attorney,,REP,Bea Birch (REP,70",
        "Alder,Precinct 2,District Attorney,,REP,Bea Birch (REP,80.0",
        "Alder,Precinct 1,District Attorney,,   ,Write-ins,2",
        "Alder,Precinct 2,District Attorney,,,Scattering,1",
        "Alder,Precinct 1,District Attorney,,,Over Votes,4",
        "Alder,Precinct 2,District Attorney,,,Under Votes,5",
        "Alder,Precinct 1,District Attorney,,,Total Votes,1272",
        "Source: the county clerk,,,,,,",
    )
    assert refused(plan) == []
    apply_results(plan)
    race = Race.objects.get()
    assert (race.office.slug, race.write_in_votes, race.blank_votes) == ("alder", 3, 9)
    assert votes() == {"Ada Ash": 1230, "Bea Birch": 150}
    assert Candidacy.objects.get(ballot_name="Ada Ash").outcome == "won"
    assert CountyVotes.objects.count() == 2
    assert any('"Bea Birch (REP" is read as "Bea Birch"' in note for note in plan.total.notes)


def test_ways_of_voting_are_added_where_there_is_no_column_of_votes(planned):
    header = "county,ward,office,district,total_votes,party,candidate,early_voting,election_day,mail"
    plan = planned(
        "Alder,Ward 1,STATE'S ATTORNEY,,150,DEM,Ada Ash,50,60,",
        "Alder,Ward 2,STATES ATTORNEY,,150,DEM,Ada Ash,1,2,3",
        header=header.replace("total_votes", "registered"),
    )
    apply_results(plan)
    assert votes() == {"Ada Ash": 116}


def test_votes_that_their_parts_do_not_add_up_to_are_said(planned):
    plan = planned(
        "Alder,P1,District Attorney,,DEM,Ada Ash,100,60,30", header=HEADER + ",early_voting,election_day"
    )
    assert "results.csv, line 2: votes are 100, its parts add up to 90" in plan.total.notes


def test_one_person_on_several_lines_is_one_candidacy_with_its_lines(planned):
    plan = planned(
        "Alder,ED 1,District Attorney,,DEM,Ada Ash,100",
        "Alder,ED 1,District Attorney,,WOR,Ada Ash,20",
        "Alder,ED 1,District Attorney,,REP,Bea Birch,110",
    )
    apply_results(plan)
    ash = Candidacy.objects.get(ballot_name="Ada Ash")
    assert (ash.votes, ash.outcome, ash.party) == (120, "won", "DEM / WOR")
    assert sorted(ash.ballot_lines.values_list("party", "votes")) == [("DEM", 100), ("WOR", 20)]
    assert not Candidacy.objects.get(ballot_name="Bea Birch").ballot_lines.exists()


def test_a_count_kept_back_is_missing_and_its_total_unknown(planned):
    rows = [
        "Alder,P1,District Attorney,,DEM,Ada Ash,*",
        "Alder,P2,District Attorney,,DEM,Ada Ash,40",
        "Alder,P1,District Attorney,,REP,Bea Birch,30",
        "Alder,P2,District Attorney,,,Write-in,-",
    ]
    plan = planned(*rows)
    apply_results(plan)
    ash = Candidacy.objects.get(ballot_name="Ada Ash")
    assert (ash.votes, ash.outcome) == (None, "unknown")
    assert ash.votes_note == "Not given by the source in 1 of 1 counties."
    assert CountyVotes.objects.get(candidacy=ash).votes is None
    assert Race.objects.get().write_in_votes is None
    assert any("no count is given in 2 rows (line 2, 5): missing, not zero" in note for note in plan.total.notes)
    assert planned(*rows).total.changed == []


def test_named_write_ins_are_candidates_and_marks_come_off(planned):
    apply_results(
        planned(
            "Alder,W1,District Attorney,,IND,Cy Cedar (Write-In),3",
            'Alder,W1,District Attorney,,REP,"ASH, ADA (I)",30',
            "Alder,W1,District Attorney,,DEM,Bea Birch*,20",
        )
    )
    found = Candidacy.objects.order_by("ballot_name").values_list(
        "ballot_name", "status", "incumbent", "person__name"
    )
    assert list(found) == [
        ("ASH, ADA", "qualified", True, "Ada Ash"),
        ("Bea Birch", "qualified", None, "Bea Birch"),
        ("Cy Cedar", "write_in", None, "Cy Cedar"),
    ]


def test_a_primary_is_one_election_a_party_unless_all_share_a_ballot(planned):
    rows = ("Alder,,District Attorney,,DEM,Ada Ash,9", "Alder,,District Attorney,,REP,Bea Birch,8")
    apply_results(planned(*rows, kind="primary"))
    assert set(Race.objects.values_list("slug", "candidacies__outcome")) == {
        ("2030-11-05-primary-democratic", "unknown"),
        ("2030-11-05-primary-republican", "unknown"),
    }
    apply_results(planned(*rows, kind="primary", by_party=False))
    assert Race.objects.get(slug="2030-11-05-primary").candidacies.count() == 2


def test_a_name_without_a_party_in_a_party_primary_is_refused(planned):
    plan = planned(
        "Alder,,District Attorney,,DEM,Ada Ash,9",
        "Alder,,District Attorney,,,Bea Birch,8",
        "Alder,,District Attorney,,,Write-ins,1",
        kind="primary",
    )
    (fault,) = refused(plan)
    assert "it is not known on whose ballot Bea Birch stands" in fault
    assert any('"Write-ins" names no party and is left out' in note for note in plan.total.notes)


def test_only_the_states_own_prosecutor_is_read_unless_asked(planned):
    rows = ("Alder,,District Attorney,,DEM,Ada Ash,9", "Alder,,County Attorney,,DEM,Cy Cedar,8")
    plan = planned(*rows)
    assert any("contests for County Attorney are left out" in note for note in plan.total.notes)
    apply_results(plan)
    assert votes() == {"Ada Ash": 9}
    apply_results(planned(*rows, titles=["County Attorney"]))
    assert Candidacy.objects.get(ballot_name="Cy Cedar").race.office.slug == "alder-county-attorney"


def test_several_prosecutors_in_a_state_whose_title_is_not_known_need_a_choice(planned):
    State.objects.update(prosecutor_title="")
    rows = ("Alder,,Commonwealth's Attorney,,DEM,Ada Ash,9", "Alder,,County Attorney,,DEM,Cy Cedar,8")
    assert any('Choose with --office "TITLE".' in one for one in refused(planned(*rows)))


def test_a_county_without_an_office_gets_one_only_where_counties_elect(planned):
    row = "Birch,,District Attorney,,DEM,Ada Ash,9"
    apply_results(planned(row))
    birch = Office.objects.get(slug="birch")
    assert (birch.district, birch.kind, birch.title) == ("Birch County", "county", "District Attorney")
    birch.office_counties.all().delete()
    State.objects.update(selection="district")
    (fault,) = refused(planned(row))
    assert "the district is empty, and no office on record serves Birch County" in fault


@pytest.mark.parametrize(
    ("office_cell", "district"),
    [("District Attorney", "4"), ("District Attorney", "04"), ("District Attorney 4th Judicial District", "")],
)
def test_a_numbered_district_is_found_by_its_number(planned, office, office_cell, district):
    make.OfficeFactory(state=office.state, slug="4", district="4th Judicial District", kind="district")
    apply_results(planned(f"Alder,,{office_cell},{district},DEM,Ada Ash,9"))
    assert Race.objects.get().office.slug == "4"


def test_a_numbered_district_not_on_record_is_named_like_the_others(planned, office):
    State.objects.update(selection="district")
    make.OfficeFactory(state=office.state, slug="4th", district="4th Judicial District", kind="district")
    rows = [f"Alder,,District Attorney,{n},DEM,Ada Ash {n},9" for n in (12, "District 21", "22nd")]
    apply_results(planned(*rows))
    found = Race.objects.order_by("office__slug").values_list("office__slug", "office__district", "office__kind")
    assert list(found) == [
        ("12th", "12th Judicial District", "district"),
        ("21st", "21st Judicial District", "district"),
        ("22nd", "22nd Judicial District", "district"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_and_mojibake_give_the_name(planned, encoding):
    apply_results(planned("Alder,,District Attorney,,DEM,José Núñez,9", encoding=encoding))
    assert votes() == {"José Núñez": 9}


def test_two_elections_in_one_file_are_refused_with_row_and_column(planned):
    plan = planned(
        "Alder,P1,District Attorney,,DEM,Ada Ash,9,2030-11-05",
        "Alder,P1,District Attorney,,DEM,Ada Ash,9,2030-06-04",
        header=HEADER + ",election_date",
    )
    assert refused(plan) == [
        'results.csv, line 3, column "election_date": "2030-06-04" is another election than "2030-11-05" in line '
        "2; a file holds one election. Split the file by election."
    ]
    other = planned("Alder,P1,District Attorney,,DEM,Ada Ash,9,2028-11-07", header=HEADER + ",date")
    assert '"2028-11-07" is not the election of 2030-11-05' in refused(other)[0]


def test_files_of_two_elections_are_refused_by_their_names(office, tmp_path):
    paths = [tmp_path / f"2030{day}__zz__general__county.csv" for day in ("1105", "0604")]
    for path in paths:
        path.write_text(f"{HEADER}\nAlder,,District Attorney,,DEM,Ada Ash,9\n")
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command(
            "import", "results-openelections", "--source-url", SOURCE.url, "--source-title", "T", *map(str, paths),
            stdout=StringIO(), stderr=err,
        )  # fmt: skip
    assert "of several elections: zz 2030-06-04 general, zz 2030-11-05 general" in err.getvalue()


def test_a_precinct_without_a_name_is_refused_and_a_total_compared(planned):
    rows = ("Alder,P1,District Attorney,,DEM,Ada Ash,9", "Alder,P2,District Attorney,,DEM,Ada Ash,8")
    (fault,) = refused(planned(*rows, "Alder,,District Attorney,,DEM,Ada Ash,5"))
    assert "no precinct is named, though other rows of Alder name one, and it is not their sum" in fault
    plan = planned(*rows, "Alder,Total,District Attorney,,DEM,Ada Ash,20")
    assert plan.total.findings == [
        "0 of 1 county figures equal the sum of their precincts; all together 20 by county and 17 by precinct",
        "Alder, Ada Ash (DEM): county 20, its precincts add up to 17",
    ]


def test_one_precinct_with_two_figures_is_refused_and_a_copied_row_counted_once(planned):
    row = "Alder,P1,District Attorney,,DEM,Ada Ash,"
    (fault,) = refused(planned(row + "9", row + "8"))
    assert "stands twice in precinct P1, Alder: results.csv line 2 and results.csv line 3" in fault
    apply_results(planned(row + "9", row + "9"))
    assert votes() == {"Ada Ash": 9}


def test_order_of_rows_and_split_into_files_change_nothing(planned, tmp_path):
    rows = [
        f"{county},P{n},District Attorney,,{party},{name},{n * k}"
        for county in ("Alder", "Birch")
        for n in range(1, 6)
        for k, (name, party) in enumerate((("Ada Ash", "DEM"), ("Ada Ash", "WOR"), ("Bea Birch", "REP")), 1)
    ]
    expected = planned(*rows).total
    for shuffled in (rows[::-1], rows[7:] + rows[:7], sorted(rows, key=lambda row: row[::-1])):
        assert planned(*shuffled).total == expected
        paths = [tmp_path / f"part{n}.csv" for n in range(3)]
        for n, path in enumerate(paths):
            path.write_text("\n".join([HEADER, *shuffled[n::3], ""]))
        split = imports.plan_results(paths, SOURCE, results.read_openelections).total
        assert (split.created, split.refused, split.findings) == (expected.created, [], [])


def test_write_ins_that_could_have_won_leave_the_outcome_open(planned):
    apply_results(planned("Alder,,District Attorney,,DEM,Ada Ash,9", "Alder,,District Attorney,,,Write-ins,12"))
    assert Candidacy.objects.get().outcome == "unknown"


def test_a_later_file_leaves_what_people_recorded(planned):
    row = "Alder,,District Attorney,,DEM,Ada Ash,"
    apply_results(planned(row + "9"))
    Candidacy.objects.update(
        status="withdrawn", status_date=dt.date(2030, 10, 1), status_source_url="https://example.org/w",
        status_source_title="Notice", party="Democratic",
    )  # fmt: skip
    changed = planned(row + "10").total.changed
    assert [change.differences() for change in changed] == ["votes: 9 -> 10"] * 2
