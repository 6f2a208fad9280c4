import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.metrics.counts_csv import COLUMNS, CountRow, published, read, write

HEADER = ",".join(COLUMNS) + "\n"


def row(group="", numerator=50, denominator=None, *, dimension=None, kind="year", start=date(2019, 1, 1), **more):
    dimension = ("race" if group else "") if dimension is None else dimension
    more = {"office": "il/cook", "metric": "m", "table": "t", "partial": False} | more
    return CountRow(
        period_kind=kind,
        period_start=start,
        dimension=dimension,
        group=group,
        numerator=numerator,
        denominator=denominator,
        **more,
    )


def text_of(rows):
    stream = io.StringIO(newline="")
    write(rows, stream)
    return stream.getvalue()


def back(text):
    return read(io.StringIO(text, newline=""))


@st.composite
def files(draw):
    """Counts of one office: two measures, months and races of two years, some not reported."""
    rows = []
    for metric, is_rate in (("charged", False), ("declined", True)):
        for year in (2018, 2019):
            cuts = [("month", date(year, m, 1), "", "") for m in draw(st.sets(st.integers(1, 12)))]
            names = draw(st.sets(st.sampled_from(["Asian", "Black", "Latino", "Other", "Unknown", "White"])))
            cuts += [("year", date(year, 1, 1), "", "")]
            cuts += [("year", date(year, 1, 1), "race", name) for name in names]
            for kind, start, dimension, group in cuts:
                base = draw(st.none() | st.integers(0, 60))
                hits = base if base is None or not is_rate else draw(st.integers(0, base))
                found = row(group, hits, base if is_rate else None, dimension=dimension, kind=kind, start=start)
                rows.append(
                    CountRow(
                        **{name: getattr(found, name) for name in COLUMNS}
                        | {"metric": metric, "partial": draw(st.booleans())}
                    )
                )
    return rows


def test_the_file_by_hand():
    rows = [
        row("White", 315, 4033),
        row("", 7, 20, kind="month", start=date(2019, 12, 1), partial=True),
        row("Other", 2, 9),
        row("Black", 1414, 21506),
        row("Unknown", None),
    ]
    # Other stands on 9 people: hidden, and with it White, the next smallest. Nothing was reported on Unknown.
    assert text_of(rows) == (
        HEADER
        + "il/cook,m,t,month,2019-12-01,,,7,20,,,,yes,no\n"
        + "il/cook,m,t,year,2019-01-01,race,Black,1414,21506,,,,no,no\n"
        + "il/cook,m,t,year,2019-01-01,race,Other,,,,,,no,yes\n"
        + "il/cook,m,t,year,2019-01-01,race,Unknown,,,,,,no,no\n"
        + "il/cook,m,t,year,2019-01-01,race,White,,,,,,no,yes\n"
    )


def test_a_small_month_takes_the_next_smallest_month_of_its_year_with_it():
    rows = [
        row(numerator=n, kind="month", start=date(year, month, 1))
        for year, month, n in ((2018, 12, 11), (2019, 1, 40), (2019, 2, 3), (2019, 3, 35))
    ]
    assert [found.withheld for found in published(rows)] == [False, False, True, True]


@given(files(), st.randoms())
def test_the_bytes_do_not_hang_on_the_order_of_rows(rows, random):
    assert text_of(random.sample(rows, len(rows))) == text_of(rows)


@given(files())
def test_what_is_read_back_is_what_was_published(rows):
    text = text_of(rows)
    assert back(text) == published(rows)
    assert text_of(back(text)) == text  # going through the rule again uncovers and hides nothing more


@given(files())
def test_withheld_rows_carry_no_number(rows):
    for found in published(rows):
        if found.withheld:
            assert found.numerator is None
            assert found.denominator is None


@pytest.mark.parametrize(
    "rows",
    [
        [row("Black", kind="month")],
        [row("Black", dimension="race and gender")],
        [row("Black"), row("Black")],
    ],
)
def test_what_may_not_be_published_is_refused(rows):
    with pytest.raises(ValueError, match=r"may not be published|twice"):
        published(rows)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("il/cook,m,t,year,2019-01-01,,,1414,21506,no", "Line 2"),
        ("il/cook,m,t,year,2019-02-01,,,14,21,,,,no,no", "first day"),
        ("il/cook,m,t,week,2019-01-01,,,14,21,,,,no,no", "first day"),
        ("il/cook,m,t,year,13/45/2019,,,14,21,,,,no,no", "Line 2"),
        ("il/cook,m,t,year,2019-01-01,,,-1,21,,,,no,no", "'-1' is not a count"),
        ("il/cook,m,t,year,2019-01-01,,,1.5,21,,,,no,no", "not a count"),
        ("il/cook,m,t,year,2019-01-01,,,22,21,,,,no,no", "not a rate"),
        ("il/cook,m,t,year,2019-01-01,,,14,21,,,,maybe,no", "neither yes nor no"),
        ("il/cook,m,t,year,2019-01-01,,,14,21,,,,no,yes", "must be blank"),
    ],
)
def test_a_spoiled_file_is_refused_with_its_line(line, said):
    with pytest.raises(ValueError, match=said) as caught:
        back(HEADER + line + "\n")
    assert "Line 2" in str(caught.value)


def test_other_columns_are_refused():
    with pytest.raises(ValueError, match="expected the columns office, metric"):
        back("office,metric\n")
