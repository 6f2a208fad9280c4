import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from portal.core import writes
from races import reference as races_reference
from races.models import Office
from scorecards import reference
from scorecards.drawing import draw, ensure_charts
from scorecards.models import Chart, Dataset, Metric, Observation, RenderedChart
from scorecards.subjects import by_group_subject, trend_subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def cook():
    races_reference.load(states=["il"])
    reference.load()
    return Office.objects.get(state__code="il", slug="cook")


def dataset(office, **changes):
    values = {
        "profile": "cook-il",
        "table": "intake",
        "title": "Intake",
        "publisher": "The office",
        "url": "https://example.org/intake",
        "licence": "CC-BY-4.0",
        "attribution": "The office, open data",
        "retrieved": dt.date(2026, 11, 1),
        "file_name": "intake.csv",
        "sha256": "a" * 64,
        "rows": 100,
        "may_republish": True,
        "period_from": dt.date(2019, 1, 1),
        "period_to": dt.date(2019, 12, 2),
    }
    return writes.save(Dataset(office=office, **values | changes))


def observe(data, numerator, denominator, *, month=None, group="", partial=False):
    metric = Metric.objects.get(slug="declination-of-decided")
    return Observation.objects.create(
        office=data.office,
        metric=metric,
        dataset=data,
        period="month" if month else "year",
        period_start=dt.date(2019, month or 1, 1),
        dimension="race" if group else "",
        group=group,
        numerator=numerator,
        denominator=denominator,
        partial=partial,
    )


@pytest.fixture
def charts(cook):
    """Two months and five groups of one measure; one group under 10, so that two are hidden."""
    data = dataset(cook)
    observe(data, 20, 200, month=1)
    observe(data, 31, 310, month=2)
    for group, numerator, denominator in (
        ("White", 30, 400),
        ("Black", 60, 900),
        ("Asian", 7, 77),
        ("Other", 3, 8),
        ("Latino", 41, 500),
    ):
        observe(data, numerator, denominator, group=group)
    draw()
    return data


def test_each_figure_has_one_address_for_life(charts):
    assert list(Chart.objects.values_list("slug", flat=True)) == [
        "il-cook-declination-of-decided-by-race",
        "il-cook-declination-of-decided-trend",
    ]
    ensure_charts()
    assert Chart.objects.count() == 2


def test_every_chart_is_drawn_in_both_languages_with_every_picture(charts):
    assert RenderedChart.objects.filter(current=True).count() == 4
    for drawing in RenderedChart.objects.all():
        assert set(drawing.svg) == {"page-352", "page-720", "embed-300", "embed-560", "export.svg"}
        assert bytes(drawing.png).startswith(b"\x89PNG")
        assert bytes(drawing.social_png).startswith(b"\x89PNG")
        assert drawing.source["text"] == "The office, open data"
        assert drawing.data_to == dt.date(2019, 12, 2)


def test_hidden_numbers_are_nowhere_in_a_drawing(charts):
    drawing = RenderedChart.objects.get(chart__key="by_group", language="en")
    rows = {row[0]: row for row in drawing.table["rows"]}
    assert rows["Other"][1:3] == [None, None]
    assert rows["Asian"][1:3] == [None, None]
    assert rows["Black"][1:3] == [60, 900]
    assert "Too few to show" in rows["Other"]
    # The rate of the hidden group, 3 of 8, and of its partner, 7 of 77, in any spelling.
    told = str(drawing.spec) + str(drawing.svg)
    assert not [number for number in ("0.375", "38%", "0.0909", "9%", "3 of 8", "7 of 77") if number in told]


def test_drawing_again_draws_nothing_and_a_changed_figure_keeps_the_old_drawing(charts):
    assert draw() == 0
    before = RenderedChart.objects.get(chart__key="trend", language="en", current=True)
    Observation.objects.filter(period="month", period_start__month=2).update(numerator=62)
    assert draw() == 2
    after = RenderedChart.objects.get(chart__key="trend", language="en", current=True)
    before.refresh_from_db()
    assert (before.current, after.current) == (False, True)
    assert after.content_hash != before.content_hash


def test_a_figure_that_changes_back_finds_its_old_drawing(charts):
    first = RenderedChart.objects.get(chart__key="trend", language="en", current=True)
    row = Observation.objects.filter(period="month", period_start__month=2)
    row.update(numerator=62)
    draw()
    row.update(numerator=31)
    draw()
    first.refresh_from_db()
    assert first.current
    assert RenderedChart.objects.filter(chart__key="trend", language="en").count() == 2


def test_a_newer_delivery_replaces_the_figures_that_it_has_and_no_others(charts):
    newer = dataset(charts.office, sha256="b" * 64, retrieved=dt.date(2026, 12, 1))
    observe(newer, 50, 200, month=1)
    draw()
    drawing = RenderedChart.objects.get(chart__key="trend", language="en", current=True)
    names = [column["name"] for column in drawing.table["columns"]]
    counts = [dict(zip(names, row, strict=True)) for row in drawing.table["rows"]]
    assert [(row["numerator"], row["denominator"]) for row in counts] == [(50, 200), (31, 310)]


def test_a_chart_whose_figures_are_gone_keeps_its_last_drawing(charts):
    Observation.objects.filter(dimension="race").delete()
    assert draw() == 0
    assert RenderedChart.objects.filter(chart__key="by_group", current=True).count() == 2


def test_months_of_a_year_are_judged_together(cook):
    data = dataset(cook)
    for month, numerator, denominator in ((1, 2, 9), (2, 3, 40), (3, 4, 90)):
        observe(data, numerator, denominator, month=month)
    chart = next(chart for chart in ensure_charts() if chart.key == "trend")
    rows = list(Observation.objects.select_related("dataset", "metric").order_by("period_start"))
    states = [period.figure.state for period in trend_subject(chart, rows).periods]
    assert states == ["hidden", "hidden", "shown"]


def test_without_the_reference_group_no_ratio_is_made(cook):
    data = dataset(cook)
    observe(data, 20, 200, month=1)
    observe(data, 60, 900, group="Black")
    chart = next(chart for chart in ensure_charts() if chart.key == "by_group")
    rows = list(Observation.objects.select_related("dataset", "metric"))
    group = by_group_subject(chart, rows).groups[0]
    assert (group.ratio.state, group.ratio.ratio) == ("missing", None)


def test_the_command_draws_and_says_how_many(charts, capsys):
    call_command("draw", "--all")
    assert "0 new drawings." in capsys.readouterr().out


def test_processes_share_the_charts_between_them(charts):
    RenderedChart.objects.all().delete()
    assert sum(draw(part=(n, 3)) for n in (1, 2, 3)) == 4
    assert RenderedChart.objects.values("chart", "language").distinct().count() == 4
    assert draw() == 0


@pytest.mark.parametrize("share", ["0/2", "3/2", "1", "a/b"])
def test_a_share_of_the_drawing_is_one_of_so_many(share):
    with pytest.raises(CommandError, match="not a share"):
        call_command("draw", f"--part={share}")
