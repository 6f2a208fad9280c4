"""The laws of counting: parts add up, order changes nothing, groups make the total."""

import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.metrics import crossed
from scorecards.metrics.cuts import counts, day_counts
from scorecards.metrics.cuts import crossed as crossed_counts
from scorecards.metrics.definitions import AGE_BANDS, RACES, SEVERITIES, SEXES
from scorecards.metrics.frame import HOW, OUTCOMES, REVIEWS, SENTENCES
from scorecards.metrics.measures import MEASURES, countable
from scorecards.metrics.publish import publishable
from scorecards.metrics.tally import tally

OFFICE = "il/cook"
ADDS_UP = ("count", "share", "per")
CATEGORIES = {
    "race": RACES,
    "sex": SEXES,
    "age": AGE_BANDS,
    "severity": SEVERITIES,
    "offense": ("", "Arson", "Theft"),
    "agency": ("", "A", "B"),
    "decision": ("approved", "declined", "pending"),
    "review": REVIEWS,
    "outcome": OUTCOMES,
    "how": HOW,
    "sentence": SENTENCES,
}
NUMBERS = {
    "charging_days": "Int32",
    "filed_rank": "Int8",
    "disposition_days": "Int32",
    "convicted_rank": "Int8",
    "prison_days": "Int32",
}
days = st.dates(date(2018, 11, 1), date(2019, 12, 31))
yes_no = st.booleans()


@st.composite
def defendants(draw):
    """One row of the canonical frame, with what follows from what: only who is charged has days to a charge."""
    some = {name: draw(st.sampled_from(CATEGORIES[name])) for name in ("race", "sex", "age", "offense", "agency")}
    charged, received = draw(yes_no), draw(days)
    disposed = charged and draw(yes_no)
    outcome = draw(st.sampled_from(OUTCOMES)) if disposed else None
    took = draw(st.none() | st.integers(0, 400)) if disposed else None
    sentenced = outcome == "convicted" and draw(yes_no)
    sentence = draw(st.sampled_from(SENTENCES)) if sentenced else None
    dropped = outcome in ("diverted", "dismissed") and draw(yes_no)
    return some | {
        "received": pd.Timestamp(received),
        "severity": draw(st.sampled_from(SEVERITIES)) if charged else "Unknown",
        "in_intake": not charged or draw(yes_no),
        "decision": draw(st.sampled_from(CATEGORIES["decision"])),
        "review": draw(st.sampled_from(REVIEWS)),
        "arrest_recorded": draw(yes_no),
        "charged": charged,
        "charging_days": draw(st.none() | st.integers(0, 90)) if charged else None,
        "filed_rank": draw(st.none() | st.integers(1, 10)) if charged else None,
        "disposed": disposed,
        "outcome": outcome,
        "all_dropped": dropped,
        "reason_recorded": dropped and draw(yes_no),
        "how": draw(st.sampled_from(HOW)) if disposed else None,
        "disposed_on": pd.NaT if took is None else pd.Timestamp(received) + pd.Timedelta(days=took),
        "disposition_days": took,
        "convicted_rank": draw(st.none() | st.integers(1, 10)) if outcome == "convicted" else None,
        "sentenced": sentenced,
        "sentence": sentence,
        "prison_days": draw(st.none() | st.integers(1, 9000)) if sentence == "prison" else None,
    }


def framed(rows):
    frame = pd.DataFrame(rows)
    frame["disposed_on"] = pd.to_datetime(frame["disposed_on"])
    kinds = {name: pd.CategoricalDtype(names) for name, names in CATEGORIES.items()}
    return frame.astype(kinds | NUMBERS)


crowds = st.lists(defendants(), min_size=1, max_size=25)
law = settings(max_examples=10, deadline=None)  # each counts some thirty measures


def everything(counted):
    return counts(counted, office=OFFICE), crossed_counts(counted), day_counts(counted)


@law
@given(crowds, st.data())
def test_counts_of_parts_add_up_to_the_whole(crowd, data):
    part = data.draw(st.lists(st.integers(0, 2), min_size=len(crowd), max_size=len(crowd)))
    parts = [framed([row for row, at in zip(crowd, part, strict=True) if at == n]) for n in set(part)]
    first, *others = [tally(frame) for frame in data.draw(st.permutations(parts))]
    assert everything(sum(others, start=first)) == everything(tally(framed(crowd)))


@law
@given(crowds, st.randoms())
def test_the_order_of_rows_and_columns_changes_nothing(crowd, random):
    frame = framed(crowd)
    rows = random.sample(range(len(frame)), len(frame))
    columns = random.sample(list(frame.columns), len(frame.columns))
    assert everything(tally(frame.iloc[rows][columns])) == everything(tally(frame))


@law
@given(crowds)
def test_months_and_groups_make_the_total_of_their_year(crowd):
    kinds = {measure.slug: measure for measure in MEASURES}
    counted = tally(framed(crowd))
    sums = defaultdict(lambda: [0, 0])
    for row in counts(counted, office=OFFICE):
        measure = kinds[row.metric]
        if row.dimension == "" and row.period_kind == "month" and measure.kind not in ADDS_UP:
            continue
        by = row.dimension or row.period_kind
        cell = sums[row.metric, row.period_start.year, by]
        # A withheld row is a value about nobody, or so many for each one of nobody: nothing to add.
        cell[0] += row.numerator if row.numerator is not None else 0
        cell[1] += row.denominator if row.denominator is not None else 0
    for (slug, year, by), found in sums.items():
        if kinds[slug].kind != "per":
            assert found == sums[slug, year, "year"], (slug, by)


@law
@given(crowds)
def test_crossed_counts_make_the_totals(crowd):
    counted = tally(framed(crowd))
    totals = defaultdict(lambda: [0, 0])
    for row in counts(counted, office=OFFICE):
        if (row.period_kind, row.dimension) == ("year", ""):
            totals[row.metric][0] += row.numerator if row.numerator is not None else 0
            totals[row.metric][1] += row.denominator if row.denominator is not None else 0
    found = defaultdict(lambda: [0, 0])
    for rows in crossed_counts(counted).values():
        for slug, *_cell, numerator, denominator in rows:
            found[slug][0] += numerator
            found[slug][1] += 0 if denominator is None else denominator
    for rows in day_counts(counted).values():
        for slug, *_cell, _days, people in rows:
            found[slug][1] += people
    assert {slug: two for slug, two in found.items() if slug != "resolution-ratio"} == {
        slug: two for slug, two in totals.items() if slug != "resolution-ratio" and two != [0, 0]
    }


@law
@given(crowds)
def test_every_figure_may_be_published_and_none_is_more_than_its_base(crowd):
    kinds = {measure.slug: measure.kind for measure in MEASURES}
    for row in counts(tally(framed(crowd)), office=OFFICE):
        assert publishable(row.dimension, row.period_kind)
        if kinds[row.metric] == "share":
            assert row.numerator <= row.denominator
        if row.low is not None:
            assert row.low <= row.value <= row.high


@law
@given(crowds)
def test_crossed_files_read_back_what_was_written(tmp_path_factory, crowd):
    path = tmp_path_factory.mktemp("crossed") / "x.csv"
    counted = tally(framed(crowd))
    for rows, columns in ((crossed_counts(counted), crossed.CROSSED), (day_counts(counted), crossed.DAYS)):
        crossed.write(rows, columns, path)
        assert crossed.read(path, columns) == {table: found for table, found in rows.items() if found}


PERSON = {"race": "Black", "sex": "Male", "age": "18 to 24", "severity": "Felony"}


def received(*when):
    people = {name: pd.Categorical([group] * len(when)) for name, group in PERSON.items()}
    return pd.DataFrame({"received": pd.to_datetime(list(when)), "in_intake": True} | people)


def test_a_month_cut_off_is_kept_and_marked_partial_and_so_is_its_year():
    rows = counts(tally(received("2018-12-31", "2019-01-01", "2019-02-28", "2019-03-02")), office=OFFICE)
    partial = {(row.period_kind, row.period_start.isoformat()): row.partial for row in rows}
    assert partial == {
        ("month", "2018-12-01"): True,
        ("month", "2019-01-01"): False,
        ("month", "2019-02-01"): False,
        ("month", "2019-03-01"): True,
        ("year", "2018-01-01"): True,
        ("year", "2019-01-01"): True,
    }


def test_the_window_is_that_of_all_parts_together():
    whole = tally(received("2019-01-01")) + tally(received("2019-12-31"))
    assert whole.window == (date(2019, 1, 1), date(2019, 12, 31))
    assert not any(row.partial for row in counts(whole, office=OFFICE))


def test_what_was_not_delivered_is_not_counted():
    frame = received("2019-01-01")
    slugs = [measure.slug for measure in tally(frame).measures]
    assert slugs == ["felony-intakes-received", "race-recorded", "sex-recorded", "age-recorded"]
    # Charges without a class have no rank: nobody can say what share of them are felonies.
    assert "felony-share-of-filings" not in {m.slug for m in countable([*frame.columns, "charged"])}


def test_what_a_profile_says_cannot_be_told_is_not_counted():
    counted = tally(received("2019-01-01"), without={"race-recorded": "Nobody asked."})
    assert {row.metric for row in counts(counted, office=OFFICE)}.isdisjoint({"race-recorded"})
    assert "sex-recorded" in {measure.slug for measure in counted.measures}


def test_parts_with_other_columns_are_not_added():
    frame = received("2019-01-01")
    with pytest.raises(ValueError, match="must have the same columns"):
        tally(frame) + tally(frame.assign(charged=True))


def test_a_group_without_a_name_is_refused():
    with pytest.raises(ValueError, match="race holds"):
        tally(received("2019-01-01").assign(race=pd.Categorical(["Martian"])))


def test_measures_are_those_of_the_registry():
    folder = Path(__file__).parents[3] / "scorecards" / "data" / "metrics"
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
    kinds = {row["slug"]: (file.get("defaults", {}) | row)["kind"] for file in files for row in file["metrics"]}
    assert {measure.slug: measure.kind for measure in MEASURES} == {
        measure.slug: kinds.get(measure.slug) for measure in MEASURES
    }
    assert len({measure.slug for measure in MEASURES}) == len(MEASURES) >= 30


def test_every_measure_stands_in_the_methodology():
    text = (Path(__file__).parents[3] / "docs" / "METHODOLOGY.md").read_text(encoding="utf-8")
    missing = [measure.slug for measure in MEASURES if f"`{measure.slug}`" not in text]
    assert missing == []
