"""How alike two printed names are: every real pair is brought up, and no stranger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from races.ballots import mend
from races.likeness import ENOUGH, likeness, pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George Gascon", "George Gascón"),
        ("Don Du Bois", "DON DU BOIS"),
        ("Ash, Ada", "Ada Ash"),
        ("A.J. Ash", "Anthony Ash"),
        ("C. Ash", "Charles Ash"),
        ("Vern Ash", "Vernon Ash"),
        ("Mike Ash", "Michael Ash"),
        ("Kimberly Helms Lewis", "Kimberly Lewis"),
        ("Noah Philips", "Noah Phillips"),
        ("Ada Jenkins", "Ada Jennings"),
        ("Kirk Ash", "James Kirk Ash"),
        ("James Ash", "Kirk Ash"),
    ],
)
def test_what_may_be_one_person_is_brought_up_either_way_round(one, other):
    score, why = likeness(one, other)
    assert score >= ENOUGH
    assert why
    assert likeness(other, one)[0] == score


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Ada Ash", "Bea Birch", {}),
        ("Donald Anderson", "Jason Anderson", {"same_office": False}),
        ("C. Ash", "Charles Ash", {"same_office": False}),
        ("Michael Ramos", "Michael Ramsey", {"same_office": False}),
        ("James Ash", "Kirk Ash", {"same_race": True}),
        ("John Ash Jr.", "John Ash Sr.", {}),
        ("Ada Ash", "Ada Birch", {}),
    ],
)
def test_strangers_are_not(one, other, how):
    assert likeness(one, other, **how) == (0, "different suffixes" if "Jr." in one else "")


def test_pairs_come_once_likeliest_first_and_name_another_office():
    mentions = [
        ("alder", "Ada Ash", {1}),
        ("alder", "A. Ash", {2}),
        ("birch", "Ada Ash", {3}),
        ("birch", "Cy Cedar", {3}),
    ]
    found = pairs(mentions)
    assert [(score, i, j) for score, _, i, j in found] == [(100, 0, 2), (92, 0, 1)]
    assert found[0][1] == "the same name, in another office"


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_can_be_compared(one, other):
    score, _ = likeness(one, other)
    assert 0 <= score <= 100
    assert likeness(other, one)[0] == score


def test_every_real_pair_of_the_california_file_is_brought_up_and_nobody_else(california):
    mentions = {}
    for row in california.rows:
        name = mend(f"{row.cells['cand_fname']} {row.cells['cand_lname']}")
        if name != "NA NA":
            mentions.setdefault((row.cells["district"], name), set()).add(row.cells["election_year"])
    listed = [(*key, years) for key, years in mentions.items()]
    found = {frozenset((listed[i][:2], listed[j][:2])) for _, _, i, j in pairs(listed)}
    here = [
        ("Los Angeles", "George Gascon", "George Gascón"),
        ("Marin", "A.J. Brady", "Anthony Brady"),
        ("Mendocino", "C. Eyster", "Charles Eyster"),
        ("Merced", "Kimberly Helms Lewis", "Kimberly Lewis"),
        ("Sacramento", "Noah Philips", "Noah Phillips"),
        ("San Diego", "Genevieve Jones-Wright", "Geneviéve Jones-Wright"),
        ("Solano", "Don Du Bain", "Don du Bain"),
        ("Sutter", "Jana McClung", "Jana Mcclung"),
        ("Yuba", "Patrick McGrath", "Patrick Mcgrath"),
        ("El Dorado", "Vernon Pierson", "Vern Pierson"),
        ("Riverside", "Michael Hestrin", "Mike Hestrin"),
        ("San Francisco", "Brooke Jenkins", "Brooke Jennings"),
        ("Siskiyou", "James Andrus", "Kirk Andrus"),
    ]
    expected = {frozenset(((office, one), (office, other))) for office, one, other in here}
    expected |= {
        frozenset((("San Francisco", "George Gascon"), ("Los Angeles", name)))
        for name in ("George Gascon", "George Gascón")
    }
    assert found == expected
