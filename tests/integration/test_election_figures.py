"""The shipped counts over many races: equal to what the script makes, loaded once, aggregates only."""

import csv

import pytest

from races import figures, reference
from races.data import make_ca_figures
from races.models import ElectionFigure


def rows():
    with figures.FIGURES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def share(measure, part, group, year):
    one = ElectionFigure.objects.get(state__code="ca", measure=measure, round=part, group=group, year=year)
    return one.count, one.total


def test_the_shipped_figures_are_what_the_script_makes(california):
    assert make_ca_figures.made(california) == figures.FIGURES.read_bytes()


def test_no_figure_speaks_of_a_single_person():
    by_person = [row for row in rows() if row["measure"] != "contested"]
    assert by_person
    assert min(int(row["total"]) for row in by_person) >= make_ca_figures.FEWEST


def test_groups_of_a_year_add_up_to_its_winners():
    for year in ("2014", "2018", "2022"):
        parts = [row for row in rows() if (row["year"], row["measure"]) == (year, "winners_gender")]
        assert [row["group"] for row in parts] == ["women", "men", "unknown"]
        assert sum(int(row["count"]) for row in parts) == int(parts[0]["total"])


def cells(district, primary, general, **more):
    row = {
        "election_year": "2030", "district": district, "cand_lname": "Ash", "cand_gender": "F",
        "primary_contested_reconciled": primary, "general_contested_reconciled": general,
        "ran_primary": "Y", "ran_general": "SKIP", "winner_primary": "W", "winner_general": "NA",
        "vote_percent_primary": "97.1", "vote_percent_general": "NA",
    }  # fmt: skip
    return row | more


def test_an_office_counts_once_however_many_rows_it_has():
    offices = {
        ("2030", "Alder"): [
            cells("Alder", "contested", "uncontested"),
            cells("Alder", "contested", "did_not_run", cand_lname="Birch", winner_primary="L"),
            cells("Alder", "contested", "did_not_run", cand_lname="BIRCH", winner_primary="L"),
        ],
        ("2030", "Cedar"): [cells("Cedar", "uncontested", "uncontested", cand_gender="NA")],
        ("2030", "Doe"): [cells("Doe", "did_not_run", "uncontested", ran_primary="SKIP", cand_gender="U")],
    }
    found = {part: (count, total) for part, count, total, _ in make_ca_figures.contested(offices, "2030")}
    assert found == {"primary": (1, 2), "general": (0, 3), "": (1, 3)}
    assert make_ca_figures.winners(offices, "2030") == {"women": 1, "unknown": 2}


def test_a_coding_that_the_rows_do_not_bear_out_is_noted():
    offices = {("2030", "Alder"): [cells("Alder", "uncontested", "contested")]}
    notes = {part: note for part, _, _, note in make_ca_figures.contested(offices, "2030")}
    assert "Counted from who ran it is 0, without Alder." in notes["general"]


def test_one_name_with_half_the_votes_is_noted():
    offices = {("2030", "Alder"): [cells("Alder", "uncontested", "uncontested", vote_percent_primary="49.5")]}
    notes = {part: note for part, _, _, note in make_ca_figures.contested(offices, "2030")}
    assert notes["primary"] == "Coded not contested, but the only name has under 85 percent: Alder."


def test_a_winner_coded_in_two_ways_stops_the_script():
    twice = [cells("Alder", "contested", "contested"), cells("Alder", "contested", "contested", cand_gender="M")]
    with pytest.raises(ValueError, match="Alder 2030"):
        make_ca_figures.winners({("2030", "Alder"): twice}, "2030")


@pytest.mark.django_db
def test_figures_are_loaded_with_the_other_reference_facts():
    reference.load(states=["ca"])
    assert share("contested", "primary", "contested", 2018) == (26, 56)
    assert share("contested", "general", "contested", 2022) == (3, 57)
    assert share("winners_gender", "", "unknown", 2022) == (22, 57)
    assert ElectionFigure.objects.count() == len(rows())
    assert reference.load(states=["ca"]).summary().startswith("created 0, changed 0")
