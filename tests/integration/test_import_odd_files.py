"""Rows that would give a wrong number if they were read like any other. All names and figures are invented."""

import pytest

from races import ballots, imports, results
from races.actions import apply_results
from races.models import Candidacy, County, Race
from tests.factories import races as make
from tests.factories.lists import alder, refused
from tests.integration.test_import_openelections import HEADER, SOURCE

pytestmark = pytest.mark.django_db
DA = "District Attorney"


@pytest.fixture
def planned(db, tmp_path):
    alder()

    def plan(*rows, header=HEADER):
        path = tmp_path / "results.csv"
        path.write_text("\n".join([header, *rows, ""]))
        return imports.plan_results([path], SOURCE, results.read_openelections)

    return plan


def applied(plan):
    assert refused(plan) == []
    apply_results(plan)
    found = Candidacy.objects.values_list("race__office__slug", "ballot_name", "votes", "outcome")
    return set(found)


def test_a_precinct_named_all_saints_is_no_total(planned):
    rows = [f"Alder,All Saints Church,{DA},,DEM,Ada Ash,10", f"Alder,P2,{DA},,DEM,Ada Ash,20"]
    assert applied(planned(*rows)) == {("alder", "Ada Ash", 30, "won")}
    plan = planned(*rows, f"Alder,All precincts,{DA},,DEM,Ada Ash,30")
    assert applied(plan) == {("alder", "Ada Ash", 30, "won")}


def test_district_one_keeps_its_number(planned):
    rows = [f"Alder,,{DA} District {n},,DEM,{name},{n}0" for n, name in ((1, "Ada Ash"), (11, "Bo Bay"))]
    assert {row[0] for row in applied(planned(*rows))} == {"district-1", "district-11"}
    assert ballots.read_office(f"{DA} Vote for 1") == (DA, "")


def test_a_sum_over_party_lines_counts_once(planned):
    lines = [f"Alder,P1,{DA},,DEM,Ada Ash,10", f"Alder,P1,{DA},,WOR,Ada Ash,5"]
    plan = planned(*lines, f"Alder,P1,{DA},,,Ada Ash,15")
    assert any("their sum: counted once" in note for note in plan.total.notes)
    assert applied(plan) == {("alder", "Ada Ash", 15, "won")}
    [fault] = refused(planned(*lines, f"Alder,P1,{DA},,,Ada Ash,7"))
    assert "stands without a party beside 2 rows with one, not their sum" in fault


def test_two_contests_of_one_office_are_refused(planned):
    rows = [f"Alder,P1,{DA},,DEM,Ada Ash,10", f"Alder,P1,{DA} (Unexpired Term),,DEM,Bo Bay,20"]
    [fault] = refused(planned(*rows))
    assert "one of them is for the rest of a term" in fault


def test_a_yes_or_no_vote_has_no_candidate_called_yes(planned):
    faults = refused(planned(f"Alder,P1,{DA},,,Yes,10", f"Alder,P1,{DA},,,No,20"))
    assert len(faults) == 2
    assert "is an answer to a yes-or-no vote" in faults[0]


def test_ways_of_voting_may_be_named_with_spaces_and_capitals(planned):
    header = HEADER.replace("votes", "Election Day,Absentee,Early Votes")
    assert applied(planned(f"Alder,P1,{DA},,DEM,Ada Ash,10,5,7", header=header)) == {
        ("alder", "Ada Ash", 22, "won")
    }


def test_nobody_has_won_while_two_names_may_be_one_person(planned):
    rows = [f"Alder,P1,{DA},,DEM,ADA ASH,30", f"Alder,P2,{DA},,DEM,Ada Ash,25", f"Alder,P1,{DA},,REP,Cy Coe,40"]
    plan = planned(*rows)
    assert len(plan.open) == 1
    assert {row[3] for row in applied(plan)} == {"unknown"}


def test_an_old_code_of_a_county_is_its_county_and_one_of_a_part_is_refused(planned):
    county = County.objects.get(fips="99001")
    make.CountyCodeFactory(county=county, code="99777")
    make.CountyCodeFactory(county=county, code="99778", whole=False)
    assert applied(planned(f"99777,P1,{DA},,DEM,Ada Ash,10")) == {("alder", "Ada Ash", 10, "won")}
    [fault] = refused(planned(f"99778,P1,{DA},,DEM,Ada Ash,10"))
    assert "is no county of" in fault


def test_a_county_spelled_in_two_ways_counts_once(planned):
    rows = [f"Alder,P1,{DA},,DEM,Ada Ash,10", f"ALDER COUNTY,P2,{DA},,DEM,Ada Ash,20"]
    plan = planned(*rows, f"99001,Total,{DA},,DEM,Ada Ash,30")
    assert applied(plan) == {("alder", "Ada Ash", 30, "won")}
    assert plan.total.findings[0].startswith("1 of 1 county figures equal the sum of their precincts")


def test_a_race_of_several_seats_gets_no_winner_from_votes_alone(planned):
    rows = [
        f"Alder,,{DA},,DEM,{name},{votes}" for name, votes in (("Ada Ash", 30), ("Bo Bay", 20), ("Cy Cole", 10))
    ]
    apply_results(planned(*rows))
    Race.objects.update(seats=2)
    Candidacy.objects.update(outcome="unknown")
    assert {row[3] for row in applied(planned(*rows))} == {"unknown"}


def test_a_way_of_voting_that_nobody_knows_is_named(planned):
    header = "county,precinct,office,district,party,candidate,early_votes,vote_center"
    plan = planned(f"Alder,P1,{DA},,DEM,Ada Ash,10,7", header=header)
    assert 'column "vote_center" holds numbers and is not counted as votes' in " ".join(plan.total.notes)
