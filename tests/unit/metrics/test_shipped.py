"""The shipped counts against the files they came from, and against counts made by other code than ours."""

import gzip
import json
import subprocess
import sys

import pytest

from portal.core.tabular import FileRefused
from scorecards.metrics import publish, shipped
from scorecards.metrics.reading import count_files
from tests.unit.metrics.cook import OFFICE, PROFILE

NAME = "cook-2019-counts"


@pytest.fixture(scope="module")
def cook(shared_data):
    return shared_data / "cook-2019"


@pytest.fixture(scope="module")
def delivery(cook):
    return count_files([cook / "intake.csv.gz", cook / "initiation.csv.gz"], PROFILE, office=OFFICE)


@pytest.fixture(scope="module")
def expected(shared_data):
    return json.loads((shared_data / "expected.json").read_text(encoding="utf-8"))["cook-2019"]


def months(delivery, metric):
    return {
        row.period_start.strftime("%Y-%m"): row.numerator
        for row in delivery.counts
        if row.metric == metric and row.period_kind == "month"
    }


def year(delivery, metric):
    return {
        row.group: (row.numerator, row.denominator)
        for row in delivery.counts
        if row.metric == metric and row.period_kind == "year"
    }


@pytest.mark.shared
def test_counting_the_files_again_gives_the_shipped_file_byte_for_byte(cook):
    assert shipped.recount(NAME, cook).encode() == (shipped.FOLDER / f"{NAME}.csv").read_bytes()


@pytest.mark.shared
def test_the_shipped_description_is_that_of_the_files(delivery):
    about = shipped.about(NAME)
    told = [
        (found.table, found.file, found.sha256, found.rows, found.unique_defendants) for found in about.datasets
    ]
    assert told == [(file.table, file.name, file.sha256, file.rows, file.defendants) for file in delivery.files]
    assert (about.first_day, about.last_day) == (delivery.first_day, delivery.last_day)


@pytest.mark.shared
def test_counts_equal_those_of_independent_code(delivery, expected):
    assert months(delivery, "felony-intakes-received") == expected["felony_intakes_received_per_month"]
    assert (
        months(delivery, "defendants-charged") == expected["defendants_with_charges_initiated_per_month_received"]
    )
    assert year(delivery, "felony-intakes-received")[""] == (36190, None)
    assert year(delivery, "defendants-charged")[""] == (expected["unique_participants"]["initiation"], None)
    declination = year(delivery, "declination-of-decided")
    assert declination.pop("") == (2509, 32184)
    assert declination == {
        race: (found["rejected"], found["n"]) for race, found in expected["declination_A_by_race"].items()
    }


@pytest.mark.shared
def test_the_ratio_of_black_to_white_declination(delivery):
    cells = [
        publish.Cell(group, *counts) for group, counts in year(delivery, "declination-of-decided").items() if group
    ]
    figures = {figure.group: figure for figure in publish.breakdown(cells)}
    ratio = publish.ratio(figures["Black"], figures["White"])
    assert (round(ratio.ratio, 4), ratio.shown, ratio.state) == (0.8418, "0.84", "shown")
    assert figures["Other"].state == "open"


def test_the_shipped_counts_hide_what_is_too_small():
    hidden = [(row.metric, row.group) for row in shipped.counts(NAME) if row.withheld]
    # 8 defendants of "Other" were charged; Asian is the next smallest group.
    assert hidden == [("defendants-charged", "Asian"), ("defendants-charged", "Other")]


def test_the_partial_month_and_year_are_kept_and_marked():
    rows = shipped.counts(NAME)
    partial = {(row.period_kind, row.period_start.isoformat()) for row in rows if row.partial}
    assert partial == {("month", "2019-12-01"), ("year", "2019-01-01")}
    assert sum(row.period_kind == "month" for row in rows) == 36


@pytest.mark.parametrize("name", shipped.available())
def test_everything_shipped_is_described_and_may_be_republished(name):
    about = shipped.about(name)
    assert about.may_republish
    assert {row.office for row in shipped.counts(name)} == {about.office}
    assert {row.table for row in shipped.counts(name)} <= {dataset.table for dataset in about.datasets}


def test_reading_shipped_counts_needs_no_pandas():
    code = (
        "import sys; from scorecards.metrics import publish, shipped; shipped.counts('cook-2019-counts');"
        "print([name for name in ('pandas', 'numpy', 'pandera', 'scipy', 'django') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


INTAKE = "case_participant_id,received_date,race,participant_status,felony_review_date,felony_review_result\n"


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_counting_small_files(tmp_path):
    packed = tmp_path / "intake.csv.gz"
    packed.write_bytes(gzip.compress((INTAKE + '1,2019-01-05 04:00:00,Black,Rejected,,"a\nb"\n').encode()))
    delivery = count_files([packed], PROFILE, office=OFFICE)
    (file,) = delivery.files
    assert (file.table, file.name, file.rows, file.defendants) == ("intake", "intake.csv.gz", 1, 1)
    assert year(delivery, "declination-of-decided") == {"": (1, 1), "Black": (1, 1)}


def test_mistakes_of_all_files_come_together_with_their_true_lines(tmp_path):
    first = write(
        tmp_path / "first.csv",
        INTAKE + '1,2019-01-05 04:00:00,Black,Rejected,,"two\nlines"\n2,13/45/2019,Black,Rejected,,\n',
    )
    second = write(tmp_path / "second.csv", "event,event_date,race,received_date\nx,y,Martian,2019-01-05\n")
    with pytest.raises(FileRefused) as caught:
        count_files([first, second], PROFILE, office=OFFICE)
    assert [(problem.file, problem.line, problem.value) for problem in caught.value.problems] == [
        ("first.csv", 4, "13/45/2019"),
        ("second.csv", 1, None),
    ]
    assert 'the column "case_participant_id" is missing' in str(caught.value)


def test_a_file_of_no_known_table_and_a_table_twice_are_refused(tmp_path):
    rows = INTAKE + "1,2019-01-05 04:00:00,Black,Rejected,,\n"
    files = [write(tmp_path / name, rows) for name in ("a.csv", "b.csv")]
    files.append(write(tmp_path / "c.csv", "race,sentence_date\nBlack,2019-01-05\n"))
    with pytest.raises(FileRefused) as caught:
        count_files(files, PROFILE, office=OFFICE)
    second, other = caught.value.problems
    assert (second.file, second.rule) == ("b.csv", "is a second file of the table Intake")
    assert (other.file, other.rule) == ("c.csv", "is none of the tables that cook-il describes")
    assert "Intake has the columns felony_review_date;" in other.hint
