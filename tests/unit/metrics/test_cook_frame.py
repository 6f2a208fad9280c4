"""The frame of Cook County's 2019 files against figures worked out apart, and the laws that any file obeys."""

import json
from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.metrics.cases import canonical
from tests.unit.metrics.files import PROFILE, rows


@pytest.fixture(scope="module")
def raw(shared_data):
    tables = {}
    for table, layout in PROFILE.tables.items():
        file = shared_data / "cook-2019" / f"{table}.csv.gz"
        tables[table] = pd.read_csv(file, dtype=str, na_filter=False, usecols=layout.names)
        tables[table].index = range(2, len(tables[table]) + 2)
    return tables


@pytest.fixture(scope="module")
def cook(raw):
    return canonical(raw, PROFILE, {})


@pytest.fixture(scope="module")
def cases(cook):
    return cook[0]


def counts(column):
    return column.value_counts().loc[lambda found: found > 0].to_dict()


@pytest.mark.shared
def test_defendants_of_each_table(cases, shared_data):
    expected = json.loads((shared_data / "expected.json").read_text(encoding="utf-8"))["cook-2019"]
    people = expected["unique_participants"]
    assert len(cases) == people["intake"] == int(cases["in_intake"].sum())
    assert int(cases["charged"].sum()) == people["initiation"]
    assert int(cases["disposed"].sum()) == people["dispositions"]
    assert int(cases["sentenced"].sum()) == people["sentencing"]
    months = cases["received"].dt.strftime("%Y-%m")
    assert counts(months) == expected["felony_intakes_received_per_month"]
    assert counts(months[cases["charged"]]) == expected["defendants_with_charges_initiated_per_month_received"]


@pytest.mark.shared
def test_three_declination_rates(cases, shared_data):
    expected = json.loads((shared_data / "expected.json").read_text(encoding="utf-8"))["cook-2019"]
    decision, review = counts(cases["decision"]), counts(cases["review"])
    assert decision["declined"] == expected["declination_rate_A"]["num"]
    assert decision["declined"] + decision["approved"] == expected["declination_rate_A"]["den"]
    assert review["declined"] == expected["declination_rate_C"]["num"]
    assert review["declined"] + review["approved"] == expected["declination_rate_C"]["den"]
    decided = cases[cases["decision"].isin(["approved", "declined"])]
    assert counts(decided["race"]) == {
        race: found["n"] for race, found in expected["declination_A_by_race"].items()
    }


@pytest.mark.shared
def test_outcomes(cases, raw):
    assert counts(cases["outcome"]) == {
        "convicted": 4170,
        "diverted": 1375,
        "acquitted": 49,
        "dismissed": 5654,
        "other": 74,
    }
    assert int(cases["all_dropped"].sum()) == 7029
    assert counts(cases["how"]) == {"plea": 3995, "trial": 224, "none": 7103}
    # Nolle Prosecution alone gives the smaller figure.
    charges = raw["dispositions"]
    kept = charges[~charges["charge_disposition"].isin(["BFW", "Superseded by Indictment"])]
    kept = kept["charge_disposition"].eq("Nolle Prosecution").groupby(kept["case_participant_id"]).all()
    assert int(kept.sum()) == 6728


@pytest.mark.shared
def test_days_and_who_is_left_out(cook, cases):
    excluded = {(one.table, one.column, one.rule): one.defendants for one in cook[1]}
    assert excluded == {
        ("intake", "age_at_incident", "older than 110: counted as age unknown"): 8,
        ("intake", "arrest_date", "not from 2000-01-01 to 2029-12-31"): 6,
        ("initiation", "event_date", "no date is written"): 5463,
        ("initiation", "event_date", "not from 2000-01-01 to 2029-12-31"): 3,
        ("initiation", "event_date", "before the case was received"): 182,
        ("dispositions", "disposition_date", "not from 2000-01-01 to 2029-12-31"): 1,
        ("dispositions", "disposition_date", "before the case was received"): 576,
    }
    assert (cases["disposition_days"].count(), cases["disposition_days"].median()) == (10745, 56)
    assert (cases["charging_days"].count(), cases["charging_days"].median()) == (23238, 23)
    assert cases["disposed_on"].count() == 10745


@pytest.mark.shared
def test_sentences_and_severity(cases):
    assert counts(cases["sentence"]) == {"probation": 2078, "prison": 1432, "jail": 362, "other": 240}
    assert (cases["prison_days"].count(), cases["prison_days"].median()) == (1432, 731)
    assert int(cases["prison_days"].sum()) == 1424541
    assert counts(cases["severity"]) == {"Felony": 28851, "Unknown": 7307, "Misdemeanor": 30, "Other": 2}
    assert counts(cases["age"])["Unknown"] == 1088


def as_set(frame):
    """The rows of a frame, in an order that only they decide."""
    text = frame.astype(str)
    return text.sort_values(list(text.columns)).reset_index(drop=True)


@pytest.mark.shared
def test_parts_of_the_real_files_make_the_same_frame(raw, cook):
    parts = []
    for odd in (True, False):
        chosen = {}
        for table, found in raw.items():
            chosen[table] = found[found["case_participant_id"].str[-1].isin(list("13579")) == odd]
        parts.append(canonical(chosen, PROFILE, {}))
    whole = as_set(pd.concat([as_text(frame) for frame, _ in parts]))
    pd.testing.assert_frame_equal(whole, as_set(as_text(cook[0])))
    assert added(parts) == added([cook])


def as_text(frame):
    return frame.astype(str)


def added(parts):
    total = {}
    for _, excluded in parts:
        for one in excluded:
            key = (one.table, one.column, one.rule)
            total[key] = total.get(key, 0) + one.defendants
    return total


def _texts(role):
    return st.sampled_from(sorted(PROFILE.values.of(role)))


people = st.fixed_dictionaries(
    {
        "received": st.sampled_from(["2019-01-05", "2019-03-31", "2020-02-29"]),
        "race": _texts("race"),
        "sex": _texts("sex"),
        "age": st.sampled_from(["", "17", "30", "137"]),
        "agency": st.sampled_from(["", "PD", "SHERIFF"]),
    }
)
charge = {
    "initiation": {"class": _texts("class"), "charged_on": st.sampled_from(["", "2018-12-31", "2019-04-01"])},
    "dispositions": {
        "class": _texts("class"),
        "disposition": _texts("disposition"),
        "reason": _texts("reason"),
        "disposed_on": st.sampled_from([f"{day} 12:00:00 AM" for day in ("1/4/2019", "4/1/2020", "4/22/2109")]),
    },
    "sentencing": {
        "sentence": _texts("sentence"),
        "current": _texts("current"),
        "term": st.sampled_from(["", "0", "2", "24", "2.5", "400"]),
        "unit": _texts("unit"),
    },
}


@st.composite
def deliveries(draw):
    crowd = draw(st.lists(people, min_size=1, max_size=12))
    tables = {"intake": []}
    for number, person in enumerate(crowd):
        person |= {"id": f"{number:013}"}
        seen = {"status": draw(_texts("status")), "review": draw(_texts("review"))}
        tables["intake"] += [person | seen] * draw(st.integers(0, 1))
    for table, cells in charge.items():
        row = st.builds(lambda person, own: person | own, st.sampled_from(crowd), st.fixed_dictionaries(cells))
        tables[table] = draw(st.lists(row, max_size=20))
    return {table: rows(table, *found) for table, found in tables.items()}


@settings(max_examples=40, deadline=None)
@given(deliveries(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(tables, random):
    shuffled = {}
    for table, found in tables.items():
        order = random.sample(range(len(found)), len(found))
        shuffled[table] = found.iloc[order][random.sample(list(found.columns), len(found.columns))]
    one, two = canonical(tables, PROFILE, {}), canonical(shuffled, PROFILE, {})
    pd.testing.assert_frame_equal(as_set(as_text(one[0])), as_set(as_text(two[0])))
    assert added([one]) == added([two])


@settings(max_examples=40, deadline=None)
@given(deliveries(), st.sets(st.integers(0, 11)))
def test_parts_by_defendant_make_the_same_frame(tables, chosen):
    ids = [f"{number:013}" for number in chosen]
    inside = {table: found["case_participant_id"].isin(ids) for table, found in tables.items()}
    parts = [
        canonical({table: found[inside[table] == side] for table, found in tables.items()}, PROFILE, {})
        for side in (True, False)
    ]
    whole = canonical(tables, PROFILE, {})
    together = pd.concat([as_text(frame) for frame, _ in parts])
    pd.testing.assert_frame_equal(as_set(together), as_set(as_text(whole[0])))
    assert added(parts) == added([whole])


@settings(max_examples=40, deadline=None)
@given(deliveries())
def test_every_defendant_is_somewhere_once(tables):
    cases, _ = canonical(tables, PROFILE, {})
    ids = np.unique(
        np.concatenate([found["case_participant_id"].to_numpy(dtype=object) for found in tables.values()])
    )
    assert len(cases) == len(ids)
    assert (cases["in_intake"] | cases["charged"] | cases["disposed"] | ~cases["sentenced"]).any() or len(
        cases
    ) == 0
    assert (cases["outcome"].notna() == cases["disposed"]).all()
    assert (cases["sentence"].notna() == cases["sentenced"]).all()
    assert not (cases["all_dropped"] & cases["outcome"].isin(["convicted", "acquitted", "other"])).any()


def by_hand(charges):
    """(outcome, all dropped, last day) of one defendant, charge by charge, in plain Python."""
    ends = [PROFILE.values.disposition[charge["charge_disposition"]].kind for charge in charges]
    reasons = [PROFILE.values.reason[charge["charge_disposition_reason"]] for charge in charges]
    kinds = {
        "diverted" if (end, reason) == ("dropped", "diverted") else end
        for end, reason in zip(ends, reasons, strict=True)
    }
    order = {"convicted": "convicted", "diverted": "diverted", "acquitted": "acquitted", "dropped": "dismissed"}
    outcome = next((name for kind, name in order.items() if kind in kinds), "other")
    counted = [end for end in ends if end != "no_outcome"]
    last = max(datetime.strptime(charge["disposition_date"].split()[0], "%m/%d/%Y") for charge in charges)
    received = datetime.strptime(charges[0]["received_date"], "%Y-%m-%d")
    days = (last - received).days if last.year < 2030 and last >= received else None
    return outcome, bool(counted) and set(counted) == {"dropped"}, days


@settings(max_examples=40, deadline=None)
@given(deliveries())
def test_outcomes_and_days_are_those_of_a_count_by_hand(tables):
    charges = tables["dispositions"]
    cases, _ = canonical({"dispositions": charges}, PROFILE, {})
    expected = [by_hand(rows.to_dict("records")) for _, rows in charges.groupby("case_participant_id", sort=False)]
    found = cases[["outcome", "all_dropped", "disposition_days"]].astype(object)
    assert list(found.where(found.notna(), None).itertuples(index=False, name=None)) == expected
