"""manage.py tally on an office's own machine. No test here may use the database, so none of it needs one."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from scorecards.metrics import crossed, shipped
from tests.unit.metrics.delivered import file, row

COOK = ["--profile", "cook-il", "--office", "il/cook"]


def run(*arguments):
    out, err = StringIO(), StringIO()
    try:
        call_command("tally", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stopped:
        return stopped.code, out.getvalue() + err.getvalue()
    return 0, out.getvalue() + err.getvalue()


@pytest.fixture
def files(tmp_path):
    """Twelve defendants, all charged; nine of them White women and so too few to show."""
    people = [{}] * 3 + [{"race": "White", "gender": "Female"}] * 9
    intake = [row("intake", number, **person) for number, person in enumerate(people)]
    charges = [row("initiation", number, **person) for number, person in enumerate(people)]
    charges[0]["event_date"] = "2109-01-07"
    return [file(tmp_path, "intake", intake), file(tmp_path, "initiation", charges)]


def test_the_counts_handed_over_are_what_the_project_ships(files, tmp_path):
    said = run(*COOK, *files, "--out", tmp_path / "ours", "--limit", "A pilot.", "--retrieved", "2030-01-02")
    assert said[0] == 0, said[1]
    assert "NOT FOR PUBLICATION" not in said[1]
    assert sorted(path.name for path in tmp_path.glob("ours*")) == ["ours.csv", "ours.toml"]
    about = shipped.about("ours", tmp_path)
    assert [(one.table, one.file, one.rows, one.unique_defendants) for one in about.datasets] == [
        ("intake", "intake.csv", 12, 12),
        ("initiation", "initiation.csv", 12, 12),
    ]
    assert (about.retrieved, about.first_day, about.last_day) == (date(2030, 1, 2), *[date(2019, 1, 5)] * 2)
    assert about.known_limits == ["A pilot."]
    assert about.flags["felony_only"] is True
    # One defendant's year cannot be: said, without the number.
    assert [(one.column, one.defendants) for one in about.excluded] == [("event_date", None)]
    assert "initiation, event_date not from 2000-01-01 to 2029-12-31: too few to show." in said[1]
    rows = shipped.counts("ours", tmp_path)
    shown = {(r.metric, r.group): r.numerator for r in rows if r.period_kind == "year" and not r.withheld}
    assert shown["felony-intakes-received", ""] == 12
    assert not any(group in ("Black", "White", "Male", "Female") for _, group in shown)


def test_what_is_handed_over_reads_back_byte_for_byte(files, tmp_path):
    run(*COOK, *files, "--out", tmp_path / "ours", "--crossed")
    again = tmp_path / "again"
    again.mkdir()
    shipped.write(shipped.about("ours", tmp_path), shipped.counts("ours", tmp_path), "ours", again)
    for end, columns in (("crossed", crossed.CROSSED), ("days", crossed.DAYS)):
        rows = crossed.read(tmp_path / f"ours-{end}.csv", columns)
        crossed.write(rows, columns, again / f"ours-{end}.csv")
    for path in sorted(tmp_path.glob("ours*")):
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def test_crossed_counts_only_when_asked_and_marked(files, tmp_path):
    _, said = run(*COOK, *files, "--out", tmp_path / "ours", "--crossed")
    assert said.count("NOT FOR PUBLICATION") == 2
    for end in ("crossed", "days"):
        assert (tmp_path / f"ours-{end}.csv").read_text(encoding="utf-8").startswith("# NOT FOR PUBLICATION")
    rows = crossed.read(tmp_path / "ours-crossed.csv", crossed.CROSSED)
    charged = [found[2:] for found in rows["initiation"] if found[0] == "defendants-charged"]
    assert charged == [
        ("Black", "Male", "25 to 34", "Felony", 3, None),
        ("White", "Female", "25 to 34", "Felony", 9, None),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "Line 1: expected the words"),
        (f"{crossed.MARK}\ntable,metric\n", "Line 2: expected the columns"),
        (f"{crossed.MARK}\n{','.join(('table', *crossed.CROSSED))}\nintake,x,2019-01-01,a,b,c,d,-1,2\n", "Line 3"),
        (f"{crossed.MARK}\n{','.join(('table', *crossed.CROSSED))}\nintake,x,2019-13-01,a,b,c,d,1,2\n", "Line 3"),
    ],
)
def test_a_spoiled_crossed_file_is_refused_with_its_line(tmp_path, line, said):
    path = tmp_path / "x.csv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        crossed.read(path, crossed.CROSSED)


def test_nothing_is_written_where_anything_is_refused(files, tmp_path):
    bad = file(tmp_path, "intake", [row("intake", 1, race="Martian")], name="bad.csv")
    for arguments, said in (
        ([*COOK, bad, files[1]], '"Martian" is not a known value of race'),
        ([*COOK, tmp_path / "none.csv"], "There is no file"),
        (["--profile", "cook", "--office", "il/cook", *files], 'There is no profile "cook".'),
        (["--profile", "cook-il", "--office", "Cook County", *files], "is no address of an office"),
    ):
        code, told = run(*arguments, "--out", tmp_path / "ours")
        assert (code, said in told) == (1, True), told
    assert run(*COOK, *files, "--out", tmp_path / "nowhere" / "ours")[0] == 1
    assert not list(tmp_path.glob("ours*"))


@pytest.mark.shared
def test_cook_county_counted_on_its_own_machine_is_what_is_shipped(shared_data, tmp_path):
    tables = [
        shared_data / "cook-2019" / f"{one.table}.csv.gz" for one in shipped.about("cook-2019-counts").datasets
    ]
    assert run(*COOK, *tables, "--out", tmp_path / "cook")[0] == 0
    assert (tmp_path / "cook.csv").read_bytes() == (shipped.FOLDER / "cook-2019-counts.csv").read_bytes()
    ours, known = shipped.about("cook", tmp_path), shipped.about("cook-2019-counts")
    assert ours.excluded == known.excluded
    assert [one.sha256 for one in ours.datasets] == [one.sha256 for one in known.datasets]
