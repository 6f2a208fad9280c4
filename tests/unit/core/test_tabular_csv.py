import gzip
import hashlib
import sys
import tracemalloc

import pytest

from portal.core import tabular
from portal.core.tabular import FileRefused, Limits

PLAIN = "county,fips,votes\nAppling,01019,12\nBañks,13011,7\n"


def deliver(folder, content, name="results.csv"):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def packed(content):
    # Without a time, so that parallel runs collect the same test names.
    return gzip.compress(content.encode() if isinstance(content, str) else content, mtime=0)


def refusal(folder, content, name="results.csv", **options) -> str:
    with pytest.raises(FileRefused) as caught:
        tabular.read(deliver(folder, content, name), **options)
    return str(caught.value)


def test_rows_are_text_with_their_lines(tmp_path):
    table = tabular.read(deliver(tmp_path, PLAIN))
    assert table.columns == ("county", "fips", "votes")
    assert table.rows[0] == (2, {"county": "Appling", "fips": "01019", "votes": "12"})
    assert [row.line for row in table.rows] == [2, 3]
    assert table.column("fips") == ["01019", "13011"]
    assert list(table.dicts())[1]["county"] == "Bañks"
    assert (len(table), len(table.rows), len(table.rows[:1])) == (2, 2, 1)
    assert (table.name, table.format, table.encoding) == ("results.csv", "csv", "utf-8")
    assert table.sha256 == hashlib.sha256(PLAIN.encode()).hexdigest()
    assert table.size == len(PLAIN.encode())
    with pytest.raises(KeyError):
        table.column("turnout")


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_encoding_line_ends_and_delimiter_are_found(tmp_path, encoding, ending, sign):
    text = PLAIN.replace("\n", ending).replace(",", sign)
    table = tabular.read(deliver(tmp_path, text.encode(encoding)))
    assert table.values == [("Appling", "01019", "12"), ("Bañks", "13011", "7")]
    assert list(table.lines) == [2, 3]


def test_gzip_is_known_by_content_and_hashed_as_delivered(tmp_path):
    content = packed(PLAIN)
    table = tabular.read(deliver(tmp_path, content, "no-ending"))
    assert table.values[0] == ("Appling", "01019", "12")
    assert table.sha256 == hashlib.sha256(content).hexdigest()


def test_a_quoted_line_end_keeps_the_line_numbers_right(tmp_path):
    table = tabular.read(deliver(tmp_path, 'a,b\n"two\nlines",1\n\nx,2\n,\ny,3\n'))
    assert table.column("a") == ["two\nlines", "x", "y"]
    assert list(table.lines) == [2, 5, 7]


def test_cells_and_names_are_stripped(tmp_path):
    assert tabular.read(deliver(tmp_path, " a ,b\n  x , y\n")).rows[0].cells == {"a": "x", "b": "y"}


def test_a_legacy_encoding_is_noted(tmp_path):
    table = tabular.read(deliver(tmp_path, "name\nO’Brien Gascón\n".encode("cp1252")))
    assert table.column("name") == ["O’Brien Gascón"]
    assert "cp1252" in table.notes[0]


def test_wanted_columns_alone_are_kept(tmp_path):
    table = tabular.read(deliver(tmp_path, PLAIN), columns=["votes", "county", "absent"])
    assert table.columns == ("county", "votes")
    assert table.values[0] == ("Appling", "12")
    assert table.problem(2, "votes", "12", "is odd").cell == ""
    assert tabular.read(deliver(tmp_path, PLAIN), columns=["votes"]).values == [("12",), ("7",)]


def test_nameless_columns_that_are_empty_are_left_out(tmp_path):
    assert tabular.read(deliver(tmp_path, "a,b,,\n1,2,,\n")).columns == ("a", "b")
    assert '"9" stands in column 3, which has no name' in refusal(tmp_path, "a,b,\n1,2,9\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        (" \n\n", "nothing but blank space"),
        (packed(""), "the packed file is empty"),
        ("a,b\n", "a header but no rows"),
        ("1,2019-01-02,5.5\n2,2019-01-03,6\n", "line 1: the first line should hold the names"),
        ("a,b,a\n1,2,3\n", 'line 1: "a" stands 2 times in the header'),
        ("a,b\n1,2\na,b\n", "line 3: the header stands here a second time"),
        ("a,b\n1,2,3\n", "line 2: the line has 3 cells, the header 2"),
        ("a,b\n1,2\n1", "line 3: the line has 1 cell, the header 2"),
        ("a,b\n1,x\0y\n", 'line 2, column "b": "x\\x00y" holds a NUL character'),
        ("a,b\n1,x\x07y\n", "holds the control character \\x07"),
        ("a,b\n1,x\x85y\n", "holds the control character \\x85"),
        ('a,b\n1,"x\n2,y\n', "line 2: a quotation mark that opens a cell here is never closed"),
        ('a,b\n1,"x"y\n', "line 2: a cell goes on after its closing quotation mark"),
        ('a,"b\n', "quotation mark in the header is never closed"),
        ('a,b\n1,"' + "x" * 200_000 + "\n", "line 2: a quotation mark that opens a cell here is never closed"),
        ("a,b\n1,ñ\n".encode()[:-2], "cut off"),
        ("a,b\n1,2\n".encode("utf-16")[:-1], "cut off"),
        ("a,b\n1,2\n".encode("utf-16")[:5], "cut off"),
        ("ñandú,b\n1,é\n".encode() + "2,é\n".encode("cp1252"), "line 3: the line holds a byte that is not UTF-8"),
        (b"name,b\nA\x81\xe9,1\n", "line 2, column \"name\": \"A\\x81é\" holds the control character"),
        (b"a,b\n" + b"1,2\n" * 99_000 + b"1,\0\xe9\n", "line 99002, column \"b\": \"\\x00é\" holds a NUL"),
        (b"\xef\xbb\xbfa,b\n1,\xe9\n", "not UTF-8"),
        (b"<!DOCTYPE html><html>log in</html>", "is a web page, not a table"),
        (b"<?xml version='1.0'?><a/>", "is XML"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x00\x01\x02\x03\x04\x05\x06" * 50, "is no text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx"),
        (packed(packed("a,b\n1,2\n")), "another packed file"),
        (packed(PLAIN)[:-6], "the gzip is cut off"),
        (packed(PLAIN)[:15], "the gzip is cut off"),
        (packed(PLAIN)[:-8] + b"\0" * 8, "the gzip is damaged"),
    ],
)  # fmt: skip
def test_what_is_no_whole_table_is_refused(tmp_path, content, said):
    message = refusal(tmp_path, content)
    assert said in message
    assert message.startswith("results.csv")


def test_missing_file_and_folder_are_said(tmp_path):
    with pytest.raises(FileRefused, match=r"absent\.csv: there is no such file"):
        tabular.read(tmp_path / "absent.csv")
    with pytest.raises(FileRefused, match="is a folder"):
        tabular.read(tmp_path)


def test_a_missing_column_names_the_nearest(tmp_path):
    said = refusal(tmp_path, "County FIPS,votes\n01019,1\n", required=["county_fips", "office"])
    assert 'the column "county_fips" is missing. The nearest is "County FIPS"' in said
    assert 'the column "office" is missing. The file has: County FIPS, votes.' in said


def test_every_fault_is_named_in_one_pass(tmp_path):
    path = deliver(tmp_path, "a,b,a\n1,2\n1,2,3\n\x01,2,3\n1,2,3,4\n")
    with pytest.raises(FileRefused) as caught:
        tabular.read(path, required=["c"])
    assert [problem.line for problem in caught.value.problems] == [1, 1, 2, 4, 5]


def test_faults_are_all_counted_and_some_kept(tmp_path):
    with pytest.raises(FileRefused) as caught:
        tabular.read(deliver(tmp_path, "a,b\n" + "1\n" * 1_500))
    assert len(caught.value.problems) == 1_000
    assert caught.value.total == 1_500
    assert str(caught.value).endswith("... and 1,480 more")


def test_a_file_with_too_many_bytes_is_not_opened(tmp_path, monkeypatch):
    path = deliver(tmp_path, PLAIN)
    monkeypatch.setattr("pathlib.Path.open", lambda *_a, **_k: pytest.fail("the file was opened"))
    with pytest.raises(FileRefused, match="at most 10 are read"):
        tabular.read(path, limits=Limits(delivered=10))


@pytest.mark.parametrize("trailer", [None, 100])
def test_a_gzip_bomb_is_stopped_at_the_limit_whatever_its_trailer_says(tmp_path, trailer):
    content = packed(b"0" * 60_000_000)
    if trailer is not None:
        content = content[:-4] + trailer.to_bytes(4, "little")
    path = deliver(tmp_path, content)
    tracemalloc.start()
    try:
        with pytest.raises(FileRefused, match="to 1"):
            tabular.read(path)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_the_bomb_is_read_no_further_than_the_limit(tmp_path, monkeypatch):
    from portal.core.tabular import guard

    read = []
    honest = guard.GuardedGzip.readinto
    monkeypatch.setattr(guard.GuardedGzip, "readinto", lambda self, b: read.append(len(b)) or honest(self, b))
    content = packed(b"0" * 60_000_000)
    with pytest.raises(FileRefused):
        tabular.read(deliver(tmp_path, content))
    assert sum(read) <= len(content) * 100 + 2 * guard.BLOCK


def test_a_table_of_zeros_that_is_small_is_no_bomb(tmp_path):
    table = tabular.read(deliver(tmp_path, gzip.compress(b"a,b\n" + b"0,0\n" * 100_000)))
    assert len(table) == 100_000


def blocks(path, columns, **options):
    with tabular.stream(path) as stream:
        return [(list(block.lines), block.cells) for block in stream.blocks(columns, **options)]


def test_a_stream_gives_rows_in_blocks_with_their_lines(tmp_path):
    path = deliver(tmp_path, '\n a ;b;email;\n1;x y;q@x.org;\n\n;;;\n3;"z\nz";w@x.org;\n4; z;;\n')
    with tabular.stream(path) as stream:
        assert stream.columns == ("a", "b")
        assert stream.dropped == {"email": "a private e-mail address"}
        assert [(list(lines), cells) for lines, cells in stream.blocks(["b", "a"], rows=2)] == [
            ([3, 6], [["x y", "z\nz"], ["1", "3"]]),
            ([8], [[" z"], ["4"]]),
        ]
        assert stream.rows == 3
    assert blocks(path, ["b"], rows=3) == [([3, 6, 8], [["x y", "z\nz", " z"]])]
    with pytest.raises(KeyError):
        blocks(path, ["email"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_stream_is_text_as_delivered_in_every_encoding(tmp_path, encoding):
    text = "\nid;fips;note\n129405877581;01019;é\n5;;NA\n"
    found = blocks(deliver(tmp_path, text.encode(encoding)), ["id", "fips", "note"])
    assert found == [([3, 4], [["129405877581", "5"], ["01019", ""], ["é", "NA"]])]


def test_a_stream_gives_no_block_after_a_fault_and_then_every_fault(tmp_path):
    path = deliver(tmp_path, "a,b\n" + "1,2\n" * 4 + "1\n" + "1,2\n" * 4 + "1,2,3\n")
    with tabular.stream(path) as stream:
        given = stream.blocks(["a"], rows=3)
        assert list(next(given).lines) == [2, 3, 4]
        with pytest.raises(FileRefused) as caught:
            next(given)
    assert [problem.line for problem in caught.value.problems] == [6, 11]


@pytest.mark.parametrize(
    ("content", "said"), [('[{"a": 1}]', "a CSV is needed"), ("a,b\n", "no rows"), ("a,b,a\n1,2,3\n", "2 times")]
)
def test_a_stream_refuses_what_is_no_whole_table(tmp_path, content, said):
    with pytest.raises(FileRefused, match=said):
        blocks(deliver(tmp_path, content), ["b"])


def test_memory_does_not_grow_with_a_stream(tmp_path):
    path = deliver(tmp_path, "a,b\n" + "".join(f"{n},{n % 7}\n" for n in range(60_000)))

    def peak(rows):
        tracemalloc.start()
        try:
            with tabular.stream(path) as stream:
                assert sum(len(block.lines) for block in stream.blocks(["a", "b"], rows=rows)) == 60_000
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(1_000) < 3_000_000 < peak(60_000)


def test_the_bar_is_drawn_on_request_only(tmp_path, capsys, monkeypatch):
    import tqdm

    drawn = []
    monkeypatch.setattr(tqdm.tqdm, "update", lambda self, n=1: drawn.append(n))
    path = deliver(tmp_path, "a,b\n" + "1,2\n" * 10_000)
    tabular.read(path)
    assert drawn == []
    tabular.read(path, progress=True)
    assert sum(drawn) > 0
    assert capsys.readouterr().out == ""


def test_reading_imports_no_pandas():
    import subprocess

    code = (
        "import sys, portal.core.tabular, portal.core.imports, portal.core.csvout;"
        "sys.exit(bool({'pandas', 'numpy', 'openpyxl'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
