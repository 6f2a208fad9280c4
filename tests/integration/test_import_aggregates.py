"""Tables of counts that an office publishes instead of cases."""

import gzip

import pytest

from scorecards import imports
from scorecards.actions import apply_counts
from scorecards.metrics import aggregates, shipped
from scorecards.models import Dataset, FigureChange, Observation
from tests.factories.figures import MetricFactory
from tests.factories.races import OfficeFactory
from tests.integration.test_import_cases import run

pytestmark = pytest.mark.django_db

HEADER = "YEAR,DISPOSITION,OFFENSE TYPE,RACE,DEFENDANT COUNT"
TABLE = ["aggregates", "--profile", "cook-dispositions", "--office", "il/cook"]
TOTALS = {2011: 37_509, 2012: 40_618, 2013: 41_821, 2014: 40_838, 2015: 35_815, 2016: 31_487}


@pytest.fixture
def cook(monkeypatch, tmp_path):
    monkeypatch.setattr(Dataset._meta.get_field("delivered").storage, "location", str(tmp_path / "deliveries"))
    OfficeFactory(state__code="il", state__fips="17", slug="cook")
    MetricFactory(slug="defendants-disposed", kind="count", denominator="")
    for measure in aggregates.load("cook-dispositions").measures[1:]:
        MetricFactory(slug=measure.slug)


def table(tmp_path, *rows, name="table.csv"):
    path = tmp_path / name
    path.write_text("\n".join([HEADER, *rows, ""]))
    return path


ROWS = (
    "2011,Plea Of Guilty,Burglary,Black,40",
    "2011,FNG,Burglary,White,12",
    "2011,Nolle Prosecution,Theft,HISPANIC,30",
    "2011,,Theft,,18",
)


def test_the_publishers_table_gives_its_year_totals_exactly(cook, shared_data):
    path = shared_data / "cook-aggregate" / "dispositions-2011-2016.csv.gz"
    code, said = run(*TABLE, path, "--retrieved", "2026-11-22")
    assert (code, "dataset dispositions-2011-2016.csv.gz (7,287 rows" in said) == (0, True)
    plan = imports.plan_aggregates([path], profile="cook-dispositions", office="il/cook", retrieved="2026-11-22")
    totals = {row.period_start.year: row.numerator for row in plan.counts if row.metric == "defendants-disposed"
              and not row.dimension}  # fmt: skip
    assert totals == TOTALS
    whole = {row.period_start.year: row.denominator for row in plan.counts if row.metric == "dropped-of-disposed"
             and not row.dimension}  # fmt: skip
    assert whole == TOTALS
    for dimension in ("race", "offense"):
        for year, total in TOTALS.items():
            rows = [r for r in plan.counts if r.dimension == dimension and r.period_start.year == year]
            parts = [r.numerator for r in rows if r.metric == "defendants-disposed"]
            ends = [r.numerator for r in rows if r.metric != "defendants-disposed"]
            assert sum(parts) == total == sum(ends), (dimension, year)


def test_the_shipped_counts_are_those_of_the_table_byte_for_byte(shared_data):
    name = "cook-2011-2016-counts"
    text = shipped.recount(name, shared_data / "cook-aggregate")
    assert text.encode() == (shipped.FOLDER / f"{name}.csv").read_bytes()
    (file,) = shipped.about(name).datasets
    assert (file.rows, file.unique_defendants) == (7_287, None)


def test_the_shipped_counts_load_and_say_that_no_license_is_stated(cook):
    apply_counts(imports.plan_shipped("cook-2011-2016-counts"))
    dataset = Dataset.objects.get()
    assert (dataset.case_level, dataset.licence, dataset.may_hand_out) == (
        False,
        "none stated by the publisher",
        False,
    )
    assert dataset.flags == {
        "diversion_as_dismissal": True,
        "by_date_ended": True,
        "defendant_not_charge": True,
    }
    assert "diversion-of-disposed" in dataset.cannot
    assert imports.plan_shipped("cook-2011-2016-counts").total.summary().startswith("created 0, changed 0,")


def test_ten_rows_worked_by_hand(cook, tmp_path):
    run(*TABLE, table(tmp_path, *ROWS), "--commit")
    year = {o.metric.slug: (o.numerator, o.denominator) for o in Observation.objects.filter(dimension="")}
    assert year == {
        "defendants-disposed": (100, None),
        "conviction-of-disposed": (40, 100),
        "acquittal-of-disposed": (12, 100),
        "dropped-of-disposed": (30, 100),
        "other-outcome-of-disposed": (18, 100),
    }
    race = Observation.objects.filter(dimension="race", metric__slug="dropped-of-disposed")
    assert {o.group: (o.numerator, o.denominator) for o in race} == {
        "Black": (0, 40), "Latino": (30, 30), "Unknown": (0, 18), "White": (0, 12),
    }  # fmt: skip


def test_the_table_is_kept_as_it_came_once_the_import_is_committed(
    cook, tmp_path, django_capture_on_commit_callbacks
):
    path = table(tmp_path, *ROWS)
    with django_capture_on_commit_callbacks(execute=True):
        run(*TABLE, path, "--commit")
    kept = Dataset.objects.get().delivered
    assert kept.name == f"{kept.instance.sha256[:2]}/{kept.instance.sha256}"
    with kept.open() as stream:
        assert stream.read() == path.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        _, said = run(*TABLE, path, "--commit")
    assert "created 0, changed 0" in said


def test_after_the_shipped_counts_the_table_fills_in_what_was_withheld_and_is_kept(cook, shared_data):
    apply_counts(imports.plan_shipped("cook-2011-2016-counts"))
    withheld = Observation.objects.filter(withheld=True).count()
    path = shared_data / "cook-aggregate" / "dispositions-2011-2016.csv.gz"
    _, said = run(*TABLE, path, "--commit")
    assert f"created 0, changed {withheld + 1}," in said
    assert Dataset.objects.get().delivered.name.endswith(Dataset.objects.get().sha256)
    assert not FigureChange.objects.exists()
    assert not Observation.objects.filter(held_back=True).exists()


def test_nothing_is_kept_of_an_import_that_fails(cook, tmp_path):
    plan = imports.plan_aggregates(
        [table(tmp_path, *ROWS)], profile="cook-dispositions", office="il/cook", retrieved="2026-11-22"
    )
    plan.observations.created.append(plan.observations.created[0])
    with pytest.raises(Exception, match=r"(?i)unique"):
        apply_counts(plan)
    assert not Dataset.objects.exists()
    assert not [path for path in (tmp_path / "deliveries").rglob("*") if path.is_file()]


def test_a_file_changed_between_plan_and_apply_is_refused(cook, tmp_path):
    path = table(tmp_path, *ROWS)
    plan = imports.plan_aggregates([path], profile="cook-dispositions", office="il/cook", retrieved="2026-11-22")
    table(tmp_path, *ROWS[:2])
    with pytest.raises(ValueError, match=r"table\.csv was changed after it was read"):
        apply_counts(plan)
    assert not Dataset.objects.exists()


BAD = {
    "a row of totals": ("2011,Total,Burglary,Black,40", '"Total" is a row of totals', "DISPOSITION"),
    "a grand total": ("2011,FNG,Burglary,Grand Total,40", '"Grand Total" is a row of totals', "RACE"),
    "a sum under no name": ("2011,,,,100", "is the sum of all other rows of the year, under no name", "line 6"),
    "a year far off": ("2109,FNG,Burglary,Black,40", '"2109" is above 2016', "YEAR"),
    "a year as a float": ("2011.0,FNG,Burglary,Black,40", '"2011.0" is not a whole number', "line 6"),
    "a new spelling of race": (
        "2011,FNG,Burglary,Blck,4",
        'Did you mean "Black"? Add it under [values.race]',
        "RACE",
    ),
    "a new disposition": ("2011,FNGG,Burglary,Black,4", '"FNGG" is not a known value of disposition', "line 6"),
    "rows that overlap": (ROWS[0], "stands for the same people as line 2: the rows overlap", "line 6"),
    "no count": ("2011,FNG,Theft,Black,", "the cell is empty", "DEFENDANT COUNT"),
    "a count below 0": ("2011,FNG,Theft,Black,-4", '"-4" is below 0', "DEFENDANT COUNT"),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_bad_rows_are_refused_whole_with_the_place_and_the_rule(cook, tmp_path, bad):
    row, *said_too = bad
    code, said = run(*TABLE, table(tmp_path, *ROWS, row), "--commit")
    assert code == 1
    assert all(text in said for text in ("table.csv", *said_too)), said
    assert not Dataset.objects.exists()


def test_two_tables_of_the_same_years_in_one_call_overlap(cook, tmp_path):
    other = "2011,FNG,Burglary,Black,41"
    code, said = run(*TABLE, table(tmp_path, *ROWS), table(tmp_path, other, name="other.csv"), "--commit")
    assert (code, "the deliveries overlap" in said, "other.csv" in said) == (1, True, True)
    assert not Dataset.objects.exists()


def test_a_table_cut_in_half_is_refused(cook, tmp_path):
    path = tmp_path / "half.csv.gz"
    content = gzip.compress("\n".join([HEADER, *ROWS]).encode())
    path.write_bytes(content[: len(content) // 2])
    code, said = run(*TABLE, path, "--commit")
    assert (code, "half.csv.gz" in said) == (1, True)
    assert not Dataset.objects.exists()


def test_a_profile_that_is_not_there_and_one_of_case_files(cook, tmp_path):
    path = table(tmp_path, *ROWS)
    _, said = run("aggregates", "--profile", "cook-disposition", "--office", "il/cook", path)
    assert 'there is no profile "cook-disposition". Profiles of tables: cook-dispositions.' in said


def test_a_private_column_keeps_the_table_out(cook, tmp_path):
    path = tmp_path / "private.csv"
    path.write_text(f"{HEADER},home_address\n{ROWS[0]},12 Elm St\n")
    code, said = run(*TABLE, path, "--commit")
    assert (code, 'column "home_address"' in said) == (1, True)
    assert not Dataset.objects.exists()
