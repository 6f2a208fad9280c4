import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from portal.core.models import ImportRun
from portal.pages.models import CandidatePage, OfficePage, RacePage
from races import imports, reference, results
from races.actions import apply_results
from races.models import (
    Candidacy,
    County,
    CountyVotes,
    Election,
    Office,
    OfficeCounty,
    Person,
    Race,
    State,
    Tenure,
)

pytestmark = pytest.mark.django_db

GEORGIA = ["--state", "ga", "--date", "2024-11-05", "--election", "general"]
SOURCE = ["--source-url", "https://example.org/results.csv", "--source-title", "County results"]


def plan(path=imports.SHIPPED, source=imports.GEORGIA_2024):
    return imports.plan_results([path], source, results.read_compact)


@pytest.fixture
def places():
    reference.load(states=["ga"])


@pytest.fixture
def georgia(places, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        apply_results(plan())


def compact(tmp_path, *rows, header="circuit,county,name,party,votes"):
    path = tmp_path / "votes.csv"
    path.write_text("\n".join([header, *rows, ""]))
    return path


def run(*arguments):
    """Output of a manage.py import that succeeds; SystemExit where it refuses."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stopped:
        return stopped.code, out.getvalue() + err.getvalue()
    return 0, out.getvalue()


def test_georgia_becomes_41_offices_4_of_them_contested(georgia):
    races = Race.objects.with_standing()
    assert Office.objects.filter(state__code="ga", races__isnull=False).distinct().count() == 41
    assert sorted(races.values_list("standing", flat=True)) == [1] * 37 + [2] * 4
    assert CountyVotes.objects.count() == 137
    assert Candidacy.objects.count() == 45
    willis = Candidacy.objects.get(ballot_name="Fani T. Willis")
    assert (willis.votes, willis.outcome, willis.party, willis.incumbent) == (355_894, "won", "Democrat", None)


def test_a_result_is_no_tenure_and_its_label_says_who_counted(georgia):
    assert not Tenure.objects.exists()
    race = Race.objects.get(office__slug="atlanta")
    assert race.result_status == "compiled"
    assert race.result_label == "compiled by OpenElections, not the certified return"
    assert race.field_known is False


def test_every_fact_has_its_page_at_its_address(georgia):
    assert OfficePage.objects.get(office__slug="lookout-mountain").url == "/offices/ga/lookout-mountain/"
    assert RacePage.objects.get(race__office__slug="atlanta").url == "/offices/ga/atlanta/2024-11-05-general/"
    page = CandidatePage.objects.get(candidacy__ballot_name="Fani T. Willis")
    assert page.url == "/offices/ga/atlanta/2024-11-05-general/fani-t-willis/"


def test_the_same_file_twice_changes_nothing(georgia):
    again = plan()
    assert again.total.summary() == "created 0, changed 0, unchanged 391, refused 0"
    assert apply_results(again) is None
    assert ImportRun.objects.count() == 1


def test_the_same_file_on_another_day_changes_nothing(georgia):
    later = imports.ResultsSource(**{**vars(imports.GEORGIA_2024), "checked": dt.date(2030, 1, 1)})
    assert plan(source=later).total.summary() == "created 0, changed 0, unchanged 391, refused 0"


def test_a_corrected_count_is_a_change_with_its_difference(georgia, tmp_path):
    text = imports.SHIPPED.read_text()
    path = tmp_path / "corrected.csv"
    path.write_text(text.replace("Fani T. Willis,Democrat,355894", "Fani T. Willis,Democrat,355900"))
    changed = plan(path)
    assert [change.differences() for change in changed.total.changed] == ["votes: 355,894 -> 355,900"] * 2
    apply_results(changed)
    assert Candidacy.objects.get(ballot_name="Fani T. Willis").votes == 355_900
    assert Person.objects.count() == 45


def test_an_office_named_by_an_editor_keeps_its_name(georgia):
    Office.objects.filter(slug="atlanta").update(title="Prosecutor")
    assert plan().total.unchanged == 391


def test_a_county_that_does_not_exist_is_refused_with_the_nearest_name(places, tmp_path):
    refused = plan(compact(tmp_path, "Atlanta Judicial Circuit,Fultn,Fani T. Willis,Democrat,5"))
    assert str(refused.total.refused[0]) == (
        'votes.csv, line 2, column "county": "Fultn" is no county of Georgia. Did you mean "Fulton"?'
    )


def test_two_parties_for_one_name_are_refused(places, tmp_path):
    refused = plan(
        compact(
            tmp_path,
            "Macon Judicial Circuit,Bibb,Anita Howard,Democrat,5",
            "Macon Judicial Circuit,Peach,Anita Howard,Republican,5",
        )
    )
    assert 'is "Democrat" in another county' in str(refused.total.refused[0])


def test_two_counts_for_one_name_in_one_county_are_refused(places, tmp_path):
    refused = plan(
        compact(
            tmp_path,
            "Macon Judicial Circuit,Bibb,Anita Howard,Democrat,5",
            "Macon Judicial Circuit,Bibb,Anita Howard,Democrat,6",
        )
    )
    assert "lines 2 and 3" in str(refused.total.refused[0])


def test_a_refused_plan_is_never_applied(places, tmp_path):
    with pytest.raises(ValueError, match="must not be applied"):
        apply_results(plan(compact(tmp_path, "Atlanta Judicial Circuit,Fultn,A,Democrat,5")))
    assert not Election.objects.exists()


def test_the_command_is_a_dry_run_unless_told_to_write(places):
    code, said = run("results-counties", *GEORGIA, *SOURCE, imports.SHIPPED)
    assert code == 0
    assert "created 391, changed 0, unchanged 0, refused 0" in said
    assert "Dry run: nothing was written." in said
    assert not Race.objects.exists()


def test_the_command_writes_with_commit(places):
    code, said = run("results-counties", *GEORGIA, *SOURCE, imports.SHIPPED, "--commit")
    assert (code, said.splitlines()[-1]) == (0, "Written.")
    assert Race.objects.get(office__slug="atlanta").result_source_title == "County results"


def test_the_command_exits_1_and_writes_nothing_when_anything_is_refused(places, tmp_path):
    good = imports.SHIPPED.read_text()
    path = tmp_path / "votes.csv"
    path.write_text(good + "Atlanta Judicial Circuit,Fultn,Somebody,Democrat,1\n")
    code, said = run("results-counties", *GEORGIA, *SOURCE, path, "--commit")
    assert code == 1
    assert 'votes.csv, line 139, column "county": "Fultn"' in said
    assert "Nothing was written." in said
    assert not Race.objects.exists()


def test_the_command_asks_which_election_when_the_file_name_does_not_say(places):
    code, said = run("results-counties", *SOURCE, imports.SHIPPED)
    assert code == 1
    assert "Give --state, --date, --election." in said


def test_the_command_takes_the_election_from_an_openelections_file_name(places, shared_data, tmp_path):
    path = tmp_path / "20241105__ga__general__county-level.csv"
    path.write_bytes((shared_data / "ga-2024" / "county-level.csv").read_bytes())
    code, said = run("results-openelections", *SOURCE, path, "--commit")
    assert code == 0
    assert 'line 246 (Catoosa): "Judicial Circuit Lookout Mountain" is read as' in said
    assert Race.objects.filter(election__date="2024-11-05").count() == 41


def test_a_missing_column_and_a_missing_file_are_said(places, tmp_path):
    code, said = run(
        "results-counties", *GEORGIA, *SOURCE, compact(tmp_path, "a,b,c,d", header="circuit,county,name,party")
    )
    assert code == 1
    assert "votes" in said
    code, said = run("results-counties", *GEORGIA, *SOURCE, tmp_path / "no.csv")
    assert (code, "There is no file" in said) == (1, True)


def test_a_private_column_is_left_out_and_the_report_says_so(places, tmp_path):
    path = compact(
        tmp_path,
        "Macon Judicial Circuit,Bibb,Anita Howard,Democrat,5,anita@example.org",
        header="circuit,county,name,party,votes,email",
    )
    code, said = run("results-counties", *GEORGIA, *SOURCE, path, "--commit")
    assert code == 0
    assert 'votes.csv, column "email" is left out' in said
    assert "anita@" not in said


def test_a_fault_of_no_file_starts_with_the_fault():
    refused = imports.plan_results(
        [], imports.ResultsSource(**{**vars(imports.GEORGIA_2024), "state": "qq"}), None
    )
    assert str(refused.total.refused[0]) == 'there is no state "qq". Give its two-letter code.'


def test_a_county_may_be_named_by_its_fips_code(places, tmp_path):
    apply_results(plan(compact(tmp_path, "Atlanta Judicial Circuit,13121,Fani T. Willis,Democrat,5")))
    assert CountyVotes.objects.get().county.name == "Fulton"


def test_a_fips_code_that_lost_its_zero_is_told_so(places, tmp_path):
    refused = plan(compact(tmp_path, "Atlanta Judicial Circuit,1019,Fani T. Willis,Democrat,5"))
    assert str(refused.total.refused[0]) == (
        'votes.csv, line 2, column "county": "1019" has 4 digits; FIPS codes have 5. '
        'A leading zero was probably lost: "01019"?'
    )


def test_a_name_that_two_counties_share_is_refused_with_their_codes(places, tmp_path):
    georgia = State.objects.get(code="ga")
    County.objects.create(state=georgia, fips="13998", name="Fulton", kind="city")
    refused = plan(compact(tmp_path, "Atlanta Judicial Circuit,Fulton,Fani T. Willis,Democrat,5"))
    assert str(refused.total.refused[0]) == (
        'votes.csv, line 2, column "county": "Fulton" names several counties of Georgia. '
        "Give the FIPS code: 13121 (Fulton County) or 13998 (Fulton city)."
    )


def test_a_county_that_has_a_district_of_its_own_since_is_not_claimed_for_the_old_one(georgia):
    """Carroll and Heard voted with Coweta in 2024; the West Georgia circuit began on 2025-01-01."""
    served = {
        county.name: [office.slug for office in Office.objects.answering([county.pk], [])]
        for county in County.objects.filter(state__code="ga", name__in=("Carroll", "Heard", "Troup"))
    }
    assert served == {"Carroll": ["west-georgia"], "Heard": ["west-georgia"], "Troup": ["coweta"]}
    carroll = OfficeCounty.objects.get(office__slug="coweta", county__name="Carroll")
    assert carroll.ended.isoformat() == "2025-01-01"
    assert CountyVotes.objects.filter(county__name="Carroll").count() == 1
