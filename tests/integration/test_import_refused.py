"""Case files that must not be counted: refused whole, in words that say where and what to do, nothing written."""

import gzip

import pytest
from django.core.management import call_command

from portal.core.models import ImportRun
from races import reference as races_reference
from scorecards import reference
from scorecards.models import Dataset, Observation
from tests.unit.metrics.delivered import columns, file, row

pytestmark = pytest.mark.django_db
COOK = ["cases", "--profile", "cook-il", "--office", "il/cook", "--commit"]


def intakes(*bad, rows=30, first=0):
    return [row("intake", first + n) for n in range(rows)] + list(bad)


def cut_off(folder):
    path = file(folder, "intake", intakes())
    path.write_bytes(path.read_bytes()[:-30])
    return [path]


def cut_off_gzip(folder):
    path = file(folder, "intake", intakes())
    packed = gzip.compress(path.read_bytes())
    path.write_bytes(packed[: len(packed) // 2])
    return [path]


def ids_as_floats(folder):
    return [file(folder, "intake", [row("intake", f"{1077995851303 + n}.0") for n in range(12)])]


def ids_with_exponent(folder):
    return [file(folder, "intake", intakes(row("intake", "1.07800E+12")))]


def two_files_of_one_table(folder):
    return [file(folder, "intake", intakes(first=n), name=f"{n}.csv") for n in (0, 100)]


def two_deliveries_that_overlap(folder):
    paths = []
    for name, first in (("old", 0), ("new", 20)):
        paths.append(file(folder, "intake", intakes(first=first), name=f"{name}-intake.csv"))
        charges = [row("initiation", first + n) for n in range(30)]
        paths.append(file(folder, "initiation", charges, name=f"{name}-initiation.csv"))
    return paths


def totals_row(folder):
    return [file(folder, "intake", intakes({columns("intake")[0]: "Total"}))]


def totals_row_in_the_column_of_ids(folder):
    return [file(folder, "intake", intakes({"case_participant_id": "Total"}))]


def column_gone(folder):
    names = [name for name in columns("intake") if name != "race"]
    return [file(folder, "intake", intakes(), names=names)]


def new_race(folder):
    return [file(folder, "intake", intakes(row("intake", 99, race="Black or African American")))]


def year_2109(folder):
    return [file(folder, "intake", intakes(row("intake", 99, received_date="2109-01-05 04:00:00")))]


def fault_in_the_second_file(folder):
    charges = [row("initiation", n) for n in range(5)] + [row("initiation", 6, **{"class": "9"})]
    return [file(folder, "intake", intakes()), file(folder, "initiation", charges)]


@pytest.mark.parametrize(
    ("deliver", "said"),
    [
        (cut_off, "the file was cut off"),
        (cut_off_gzip, "intake.csv: the gzip is cut off before its end"),
        (ids_as_floats, "a case participant number was rewritten as a decimal number"),
        (ids_with_exponent, "do not open and save it in a spreadsheet"),
        (two_files_of_one_table, "100.csv: is a second file of the table Intake, beside 0.csv"),
        (two_deliveries_that_overlap, "new-initiation.csv: is a second file of the table Initiation"),
        (totals_row, "a row has no case participant number (1 row: line 32)"),
        (totals_row_in_the_column_of_ids, 'intake.csv, line 32, column "received_date": "" is not a date'),
        (column_gone, 'the column "race" is missing'),
        (new_race, '"Black or African American" is not a known value of race (1 row: line 32)'),
        (year_2109, '"2109-01-05 04:00:00" is not a day from 2011-01-01'),
        (fault_in_the_second_file, 'initiation.csv, line 7, column "class": "9" is not a known value'),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_bad_delivery_is_refused_whole(tmp_path, capsys, deliver, said):
    races_reference.load(states=["il"])
    reference.load()
    with pytest.raises(SystemExit) as stopped:
        call_command("import", *COOK, *map(str, deliver(tmp_path)))
    printed = "".join(capsys.readouterr())
    assert stopped.value.code == 1
    assert said in printed, printed
    assert "1077995851" not in printed
    assert not any(model.objects.exists() for model in (Observation, Dataset, ImportRun))
