"""The registry of measures: what each means, who has it, and never a league table across ways of counting."""

import csv
import datetime as dt
import html
import io
import re

import pytest
from django.utils import translation

from portal.pages.shown import flags as flag_words
from portal.pages.shown import metric_words
from scorecards import reference
from scorecards.metrics.definitions import FLAGS
from scorecards.models import Metric
from tests.factories import beside
from tests.factories import figures as counts
from tests.factories import races as make
from tests.integration.test_queries_places import queries

pytestmark = pytest.mark.django_db
SAME = {"felony_only": True, "defendant_not_charge": True}


@pytest.fixture
def metric():
    return counts.MetricFactory(
        slug="made-up", name="Made up", flags=["felony_only", "defendant_not_charge"], numerator="cases declined"
    )


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    text = html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return " ".join(text.replace("\u00a0", " ").split())


def figure(metric, place=None, flags=SAME, **values):
    dataset = counts.DatasetFactory(office=place or make.OfficeFactory(), flags=flags)
    return counts.ObservationFactory(dataset=dataset, metric=metric, **values)


def rows_of(client, address):
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode())))


def test_every_shipped_measure_is_listed_with_what_it_means(client):
    reference.load()
    text = text_of(client, "/metrics/")
    for row in Metric.objects.all():
        assert row.name in text
    assert text.count("No office has published this.") == Metric.objects.count()
    assert "A higher number is not good or bad by itself." in text
    assert "Casos de delitos graves rechazados" in text_of(client, "/es/metrics/")


@pytest.mark.parametrize("language", ["", "/es"])
def test_every_shipped_measure_has_a_page(client, language):
    reference.load()
    for row in Metric.objects.all():
        text = text_of(client, f"{language}/metrics/{row.slug}/")
        assert (row.definition_es if language else row.definition) in text
        assert (row.why_es if language else row.why) in text


def test_the_list_says_how_many_offices_have_a_measure(client, metric):
    other = counts.MetricFactory(name="Nobody has it")
    first = figure(metric)
    figure(metric, first.office, period_start=dt.date(2024, 1, 1))
    figure(metric)
    invented = make.OfficeFactory(state=make.StateFactory(code="zz", fips="99", is_sample=True))
    figure(metric, invented)
    figure(other, period="month")
    text = text_of(client, "/metrics/")
    assert "2 offices have it. Sample 1 invented figure shows how it would look." in text
    rows = {row["slug"]: row for row in rows_of(client, "/metrics.csv")}
    assert (rows["made-up"]["offices"], rows["made-up"]["invented_offices"]) == ("2", "1")
    assert client.get("/metrics.json").json()["rows"][0]["slug"] == "made-up"


def test_a_page_says_everything_about_how_it_is_counted(client, metric):
    text = text_of(client, "/metrics/made-up/")
    for words in (
        "A higher number is not good or bad by itself.",
        "Counted cases declined",
        "Out of cases decided",
        "One count is a defendant in a case",
        "The clock starts on the day received",
        "Hidden below 10 people or cases",
        "Only felony cases are in the file",
        "No office has published this.",
    ):
        assert words in text
    assert client.get("/metrics/no-such-measure/").status_code == 404


def test_offices_stand_by_state_and_name_never_by_value(client, metric):
    utah, georgia = make.StateFactory(name="Utah"), make.StateFactory(name="Georgia")
    for state, district, n in ((utah, "Adams", 900), (georgia, "Worth", 100), (georgia, "Baker", 500)):
        figure(metric, make.OfficeFactory(state=state, district=district), numerator=n)
    text = text_of(client, "/metrics/made-up/")
    assert text.index("Baker") < text.index("Worth") < text.index("Adams")
    assert "50% 47% to 53% 500 of 1,000" in text
    assert "3 offices" in text
    assert "cannot be compared" not in text


def test_offices_that_count_otherwise_stand_in_a_group_of_their_own(client, metric):
    figure(metric)
    figure(metric)
    figure(metric, flags=SAME | {"felony_only": False})
    figure(metric, flags={"felony_only": True})
    text = text_of(client, "/metrics/made-up/")
    assert "Figures of different groups cannot be compared" in text
    for heading in ("Group 1 of 3: 1 office", "Group 2 of 3: 2 offices", "Group 3 of 3: 1 office"):
        assert heading in text
    assert "Only felony cases are in the file: no" in text
    assert "People are counted, not charges: not known" in text
    assert text.count("cannot be compared, not even with each other") == 1
    groups = [row["comparable_group"] for row in rows_of(client, "/metrics/made-up.csv")]
    assert groups == ["1", "2", "2", ""]


def test_the_newest_full_year_is_taken_before_a_partial_one(client, metric):
    whole = figure(metric, period_start=dt.date(2024, 1, 1), numerator=300)
    figure(metric, whole.office, period_start=dt.date(2023, 1, 1), numerator=400)
    figure(metric, whole.office, period_start=dt.date(2025, 1, 1), numerator=100, partial=True)
    figure(metric, period_start=dt.date(2025, 1, 1), numerator=700, partial=True)
    text = text_of(client, "/metrics/made-up/")
    assert "2024 30%" in text
    assert "2025 (partial) 70%" in text
    assert "40%" not in text


def test_a_newer_delivery_of_the_year_stands(client, metric):
    old = figure(metric, numerator=300)
    newer = counts.DatasetFactory(office=old.office, flags=SAME, retrieved=dt.date(2026, 12, 1))
    counts.ObservationFactory(dataset=newer, metric=metric, numerator=310)
    assert [row["numerator"] for row in rows_of(client, "/metrics/made-up.csv")] == ["310"]


def test_small_numbers_are_hidden_and_few_are_said_to_be_few(client, metric):
    figure(metric, numerator=4, denominator=9)
    figure(metric, numerator=4, denominator=20)
    text = text_of(client, "/metrics/made-up/")
    assert "Too few to show" in text
    assert "20% few people, so it can change a lot by chance 8% to 42% 4 of 20" in text
    assert "4 of 9" not in text
    hidden = next(row for row in rows_of(client, "/metrics/made-up.csv") if row["state"] == "hidden")
    assert (hidden["numerator"], hidden["denominator"], hidden["rate"]) == ("", "", "")


def test_what_may_not_be_republished_is_in_no_file(client, metric):
    row = figure(metric)
    row.dataset.may_republish = False
    row.dataset.save()
    assert "24%" in text_of(client, "/metrics/made-up/")
    assert rows_of(client, "/metrics/made-up.csv") == []


def test_an_office_whose_page_is_down_is_in_no_list(client, metric):
    row = figure(metric)
    row.office.page.unpublish()
    assert "No office has published this." in text_of(client, "/metrics/made-up/")
    assert "No office has published this." in text_of(client, "/metrics/")


def by_race(metric, place=None, groups=(("Black", 200), ("Latino", 150), ("White", 100)), **values):
    dataset = counts.DatasetFactory(office=place or make.OfficeFactory(), flags=SAME)
    for group, n in groups:
        values = {"denominator": 1000} | values
        counts.ObservationFactory(
            dataset=dataset, metric=metric, dimension="race", group=group, numerator=n, **values
        )
    return dataset


@pytest.mark.parametrize(
    ("kind", "black", "latino"), [("ratio", "2.00 times", "1.50 times"), ("gap", "10.0", "5.0")]
)
def test_a_difference_is_made_from_the_share_by_race(client, metric, kind, black, latino):
    counts.MetricFactory(
        slug="difference", kind=kind, of=metric, category="differences", flags=metric.flags, denominator=""
    )
    dataset = by_race(metric)
    text = text_of(client, "/metrics/difference/")
    assert "Not adjusted" in text
    assert "One cannot stand for the other." in text
    assert f"Black 2025 {black}" in text
    assert f"Latino 2025 {latino}" in text
    assert "200 of 1,000" in text
    rows = rows_of(client, "/metrics/difference.csv")
    assert [row["group"] for row in rows] == ["Black", "Latino"]
    assert {row["compared_with"] for row in rows} == {"White"}
    assert dataset.office.name in text
    assert "1 office has it." in text_of(client, "/metrics/")


def test_a_hidden_group_gives_no_difference(client, metric):
    counts.MetricFactory(slug="difference", kind="ratio", of=metric, flags=metric.flags, denominator="")
    dataset = by_race(metric, groups=(("Black", 200), ("White", 100)))
    counts.ObservationFactory(
        dataset=dataset, metric=metric, dimension="race", group="Asian", numerator=3, denominator=9
    )
    rows = {row["group"]: row for row in rows_of(client, "/metrics/difference.csv")}
    # The next smallest group is hidden with the small one; ties go by name.
    assert {name: row["state"] for name, row in rows.items()} == {"Asian": "hidden", "Black": "hidden"}
    assert all(row["value"] == "" for row in rows.values())


def test_disproportionality_is_made_from_figures_for_each_resident(client):
    per = counts.MetricFactory(kind="per", flags=[], denominator="residents")
    counts.MetricFactory(slug="against-population", kind="ratio", of=per, flags=[], denominator="")
    by_race(per, groups=(("Black", 300), ("White", 100)), denominator=10_000, value="30")
    (row,) = rows_of(client, "/metrics/against-population.csv")
    assert (row["group"], row["value"], row["shown"]) == ("Black", "3.0", "3.00")


def test_a_file_says_why_it_cannot_give_a_measure(client, metric):
    counts.DatasetFactory(title="Intake file", cannot={"made-up": "No date in it."})
    text = text_of(client, "/metrics/made-up/")
    assert "Intake file" in text
    assert "Cannot be computed from this file: No date in it." in text
    assert "No office has published this." in text


def test_a_study_stands_with_interval_design_and_citation(client, metric):
    beside.EstimateFactory(metric=metric, value="-100.5", low="-180", high="-20")
    text = text_of(client, "/metrics/made-up/")
    for words in (
        "-100.5 percentage points",
        "95% interval: -180 to -20",
        "Cases assigned by chance",
        "Author (2025)",
    ):
        assert words in text


def test_races_without_a_choice_are_counted_by_state(client):
    reference.load()
    state = make.StateFactory(name="Georgia")
    make.ElectionFigureFactory(state=state, year=2024, count=4, total=42)
    text = text_of(client, "/metrics/uncontested-share/")
    assert "38 of 42 (90%)" in text
    assert "No office has published this." not in text
    assert client.get("/metrics/uncontested-share.csv").url == "/races/findings.csv"
    assert "1 state has it." in text_of(client, "/metrics/")


def test_pages_of_many_offices(client, metric):
    state = make.StateFactory(name="Georgia")
    for n in range(52):
        figure(metric, make.OfficeFactory(state=state, district=f"District {n:02}"))
    first, second = text_of(client, "/metrics/made-up/"), text_of(client, "/metrics/made-up/?page=2")
    assert "52 offices" in first
    assert "52 offices" in second
    assert "District 49" in first
    assert "District 50" not in first
    assert "District 51" in second
    assert len(rows_of(client, "/metrics/made-up.csv")) == 52


def test_the_same_number_of_queries_with_3_and_with_12_offices(client, metric):
    ratio = counts.MetricFactory(slug="difference", kind="ratio", of=metric, flags=metric.flags, denominator="")
    addresses = [
        "/metrics/", "/es/metrics/", "/metrics.csv", "/metrics.json", "/metrics/made-up/", "/es/metrics/made-up/",
        "/metrics/made-up.csv", "/metrics/made-up.json", "/metrics/difference/", "/metrics/difference.csv",
    ]  # fmt: skip

    state = make.StateFactory()

    def grow(times):
        for _ in range(times):
            place = make.OfficeFactory(state=state)
            figure(metric, place)
            by_race(metric, place)
            counts.MetricFactory()
            counts.DatasetFactory(office=place, cannot={"made-up": "No date in it."})
            beside.EstimateFactory(metric=metric, office=place)
            beside.EstimateFactory(metric=ratio)

    grow(3)
    few = {address: queries(client, address) for address in addresses}
    grow(9)
    assert {address: queries(client, address) for address in addresses} == few
    assert max(few.values()) <= 15


def test_every_short_word_of_the_registry_is_known_to_the_translators():
    for row in reference.shipped():
        for name in ("unit_of_count", "start_clock", "cohort_date", "severity_scope", "definition_source"):
            assert row[name] in metric_words.KNOWN
    assert metric_words.WHY_FLAGS.keys() == FLAGS.keys() == flag_words.WORDS.keys()
    with translation.override("en"):
        assert metric_words.phrase("somebody's own words") == ("somebody's own words", "en")
