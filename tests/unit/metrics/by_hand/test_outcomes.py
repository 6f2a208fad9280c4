"""How cases end: ten defendants, or ten rows of charges, each."""

from decimal import Decimal

from tests.unit.metrics.by_hand import figures

# Ten defendants, one of whom (01) with three charges.
DISPOSED = """
id | received   | race   | disposition                  | reason                      | class | disposed_on
01 | 2019-01-05 | Black  | Nolle Prosecution            | PG to Other Count/s         | 2     | 2019-03-01
01 | 2019-01-05 | Black  | Plea Of Guilty               |                             | 4     | 2019-03-01
01 | 2019-01-05 | Black  | Nolle Prosecution            | DDPP Graduate               | 3     | 2019-03-01
02 | 2019-01-05 | Black  | Verdict Guilty               |                             | 2     | 2019-11-01
03 | 2019-01-09 | White  | Plea of Guilty - Lesser Included |                         | A     | 2019-04-01
04 | 2019-02-01 | White  | Nolle Prosecution            | Drug Court Graduate         | 4     | 2019-09-01
05 | 2019-02-01 | White  | FNG                          |                             | X     | 2019-09-01
06 | 2019-02-02 | Black  | FNPC                         |                             | 4     | 2019-02-20
07 | 2019-02-02 | Black  | Nolle Prosecution            | Complaining Witness Not in Court | 4 | 2019-02-20
08 | 2019-02-03 | Black  | Transferred - Misd Crt       |                             | 4     | 2019-02-20
09 | 2019-02-03 | Black  | BFW                          |                             | 4     | 2019-02-20
10 | 2019-02-04 | Black  | Superseded by Indictment     |                             | 4     | 2019-02-20
10 | 2019-02-04 | Black  | Case Dismissed               |                             | 4     | 2019-02-21
"""
# First that holds: 01 convicted (though one charge was dropped after a diversion), 02 and 03 convicted, 04
# diverted, 05 acquitted, 06 07 and 10 dismissed, 08 other, 09 other (a bond forfeiture is no outcome).
FILED = """
id | received   | race   | class
01 | 2019-01-05 | Black  | 2
01 | 2019-01-05 | Black  | 4
02 | 2019-01-05 | Black  | 2
03 | 2019-01-09 | White  | Z
04 | 2019-02-01 | White  | 4
05 | 2019-02-01 | White  | X
06 | 2019-02-02 | Black  | 4
07 | 2019-02-02 | Black  | 4
08 | 2019-02-03 | Black  | 4
09 | 2019-02-03 | Black  | 4
10 | 2019-02-04 | Black  | 4
11 | 2019-02-04 | White  | 4
12 | 2019-02-05 | White  | A
"""
BOTH = {"initiation": FILED, "dispositions": DISPOSED}


def of_disposed(slug):
    """(numerator, denominator) of the year, and of Black and White defendants."""
    groups = figures(slug, "race", dispositions=DISPOSED)
    return figures(slug, dispositions=DISPOSED)["2019"], groups["Black"], groups["White"]


def test_defendants_disposed():
    # By the month received, not by that of the disposition: 01 02 03 in January.
    assert figures("defendants-disposed", "month", dispositions=DISPOSED) == {"2019-01": 3, "2019-02": 7}
    assert figures("defendants-disposed", "race", dispositions=DISPOSED) == {"Black": 7, "White": 3}


def test_the_five_outcomes_have_one_denominator_and_add_up_to_it():
    # Black: 01 02 06 07 08 09 10. White: 03 04 05.
    assert of_disposed("conviction-of-disposed") == ((3, 10), (2, 7), (1, 3))  # 01 02 | 03
    assert of_disposed("diversion-of-disposed") == ((1, 10), (0, 7), (1, 3))  # 04
    assert of_disposed("acquittal-of-disposed") == ((1, 10), (0, 7), (1, 3))  # 05
    assert of_disposed("dismissal-of-disposed") == ((3, 10), (3, 7), (0, 3))  # 06 07 10
    assert of_disposed("other-outcome-of-disposed") == ((2, 10), (2, 7), (0, 3))  # 08 09


def test_dropped_of_disposed():
    # Every charge that counts was dropped: 04 (after a diversion), 06, 07, and 10, whose superseded charge does
    # not count. Not 01, who also pleaded guilty.
    assert of_disposed("dropped-of-disposed") == ((4, 10), (3, 7), (1, 3))


def test_reason_recorded():
    # Of 04, 06, 07 and 10: 04 and 07 have a reason.
    assert figures("reason-recorded", dispositions=DISPOSED) == {"2019": (2, 4)}


def test_diversion_of_filed():
    # 04, of the twelve charged.
    assert figures("diversion-of-filed", **BOTH) == {"2019": (1, 12)}
    assert figures("diversion-of-filed", "race", **BOTH) == {"Black": (0, 7), "White": (1, 5)}


def test_plea_share_of_convictions():
    # Convicted: 01 and 03 by plea, 02 by a verdict.
    assert figures("plea-share-of-convictions", dispositions=DISPOSED) == {"2019": (2, 3)}


def test_trial_rate():
    # 02 was found guilty and 05 not guilty at a trial.
    assert figures("trial-rate", dispositions=DISPOSED) == {"2019": (2, 10)}


def test_charge_reduction():
    # 01: filed Class 2, convicted of Class 4: less. 02: filed and convicted of Class 2. 03: nobody knows what the
    # filed Class Z ranks, so it is in neither number.
    assert figures("charge-reduction", **BOTH) == {"2019": (1, 2)}


def test_resolution_ratio():
    # Charged by month received: January 01 02 03, February 04 to 12 (nine). Ended, by the month of the last
    # disposition: February 06 07 08 09 10, March 01, April 03, September 04 05, November 02. The files cover only
    # the months of January and February, so five ended: 5 for each 9 charged in February, 0 for 3 in January.
    ratio = "resolution-ratio"
    assert figures(ratio, "month", **BOTH) == {
        "2019-01": (0, 3, Decimal(0)),
        "2019-02": (5, 9, Decimal("0.5556")),
    }
    assert figures(ratio, **BOTH) == {"2019": (5, 12, Decimal("0.4167"))}
    # One more received in December: the year is covered, and all ten ended in it. More can end than are charged.
    late = BOTH | {"initiation": FILED + "13 | 2019-12-01 | White | 4\n"}
    assert figures(ratio, **late) == {"2019": (10, 13, Decimal("0.7692"))}
    assert figures(ratio, "month", **late) == {
        "2019-01": (0, 3, Decimal(0)),
        "2019-02": (5, 9, Decimal("0.5556")),
        "2019-12": (0, 1, Decimal(0)),
    }
    assert figures(ratio, "race", **late) == {
        "Black": (7, 7, Decimal(1)),
        "White": (3, 6, Decimal("0.5")),
    }
