"""In how many races voters had a choice, and who won: counts, charts, page and files."""

import csv
import datetime as dt
import io
import json

import pytest

from races import choice, imports, reference, results
from races.actions import apply_results
from races.models import Race
from scorecards.choices import choice_charts, choices_in, coverage
from scorecards.drawing import draw
from scorecards.models import Chart
from tests.factories import races as make

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


def page_of(client, address="/races/findings/"):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def races_of(state, year, *standing, kind="general", offices=None, **fields):
    election = make.ElectionFactory(state=state, date=dt.date(year, 11, 5), kind=kind)
    made = []
    for i, people in enumerate(standing):
        office = offices[i] if offices else make.OfficeFactory(state=state)
        race = make.RaceFactory(office=office, election=election, source_title="Our list", **fields)
        make.CandidacyFactory.create_batch(people, race=race)
        made.append(race)
    return made


def counts(rows):
    return [(row.state.code, row.year, row.count, row.total, row.counted_by_us) for row in rows]


def figure(state, year, group, count, total, measure="winners_gender", **fields):
    return make.ElectionFigureFactory(
        state=state, year=year, group=group, count=count, total=total, measure=measure, **fields
    )


def test_races_on_record_are_counted_once_an_office_and_only_when_the_year_is_over():
    state = make.StateFactory(code="qa")
    primaries = races_of(state, 2024, 2, 1, 1, kind="primary")
    races_of(state, 2024, 1, 1, 1, offices=[race.office for race in primaries])
    races_of(state, 2022, 1, 3, 0)
    races_of(state, 2022, 1, 1, kind="retention")
    races_of(state, 2028, 2, 1)
    rows = choice.by_state_and_year(TODAY)
    assert counts(rows) == [("qa", 2022, 1, 2, True), ("qa", 2024, 1, 3, True)]
    assert rows[1].kinds == ("primary", "general")
    assert rows[1].field_known is False


def test_a_sources_count_goes_before_our_own_and_all_rounds_before_one():
    state = make.StateFactory(code="qa")
    races_of(state, 2024, 2, 1, 1)
    for part, count in (("primary", 5), ("", 6), ("general", 1)):
        figure(state, 2024, "contested", count, 40, "contested", round=part)
    figure(state, 2020, "contested", 3, 40, "contested", round="primary")
    rows = choice.by_state_and_year(TODAY)
    assert counts(rows) == [("qa", 2020, 3, 40, False), ("qa", 2024, 6, 40, False)]
    assert [row.kinds for row in rows] == [("primary",), ()]


def test_the_nation_is_only_the_states_on_record_and_says_so():
    one, two = make.StateFactory(code="qa", name="Alpha"), make.StateFactory(code="qb", name="Beta")
    sample = make.StateFactory(sample=True)
    for state, count in ((one, 6), (two, 12), (sample, 19)):
        figure(state, 2022, "contested", count, 20, "contested")
    figure(two, 2023, "contested", 1, 3, "contested")
    rows = choices_in(None)
    # The three races of 2023 are in no sum: the difference would show what the state's own page holds back.
    assert counts(rows) == [("qa", 2022, 6, 20, False), ("qb", 2022, 12, 20, False)]
    assert coverage(None, rows) == (
        "This is no figure for the nation: it covers the 2 states on record, Alpha (2022); Beta (2022)."
    )
    assert [slug for slug, _ in choice_charts()] == [
        "qa-contested-share",
        "qb-contested-share",
        "zz-contested-share",
        "us-contested-share",
    ]


def test_years_of_different_states_are_said_to_be_no_trend():
    one, two = make.StateFactory(name="Alpha"), make.StateFactory(name="Beta")
    figure(one, 2022, "contested", 6, 20, "contested")
    figure(two, 2024, "contested", 6, 20, "contested", round="general")
    assert coverage(None, choices_in(None)).endswith(
        "Alpha (2022); Beta (2024). The states differ from year to year, so the years show no trend. "
        "Where primaries are missing, they are left out."
    )


def test_fewer_than_ten_races_make_no_chart():
    races_of(make.StateFactory(), 2024, *[1] * 9)
    assert list(choice_charts()) == []


@pytest.fixture
def drawn():
    state = make.StateFactory(code="ca", fips="06", name="California")
    for year, count, total in ((2014, 25, 56), (2016, 0, 1), (2018, 26, 56), (2022, 19, 57)):
        figure(state, year, "contested", count, total, "contested", source_title="Study of California")
    draw()
    return state


def test_each_chart_is_drawn_once_and_answers_everywhere(client, drawn):
    assert set(Chart.objects.values_list("slug", flat=True)) == {"ca-contested-share", "us-contested-share"}
    assert draw() == 0
    for slug in ("ca-contested-share", "us-contested-share"):
        for address in (f"/charts/{slug}/", f"/es/charts/{slug}/", f"/embed/{slug}/"):
            assert "45%" in page_of(client, address)
        for kind in ("svg", "png", "csv", "json"):
            assert client.get(f"/charts/{slug}.{kind}").status_code == 200
    rows = list(csv.DictReader(io.StringIO(client.get("/charts/ca-contested-share.csv").content.decode())))
    assert [(row["year"], row["numerator"], row["denominator"]) for row in rows] == [
        ("2014", "25", "56"),
        ("2016", "", ""),
        ("2018", "26", "56"),
        ("2022", "19", "57"),
    ]
    html = page_of(client, "/charts/us-contested-share/")
    assert "This is no figure for the nation: it covers 1 state on record, California (2014, 2018, 2022)." in html
    assert "It does not say how good the choice was" in html
    finding = "California: 33% of prosecutor races on record had more candidates than seats in 2022, 45% in 2014"
    assert finding in page_of(client, "/data/")


def test_the_page_has_every_state_and_year_with_its_source(client, drawn):
    races_of(make.StateFactory(name="Beta"), 2024, *[2] * 4, *[1] * 8)
    html = page_of(client)
    assert "States on record: 33% of prosecutor races" in html
    for text in ("25 of 56 (45%)", "fewer than 10 races", "Study of California", "all elections of the year"):
        assert text in html
    assert "4 of 12 (33%)" in html
    assert "general election; primaries and write-ins not known for all" in html
    assert "counted from the races on this site" in html
    assert html.index("2022") < html.index("2014</span>")


def test_representation_counts_unknown_and_never_one_person(client):
    state = make.StateFactory(code="qa", name="Alpha")
    for year, women, men, unknown in ((2022, 16, 19, 22), (2018, 1, 20, 9), (2014, 3, 4, 0)):
        total = women + men + unknown
        for group, count in (("women", women), ("men", men), ("unknown", unknown)):
            figure(state, year, group, count, total, note="The source’s own coding.")
    html = page_of(client)
    assert "Alpha: Winners by gender" in html
    for text in ("16 (28%)", "19 (33%)", "22 (39%)", "Unknown", "The source’s own coding."):
        assert text in html
    rows = list(csv.DictReader(io.StringIO(client.get("/races/findings.csv").content.decode())))
    by_key = {(row["year"], row["group"]): (row["count"], row["figure_state"]) for row in rows}
    assert by_key["2022", "unknown"] == ("22", "shown")
    # One woman could be named, so she is hidden, and the next smallest group with her.
    assert [by_key["2018", group] for group in ("women", "men", "unknown")] == [
        ("", "hidden"),
        ("20", "shown"),
        ("", "hidden"),
    ]
    assert {by_key["2014", group] for group in ("women", "men", "unknown")} == {("", "hidden")}
    assert "20 (67%)" in html


def test_the_state_page_has_its_part_and_no_person_has_any(client, drawn):
    figure(drawn, 2022, "women", 16, 57)
    figure(drawn, 2022, "men", 41, 57)
    html = page_of(client, f"/offices/{drawn.code}/")
    assert "Choice and representation" in html
    assert "California: 33% of prosecutor races on record had more candidates than seats in 2022" in html
    assert "16 (28%)" in html
    candidacy = make.CandidacyFactory(race__office__state=drawn)
    for page in (candidacy.page, candidacy.race.page):
        profile = page_of(client, page.url)
        assert "gender" not in profile.casefold()
        assert "representation" not in profile.casefold()


def test_no_model_about_a_person_has_a_column_on_gender_or_race_of_a_person():
    from races.models import Candidacy, Person, Tenure

    for model in (Person, Candidacy, Tenure):
        names = {field.name for field in model._meta.get_fields()}
        assert not names & {"gender", "sex", "ethnicity", "race_of_person", "color"}, model
    assert Candidacy._meta.get_field("race").related_model.__name__ == "Race"


def test_an_empty_portal_says_so(client):
    html = page_of(client)
    assert "No past election is on record yet." in html
    assert "No source’s counts are on record yet." in html


def test_invented_counts_are_kept_from_search_engines(client):
    figure(make.StateFactory(sample=True), 2022, "contested", 6, 20, "contested")
    assert client.get("/races/findings.csv")["X-Robots-Tag"] == "noindex"
    assert '<span class="tag">Sample</span>' in page_of(client)


def test_georgia_2024_has_41_circuits_and_4_with_a_choice(client, shared_data):
    """Against figures that other code than ours made from the same file: expected.json."""
    with_a_choice = json.loads((shared_data / "expected.json").read_text())["ga-2024"]["contested_circuits"]
    reference.load(states=["ga"])
    apply_results(imports.plan_results([imports.SHIPPED], imports.GEORGIA_2024, results.read_compact))
    [row] = choice.by_state_and_year(TODAY)
    assert counts([row]) == [("ga", 2024, 4, 41, True)]
    found = {
        race.office.district: {
            (candidacy.ballot_name, candidacy.party, candidacy.votes) for candidacy in race.candidacies.all()
        }
        for race in Race.objects.contested(True).select_related("office")
    }
    assert found == {name: set(map(tuple, people)) for name, people in with_a_choice.items()}
    draw()
    html = page_of(client, "/charts/ga-contested-share/")
    assert "Georgia: 10% of prosecutor races on record had more candidates than seats in 2024" in html
    assert "2024: general election. Primaries and write-ins are not known for all." in html
    atlanta = Race.objects.get(office__slug="atlanta")
    html = page_of(client, atlanta.page.url)
    assert "355,894" in html
    assert "166,427" in html
    alapaha = Race.objects.get(office__slug="alapaha")
    html = page_of(client, alapaha.page.url)
    assert "One candidate in the general election" in html
    assert "Primaries and write-ins are not in this file." in html
    assert "Unopposed" not in html
