"""Days, pending cases and sentences: ten rows each."""

from decimal import Decimal

from tests.unit.metrics.by_hand import figures

DISPOSED = """
id | received   | race  | disposed_on
01 | 2019-01-01 | Black | 2019-01-11
02 | 2019-01-01 | Black | 2019-01-31
02 | 2019-01-01 | Black | 2019-02-10
03 | 2019-01-01 | White | 2019-01-01
04 | 2019-01-01 | White | 2018-12-31
05 | 2019-02-01 | White | 2019-02-21
06 | 2019-02-01 | White | 2109-02-21
07 | 2019-02-01 | Black | 2019-02-21
08 | 2019-02-01 | Black |
09 | 2019-02-01 | Asian | 2019-02-22
"""
# Days to the last disposition: 01 10, 02 40 (the last of its two), 03 0, 05 20, 07 20, 09 21. Left out: 04 (before
# it was received), 06 (the year 2109), 08 (blank).


def test_time_to_disposition():
    days = "time-to-disposition"
    # 0 10 20 20 21 40: the middle two are 20 and 20.
    assert figures(days, dispositions=DISPOSED) == {"2019": (Decimal(20), 6)}
    # January: 0 10 40. February: 20 20 21.
    assert figures(days, "month", dispositions=DISPOSED) == {
        "2019-01": (Decimal(10), 3),
        "2019-02": (Decimal(20), 3),
    }
    # Black: 10 20 40. White: 0 and 20, whose middle is 10. Asian: 21.
    assert figures(days, "race", dispositions=DISPOSED) == {
        "Black": (Decimal(20), 3),
        "White": (Decimal(10), 2),
        "Asian": (Decimal(21), 1),
    }


def test_disposition_date_usable():
    # Nine defendants; 04, 06 and 08 have no date that can be.
    assert figures("disposition-date-usable", dispositions=DISPOSED) == {"2019": (6, 9)}


FILED = """
id | received   | race
01 | 2019-01-01 | Black
02 | 2019-01-01 | Black
03 | 2019-01-01 | White
04 | 2019-01-01 | White
20 | 2019-02-01 | White
21 | 2019-02-02 | White
22 | 2019-02-03 | Black
23 | 2019-07-31 | Black
24 | 2019-08-01 | Asian
25 | 2018-12-31 | White
"""


def test_pending_over_180_days():
    # The files end on 2019-08-01. 01 to 04 have a disposition. Open: 20 since 181 days, 21 since 180 (not more
    # than 180), 22 since 179, 23 since one day, 24 since none, and 25, received the year before.
    both = {"initiation": FILED, "dispositions": DISPOSED}
    pending = "pending-over-180-days"
    assert figures(pending, **both) == {"2019": (2, 6)}
    assert figures(pending, "race", **both) == {"White": (2, 3), "Black": (0, 2), "Asian": (0, 1)}
    assert figures(pending, "month", **both) == {}


SENTENCED = """
id | received   | race  | sentence               | current | term | unit
01 | 2019-01-01 | Black | Prison                 | true    | 2    | Year(s)
01 | 2019-01-01 | Black | Prison                 | true    | 36   | Months
02 | 2019-01-01 | Black | Probation              | true    | 2    | Year(s)
02 | 2019-01-01 | Black | Prison                 | false   | 9    | Year(s)
03 | 2019-01-01 | White | Jail                   | true    | 30   | Days
03 | 2019-01-01 | White | Probation              | true    | 1    | Year(s)
04 | 2019-02-01 | White | Prison                 | true    | 18   | Months
05 | 2019-02-01 | White | Prison                 | true    |      | Term
06 | 2019-02-01 | Asian | Conditional Discharge  | true    | 12   | Months
"""
MORE = "07 | 2019-02-01 | Asian | Prison | true | 365 | Days\n"
TEN = {"sentencing": SENTENCED + MORE}
# Most serious current sentence: 01 04 05 07 prison, 03 jail, 02 probation (its prison sentence was replaced), 06
# other.


def test_prison_jail_and_probation_share():
    assert figures("prison-share", **TEN) == {"2019": (4, 7)}
    assert figures("jail-share", **TEN) == {"2019": (1, 7)}
    assert figures("probation-share", **TEN) == {"2019": (1, 7)}
    assert figures("prison-share", "race", **TEN) == {"Black": (1, 2), "White": (2, 3), "Asian": (1, 2)}


def test_median_prison_sentence():
    # Longest terms in days: 01 36 months (1095.75, so 1096), 04 18 months (547.875, so 548), 07 365. 05 has no
    # length. The middle is 548 days, and 548 / (365.25 / 12) = 18.0041 months.
    assert figures("median-prison-sentence", **TEN) == {"2019": (Decimal("18.0041"), 3)}
    # January: 01 alone: 1096 / 30.4375 = 36.0082. February: of 365 and 548 the middle is 456.5 days: 14.9979.
    assert figures("median-prison-sentence", "month", **TEN) == {
        "2019-01": (Decimal("36.0082"), 1),
        "2019-02": (Decimal("14.9979"), 2),
    }


def test_prison_years_imposed():
    # 1096 + 548 + 365 = 2009 days; 2009 / 365.25 = 5.5003 years, of three people.
    assert figures("prison-years-imposed", **TEN) == {"2019": (Decimal("5.5003"), 3)}
    # White: 04 alone, 548 days: 1.5003 years. Asian: 365 days: 0.9993 years.
    assert figures("prison-years-imposed", "race", **TEN) == {
        "Black": (Decimal("3.0007"), 1),
        "White": (Decimal("1.5003"), 1),
        "Asian": (Decimal("0.9993"), 1),
    }
