"""Names, parties and titles as files print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from races import ballots
from races.ballots import BLANKS, NOBODY, PERSON, TOTAL, WRITE_INS


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        (
            TOTAL,
            "TOTAL|Totals|Total Votes Cast|County Total|Ballots Cast|Registered Voters|Turnout (%)|Cast Votes",
        ),
        (WRITE_INS, "Write-in|Write-ins|WRITEIN|Write In Totals|Misc. Write-ins|Scattering|Others|Not Assigned"),
        (
            BLANKS,
            "Blank|Blanks|Over Votes|UNDERVOTES|Under Vote|Void|No Vote|Ballots Cast - Blank|Invalid write-ins",
        ),
        (BLANKS, "Times Over Voted|Over/Under Votes|Spoiled|Blank, Void and Scattering"),
        (NOBODY, "None of these candidates|No Candidate Filed|No Preference|Uncommitted"),
        (
            PERSON,
            "Jane Under|Under, Jane|No Moore|Ann Over|Blankenship, Ann|Totaro, Al|Rep Jones|Otherson|Total Recall",
        ),
    ],
)
def test_what_is_no_person(kind, cells):
    for cell in cells.split("|"):
        for printed in (cell, cell.upper(), f" {cell.lower()} "):
            assert ballots.read_name(printed).kind == kind, printed


@pytest.mark.parametrize(
    ("printed", "name", "party", "incumbent", "write_in"),
    [
        ("Jane Roe", "Jane Roe", "", None, False),
        ("JANE ROE (I) (REP", "JANE ROE", "REP", True, False),
        ("Jane Roe (Rep) (I)", "Jane Roe", "Rep", True, False),
        ("Jane Roe (I", "Jane Roe", "", True, False),
        ("Roe, Jane (Inc.)", "Roe, Jane", "", True, False),
        ("Jane Roe*", "Jane Roe", "", None, False),
        ("** Jane Roe", "Jane Roe", "", None, False),
        ("Jane  Roe - DEM", "Jane Roe", "DEM", None, False),
        ("Jane Roe (Write-In)", "Jane Roe", "", None, True),
        ("Write-in: Jane Roe", "Jane Roe", "", None, True),
        ("Jane Smith-Rep", "Jane Smith-Rep", "", None, False),
        ("GascÃ³n, Zo", "Gascón, Zo", "", None, False),
    ],
)
def test_marks_come_off_a_name_and_the_name_stays_as_printed(printed, name, party, incumbent, write_in):
    found = ballots.read_name(printed)
    assert (found.kind, found.name, found.party) == (PERSON, name, party)
    assert (found.incumbent, found.write_in) == (incumbent, write_in)


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_is_read(text):
    found = ballots.read_name(text)
    assert found.kind in {PERSON, WRITE_INS, BLANKS, TOTAL, NOBODY}
    ballots.read_office(text)
    ballots.readable(text)
    ballots.district_number(text)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("District Attorney", ("District Attorney", "")),
        ("DISTRICT ATTORNEY - 5TH JUDICIAL DISTRICT", ("District Attorney", "5th judicial district")),
        ("District Attorney (Vote for 1)", ("District Attorney", "")),
        ("For District Attorney, unexpired term", ("District Attorney", "")),
        ("Alder County District Attorney", ("District Attorney", "alder county")),
        ("STATES ATTORNEY", ("State's Attorney", "")),
        ("State Attorney", ("State Attorney", "")),
        ("Commonwealth’s Attorney", ("Commonwealth's Attorney", "")),
        ("Attorney for the Commonwealth", ("Commonwealth's Attorney", "")),
        ("County Prosecutor", ("Prosecuting Attorney", "")),
        ("County Attorney", ("County Attorney", "")),
        ("Circuit Solicitor", ("Solicitor", "")),
        ("District Attorney General 12", ("District Attorney General", "12")),
        ("Criminal District Attorney", ("Criminal District Attorney", "")),
        ("Attorney General", None),
        ("State Attorney General", None),
        ("Solicitor General", None),
        ("City Attorney", None),
        ("Judge of the Superior Court", None),
        ("", None),
    ],
)
def test_titles_of_prosecutors(cell, found):
    assert ballots.read_office(cell) == found


@pytest.mark.parametrize(
    ("printed", "readable"),
    [
        ("FANNIE T. WILLOW", "Fannie T. Willow"),
        ("Willow, Fannie T.", "Fannie T. Willow"),
        ("McGRAW, PAT", "Pat McGraw"),
        ("DON DU BOIS", "Don du Bois"),
        ('ROBERT "BOB" LEE', "Robert “Bob” Lee"),
        ("SMITH JR., JOHN", "John Smith Jr."),
        ("Earl J. Newt, III", "Earl J. Newt, III"),
        ("DeShawn O'Neil", "DeShawn O'Neil"),
        ("Cher", "Cher"),
    ],
)
def test_a_name_for_a_page(printed, readable):
    assert ballots.readable(printed) == readable


def test_parties_and_districts_have_one_form():
    assert {ballots.party_name(text) for text in ("REP", "R", "rep.", "Republican Party")} == {"Republican"}
    assert {ballots.party_name(text) for text in ("", "NP", "Non-Partisan", "   ")} == {""}
    assert ballots.party_name("Working Families") == "Working Families"
    assert [ballots.district_number(text) for text in ("4", "04", "4th District", "Fourth", "Alder")] == [
        4,
        4,
        4,
        4,
        None,
    ]
    assert ballots.is_total_place("County Totals")
    assert not ballots.is_total_place("Totten Township")
