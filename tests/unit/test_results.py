"""Results files -> vote lines, districts mended, outcomes. No database."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import tabular
from races import levels, results
from races.imports import SHIPPED
from races.names import district_slug, sort_name, word_key

HEADER = "county,precinct,office,district,party,candidate,election_day_votes,advanced_votes\n"


def read(tmp_path, text, reader=results.read_openelections, name="county.csv"):
    path = tmp_path / name
    path.write_text(text)
    return reader(tabular.read(path))


def test_only_district_attorney_rows_are_read_and_their_parts_added(tmp_path):
    lines, problems, notes = read(
        tmp_path,
        HEADER
        + "Appling,not available,President,,Green,Jill Stein,0,4\n"
        + "Appling,not available,District Attorney,Brunswick Judicial Circuit,Republican,Keith Higgins,9,58\n",
    )
    assert (problems, notes) == ([], [])
    assert lines == [
        results.VoteLine(
            3,
            "Brunswick Judicial Circuit",
            "Appling",
            "Keith Higgins",
            "Republican",
            67,
            "District Attorney",
            total=True,
        )
    ]


def test_a_district_with_its_words_in_another_order_is_mended_and_reported(tmp_path):
    lines, _, notes = read(
        tmp_path,
        HEADER
        + "Catoosa,,District Attorney,Judicial Circuit Lookout Mountain,Republican,Clayton Fuller,1,2\n"
        + "Dade,,District Attorney,Lookout Mountain Judicial Circuit,Republican,Clayton Fuller,3,4\n",
    )
    assert {line.circuit for line in lines} == {"Lookout Mountain Judicial Circuit"}
    assert notes == [
        'line 2 (Catoosa): "Judicial Circuit Lookout Mountain" is read as "Lookout Mountain Judicial Circuit"'
    ]


def test_every_fault_is_named_with_its_line_and_column(tmp_path):
    _, problems, _ = read(
        tmp_path,
        HEADER
        + "Appling,,District Attorney,Brunswick Judicial Circuit,Republican,Keith Higgins,12.5,1\n"
        + "Appling,,District Attorney,Brunswick Judicial Circuit,Republican,,1,1\n"
        + ",,District Attorney,Brunswick Judicial Circuit,Republican,Keith Higgins,1,1\n"
        + "1019,,District Attorney,Brunswick Judicial Circuit,Republican,Keith Higgins,1,1\n",
    )
    assert [(p.line, p.column) for p in problems] == [
        (2, "election_day_votes"),
        (3, "candidate"),
        (4, "county"),
        (5, "county"),
    ]


def test_what_no_table_can_hold_is_refused_with_its_place(tmp_path):
    line = f"Appling,,District Attorney,{'D' * 81},{'P' * 81},{'N' * 161},0,99999999999\n"
    _, problems, _ = read(tmp_path, HEADER + line)
    assert {(problem.line, problem.column) for problem in problems} == {
        (2, "district"),
        (2, "party"),
        (2, "candidate"),
        (2, "advanced_votes"),
    }


def test_a_file_without_the_contest_says_so(tmp_path):
    _, problems, _ = read(tmp_path, HEADER + "Appling,,President,,Green,Jill Stein,0,4\n")
    assert "no row whose office is a prosecutor" in str(problems[0])


def test_outcomes():
    assert results.outcomes({"A": 5, "B": 3}) == {"A": "won", "B": "lost"}
    assert results.outcomes({"A": 5, "B": 5, "C": 1}) == {"A": "tied", "B": "tied", "C": "lost"}
    assert results.outcomes({"A": 5}) == {"A": "won"}


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 10**6), min_size=1))
def test_somebody_always_wins_or_all_who_lead_are_tied(votes):
    found = results.outcomes(votes)
    leaders = [name for name in votes if votes[name] == max(votes.values())]
    assert {found[name] for name in leaders} == ({"won"} if len(leaders) == 1 else {"tied"})
    assert all(found[name] == "lost" for name in votes if name not in leaders)


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Fani T. Willis", "Willis, Fani T."),
        ("Erle J. Newton, III", "Newton III, Erle J."),
        ("T. Wright Barksdale", "Barksdale, T. Wright"),
        ("Cher", "Cher"),
    ],
)
def test_names_sort_by_last_name(name, sorted_as):
    assert sort_name(name) == sorted_as


def test_district_addresses():
    assert district_slug("Atlanta Judicial Circuit") == "atlanta"
    assert district_slug("Bell-Forsyth Judicial Circuit") == "bell-forsyth"
    assert district_slug("Cook County") == "cook"
    assert word_key("Judicial Circuit Lookout Mountain") == word_key("Lookout Mountain Judicial Circuit")


def test_the_shipped_georgia_file_is_the_shared_one_byte_for_byte(shared_data):
    table = tabular.read(shared_data / "ga-2024" / "county-level.csv", required=results.OPENELECTIONS)
    lines, problems, notes = results.read_openelections(table)
    assert problems == []
    assert len(notes) == 1
    assert results.compact(lines) == SHIPPED.read_bytes()


def test_georgia_matches_the_independent_figures(shared_data):
    expected = json.loads((shared_data / "expected.json").read_text())["ga-2024"]
    lines, _, _ = results.read_compact(tabular.read(SHIPPED))
    totals = results.totals(lines)
    circuits = {circuit: {c: v for c, v in totals.items() if c[0] == circuit} for circuit, _ in totals}
    assert len(lines) == expected["county_rows"]
    assert sum(totals.values()) == expected["county_total_votes"]
    assert len(circuits) == 41
    assert sum(len(names) == 1 for names in circuits.values()) == 37
    for circuit, candidates in expected["contested_circuits"].items():
        assert {name: totals[circuit, name] for name, _, _ in candidates} == {n: v for n, _, v in candidates}
    served = {c: sorted({line.county for line in lines if line.circuit == c}) for c in circuits}
    mended = dict(expected["circuit_to_counties"])
    mended["Lookout Mountain Judicial Circuit"] += mended.pop("Judicial Circuit Lookout Mountain")
    assert served == {circuit: sorted(counties) for circuit, counties in mended.items()}


def test_precincts_of_georgia_add_up_but_for_one_county(shared_data):
    expected = json.loads((shared_data / "expected.json").read_text())["ga-2024"]
    folder, files = shared_data / "ga-2024", []
    for name in ("county-level.csv", "precinct-level.csv.gz"):
        lines, problems, _ = results.read_openelections(tabular.read(folder / name))
        assert problems == []
        files.append((name, lines))
    assert len(files[1][1]) == expected["precinct_rows"]
    lines, problems, findings, _ = levels.by_county(files)
    assert (problems, len(lines)) == ([], expected["county_rows"])
    assert findings[0] == (
        f"{expected['county_candidate_rows_matching']} of {expected['county_rows']} county figures equal the sum "
        f"of their precincts; all together {expected['county_total_votes']:,} by county and "
        f"{expected['precinct_total_votes']:,} by precinct"
    )
    assert findings[1:] == [
        f"{county}, {circuit}, {name} ({party}): county {own:,}, its precincts add up to {parts:,}"
        for county, circuit, name, party, own, parts in expected["differing"]
    ]
    alone, _, none, _ = levels.by_county(files[1:])
    assert sum(line.votes for _, line in alone) == expected["precinct_total_votes"]
    assert none == []
