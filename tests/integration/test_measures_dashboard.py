"""An office's dashboard: what the address asks for, what stands beside it, and what is never shown."""

import csv
import datetime as dt
import io
import json

import pytest

from scorecards.models import Chart, Metric
from tests.factories import beside as around
from tests.factories import figures as counts
from tests.factories import races as make
from tests.factories.admin import promise_of
from tests.integration.test_page_data import drawing

pytestmark = pytest.mark.django_db
AT = "/offices/il/cook/measures"


@pytest.fixture
def office():
    state = make.StateFactory(code="il", fips="17", name="Illinois")
    return make.OfficeFactory(state=state, slug="cook", district="Cook County", title="State's Attorney")


@pytest.fixture
def dataset(office):
    return counts.DatasetFactory(office=office, title="Case file of Cook")


@pytest.fixture
def declined(dataset):
    """One measure with two years, two months and groups by race in 2025."""
    metric = counts.MetricFactory(slug="declined", name="Cases declined", category="charging")
    for year, top in ((2024, 210), (2025, 240)):
        figure(dataset, metric, top, year=year)
    for month in (1, 2):
        counts.ObservationFactory(
            dataset=dataset, metric=metric, period="month", period_start=dt.date(2025, month, 1), numerator=17
        )
    groups(dataset, metric, White=(97, 401), Black=(123, 503), Unknown=(7, 31))
    return metric


def figure(dataset, metric, top, whole=1000, *, year=2025, **more):
    return counts.ObservationFactory(
        dataset=dataset, metric=metric, numerator=top, denominator=whole, period_start=dt.date(year, 1, 1), **more
    )


def groups(dataset, metric, dimension="race", **rows):
    for group, (top, whole) in rows.items():
        figure(dataset, metric, top, whole, dimension=dimension, group=group.replace("_", " "))


def page(client, query="", language=""):
    response = client.get(f"{language}{AT}/{query}")
    assert response.status_code == 200
    return plain(response)


def plain(response):
    return response.content.decode().replace("\xa0", " ")


def rows(client, query=""):
    return list(csv.DictReader(io.StringIO(client.get(f"{AT}.csv{query}").content.decode())))


def test_all_measures_are_listed_with_newest_figure_and_source(client, declined):
    text = page(client)
    assert '<a href="/offices/il/cook/measures/?measure=declined">Cases declined</a>' in text
    assert "<strong>24%</strong>" in text
    assert "240 of 1,000, 2025" in text
    assert "County court, case file" in text
    assert "A higher or lower number is not good or bad by itself." in text
    assert [(row["measure"], row["numerator"]) for row in rows(client)] == [("declined", "240")]


def test_measures_without_a_figure_say_why(client, declined, dataset):
    counts.MetricFactory(slug="later", name="New case within 12 months")
    counts.MetricFactory(slug="bail", name="Bail set")
    type(dataset).objects.update(cannot={"later": "One id names one case."})
    impossible, missing = page(client).split("This office has not published these")
    assert "New case within 12 months" in impossible
    assert "One id names one case." in impossible
    assert "Bail set" in missing
    assert "Bail set" not in impossible
    assert "One id names one case." in page(client, "?measure=later")


def test_months_come_as_a_table_until_they_are_drawn(client, declined):
    text = page(client, "?measure=declined")
    assert "This view has not been drawn yet" in text
    assert "Cases declined, by month" in text
    assert [row["period"] for row in rows(client, "?measure=declined")] == ["month", "month"]


def test_a_drawn_view_shows_its_picture(client, declined, office):
    chart = Chart.objects.create(slug="il-cook-declined-trend", key="trend", office=office, metric=declined)
    drawing(chart)
    assert "/charts/il-cook-declined-trend/" in page(client, "?measure=declined")
    assert "/charts/il-cook-declined-trend/" not in page(client, "?measure=declined&by=sex")


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("&year=2025", "One year alone comes as a table."),
        ("&by=race&year=2025", "This view has not been drawn yet"),
        ("&as_of=2099-01-01", "Those of an earlier day come as a table."),
        ("&period=year", "Years come as a table."),
    ],
)
def test_other_views_say_why_there_is_no_picture(client, declined, query, reason):
    text = page(client, f"?measure=declined{query}")
    assert reason in text
    assert "<figure" not in text


def test_groups_of_a_year_list_the_unknown_and_are_not_adjusted(client, declined):
    text = page(client, "?measure=declined&by=race")
    assert "Cases declined by race, 2025" in text
    assert "Race not recorded" in text
    assert "Not adjusted" in text
    assert {row["group"] for row in rows(client, "?measure=declined&by=race")} == {"White", "Black", "Unknown"}


def test_a_breakdown_without_unknowns_says_so(client, declined, dataset):
    groups(dataset, declined, "sex", Female=(30, 300), Male=(70, 700))
    assert "The file lists nobody without a group here" in page(client, "?measure=declined&by=sex")
    assert "The file lists nobody without a group here" not in page(client, "?measure=declined&by=race")


@pytest.mark.parametrize(
    "query", ["&by=race&and=sex", "&by=race&period=month", "&by=race&by=sex", "&by=race&and=sex&year=2025"]
)
def test_a_crossed_view_has_the_rule_and_no_figures(client, declined, dataset, query):
    counts.ObservationFactory(
        dataset=dataset, metric=declined, period="month", dimension="race", group="White", numerator=77
    )
    text = page(client, f"?measure=declined{query}")
    assert "This view is never shown." in text
    for number in ("240", "401", "503", "24%", "77"):
        assert f">{number}<" not in text
    (row,) = rows(client, f"?measure=declined{query}")
    assert (row["state"], row["numerator"], row["rate"]) == ("crossed", "", "")


def test_a_small_group_and_its_partner_are_hidden_everywhere(client, dataset, declined):
    groups(dataset, declined, "sex", Female=(3, 7), Male=(613, 719), Other=(40, 7991))
    for address in (f"{AT}/?measure=declined&by=sex", f"{AT}.csv?measure=declined&by=sex", f"{AT}.csv"):
        assert "719" not in client.get(address).content.decode()
    assert page(client, "?measure=declined&by=sex").count("Too few to show") == 2


@pytest.mark.parametrize(
    "query",
    [
        "?measure=nope",
        "?measure=%00",
        "?as_of=%F0%9F%98%80",
        *(
            f"?measure=declined&{bad}"
            for bad in ("by=shoe", "and=shoe", "year=1066", "year=%D9%A2%D9%A0", "peers=x")
        ),
        *(f"?measure=declined&{bad}" for bad in ("as_of=31.12.2025", "period=day")),
    ],
)
def test_an_unknown_choice_is_a_sentence_on_the_page_and_no_file(client, declined, query):
    assert "We do not know one of these choices" in page(client, query)
    assert client.get(f"{AT}.csv{query}").status_code == 404
    assert client.get(f"{AT}.json{query}").status_code == 404


@pytest.mark.parametrize("address", ["/offices/il/nope/measures/", "/offices/xx/cook/measures.csv"])
def test_no_such_office_has_no_dashboard(client, office, address):
    assert client.get(address).status_code == 404


def test_old_figures_are_reached_by_day(client, office):
    metric = counts.MetricFactory(slug="declined")
    for day, top in ((1, 111), (20, 222)):
        file = counts.DatasetFactory(
            office=office, table="cases", retrieved=dt.date(2026, 1, day), recorded_on=dt.date(2026, 1, day)
        )
        figure(file, metric, top)
    assert "222" in page(client, "?measure=declined")
    text = page(client, "?measure=declined&as_of=2026-01-10")
    assert "Figures as they stood on Jan 10, 2026." in text
    assert "111" in text
    assert "222" not in text
    assert [row["numerator"] for row in rows(client, "?measure=declined&as_of=2026-01-10")] == ["111"]
    assert [row["public_since"] for row in rows(client, "?as_of=2026-01-10")] == ["2026-01-01"]
    assert rows(client, "?measure=declined&as_of=2025-12-31") == []
    before = page(client, "?measure=declined&as_of=2025-12-31")
    assert "We had no figure for this measure on that day." in before
    assert "This office has published no figure" not in before
    assert "How this office’s files count" not in before  # no file, so no answers
    whole = client.get("/offices/il/cook.csv?as_of=2026-01-10").content.decode()
    assert ",111," in whole
    assert ",222," not in whole
    assert client.get("/offices/il/cook.csv?as_of=soon").status_code == 404


def test_a_median_has_unit_interval_and_people(client, dataset):
    metric = counts.MetricFactory(slug="days", kind="median", unit="days", denominator="defendants")
    counts.ObservationFactory(
        dataset=dataset, metric=metric, numerator=None, denominator=10745, value=56, low=54, high=58
    )
    text = page(client)
    assert "<strong>56 days</strong>" in text
    assert "from 10,745 defendants, 2025" in text
    (row,) = rows(client, "?measure=days")
    assert (row["value"], row["low"], row["high"], row["unit"]) == ("56.0", "54.0", "58.0", "days")
    assert (row["shown"], row["numerator"], row["denominator"]) == ("56", "", "10745")


def test_a_comparison_is_made_from_published_groups(client, dataset, declined):
    ratio = counts.MetricFactory(slug="ratio", name="Ratio of declined", kind="ratio", of=declined, denominator="")
    gap = counts.MetricFactory(slug="gap", name="Gap of declined", kind="gap", of=declined, denominator="")
    groups(dataset, declined, Asian=(40, 100), Other=(1, 8))
    assert "By group: open it" in page(client)
    text = page(client, "?measure=ratio")
    assert "Not adjusted" in text
    assert "1.65 times" in text
    assert text.count("Too few to show") == 2  # Other, and Unknown as the next smallest
    found = {row["group"]: row for row in rows(client, f"?measure={ratio.slug}")}
    assert float(found["Asian"]["value"]) == pytest.approx((40 / 100) / (97 / 401))
    assert found["Asian"]["compared_with"] == "White"
    assert found["Unknown"]["value"] == ""
    points = {row["group"]: row for row in rows(client, f"?measure={gap.slug}")}
    assert points["Asian"]["unit"] == "share of 1"  # 0.158, where the page says 15.8 points
    assert float(points["Asian"]["value"]) == pytest.approx(40 / 100 - 97 / 401)
    assert "15.8 points" in page(client, "?measure=gap")
    assert "We do not know one of these choices" in page(client, "?measure=ratio&by=sex")


def test_events_words_goals_and_promises_stand_beside_the_figures(client, declined, office):
    around.MarkerFactory(office=office, date=dt.date(2025, 1, 15), label="New case system")
    around.MarkerFactory(office=None, state=office.state, date=dt.date(2025, 2, 1), label="New law", kind="law")
    around.MarkerFactory(office=office, date=dt.date(1999, 1, 1), label="Long ago")
    tenure = make.TenureFactory(office=office, began=dt.date(2025, 1, 5), person__name="Kim Holder")
    around.OfficeCommentFactory(office=office, metric=declined, text="We screened more cases.")
    around.GoalFactory(office=office, metric=declined, text="One in five.", agreed_by="84 of 90 members")
    own = {"by": "office", "group": None, "agreed_by": "", "value": None}
    around.GoalFactory(office=office, metric=declined, text="Fewer.", **own)
    candidacy = make.CandidacyFactory(race=make.RaceFactory(office=office), person=tenure.person)
    promise = promise_of(candidacy, make.TopicFactory(), "I will decline fewer.")
    type(promise).objects.update(metric=declined)
    for text in (page(client, "?measure=declined"), plain(client.get("/offices/il/cook/"))):
        assert text.index("Term began: Kim Holder") < text.index("New case system") < text.index("New law")
        assert "“We screened more cases.”" in text
        assert "Agreed by 84 of 90 members, Jan 15, 2026." in text
        assert "The office’s own goal" in text
        assert "20%" in text
        assert promise.get_absolute_url() in text
        assert "Long ago" not in text


def test_flags_are_told_in_words_and_unknown_is_not_no(client, dataset, declined):
    Metric.objects.filter(pk=declined.pk).update(flags=["felony_only", "other_agency_files"])
    type(dataset).objects.update(flags={"felony_only": True})
    text = page(client, "?measure=declined")
    assert "Only felony cases are in the file: <strong>yes</strong>" in text
    assert "Another agency can also file charges: <strong>not known</strong>" in text


def test_counts_that_may_not_be_copied_stay_on_the_page(client, declined, dataset):
    type(dataset).objects.update(may_republish=False)
    assert "24%" in page(client)
    assert rows(client) == []
    assert json.loads(client.get(f"{AT}.json").content)["rows"] == []


def test_the_files_are_the_same_in_both_languages(client, declined):
    for kind in ("csv", "json"):
        address = f"{AT}.{kind}?measure=declined&by=race"
        assert client.get(address).content == client.get(f"/es{address}").content
    assert "Cases declined" in page(client, "?measure=declined", "/es")
