"""What becomes of a defendant, worked out by hand; docs/METHODOLOGY.md says the same in words."""

import pandas as pd
import pytest

from scorecards.metrics.frame import OUTCOMES
from tests.unit.metrics.files import PROFILE, disposed, excluded, frame, rows

PLEA, FOUND, VERDICT = "Plea Of Guilty", "Finding Guilty", "Verdict Guilty"
DROPPED = "Nolle Prosecution"
DIVERTED = (DROPPED, "DDPP Graduate")


@pytest.mark.parametrize(
    ("charges", "outcome", "how", "all_dropped", "reason"),
    [
        ([PLEA], "convicted", "plea", False, False),
        ([DROPPED, PLEA, "FNG"], "convicted", "plea", False, False),
        ([PLEA, FOUND], "convicted", "trial", False, False),
        ([VERDICT, DIVERTED], "convicted", "trial", False, True),
        (["FNG", PLEA], "convicted", "plea", False, False),  # the trial did not decide the conviction
        ([DIVERTED], "diverted", "none", True, True),
        ([DIVERTED, "FNG"], "diverted", "none", False, True),
        ([("Case Dismissed", "Drug Court Graduate"), DROPPED], "diverted", "none", True, True),
        (["FNG"], "acquitted", "trial", False, False),
        (["FNG Reason Insanity", DROPPED], "acquitted", "trial", False, False),
        (["Verdict-Not Guilty"], "acquitted", "trial", False, False),
        ([DROPPED, "FNPC", "Case Dismissed"], "dismissed", "none", True, False),
        ([(DROPPED, "No Lab"), DROPPED], "dismissed", "none", True, True),
        ([DROPPED, "BFW"], "dismissed", "none", True, False),  # a forfeited bond is no outcome
        ([DROPPED, "Superseded by Indictment"], "dismissed", "none", True, False),
        ([DROPPED, "Death Suggested-Cause Abated"], "dismissed", "none", False, False),
        (["BFW"], "other", "none", False, False),
        (["Superseded by Indictment", "BFW"], "other", "none", False, False),
        (["Death Suggested-Cause Abated"], "other", "none", False, False),
        (["Transferred - Misd Crt"], "other", "none", False, False),
        (["Mistrial Declared", "Charge Rejected"], "other", "none", False, False),
        # A reason makes a diversion only of a charge that was dropped.
        ([("Death Suggested-Cause Abated", "DDPP Graduate")], "other", "none", False, False),
    ],
)
def test_the_outcome_is_the_first_that_holds(charges, outcome, how, all_dropped, reason):
    for order in (charges, charges[::-1]):
        found = disposed(*order)
        told = (found["outcome"], found["how"], found["all_dropped"], found["reason_recorded"])
        assert told == (outcome, how, all_dropped, reason)


def test_every_disposition_reason_and_sentence_has_its_place():
    values = PROFILE.values
    assert {end.kind for end in values.disposition.values()} == {
        "convicted",
        "acquitted",
        "dropped",
        "other",
        "no_outcome",
    }
    for text, end in values.disposition.items():
        assert disposed(text)["outcome"] == {"dropped": "dismissed", "no_outcome": "other"}.get(end.kind, end.kind)
    for text, meaning in values.reason.items():
        found = disposed((DROPPED, text))
        assert found["outcome"] == ("diverted" if meaning == "diverted" else "dismissed")
        assert found["reason_recorded"] == (text != "")


def test_the_class_of_conviction_is_the_most_serious_of_the_charges_convicted():
    charges = [
        {"id": "1", "class": "4"},
        {"id": "1", "class": "A"},
        {"id": "1", "class": "X", "disposition": DROPPED},
        {"id": "2", "class": "Z"},
        {"id": "3", "class": "1", "disposition": "FNG"},
    ]
    ranks = frame(dispositions=rows("dispositions", *charges))["convicted_rank"]
    assert (str(ranks.dtype), list(ranks.isna())) == ("Int8", [False, True, True])
    assert ranks.iloc[0] == 6


def test_days_run_to_the_last_disposition_and_days_that_cannot_be_are_left_out():
    days = [
        ("1", "1/10/2019"),
        ("1", "3/5/2019"),
        ("2", "1/5/2019"),  # received and disposed on one day
        ("3", "1/4/2019"),  # before it was received
        ("4", "1/3/2019"),
        ("4", "1/6/2019"),  # the last day is what counts
        ("5", "4/22/2109"),
    ]
    raw = rows("dispositions", *[{"id": who, "disposed_on": f"{day} 12:00:00 AM"} for who, day in days])
    cases = frame(dispositions=raw)
    assert list(cases["disposition_days"].dropna()) == [59, 0, 1]
    assert list(cases["disposed_on"].isna()) == [False, False, True, False, True]
    assert cases["disposed_on"].iloc[0] == pd.Timestamp("2019-03-05")
    assert cases["disposed"].all()
    assert excluded(dispositions=raw) == {
        ("dispositions", "disposition_date", "before the case was received"): 1,
        ("dispositions", "disposition_date", "not from 2000-01-01 to 2029-12-31"): 1,
    }


def test_who_is_not_disposed_has_no_outcome():
    cases = frame(intake=rows("intake", {"id": "1"}), dispositions=rows("dispositions", {"id": "2"}))
    assert list(cases["disposed"]) == [False, True]
    assert list(cases["outcome"].isna()) == [True, False]
    assert list(cases["all_dropped"]) == [False, False]
    assert list(cases["outcome"].cat.categories) == list(OUTCOMES)


@pytest.mark.parametrize(
    ("term", "unit", "days"),
    [
        ("1", "Year(s)", 365),  # 365.25
        ("2", "Year(s)", 731),  # 730.5: a half is rounded up
        ("24", "Months", 731),
        ("2.5", "Year(s)", 913),  # 913.125
        ("4.5", "Year(s)", 1644),  # 1643.625
        ("18", "Months", 548),  # 547.875
        ("364", "Days", 364),
        ("100", "Year(s)", 36525),
    ],
)
def test_terms_become_days(term, unit, days):
    cases = frame(sentencing=rows("sentencing", {"term": term, "unit": unit}))
    assert list(cases["prison_days"]) == [days]


def test_terms_that_have_no_length_are_left_out_and_counted():
    raw = rows(
        "sentencing",
        {"term": "", "unit": ""},
        {"term": "1", "unit": "Term"},
        {"term": "0", "unit": "Days"},
        {"term": "101"},
    )
    cases = frame(sentencing=raw)
    assert list(cases["sentence"]) == ["prison"] * 4
    assert cases["prison_days"].isna().all()
    assert excluded(sentencing=raw) == {
        ("sentencing", "commitment_term", "sentenced to prison, no term is written"): 1,
        ("sentencing", "commitment_term", "sentenced to prison for a term that has no length"): 2,
        ("sentencing", "commitment_term", "sentenced to prison for longer than a term can be"): 1,
    }


def test_the_longest_term_of_prison_and_the_first_sentence_that_holds():
    charges = [
        {"id": "1", "sentence": "Probation", "term": "9"},
        {"id": "1", "term": "3"},
        {"id": "1", "term": "40", "unit": "Months"},
        {"id": "2", "sentence": "Jail", "term": "364", "unit": "Days"},
        {"id": "2", "sentence": "Supervision"},
        {"id": "3", "current": "false"},  # replaced by a later one
        {"id": "3", "sentence": "2nd Chance Probation"},
        {"id": "4", "current": "false"},
        {"id": "5", "sentence": "Cook County Boot Camp", "term": "1", "unit": "Term"},
    ]
    cases = frame(sentencing=rows("sentencing", *charges))
    assert list(cases["sentence"].astype(object).fillna("none")) == [
        "prison",
        "jail",
        "probation",
        "none",
        "other",
    ]
    assert list(cases["sentenced"]) == [True, True, True, False, True]
    assert list(cases["prison_days"].fillna(0)) == [1218, 0, 0, 0, 0]  # 40 months are longer than 3 years
