"""Cases in, charging decisions, felony or misdemeanor: ten rows each."""

from decimal import Decimal

from tests.unit.metrics.by_hand import figures

INTAKE = """
id | received   | race                       | sex            | age | status               | review    | arrest
01 | 2019-01-05 | Black                      | Male           | 17  | Approved             | Approved  | 2019-01-04
02 | 2019-01-05 | Black                      | Male           | 18  | Rejected             | Rejected  | 2019-01-05
03 | 2019-01-09 | White                      | Female         | 24  | Approved             |           |
04 | 2019-01-31 | White [Hispanic or Latino] | Female         | 25  | Pending Warrant      | Disregard | 1965-05-08
05 | 2019-02-01 | HISPANIC                   | Male           | 34  | Rejected             |           | 2019-01-31
06 | 2019-02-01 | Biracial                   | Male           | 35  | Approved             | Rejected  | 2019-01-31
07 | 2019-02-11 |                            |                |     |                      |           |
08 | 2019-02-28 | Unknown                    | Unknown Gender | 137 | Rejected             | Rejected  | 2019-02-27
09 | 2019-03-02 | ASIAN                      | Male           | 55  | Approved/Misdemeanor | Approved  |
10 | 2019-03-02 | Black                      | Female         | 54  | Approved             | Advice    |
"""


def test_felony_intakes_received():
    # January: 01 02 03 04. February: 05 06 07 08. March: 09 10. Black 01 02 10; White 03; Latino 04 05;
    # Other 06; Unknown 07 (blank) and 08; Asian 09.
    received = "felony-intakes-received"
    assert figures(received, intake=INTAKE) == {"2019": 10}
    assert figures(received, "month", intake=INTAKE) == {"2019-01": 4, "2019-02": 4, "2019-03": 2}
    groups = {"Black": 3, "White": 1, "Latino": 2, "Other": 1, "Unknown": 2, "Asian": 1}
    assert figures(received, "race", intake=INTAKE) == groups
    # Blank and "Unknown Gender" are unknown.
    assert figures(received, "sex", intake=INTAKE) == {"Female": 3, "Male": 5, "Unknown": 2}
    # 17 is under 18; 18 and 24 are one band, 25 and 34 the next; a blank age and 137 are unknown.
    assert figures(received, "age", intake=INTAKE) == {
        "Under 18": 1,
        "18 to 24": 2,
        "25 to 34": 2,
        "35 to 44": 1,
        "45 to 54": 1,
        "55 and over": 1,
        "Unknown": 2,
    }


def test_declination_of_decided():
    # Decided are Approved and Rejected alone: 01 02 03 | 05 06 08 | 10. Left out: 04 (waits for a warrant),
    # 07 (blank) and 09 (sent on as a misdemeanor). Declined: 02, 05 and 08.
    declined = "declination-of-decided"
    assert figures(declined, intake=INTAKE) == {"2019": (3, 7)}
    assert figures(declined, "month", intake=INTAKE) == {"2019-01": (1, 3), "2019-02": (2, 3), "2019-03": (0, 1)}
    assert figures(declined, "race", intake=INTAKE) == {
        "Black": (1, 3),
        "White": (0, 1),
        "Latino": (1, 1),  # 05 declined; 04 is not decided
        "Other": (0, 1),
        "Unknown": (1, 1),  # 08 declined; 07 is not decided
        "Asian": (0, 0),  # 09 is there, but no decision
    }


def test_declination_of_received():
    # The same three, of all ten rows.
    assert figures("declination-of-received", intake=INTAKE) == {"2019": (3, 10)}
    assert figures("declination-of-received", "race", intake=INTAKE)["Latino"] == (1, 2)


def test_declination_of_reviewed():
    # Felony review approved 01 and 09 and rejected 02, 06 and 08. 03, 05 and 07 had no review; 04 and 10 had one
    # that decided nothing. 06 was approved in the end all the same.
    assert figures("declination-of-reviewed", intake=INTAKE) == {"2019": (3, 5)}
    months = figures("declination-of-reviewed", "month", intake=INTAKE)
    assert months == {"2019-01": (1, 2), "2019-02": (2, 2), "2019-03": (0, 1)}


def test_how_complete_the_intake_is():
    # Race is blank in 07 and Unknown in 08; sex the same; age is blank in 07 and cannot be in 08.
    assert figures("race-recorded", intake=INTAKE) == {"2019": (8, 10)}
    assert figures("sex-recorded", intake=INTAKE) == {"2019": (8, 10)}
    assert figures("age-recorded", intake=INTAKE) == {"2019": (8, 10)}
    assert figures("sex-recorded", "race", intake=INTAKE)["Unknown"] == (0, 2)
    # A measure of race being recorded is not broken down by race.
    assert figures("race-recorded", "race", intake=INTAKE) == {}
    # Arrest dates: 01 02 05 06 08. 04 has one of 1965, which cannot be; the others are blank.
    assert figures("arrest-date-recorded", intake=INTAKE) == {"2019": (5, 10)}


CHARGES = """
id | received   | class | offense | agency | charged_on
01 | 2019-01-05 | 4     | Theft   | A      | 2019-01-05
01 | 2019-01-05 | X     | Theft   | A      | 2019-01-15
01 | 2019-01-05 | A     | Theft   | A      | 2019-01-25
02 | 2019-01-05 | A     | Theft   | B      | 2019-01-25
02 | 2019-01-05 | B     | Theft   | B      | 2019-02-04
04 | 2019-01-31 | P     | DUI     | B      | 2019-02-02
05 | 2019-02-01 | Z     | DUI     |        | 2109-02-05
06 | 2019-02-01 | 2     | DUI     | A      |
08 | 2019-02-28 | 4     |         | A      | 2018-02-28
11 | 2020-01-01 | 1     |         | A      | 2020-01-01
"""
# Ten charges of seven defendants. The most serious charge: 01 Class X, 02 a Class A misdemeanor, 04 a petty
# offense, 05 unknown (Z has no rank), 06, 08 and 11 felonies.
RECEIVED = """
id | received   | offense | agency
01 | 2019-01-05 | Theft   | A
02 | 2019-01-05 | Theft   | B
03 | 2019-01-09 | Theft   | A
04 | 2019-01-31 | DUI     | B
05 | 2019-02-01 | DUI     |
06 | 2019-02-01 | DUI     | A
07 | 2019-02-11 | Arson   | A
08 | 2019-02-28 |         | A
09 | 2019-03-02 | Arson   | A
10 | 2019-03-02 | Arson   | A
"""
BOTH = {"intake": RECEIVED, "initiation": CHARGES}


def test_defendants_charged():
    charged = "defendants-charged"
    assert figures(charged, initiation=CHARGES) == {"2019": 6, "2020": 1}
    assert figures(charged, "month", initiation=CHARGES) == {"2019-01": 3, "2019-02": 3, "2020-01": 1}


def test_filing_rate():
    # Ten received, of whom 01 02 04 05 06 08 were charged: nobody of March. 11 was charged, but not received.
    assert figures("filing-rate", **BOTH) == {"2019": (6, 10), "2020": (0, 0)}
    assert figures("filing-rate", "month", **BOTH) == {
        "2019-01": (3, 4),
        "2019-02": (3, 4),
        "2019-03": (0, 2),
        "2020-01": (0, 0),
    }


def test_felony_share_of_filings():
    # Felonies: 01 (of a felony and a misdemeanor the felony counts), 06 and 08 of 2019; 11 of 2020.
    felonies = "felony-share-of-filings"
    assert figures(felonies, initiation=CHARGES) == {"2019": (3, 6), "2020": (1, 1)}
    only = {"initiation": CHARGES.rsplit("\n", 2)[0]}
    assert figures(felonies, "offense", **only) == {"Theft": (1, 2), "DUI": (1, 3), "Unknown": (1, 1)}
    assert figures(felonies, "agency", **only) == {"A": (3, 3), "B": (0, 2), "Unknown": (0, 1)}


def test_charged_below_intake_class():
    # Received and charged: 01 02 04 05 06 08, but nobody knows the class of 05. Below a felony: 02 and 04.
    assert figures("charged-below-intake-class", **BOTH) == {"2019": (2, 5), "2020": (0, 0)}


def test_time_to_charging_decision():
    # 01: 0 days to its first charging event; 02: 20 days; 04: 2 days; 11: 0 days. Left out: 05 (the year 2109),
    # 06 (no date) and 08 (charged before it was received). Of 0, 2 and 20 days the middle is 2.
    days = "time-to-charging-decision"
    assert figures(days, initiation=CHARGES) == {"2019": (Decimal(2), 3), "2020": (Decimal(0), 1)}
    # In February nobody's days are known: no value, which is not 0.
    assert figures(days, "month", initiation=CHARGES) == {
        "2019-01": (Decimal(2), 3),
        "2019-02": None,
        "2020-01": (Decimal(0), 1),
    }
