import datetime as dt

import pytest

from scorecards import peers
from scorecards.metrics.definitions import FLAGS
from tests.factories import figures as made
from tests.factories.races import OfficeFactory, StateFactory

pytestmark = pytest.mark.django_db
SAME = {"felony_only": True, "defendant_not_charge": True}


@pytest.fixture
def metric():
    return made.MetricFactory(flags=["felony_only", "defendant_not_charge"])


def figure(office, metric, flags=SAME, **values):
    dataset = made.DatasetFactory(office=office, flags=flags)
    return made.ObservationFactory(dataset=dataset, metric=metric, **values)


def near(state, n, metric, **values):
    return [figure(OfficeFactory(state=state, kind="county"), metric, **values) for _ in range(n)]


@pytest.fixture
def own(metric):
    return figure(OfficeFactory(state=StateFactory(), kind="county"), metric)


def found(own, by="closest"):
    group = peers.group(own.office, own.metric, own, peers.rule(by))
    return set(group.figures)


def test_the_default_is_the_same_state_and_type(own, metric):
    beside = near(own.office.state, 4, metric)
    figure(OfficeFactory(state=own.office.state, kind="city"), metric)
    figure(OfficeFactory(kind="county"), metric)
    group = peers.group(own.office, metric, own)
    assert set(group.figures) == {row.office_id for row in beside}
    assert group.enough
    assert group.reason == (
        "Offices under the same state law and of the same type, that counted the same way, "
        "with a figure for all of 2025."
    )
    assert {figure.shown for figure in group.figures.values()} == {"24%"}
    assert [office.pk for office in group.offices] == [
        row.office_id for row in sorted(beside, key=lambda row: row.office.district)
    ]


def test_the_reader_may_pick_another_rule_and_an_unknown_one_is_the_default(own, metric):
    city = figure(OfficeFactory(state=own.office.state, kind="city"), metric).office_id
    county = figure(OfficeFactory(kind="county"), metric).office_id
    far = figure(OfficeFactory(kind="city"), metric).office_id
    assert found(own, "closest") == found(own, "") == found(own, "no-such-rule") == set()
    assert found(own, "state") == {city}
    assert found(own, "kind") == {county}
    assert found(own, "counting") == {city, county, far}
    assert [key for key, _label in peers.choices()] == ["closest", "state", "kind", "counting"]
    assert "not on record" in peers.not_used()


@pytest.mark.parametrize("flags", [{}, {"felony_only": True}, {**SAME, "felony_only": False}])
def test_a_figure_counted_otherwise_or_nobody_knows_how_is_no_peer(own, metric, flags):
    near(own.office.state, 1, metric, flags=flags)
    assert found(own, "counting") == set()


def test_a_flag_that_does_not_matter_for_the_measure_parts_nobody(own, metric):
    (row,) = near(own.office.state, 1, metric, flags=SAME | {name: True for name in FLAGS if name not in SAME})
    assert found(own) == {row.office_id}


def test_where_our_own_way_of_counting_is_not_known_there_is_no_peer(metric):
    office = OfficeFactory(kind="county")
    own = figure(office, metric, flags={"felony_only": True})
    near(office.state, 5, metric, flags={"felony_only": True})
    group = peers.group(office, metric, own)
    assert not group.figures
    assert not group.enough
    assert group.reason.startswith("It is not known in full how this office counted")


def test_only_the_same_full_year_counts(own, metric):
    near(own.office.state, 1, metric, period_start=dt.date(2024, 1, 1))
    near(own.office.state, 1, metric, partial=True)
    near(own.office.state, 1, metric, period="month")
    near(own.office.state, 1, metric, dimension="race", group="Black")
    assert found(own) == set()


def test_hidden_figures_are_counted_and_not_shown(own, metric):
    near(own.office.state, 2, metric, numerator=3, denominator=9)
    near(own.office.state, 1, metric, numerator=None, denominator=None, withheld=True)
    seen = near(own.office.state, 3, metric)
    group = peers.group(own.office, metric, own)
    assert (set(group.figures), group.hidden) == ({row.office_id for row in seen}, 3)
    assert not group.enough


def test_invented_and_real_offices_are_never_mixed(own, metric):
    near(StateFactory(code="zz", fips="99", is_sample=True), 2, metric)
    assert found(own, "counting") == set()


def test_many_measures_and_peers_are_two_queries(own, metric, django_assert_num_queries):
    others = [made.MetricFactory(flags=["felony_only"]) for _ in range(6)]
    rows = {metric: own} | {other: figure(own.office, other) for other in others}
    near(own.office.state, 5, metric)
    for other in others:
        near(own.office.state, 3, other)
    with django_assert_num_queries(2):  # the figures, and what is under review
        groups = peers.groups(own.office, rows)
    assert [len(groups[one.pk].figures) for one in rows] == [5, 3, 3, 3, 3, 3, 3]
