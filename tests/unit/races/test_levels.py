"""Precinct lines and county lines: what adds up, what differs, whatever the order or the files."""

from hypothesis import given
from hypothesis import strategies as st

from races import levels
from races.results import VoteLine, added, totals

VOTES = st.one_of(st.none(), st.integers(0, 10_000))


def line(number, votes, precinct="", county="Alder", name="Ada Ash", party="DEM", total=False):
    return VoteLine(number, "", county, name, party, votes, "District Attorney", precinct, total)


@st.composite
def precinct_lines(draw):
    """Lines of a few names in a few precincts of two counties, each place once."""
    places = [(c, p, n) for c in ("Alder", "Birch") for p in ("1", "2", "3") for n in ("Ada Ash", "Bea Birch")]
    chosen = draw(st.lists(st.sampled_from(places), unique=True, min_size=1))
    return [line(n, draw(VOTES), p, c, name) for n, (c, p, name) in enumerate(chosen, 2)]


@given(precinct_lines(), st.data())
def test_order_and_split_into_files_change_nothing(lines, data):
    shuffled = data.draw(st.permutations(lines))
    cut = data.draw(st.integers(0, len(lines)))
    one, problems, findings, _ = levels.by_county([("a.csv", lines)])
    two, *others = levels.by_county([("a.csv", shuffled[:cut]), ("b.csv", shuffled[cut:])])
    sums = [{(x.county, x.name): x.votes for _, x in kept} for kept in (one, two)]
    assert sums[0] == sums[1]
    assert (problems, findings, others[0], others[1]) == ([], [], [], [])


@given(precinct_lines())
def test_a_county_has_the_sum_of_its_precincts_or_none(lines):
    for _, found in levels.by_county([("a.csv", lines)])[0]:
        parts = [x.votes for x in lines if (x.county, x.name) == (found.county, found.name)]
        assert found.votes == (None if None in parts else sum(parts))
        assert found.precinct == ""


@given(precinct_lines())
def test_county_figures_made_of_the_precincts_always_agree(lines):
    county = [x for _, x in levels.by_county([("p.csv", lines)])[0]]
    kept, problems, findings, _ = levels.by_county([("c.csv", county), ("p.csv", lines)])
    assert (len(kept), problems, len(findings)) == (len(county), [], 1)
    assert findings[0].startswith(f"{len(county)} of {len(county)} county figures equal")


def test_every_difference_is_named_and_the_countys_own_figure_counts():
    county = [line(2, 10), line(3, 5, name="Bea Birch"), line(4, 7, county="Birch")]
    precinct = [
        line(2, 4, "1"),
        line(3, 4, "2"),
        line(4, None, "1", name="Bea Birch"),
        line(5, 1, "1", name="Cy Cedar"),
    ]
    kept, _, findings, _ = levels.by_county([("c.csv", county), ("p.csv", precinct)])
    assert findings[1:] == [
        "Alder, Ada Ash (DEM): county 10, its precincts add up to 8",
        "Alder, Bea Birch (DEM): county 5, its precincts add up to 0, and 1 give no count",
        "Alder, Cy Cedar (DEM): 1; no figure by the county",
        "Birch, Ada Ash (DEM): 7; no figure by precincts",
    ]
    assert {(x.county, x.name): x.votes for _, x in kept}["Alder", "Ada Ash"] == 10


def test_precincts_where_a_contest_was_not_on_the_ballot_leave_nothing_out():
    precinct = [line(2, 4, "1"), line(3, None, "2"), line(4, 6, "3")]
    kept, problems, findings, _ = levels.by_county([("p.csv", [*precinct, line(5, 10, total=True)])])
    assert ([x.votes for _, x in kept], problems, len(findings)) == ([10], [], 1)
    assert findings[0].startswith("1 of 1 county figures equal")


def test_a_sum_with_a_missing_part_is_missing():
    assert added([1, 2]) == 3
    assert added([1, None]) is None
    assert added([]) == 0
    assert totals([line(2, 1), line(3, None, county="Birch")]) == {("", "Ada Ash"): None}
