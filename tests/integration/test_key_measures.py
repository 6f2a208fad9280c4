"""The short list of measures on an office's page: which ones, in which unit, and beside which peers."""

import datetime as dt

import pytest

from tests.factories import figures as counts
from tests.factories import races as make

pytestmark = pytest.mark.django_db
FLAGS = {"felony_only": True}


@pytest.fixture
def office():
    state = make.StateFactory(code="il", fips="17", name="Illinois")
    return make.OfficeFactory(state=state, slug="cook", district="Cook County")


@pytest.fixture
def dataset(office):
    return counts.DatasetFactory(office=office, flags=FLAGS)


def page(client):
    text = client.get("/offices/il/cook/").content.decode().replace("\xa0", " ")
    return text.split("Key measures</h2>")[1].split("Compare with similar offices")[0]


def share(dataset, metric, top, **more):
    return counts.ObservationFactory(dataset=dataset, metric=metric, numerator=top, denominator=1000, **more)


def peers(office, metric, *tops, flags=FLAGS):
    for top in tops:
        beside = make.OfficeFactory(state=office.state, kind=office.kind)
        share(counts.DatasetFactory(office=beside, flags=flags), metric, top)


def test_eight_measures_at_most_the_first_of_each_kind(client, dataset):
    for category in ("charging", "time"):
        for n in range(6):
            metric = counts.MetricFactory(name=f"{category} {n}", category=category)
            share(dataset, metric, 200)
    share(dataset, counts.MetricFactory(name="Race known", category="records"), 900)
    text = page(client)
    assert text.count('<article class="met">') == 8
    assert [f"{kind} {n}" in text for kind in ("charging", "time") for n in range(6)] == [
        *(True, True, True, True, False, False),
        *(True, True, True, True, False, False),
    ]
    assert text.index("charging 3") < text.index("time 0")
    assert "5 more than here" in text
    assert 'href="/offices/il/cook/measures/"' in text


def test_a_median_is_printed_in_its_unit(client, dataset):
    metric = counts.MetricFactory(kind="median", unit="days", denominator="defendants")
    for year, days in ((2023, 61), (2024, 58), (2025, 56)):
        start = dt.date(year, 1, 1)
        counts.ObservationFactory(
            dataset=dataset, metric=metric, numerator=None, denominator=10745, value=days, low=54, high=63,
            period_start=start,
        )  # fmt: skip
    text = page(client)
    assert "56<small> days</small>" in text
    assert "from 10,745 defendants, 2025" in text
    assert "95% interval: 54 to 63 days" in text
    assert "61 days in 2023, 56 days in 2025" in text


def test_so_many_for_each_one_is_printed_with_both_counts(client, dataset):
    metric = counts.MetricFactory(kind="per", unit="for each attorney", denominator="attorneys")
    counts.ObservationFactory(dataset=dataset, metric=metric, numerator=4321, denominator=100, value="43.21")
    text = page(client)
    assert "43<small> for each attorney</small>" in text
    assert "4,321 for 100, 2025" in text


def test_peers_stand_in_words(client, office, dataset):
    metric = counts.MetricFactory(flags=["felony_only"])
    share(dataset, metric, 240)
    peers(office, metric, 110, 170, 180, 290)
    text = page(client)
    assert "Of 4 peer offices, 1 had a higher figure in 2025 and 3 a lower one." in text
    assert "Here 24%; peers 11% to 29%, median 18%." in text
    assert text.count('class="p" cx=') == 4
    assert "Offices under the same state law and of the same type, that counted the same way" in text


def test_peers_that_print_the_same_figure_are_not_told_apart(client, office, dataset):
    metric = counts.MetricFactory(flags=["felony_only"])
    share(dataset, metric, 196)
    peers(office, metric, 198, 201, 190, 230)
    text = page(client)
    assert "Of 4 peer offices, 1 had a higher figure in 2025 and 1 a lower one." in text
    assert "2 read the same." in text


def test_fewer_than_four_peers_are_no_group(client, office, dataset):
    metric = counts.MetricFactory(flags=["felony_only"])
    share(dataset, metric, 240)
    peers(office, metric, 111, 222, 333)
    text = page(client)
    assert "3 offices that can be compared have this figure: too few to set it beside." in text
    assert "<circle" not in text
    assert "33%" not in text


@pytest.mark.parametrize("flags", [{"felony_only": False}, {}])
def test_offices_that_count_otherwise_are_no_peers(client, office, dataset, flags):
    metric = counts.MetricFactory(flags=["felony_only"])
    share(dataset, metric, 240)
    peers(office, metric, 110, 170, 180, 290, flags=flags)
    assert "No office that can be compared has this figure." in page(client)


def test_a_count_has_no_peers(client, office, dataset):
    metric = counts.MetricFactory(kind="count", denominator="", flags=["felony_only"])
    for file in (dataset, *(counts.DatasetFactory(office__state=office.state, flags=FLAGS) for _ in range(4))):
        counts.ObservationFactory(dataset=file, metric=metric, numerator=4000, denominator=None)
    text = page(client)
    assert "4,000" in text
    assert 'class="strip"' not in text
    assert "can be compared has this figure" not in text


def test_a_peer_with_too_few_is_named_by_number_alone(client, office, dataset):
    metric = counts.MetricFactory(flags=["felony_only"])
    share(dataset, metric, 240)
    peers(office, metric, 110, 170, 180, 290)
    small = counts.DatasetFactory(office=make.OfficeFactory(state=office.state, kind=office.kind), flags=FLAGS)
    counts.ObservationFactory(dataset=small, metric=metric, numerator=3, denominator=7)
    text = page(client)
    assert "1 more has too few to show." in text
    assert "Of 4 peer offices" in text


def test_no_line_runs_through_two_ways_of_counting(client, office, dataset):
    metric = counts.MetricFactory(flags=["felony_only"])
    other = counts.DatasetFactory(office=office, flags={"felony_only": False})
    for year, top in ((2019, 300), (2020, 310), (2021, 320)):
        share(other, metric, top, period_start=dt.date(year, 1, 1))
    share(dataset, metric, 100, period_start=dt.date(2022, 1, 1), partial=True)
    text = page(client)
    assert "30% in 2019, 32% in 2021" in text
    assert "The line was counted in another way than the newest figure" in text
    share(dataset, metric, 110, period_start=dt.date(2023, 1, 1))
    share(dataset, metric, 120, period_start=dt.date(2024, 1, 1))
    text = page(client)
    assert "11% in 2023, 12% in 2024" in text
    assert "32%" not in text
    assert "The line was counted in another way" not in text
