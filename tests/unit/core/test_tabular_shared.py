"""The real files, as their publishers left them."""

import pytest

from portal.core import tabular
from portal.core.tabular import FileRefused

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(
    ("file", "rows", "columns"),
    [
        ("ga-2024/county-level.csv", 1_979, 10),
        ("ga-2024/precinct-level.csv.gz", 27_593, 7),
        ("cook-2019/intake.csv.gz", 36_190, 17),
        ("cook-2019/initiation.csv.gz", 73_029, 27),
        ("cook-2019/dispositions.csv.gz", 20_234, 31),
        ("cook-2019/sentencing.csv.gz", 4_329, 39),
        ("cook-aggregate/dispositions-2011-2016.csv.gz", 7_287, 5),
        ("places/zcta-county.csv.gz", 46_960, 9),
        ("places/prosecutor-districts-5-states.csv", 289, 4),
    ],
)
def test_every_row_and_no_column_is_lost(shared_data, file, rows, columns):
    with tabular.stream(shared_data / file) as stream:
        *_, last = stream.blocks(stream.columns)
        assert (stream.rows, len(stream.columns), stream.dropped) == (rows, columns, {})
        assert last.lines[-1] == rows + 1


def test_long_ids_and_zeros_survive(shared_data):
    cook = tabular.read(shared_data / "cook-2019/intake.csv.gz", columns=["case_id", "case_participant_id"])
    assert cook.values[0] == ("129405877581", "1077995851303")
    places = tabular.read(shared_data / "places/zcta-county.csv.gz")
    assert sum(zcta.startswith("0") for zcta in places.column("zcta")) == 2_894


def test_georgia_keeps_its_mail_votes(shared_data):
    table = tabular.read(shared_data / "ga-2024/county-level.csv", required=["county", "absentee_by_mail_votes"])
    assert table.rows[0].cells["absentee_by_mail_votes"] == "297"


def test_promises_are_a_list_inside_an_object(shared_data):
    path = shared_data / "promises/promises.json"
    assert len(tabular.read(path, part="promises")) == 174
    with pytest.raises(FileRefused, match="these lists: promises"):
        tabular.read(path)


def test_short_rows_of_a_real_file_are_all_named(shared_data):
    with pytest.raises(FileRefused) as caught:
        tabular.read(shared_data / "places/us_state_courts.csv")
    assert caught.value.total == 15
    assert [problem.line for problem in caught.value.problems] == list(range(373, 388))


def test_half_of_a_real_file_is_refused(shared_data, tmp_path):
    packed = (shared_data / "cook-2019/intake.csv.gz").read_bytes()
    half = tmp_path / "intake.csv.gz"
    half.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(FileRefused, match="the gzip is cut off"), tabular.stream(half):
        pytest.fail("handed over")


def test_the_swollen_workbook_of_california_is_read(shared_data):
    table = tabular.read(shared_data / "ca-elections/ca_elections.xlsx")
    assert (len(table), table.lines[-1], table.dropped) == (300, 301, {})
    assert not any(cell.endswith(".0") for cells in table.values for cell in cells)
