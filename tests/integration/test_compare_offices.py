"""Compare offices: the same measure, year and way of counting side by side; all else is said."""

import datetime as dt

import pytest

from tests.factories import figures as counts
from tests.factories import races as make
from tests.integration.test_compare import heads, queries, text

pytestmark = pytest.mark.django_db


def between(*offices, more=""):
    return "/compare/?" + "&".join(f"o={office.state.code}/{office.slug}" for office in offices) + more


@pytest.fixture
def pair():
    """Two offices that report one measure for 2024 and 2025."""
    quail = make.StateFactory(code="qa", name="Quail")
    offices = [make.OfficeFactory(state=quail, slug=slug, district=slug.title()) for slug in ("ash", "birch")]
    metric = counts.MetricFactory(name="Cases declined", slug="declined")
    for number, office in enumerate(offices):
        dataset = counts.DatasetFactory(office=office)
        for year in (2024, 2025):
            counts.ObservationFactory(
                dataset=dataset, metric=metric, period_start=dt.date(year, 1, 1), numerator=200 + 100 * number
            )
    return offices, metric


def test_offices_show_value_counts_interval_period_and_unit(client, pair):
    offices, _ = pair
    html = text(client, between(*offices))
    for part in (">20%</strong>", ">30%</strong>", "200 of 1,000, 2025", "95% interval: 18% to 23%",
                 "Cases declined</span>, 2025", "a defendant in a case"):  # fmt: skip
        assert part in html, part
    assert html.count('class="dots"') == 2
    assert heads(html) == ["Ash District Attorney", "Birch District Attorney"]


def test_the_newest_year_that_both_have_is_compared(client, pair):
    offices, metric = pair
    late = counts.DatasetFactory(office=offices[0])
    counts.ObservationFactory(dataset=late, metric=metric, period_start=dt.date(2026, 1, 1), numerator=999)
    assert "Cases declined</span>, 2025" in text(client, between(*offices))


def test_a_part_of_a_year_is_not_compared(client, pair):
    offices, metric = pair
    alone = make.OfficeFactory(state=offices[0].state, slug="cedar")
    counts.ObservationFactory(
        dataset=counts.DatasetFactory(office=alone), metric=metric, partial=True, numerator=400
    )
    html = text(client, between(offices[0], alone))
    assert html.count("Not comparable</span>") == 2
    assert "no full year is on record for two of these offices" in html
    assert "2025 (partial year)" in html
    assert 'class="dots"' not in html
    html = text(client, between(*offices, alone))
    assert html.count("Not comparable</span>") == 1
    assert html.count('class="dots"') == 2


def test_figures_counted_in_another_way_are_not_drawn_side_by_side(client, pair):
    offices, _ = pair
    dataset = offices[0].datasets.get()
    type(dataset).objects.filter(pk=dataset.pk).update(case_level=False)
    html = text(client, between(*offices))
    assert "Not comparable: one office’s figure is counted from case files" in html
    assert 'class="dots"' not in html


def test_small_groups_and_gaps_stay_gaps(client, pair):
    offices, metric = pair
    small = make.OfficeFactory(state=offices[0].state, slug="cedar")
    dataset = counts.DatasetFactory(office=small)
    counts.ObservationFactory(dataset=dataset, metric=metric, numerator=3, denominator=7)
    empty = make.OfficeFactory(state=offices[0].state, slug="dogwood")
    html = text(client, between(*offices, small, empty))
    assert "Too few to show" in html
    assert "3 of 7" not in html
    assert "Not reported" in html


def test_peers_come_with_their_reason_and_no_population_is_made_up(client, pair):
    offices, _ = pair
    for office in offices:
        make.OfficeCountyFactory(office=office, county=make.CountyFactory(state=office.state))
    html = text(client, between(offices[0]))
    assert "One office is chosen. Choose one to three more." in html
    assert 'value="qa/birch"' in html
    assert "Same state. It serves 1 county, this office 1 county." in html
    assert "Population, and rural or urban, are not on record here" in html


def test_peers_by_cases_where_both_report_them(client, pair):
    offices, _ = pair
    far = make.OfficeFactory(slug="far", state=make.StateFactory(code="qb", name="Quince"))
    metric = counts.MetricFactory(kind="count", denominator="", name="Cases received", order=0)
    for office, n in ((offices[0], 5000), (far, 4100)):
        dataset = counts.DatasetFactory(office=office)
        counts.ObservationFactory(dataset=dataset, metric=metric, numerator=n, denominator=None)
    html = text(client, between(offices[0]))
    assert 'value="qb/far"' in html
    assert "Quince. Cases received: 4,100 there, 5,000 here, newest full year." in html


def test_a_states_offices_are_listed_to_choose_from(client, pair):
    html = text(client, "/compare/?s=qa")
    assert '<option value="qa/ash">Ash District Attorney</option>' in html


def test_the_data_hold_what_the_page_shows(client, pair):
    address = between(*pair[0]).replace("/compare/", "/compare.json")
    rows = client.get(address).json()["rows"]
    assert [(row["office"], row["numerator"], row["comparable"]) for row in rows] == [
        ("qa/ash", 200, True),
        ("qa/birch", 300, True),
    ]


def test_counts_that_may_not_be_copied_stay_out_of_the_data(client, pair):
    offices, _ = pair
    offices[0].datasets.update(may_republish=False)
    rows = client.get(between(*offices).replace("/compare/", "/compare.json")).json()["rows"]
    assert [row["office"] for row in rows] == ["qa/birch"]


def test_more_offices_and_measures_add_no_queries(client, pair):
    offices, _ = pair
    few = queries(client, between(*offices))
    more = [*offices, *(make.OfficeFactory(state=offices[0].state) for _ in range(2))]
    for office in more:
        dataset = counts.DatasetFactory(office=office)
        make.TenureFactory(office=office)
        for _ in range(6):
            counts.ObservationFactory(dataset=dataset, metric=counts.MetricFactory())
    make.OfficeFactory.create_batch(6, state=offices[0].state)
    assert queries(client, between(*more)) == few
    assert few <= 22
