import gzip
import io
import subprocess
import sys
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from portal.core.models import ImportRun
from races import reference as races_reference
from scorecards import imports, reference
from scorecards.actions import apply_counts
from scorecards.metrics import shipped
from scorecards.models import CrossedCount, Dataset, DayCount, FigureChange, Observation

pytestmark = pytest.mark.django_db

INTAKE = (
    "case_id,case_participant_id,received_date,participant_status,race,felony_review_date,felony_review_result,"
    "gender,age_at_incident,offense_category,law_enforcement_agency,arrest_date"
)
COOK = ["cases", "--profile", "cook-il", "--office", "il/cook"]


@pytest.fixture
def cook():
    races_reference.load(states=["il"])
    reference.load()


def intake(tmp_path, *rows, header=INTAKE, name="intake.csv"):
    path = tmp_path / name
    path.write_text("\n".join([header, *rows, ""]))
    return path


def row(number, day="2019-01-05 04:00:00", status="Approved", race="Black"):
    return f"1,{number},{day},{status},{race},,,Male,31,Theft,A PD,"


def run(*arguments):
    out, err = StringIO(), StringIO()
    try:
        call_command("import", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stopped:
        return stopped.code, out.getvalue() + err.getvalue()
    return 0, out.getvalue()


def shared_files(shared_data):
    tables = ("intake", "initiation", "dispositions", "sentencing")
    return [shared_data / "cook-2019" / f"{name}.csv.gz" for name in tables]


def test_the_real_files_give_the_independent_figures(cook, shared_data, tmp_path):
    csv = tmp_path / "counts.csv"
    code, said = run(*COOK, *shared_files(shared_data), "--commit", "--counts-csv", csv)
    assert code == 0
    for line in (
        "felony-intakes-received 2019: 36,190 (partial)",
        "felony-intakes-received 2019-01: 3,226",
        "felony-intakes-received 2019-12: 38 (partial)",
        "declination-of-decided 2019: 2,509 of 32,184 (7.80%) (partial)",
        "declination-of-decided Black: 1,414 of 21,506 (6.57%); Black/White ratio 0.8418",
        "Written.",
    ):
        assert line in said.splitlines()
    assert csv.read_bytes() == (imports.shipped.FOLDER / "cook-2019-counts.csv").read_bytes()
    assert {d.rows for d in Dataset.objects.all()} == {36_190, 73_029, 20_234, 4_329}
    assert all(d.case_level and d.may_republish and d.licence == "CC-BY-4.0" for d in Dataset.objects.all())


def test_the_same_files_twice_change_nothing(cook, shared_data):
    run(*COOK, *shared_files(shared_data), "--commit")
    assert Dataset.objects.filter(flags__felony_only=True).count() == 4
    assert CrossedCount.objects.exists()
    assert DayCount.objects.exists()
    _, said = run(*COOK, *shared_files(shared_data), "--commit")
    assert f"created 0, changed 0, unchanged {4 + Observation.objects.count():,}, refused 0" in said
    assert "left out: dispositions, disposition_date: " in said
    assert ImportRun.objects.count() == 1


def test_after_the_shipped_counts_the_real_files_only_fill_in_what_was_withheld(cook, shared_data):
    apply_counts(imports.plan_shipped("cook-2019-counts"))
    withheld = Observation.objects.filter(withheld=True)
    charged = withheld.filter(metric__slug="defendants-charged", dimension="race")
    assert sorted(charged.values_list("group", flat=True)) == ["Asian", "Other"]
    hidden = set(withheld.values_list("pk", flat=True))
    run(*COOK, *shared_files(shared_data), "--commit")
    assert ImportRun.objects.first().changed_count == len(hidden) - withheld.count() > 0
    assert not FigureChange.objects.exists()
    assert not Observation.objects.filter(held_back=True).exclude(pk__in=hidden).exists()
    other = Observation.objects.get(metric__slug="defendants-charged", dimension="race", group="Other")
    assert other.numerator == 8


def test_shipped_counts_twice_change_nothing(cook):
    apply_counts(imports.plan_shipped("cook-2019-counts"))
    rows = Observation.objects.count() + Dataset.objects.count()
    again = imports.plan_shipped("cook-2019-counts")
    assert again.total.summary() == f"created 0, changed 0, unchanged {rows:,}, refused 0"


def test_a_dry_run_writes_nothing(cook, tmp_path):
    code, said = run(*COOK, intake(tmp_path, *[row(n) for n in range(12)]))
    assert (code, "Dry run: nothing was written." in said) == (0, True)
    assert not Observation.objects.exists()


def test_no_case_row_reaches_the_database(cook, tmp_path):
    run(*COOK, intake(tmp_path, *[row(7_654_321_000 + n) for n in range(12)]), "--commit")
    buffer = io.StringIO()
    call_command("dumpdata", "core", "races", "scorecards", stdout=buffer)
    assert Observation.objects.exists()
    assert "7654321" not in buffer.getvalue()


BAD = {
    "unknown race": (row(1, race="Martian"), '"Martian"', "cook-il.toml"),
    "unknown status": (row(1, status="Abandoned"), '"Abandoned"', "cook-il.toml"),
    "impossible date": (row(1, day="13/45/2019"), '"13/45/2019"', "line 2"),
    "a year far off": (row(1, day="2109-01-05 04:00:00"), "2109", "line 2"),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_bad_values_are_refused_whole_with_the_value_and_the_place(cook, tmp_path, bad):
    line, *said_too = bad
    code, said = run(*COOK, intake(tmp_path, line, *[row(n) for n in range(2, 14)]), "--commit")
    assert code == 1
    assert all(text in said for text in said_too), said
    assert not Observation.objects.exists()


def test_an_office_and_a_profile_that_do_not_exist(cook, tmp_path):
    path = intake(tmp_path, row(1))
    _, said = run("cases", "--profile", "cook-il", "--office", "il/cok", path)
    assert 'there is no office "il/cok". Did you mean "il/cook"?' in said
    code, said = run("cases", "--profile", "cook", "--office", "il/cook", path)
    assert (code, 'there is no profile "cook"' in said) == (1, True)


def test_a_missing_column_a_doubled_header_and_a_truncated_gzip(cook, tmp_path):
    code, said = run(*COOK, intake(tmp_path, row(1), header=INTAKE.replace(",race", ",rase")))
    assert (code, "race" in said) == (1, True)
    code, said = run(*COOK, intake(tmp_path, row(1) + ",Black", header=INTAKE + ",race"))
    assert (code, "race" in said) == (1, True)
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress((INTAKE + "\n" + row(1) * 500).encode())[:-20])
    code, said = run(*COOK, cut)
    assert (code, "cut.csv.gz" in said) == (1, True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"denominator": None}, "declination-of-decided 2019-01 is a share without its denominator"),
        ({"metric": "felony-intakes-received"}, "felony-intakes-received 2019-01 is a count with a denominator"),
        ({"numerator": None, "denominator": None}, "declination-of-decided 2019-01 has no count"),
        ({"metric": "made-up"}, "metrics not on record: made-up"),
    ],
)
def test_counts_that_no_measure_can_be_made_of_are_refused(cook, monkeypatch, wrong, said):
    right = next(r for r in shipped.counts("cook-2019-counts") if r.metric == "declination-of-decided")
    monkeypatch.setattr(shipped, "counts", lambda name, folder: [replace(right, **wrong)])
    plan = imports.plan_shipped("cook-2019-counts")
    assert [problem.rule for problem in plan.total.refused] == [said]


def test_the_command_prints_no_figure_about_few_people(cook, tmp_path):
    lines = [row(n) for n in range(12)]
    lines += [row(100 + n, day="2019-02-05 04:00:00", status="Rejected", race="White") for n in range(9)]
    _, said = run(*COOK, intake(tmp_path, *lines))
    assert "declination-of-decided 2019-01: too few to show" in said
    assert "declination-of-decided 2019-02: too few to show (partial)" in said
    assert "declination-of-decided White: too few to show" in said
    assert " of 9" not in said


def test_the_web_process_never_loads_the_drawing_libraries():
    """Everything that serves a page is imported; none of it may pull in pandas, Altair or the renderer."""
    code = (
        "import sys, django; django.setup();"
        "import portal.urls, portal.wsgi, scorecards.drawing, scorecards.subjects;"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "print([m for m in ('pandas', 'altair', 'vl_convert', 'pandera', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
