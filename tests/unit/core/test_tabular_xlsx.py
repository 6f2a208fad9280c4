import hashlib
import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from portal.core import tabular
from portal.core.tabular import FileRefused, Limits
from portal.core.tabular.workbook import as_text

ROWS = [["fips", "votes", "day"], ["01019", 12.0, date(2024, 11, 5)], [1019, 1234567890123, None]]


def workbook(folder, *sheets, name="results.xlsx"):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / name
    book.save(path)
    return path


def repack(path, **parts):
    """The workbook with some parts replaced or added ("/" written as "__", "." as "_xml")."""
    with zipfile.ZipFile(path) as archive:
        kept = {info.filename: archive.read(info) for info in archive.infolist()}
    kept.update({name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in kept.items():
            archive.writestr(name, content)
    return path


def refusal(path, **options) -> str:
    with pytest.raises(FileRefused) as caught:
        tabular.read(path, **options)
    return str(caught.value)


def test_cells_come_as_text(tmp_path):
    table = tabular.read(workbook(tmp_path, ("A", ROWS), name="named-wrongly.csv"))
    assert table.format == "xlsx"
    assert table.values == [("01019", "12", "2024-11-05"), ("1019", "1234567890123", "")]
    assert list(table.lines) == [2, 3]
    problem = table.problem(3, "votes", "x", "is not a whole number")
    assert str(problem) == 'named-wrongly.csv, cell B3, column "votes": "x" is not a whole number.'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (" x ", "x"), (True, "true"), (False, "false"), (3, "3"), (3.0, "3"), (0.8418, "0.8418"),
        (1e-07, "0.0000001"), (1e22, "10000000000000000000000"), (datetime(2019, 1, 2), "2019-01-02"),
        (datetime(2019, 1, 2, 4, 5), "2019-01-02 04:05:00"), (time(4, 5), "04:05:00"),
    ],
)  # fmt: skip
def test_as_text(value, text):
    assert as_text(value) == text


def test_blank_rows_and_trailing_columns_do_not_count(tmp_path):
    rows = [[], ["a", "b", None, None], ["1"], [None, None], ["2", "y", None]]
    table = tabular.read(workbook(tmp_path, ("A", rows)))
    assert table.values == [("1", ""), ("2", "y")]
    assert list(table.lines) == [3, 5]


def test_several_sheets_with_data_need_a_name(tmp_path):
    path = workbook(tmp_path, ("Notes", []), ("Primary", ROWS), ("General", ROWS[:2]))
    assert "has 2 sheets with data: Primary, General" in refusal(path)
    assert len(tabular.read(path, part="General")) == 1
    assert 'no sheet named "Runoff". It has: Notes, Primary, General' in refusal(path, part="Runoff")


def test_the_only_sheet_with_data_is_taken(tmp_path):
    assert len(tabular.read(workbook(tmp_path, ("Notes", []), ("Data", ROWS)))) == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "the sheet is empty"),
        ([["a", "b"]], "a header but no rows"),
        ([["a", "a"], [1, 2]], '"a" stands 2 times in the header'),
        ([["a", "b"], [1, 2, 3]], 'cell C2: "3" stands in column 3, which has no name'),
        ([["a", None, "b"], [1, 9, 2]], 'cell B2: "9" stands in column 2, which has no name'),
        ([["a", "b"], ["#N/A", 2]], 'cell A2, column "a": "#N/A" is an error of the workbook'),
        ([["a", "b"], ["=1+1", 2]], "cell A2: holds a formula whose result is not stored"),
        ([["a", "b"], ["x\x85y", 2]], "control character"),
    ],
)
def test_what_is_no_whole_table_is_refused(tmp_path, rows, said):
    assert said in refusal(workbook(tmp_path, ("A", rows)))


def test_a_missing_column_is_said(tmp_path):
    assert 'the column "votes_total" is missing. The nearest is "votes"' in refusal(
        workbook(tmp_path, ("A", ROWS)), required=["votes_total"]
    )


def test_a_bomb_is_refused_by_its_directory_with_no_part_opened(tmp_path, monkeypatch):
    path = repack(workbook(tmp_path, ("A", ROWS)), xl__worksheets__sheet1_xml=b"0" * 50_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_a, **_k: pytest.fail("a part was opened"))
    said = refusal(path)
    assert "unpacks to 50," in said
    assert "to 1)" in said


def test_a_bomb_beside_a_part_that_packs_badly_is_still_seen(tmp_path, monkeypatch):
    noise = b"".join(hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(20_000))
    path = repack(workbook(tmp_path, ("A", ROWS)), noise_bin=noise, xl__worksheets__sheet1_xml=b"0" * 50_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_a, **_k: pytest.fail("a part was opened"))
    assert "unpacks to 50,000,000" in refusal(path)


def test_a_directory_that_lies_is_found_out_in_blocks(tmp_path, monkeypatch):
    path = repack(workbook(tmp_path, ("A", ROWS)), xl__worksheets__sheet1_xml=b"0" * 5_000_000)
    content = path.read_bytes()
    true, false = (5_000_000).to_bytes(4, "little"), (5_000).to_bytes(4, "little")
    assert true in content
    path.write_bytes(content.replace(true, false))
    given = []
    honest = zipfile.ZipExtFile.read
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda self, n=-1: given.append(n) or honest(self, n))
    assert "is a damaged workbook" in refusal(path)
    assert -1 not in given
    assert None not in given


@pytest.mark.parametrize("part", ["xl__sharedStrings_xml", "xl__worksheets__sheet1_xml", "xl__workbook_xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_are_refused_before_a_parser_sees_them(tmp_path, part, encoding):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    path = repack(workbook(tmp_path, ("A", ROWS)), **{part: bomb.encode(encoding)})
    assert "declares XML entities" in refusal(path)


def test_a_dimension_that_lies_is_not_believed(tmp_path):
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="{}"><c r="A2"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    path = workbook(tmp_path, ("A", ROWS))
    table = tabular.read(repack(path, xl__worksheets__sheet1_xml=sheet.format(2)))
    assert table.values == [("1",)]
    far = repack(path, xl__worksheets__sheet1_xml=sheet.format(10**12))
    assert "has over 500 rows" in refusal(far, limits=Limits(sheet_rows=500))


def test_a_row_of_absurd_length_is_refused(tmp_path):
    path = repack(workbook(tmp_path, ("A", ROWS)), xl__worksheets__sheet1_xml=b"<c/>" * 200_000)
    assert "has a row of over" in refusal(path, limits=Limits(sheet_row=100_000))


def test_too_many_parts_are_refused(tmp_path):
    assert "parts, far more than a workbook has" in refusal(
        workbook(tmp_path, ("A", ROWS)), limits=Limits(zip_parts=3)
    )


def test_a_workbook_cut_in_half_is_refused(tmp_path):
    path = workbook(tmp_path, ("A", ROWS))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "is a damaged workbook" in refusal(path)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl__worksheets__sheet1_xml": b"<worksheet"}, "is a damaged workbook"),
        ({"xl__workbook_xml": b"<nothing/>"}, "the workbook is empty"),
        ({"mimetype": b"application/vnd.oasis"}, "OpenDocument"),
    ],
)
def test_broken_and_foreign_packages_are_refused(tmp_path, parts, said):
    message = refusal(repack(workbook(tmp_path, ("A", ROWS)), **parts))
    assert said in message
    assert message.startswith("results.xlsx")


def test_a_zip_of_something_else_is_refused(tmp_path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("results.csv", "a,b\n1,2\n")
    path = tmp_path / "results.zip"
    path.write_bytes(held.getvalue())
    assert "is a ZIP, not a workbook" in refusal(path)


def test_a_locked_part_is_refused(tmp_path):
    path = workbook(tmp_path, ("A", ROWS))
    content = bytearray(path.read_bytes())
    entry = content.find(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(bytes(content))
    assert "locked with a password" in refusal(path)
