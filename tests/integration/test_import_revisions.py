"""A newer delivery of the same period: what it changes, what it must keep hidden, and what a frozen year asks."""

import datetime as dt
import hashlib
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from scorecards.actions import apply_counts, freeze_year
from scorecards.import_plan import Delivered, plan_deliveries
from scorecards.metrics.counts_csv import CountRow
from scorecards.models import CrossedCount, Dataset, DayCount, FigureChange, Observation, YearFreeze
from scorecards.subjects import judged
from tests.factories.beside import FigureChangeFactory, YearFreezeFactory
from tests.factories.figures import DatasetFactory, MetricFactory, ObservationFactory
from tests.factories.races import OfficeFactory

pytestmark = pytest.mark.django_db

YEAR = dt.date(2024, 1, 1)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def metric():
    return MetricFactory(slug="declination")


def address(office):
    return f"{office.state.code}/{office.slug}"


def row(group, numerator, denominator, **other):
    about = {"office": "", "metric": "declination", "table": "intake", "period_kind": "year"}
    about |= {"period_start": YEAR, "dimension": "race" if group else "", "partial": False}
    return CountRow(group=group, numerator=numerator, denominator=denominator, **about | other)


def delivered(office, name, *rows, retrieved=dt.date(2026, 1, 5), **other):
    about = {
        "profile": "made",
        "title": "Case file",
        "publisher": "County court",
        "url": "https://example.org/cases",
        "licence": "CC-BY-4.0",
        "attribution": "County court",
        "may_republish": True,
        "retrieved": retrieved,
        "file_name": name,
        "sha256": hashlib.sha256(name.encode()).hexdigest(),
        "rows": 100,
        "period_from": YEAR,
        "period_to": dt.date(2024, 12, 31),
    }
    rows = [replace(one, office=address(office)) for one in rows]
    return Delivered(address(office), "intake", about, rows, **other)


def deliver(*deliveries, reason=""):
    plan = plan_deliveries("made", deliveries, reason=reason)
    assert plan.total.ok, [str(problem) for problem in plan.total.refused]
    apply_counts(plan)
    return plan


def changes():
    return [(c.group, c.before["shown"], c.after["shown"]) for c in FigureChange.objects.order_by("group")]


FIRST = (row("", 60, 240), row("Black", 30, 120), row("White", 25, 100), row("Asian", 3, 12), row("Other", 2, 8))


def test_a_newer_file_is_a_new_dataset_and_its_differences_are_listed_before_anything_is_written(office, metric):
    deliver(delivered(office, "first.csv", *FIRST))
    assert not FigureChange.objects.exists()
    now = (row("", 62, 242), row("Black", 32, 122), *FIRST[2:])
    plan = plan_deliveries("made", [delivered(office, "second.csv", *now, retrieved=dt.date(2026, 6, 5))])
    where = f"of {address(office)}"
    assert plan.total.findings == [
        f"revised: declination 2024 {where}: 25% (60 of 240) -> 26% (62 of 242)",
        f"revised: declination 2024 Black {where}: 25% (30 of 120) -> 26% (32 of 122)",
    ]
    assert Dataset.objects.count() == 1
    apply_counts(plan)
    assert Dataset.objects.count() == 2
    assert changes() == [("", "25%", "26%"), ("Black", "25%", "26%")]
    change = FigureChange.objects.get(group="Black")
    assert change.before == {
        "shown": "25%", "state": "shown", "numerator": 30, "denominator": 120, "value": None
    }  # fmt: skip
    assert (change.old.file_name, change.new.file_name) == ("first.csv", "second.csv")
    assert (change.on, change.after_freeze) == (timezone.localdate(), False)


def test_a_file_that_lacks_months_of_one_on_record_needs_a_reason(office, metric):
    """Its part of the year would stand as the year: a file cut off at the end of a line, or of one quarter."""
    deliver(delivered(office, "first.csv", *FIRST))
    part = delivered(office, "part.csv", row("", 20, 80, partial=True), retrieved=dt.date(2026, 6, 5))
    part.about["period_to"] = dt.date(2024, 3, 27)
    plan = plan_deliveries("made", [part])
    assert [str(problem) for problem in plan.total.refused] == [
        "part.csv: covers 2024-01-01 to 2024-03-27, and the file on record 2024-01-01 to 2024-12-31: figures of "
        "2024 would shrink to a part of the year. Was it cut off? Bring files of all its months, or say why fewer "
        'are right: --reason "...".'
    ]
    assert plan_deliveries("made", [part], reason="The court withdrew nine months.").total.ok
    older = replace(part, about=part.about | {"retrieved": dt.date(2025, 6, 5)})
    assert plan_deliveries("made", [older]).total.ok
    next_year = {"period_from": dt.date(2025, 1, 1), "period_to": dt.date(2025, 3, 27)}
    assert plan_deliveries("made", [replace(part, about=part.about | next_year)]).total.ok


def test_a_file_of_the_same_months_with_less_than_half_of_the_rows_needs_a_reason(office, metric):
    """Rows in no order reach from the first to the last month, however many are cut off."""
    deliver(delivered(office, "first.csv", *FIRST))
    cut = delivered(office, "cut.csv", row("", 20, 80), retrieved=dt.date(2026, 6, 5))
    cut.about["rows"] = 49
    (problem,) = plan_deliveries("made", [cut]).total.refused
    assert "holds 49 rows, fewer than half of the 100 in the file on record" in problem.rule
    assert plan_deliveries("made", [cut], reason="The court withdrew half of them.").total.ok
    half = replace(cut, about=cut.about | {"rows": 50})
    assert plan_deliveries("made", [half]).total.ok


def test_the_same_file_twice_changes_nothing(office, metric):
    first = delivered(office, "first.csv", *FIRST, crossed=[], days=[])
    deliver(first)
    again = plan_deliveries("made", [first])
    assert again.total.summary() == "created 0, changed 0, unchanged 6, refused 0"
    assert apply_counts(again) is None


def test_what_was_hidden_stays_hidden_in_the_change_log_and_in_the_newer_delivery(office, metric):
    """Asian was hidden beside Other. Shown now, the earlier 3 of 12 could be guessed; so both stay hidden."""
    deliver(delivered(office, "first.csv", *FIRST))
    now = (row("", 70, 260), *FIRST[1:4], row("Other", 12, 28))
    plan = deliver(delivered(office, "second.csv", *now, retrieved=dt.date(2026, 6, 5)))
    assert any("stays hidden" in line and "Asian" in line for line in plan.total.findings)
    newest = Observation.objects.current()
    assert set(newest.filter(held_back=True).values_list("group", flat=True)) == {"Asian", "Other"}
    figures = judged(newest.select_related("metric"))
    shown = {one.group: figures[one.pk].state for one in newest}
    assert shown["Asian"] == "hidden"
    for change in FigureChange.objects.exclude(group=""):
        for form in (change.before, change.after):
            if form["state"] == "hidden":
                assert [form["numerator"], form["denominator"], form["value"]] == [None] * 3


def test_a_group_that_a_newer_delivery_leaves_out_is_not_reported_any_more(office, metric):
    deliver(delivered(office, "first.csv", *FIRST))
    deliver(delivered(office, "second.csv", *FIRST[:2], *FIRST[3:], retrieved=dt.date(2026, 6, 5)))
    assert ("White", "25%", "not reported") in changes()


def test_an_older_file_that_comes_late_changes_no_public_figure(office, metric):
    deliver(delivered(office, "first.csv", *FIRST))
    deliver(delivered(office, "older.csv", row("", 10, 100), retrieved=dt.date(2025, 1, 1)))
    assert not FigureChange.objects.exists()


def test_another_way_of_counting_the_same_file_is_logged_too(office, metric):
    deliver(delivered(office, "first.csv", *FIRST))
    deliver(delivered(office, "first.csv", row("", 62, 240)))
    assert changes() == [("", "25%", "26%")]


def test_old_figures_are_reachable_as_of_a_day(office, metric):
    first = DatasetFactory(office=office, recorded_on=dt.date(2026, 1, 6), retrieved=dt.date(2026, 1, 5))
    later = DatasetFactory(office=office, recorded_on=dt.date(2026, 6, 6), retrieved=dt.date(2026, 6, 5))
    old = ObservationFactory(dataset=first, metric=metric, numerator=60, denominator=240)
    new = ObservationFactory(dataset=later, metric=metric, numerator=62, denominator=242)
    current = Observation.objects.current
    assert list(current()) == [new]
    assert list(current(dt.date(2026, 6, 6))) == [new]
    assert list(current(dt.date(2026, 6, 5))) == [old]
    assert list(current(dt.date(2026, 1, 5))) == []


def test_two_deliveries_of_one_call_that_overlap_are_refused(office, metric):
    both = [delivered(office, name, *FIRST, lines=[2, 3, 4, 5, 6]) for name in ("a.csv", "b.csv")]
    plan = plan_deliveries("made", both)
    (problem,) = plan.total.refused
    assert str(problem) == (
        f"b.csv, line 2: declination 2024 of {address(office)} stands here, and also in a.csv, line 2: the "
        "deliveries overlap (5 figures). Import one of the two files."
    )
    with pytest.raises(ValueError, match="must not be applied"):
        apply_counts(plan)
    assert not Dataset.objects.exists()


def test_a_frozen_year_asks_for_a_reason_and_says_so(office, metric):
    deliver(delivered(office, "first.csv", *FIRST))
    freeze_year(year=2024)
    newer = delivered(office, "second.csv", row("", 62, 242), *FIRST[1:], retrieved=dt.date(2026, 6, 5))
    plan = plan_deliveries("made", [newer])
    (problem,) = plan.total.refused
    assert "the figures of 2024 were frozen on" in problem.rule
    assert "--reason" in problem.hint
    deliver(newer, reason="The clerk found two cases in another file.")
    assert FigureChange.objects.get().after_freeze
    assert FigureChange.objects.get().new.revision_reason == "The clerk found two cases in another file."
    assert deliver(newer).total.changed == []


def test_a_freeze_keeps_the_public_form_of_real_offices_and_gives_the_same_bytes(office, metric):
    deliver(delivered(office, "first.csv", *FIRST))
    invented = OfficeFactory(state__code="zz", state__fips="99", state__is_sample=True)
    deliver(delivered(invented, "invented.csv", *FIRST))
    DatasetFactory(office=office)
    freeze = freeze_year(year=2024)
    lines = bytes(freeze.csv).decode().splitlines()
    assert freeze.rows == 5 == len(lines) - 1
    assert freeze.sha256 == hashlib.sha256(bytes(freeze.csv)).hexdigest()
    assert not [line for line in lines if line.startswith("zz/")]
    hidden = [line for line in lines if ",Other," in line or ",Asian," in line]
    assert len(hidden) == 2
    assert all(",too few to show,hidden," in line and ",12," not in line for line in hidden)


@pytest.mark.parametrize(("year", "why"), [(2030, "not over"), (1999, "No figure")])
def test_a_year_without_end_or_figures_cannot_be_frozen(year, why):
    with pytest.raises(ValueError, match=why):
        freeze_year(year=year)
    assert not YearFreeze.objects.exists()


def test_a_year_is_frozen_once(office, metric):
    deliver(delivered(office, "first.csv", *FIRST))
    freeze_year(year=2024)
    with pytest.raises(ValueError, match="was frozen on"):
        freeze_year(year=2024)


def test_the_command_freezes_and_says_why_it_does_not(office, metric, capsys):
    deliver(delivered(office, "first.csv", *FIRST))
    call_command("freeze", "2024")
    said = capsys.readouterr().out
    assert "5 figures of 2024 are frozen" in said
    assert "/data/frozen/2024.csv" in said
    with pytest.raises(CommandError, match=r"2024 was frozen on .* Nothing was written\."):
        call_command("freeze", "2024")


def test_crossed_counts_of_a_dataset_are_replaced_as_a_whole(office, metric):
    cell = ("declination", dt.date(2024, 1, 1), "Black", "Male", "25 to 34", "Felony")
    deliver(delivered(office, "first.csv", *FIRST, crossed=[(*cell, 1, 4)], days=[(*cell, 30, 2)]))
    assert (CrossedCount.objects.get().denominator, DayCount.objects.get().days) == (4, 30)
    plan = deliver(delivered(office, "first.csv", *FIRST, crossed=[(*cell, 2, 4)], days=[]))
    assert len(plan.total.changed) == 1
    assert CrossedCount.objects.get().numerator == 2
    assert not DayCount.objects.exists()


def refused(statement):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_itself_refuses_to_change_the_log_or_a_frozen_year(office, metric):
    FigureChangeFactory()
    YearFreezeFactory()
    refused("UPDATE scorecards_figurechange SET after_freeze = TRUE")
    refused("DELETE FROM scorecards_figurechange")
    refused("UPDATE scorecards_yearfreeze SET rows = 7")
    refused("DELETE FROM scorecards_yearfreeze")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        FigureChange.objects.get().delete()
    freeze = YearFreeze.objects.get()
    freeze.csv = b"other"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        freeze.save()
    assert (FigureChange.objects.count(), YearFreeze.objects.count()) == (1, 1)
