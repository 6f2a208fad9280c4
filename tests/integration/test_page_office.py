import csv
import datetime as dt
import io
import json
import re

import pytest

from portal.pages.models import OfficePage
from races.models import Election
from scorecards.models import Metric
from tests.factories import figures as counts
from tests.factories import races as make
from tests.factories.admin import promise_of, update_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    state = make.StateFactory(code="il", fips="17", name="Illinois")
    return make.OfficeFactory(
        state=state, slug="cook", district="Cook County", title="State's Attorney", counties_complete=False
    )


def page_of(client, language=""):
    response = client.get(f"{language}/offices/il/cook/")
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def rows_of(client):
    return list(csv.DictReader(io.StringIO(client.get("/offices/il/cook.csv").content.decode())))


def by_race(office, **groups):
    """A year's total and its groups: name=(numerator, denominator)."""
    dataset, metric = counts.DatasetFactory(office=office), counts.MetricFactory(slug="declined")
    total = [sum(pair[n] for pair in groups.values()) for n in (0, 1)]
    common = {"dataset": dataset, "metric": metric}
    counts.ObservationFactory(**common, numerator=total[0], denominator=total[1])
    for name, (numerator, denominator) in groups.items():
        counts.ObservationFactory(
            **common, dimension="race", group=name, numerator=numerator, denominator=denominator
        )
    return metric


def test_an_office_without_anything_says_what_is_not_known(client, office):
    page = page_of(client)
    assert "We do not know yet who holds this office: a result shows who won on a day" in page
    assert "Not known yet" in page
    assert "Not listed yet" in page
    assert "We have no numbers from this office yet." in page
    assert "No race for this office is on record yet." in page
    assert "cook.csv" not in page
    assert rows_of(client) == []


def test_who_won_is_not_who_holds(client, office):
    race = make.RaceFactory(
        office=office, election=make.ElectionFactory(state=office.state, date=dt.date(2024, 11, 5))
    )
    make.CandidacyFactory(race=race, person=make.PersonFactory(name="Pat Winner"), outcome="won", votes=90)
    page = page_of(client)
    assert "We do not know yet who holds this office" in page
    assert "Pat Winner" not in page
    assert "One candidate in the general election" in page
    assert "Unopposed" not in page


def test_the_holder_stands_with_a_source_and_the_term(client, office):
    tenure = make.TenureFactory(
        office=office,
        person__name="Kim Holder",
        term_ends=dt.date(2028, 12, 1),
        source_title="Clerk, oath of office",
    )
    race = make.RaceFactory(office=office, field_known=True)
    make.CandidacyFactory(race=race, person=tenure.person)
    page = page_of(client)
    assert f'<a href="/offices/il/cook/{race.slug}/kim-holder/">Kim Holder</a>' in page
    assert "Elected, since Jan 2, 2024." in page
    assert "Clerk, oath of office" in page
    assert "Dec 1, 2028" in page
    assert "Nov 2, 2027" in page
    assert "1 candidate for 1 seat." in page
    assert "Unopposed" in page


def test_a_tenure_that_ended_holds_nothing(client, office):
    make.TenureFactory(office=office, person__name="Former Holder", ended=dt.date(2025, 1, 1))
    page = page_of(client)
    assert "Former Holder" not in page
    assert "We do not know yet who holds this office" in page


def test_counties_are_named_with_parts_and_gaps(client, office):
    cook = make.CountyFactory(state=office.state, name="Cook", fips="17031")
    kane = make.CountyFactory(state=office.state, name="Kane", fips="17089")
    make.OfficeCountyFactory(office=office, county=cook)
    make.OfficeCountyFactory(office=office, county=kane, partial=True)
    page = page_of(client)
    assert "Cook County, part of Kane County" in page
    assert "These are the counties our source names; there may be more." in page


def test_a_share_comes_with_counts_interval_and_source(client, office):
    dataset = counts.DatasetFactory(office=office)
    metric = counts.MetricFactory(slug="declination", name="Felony cases declined")
    counts.ObservationFactory(dataset=dataset, metric=metric, numerator=2509, denominator=32184, partial=True)
    page = page_of(client)
    assert "8<small>%</small>" in page
    assert "2,509 of 32,184, 2025 (partial year)" in page
    assert "95% interval: within the same whole percent" in page
    assert "County court, case file" in page
    assert "Data to Dec 31, 2025." in page
    assert "7.8" not in page


def test_a_wide_interval_is_printed(client, office):
    counts.ObservationFactory(dataset=counts.DatasetFactory(office=office), numerator=24, denominator=100)
    assert "95% interval: 17% to 33%" in page_of(client)


def test_few_cases_show_counts_before_the_share(client, office):
    counts.ObservationFactory(dataset=counts.DatasetFactory(office=office), numerator=2, denominator=11)
    page = page_of(client)
    assert '<p class="v">2 of 11</p>' in page
    assert "18%; few cases" in page


def test_a_count_is_a_plain_number(client, office):
    metric = counts.MetricFactory(kind=Metric.Kind.COUNT, denominator="")
    counts.ObservationFactory(
        dataset=counts.DatasetFactory(office=office), metric=metric, numerator=36190, denominator=None
    )
    page = page_of(client)
    assert '<p class="v">36,190</p>' in page
    assert "interval" not in page.split("Key measures")[1].split("Where this data")[0]


def test_hidden_is_not_zero(client, office):
    counts.ObservationFactory(dataset=counts.DatasetFactory(office=office), numerator=0, denominator=9)
    page = page_of(client)
    assert "Too few to show" in page
    assert "0 of 9" not in page
    (row,) = rows_of(client)
    assert (row["state"], row["shown"], row["numerator"], row["rate"]) == ("hidden", "too few to show", "", "")


def test_months_make_a_line_and_the_partial_one_is_told_apart(client, office):
    dataset, metric = counts.DatasetFactory(office=office), counts.MetricFactory()
    counts.ObservationFactory(dataset=dataset, metric=metric, numerator=100, denominator=1000, partial=True)
    for month, top, partial in ((1, 10, False), (2, 20, False), (3, 3, True)):
        counts.ObservationFactory(
            dataset=dataset,
            metric=metric,
            period="month",
            period_start=dt.date(2025, month, 1),
            numerator=top,
            denominator=100,
            partial=partial,
        )
    page = page_of(client)
    assert "10% in Jan 2025, 20% in Feb 2025" in page
    assert "3% in Mar 2025 (partial month)" in page
    assert page.count("<polyline") == 1
    assert '<polyline points="5.0,20.0 145.0,5.0"/>' in page
    assert [row["partial"] for row in rows_of(client) if row["period"] == "month"] == ["false", "false", "true"]


def test_a_hidden_group_and_its_partner_appear_nowhere(client, office):
    by_race(office, Alder=(7011, 8123), Birch=(613, 719), Cedar=(3, 7))
    for address in ("/offices/il/cook/", "/offices/il/cook.csv", "/offices/il/cook.json", "/es/offices/il/cook/"):
        text = client.get(address).content.decode()
        assert "613" not in text
        assert "719" not in text
    states = {row["group"]: (row["state"], row["numerator"], row["denominator"]) for row in rows_of(client)}
    assert states["Cedar"] == states["Birch"] == ("hidden", "", "")
    assert states["Alder"] == ("shown", "7011", "8123")


def test_a_count_withheld_by_its_deliverer_has_no_number(client, office):
    dataset = counts.DatasetFactory(office=office)
    counts.ObservationFactory(dataset=dataset, numerator=None, denominator=None, withheld=True)
    assert "Too few to show" in page_of(client)
    assert rows_of(client)[0]["state"] == "hidden"


def test_groups_by_month_are_never_published(client, office):
    counts.ObservationFactory(
        dataset=counts.DatasetFactory(office=office),
        period="month",
        dimension="race",
        group="Alder",
        numerator=4321,
        denominator=5432,
    )
    assert rows_of(client) == []
    assert "4321" not in client.get("/offices/il/cook.json").content.decode()
    assert "4,321" not in page_of(client)


def test_counts_that_may_not_be_copied_stay_on_the_page(client, office):
    dataset = counts.DatasetFactory(office=office, may_republish=False, title="Closed file")
    counts.ObservationFactory(dataset=dataset, numerator=4321, denominator=5432)
    page = page_of(client)
    assert "4,321 of 5,432" in page
    assert "may not be copied further" in page
    assert rows_of(client) == []
    document = json.loads(client.get("/offices/il/cook.json").content)
    assert document["observations"] == []
    assert document["datasets"][0]["counts_may_be_republished"] is False


def test_a_newer_delivery_takes_the_place_of_the_older(client, office):
    metric = counts.MetricFactory()
    for day, top in ((1, 111), (2, 222)):
        dataset = counts.DatasetFactory(office=office, table="cases", retrieved=dt.date(2026, 1, day))
        counts.ObservationFactory(dataset=dataset, metric=metric, numerator=top, denominator=1000)
    assert [row["numerator"] for row in rows_of(client)] == ["222"]
    assert "111 of 1,000" not in page_of(client)


def test_files_carry_the_unrounded_rate_and_are_the_same_in_both_languages(client, office):
    counts.ObservationFactory(dataset=counts.DatasetFactory(office=office), numerator=2509, denominator=32184)
    (row,) = rows_of(client)
    assert float(row["rate"]) == 2509 / 32184
    assert float(row["low"]) < float(row["rate"]) < float(row["high"])
    assert (row["shown"], row["numerator"], row["denominator"]) == ("8%", "2509", "32184")
    for name in ("cook.csv", "cook.json"):
        english, spanish = client.get(f"/offices/il/{name}"), client.get(f"/es/offices/il/{name}")
        assert english.content == spanish.content
    observation = json.loads(english.content)["observations"][0]
    assert observation["rate"] == 2509 / 32184
    assert observation["partial"] is False


def test_a_formula_in_a_name_is_defused(client, office):
    metric = counts.MetricFactory(name="=cmd|calc!A1")
    counts.ObservationFactory(dataset=counts.DatasetFactory(office=office), metric=metric)
    assert rows_of(client)[0]["measure_name"] == "'=cmd|calc!A1"


@pytest.mark.parametrize("address", ["/offices/il/nope.csv", "/offices/il/nope.json", "/offices/xx/cook.csv"])
def test_no_such_office_has_no_file(client, office, address):
    assert client.get(address).status_code == 404


def test_promises_of_the_holder_are_tallied(client, office):
    tenure = make.TenureFactory(office=office, person__name="Kim Holder")
    race = make.RaceFactory(office=office)
    own = make.CandidacyFactory(race=race, person=tenure.person)
    other = make.CandidacyFactory(race=race)
    topic = make.TopicFactory()
    update_of(promise_of(own, topic, "Rated"), "Rated", reviewed_by="r", reviewed_at="2026-06-01T00:00Z")
    update_of(promise_of(own, topic, "Proposed"), "Proposed")
    promise_of(other, topic, "Rival")
    page = page_of(client)
    assert "Kim Holder made 2 promises we can check." in page
    tally = re.findall(r"([A-Z][a-z ]+)</span>\s*<strong>(\d+)</strong>", page)
    assert tally == [("In progress", "1"), ("Not yet rated", "1")]


def test_prose_is_shown_in_the_readers_language_and_marked_where_it_is_not(client, office):
    page = OfficePage.objects.get(office=office)
    page.summary = "Largest office of the state"
    page.save()
    assert "Largest office of the state" in page_of(client)
    assert '<p class="lede" lang="en">Largest office of the state</p>' in page_of(client, "/es")


def test_coming_races_come_with_their_kind_and_year(client, office):
    for year, kind in ((2019, Election.Kind.GENERAL), (2027, Election.Kind.PRIMARY)):
        election = make.ElectionFactory(state=office.state, date=dt.date(year, 5, 4), kind=kind)
        make.RaceFactory(office=office, election=election)
    page = page_of(client)
    assert "Primary election, 2027" in page
    assert "General election, 2019" in page
    assert page.index("Primary election, 2027") < page.index("General election, 2019")


def test_an_office_that_ended_or_waits_for_a_source_says_so(client, office):
    type(office).objects.update(record_status="confirmed")
    page = page_of(client)
    assert "This office ended" not in page
    assert "To be confirmed" not in page
    type(office).objects.update(record_status="to_confirm", ended="2024-12-31")
    page = page_of(client)
    assert "This office ended on Dec 31, 2024." in page
    assert "To be confirmed" in page


def test_a_county_in_two_offices_links_each_to_the_other(client, office):
    county = make.CountyFactory(state=office.state, name="Worcester")
    other = make.OfficeFactory(state=office.state, slug="northwestern")
    for one in (office, other):
        make.OfficeCountyFactory(office=one, county=county, partial=True)
    page = page_of(client)
    assert f'<a href="/offices/il/northwestern/">{other.name}</a>: Worcester County' in page
    assert "Part of Worcester County" in page
