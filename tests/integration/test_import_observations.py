"""Figures in the project's own columns: what is read, what is missing, and what is refused whole."""

import datetime as dt

import pytest

from portal.core.models import ImportRun
from scorecards.models import Dataset, Observation
from tests.factories.figures import MetricFactory
from tests.factories.races import OfficeFactory
from tests.integration.test_import_cases import run

pytestmark = pytest.mark.django_db

HEADER = [
    "office",
    "measure",
    "period",
    "period_start",
    "dimension",
    "group",
    "numerator",
    "denominator",
    "value",
    "low",
    "high",
    "partial",
    "percent",
]
ABOUT = """
title = "Cases declined, 2024"
publisher = "County court"
url = "https://example.org/cases"
licence = "CC0-1.0"
attribution = "County court"
retrieved = 2026-11-12
may_republish = true
cadence = "yearly"
known_limits = ["Felony cases only."]
[flags]
felony_only = true
"""


@pytest.fixture(autouse=True)
def ash(monkeypatch, tmp_path):
    monkeypatch.setattr(Dataset._meta.get_field("delivered").storage, "location", str(tmp_path / "deliveries"))
    MetricFactory(slug="declination")
    MetricFactory(slug="received", kind="count", denominator="")
    MetricFactory(slug="days-to-decide", kind="median")
    MetricFactory(slug="per-attorney", kind="per")
    MetricFactory(slug="gap", kind="gap", denominator="", of=MetricFactory(slug="share"))
    return OfficeFactory(state__code="ga", state__fips="13", slug="ash")


def row(**values):
    usual = {"office": "ga/ash", "measure": "declination", "period": "year", "period_start": "2024-01-01"}
    usual |= {"numerator": "25", "denominator": "100"}
    return ",".join((usual | values).get(name, "") for name in HEADER)


def table(tmp_path, *rows, name="figures.csv", about=ABOUT, header=HEADER):
    path = tmp_path / name
    path.write_text("\n".join([",".join(header), *rows, ""]))
    if about:
        path.with_suffix(".toml").write_text(about)
    return path


def race(group, numerator, denominator, **other):
    return row(dimension="race", group=group, numerator=str(numerator), denominator=str(denominator), **other)


def test_each_kind_of_measure_is_read_as_it_is_stored(tmp_path):
    rows = (
        row(percent="25.0"),
        row(period="month", period_start="2024-02-01", numerator="3", denominator="12", partial="yes"),
        row(measure="received", numerator="1240", denominator=""),
        row(measure="days-to-decide", numerator="", denominator="90", value="17.5", low="15", high="20"),
        row(measure="per-attorney", numerator="1200", denominator="16", value="75"),
        race("Black", 15, 60),
        race("Unknown", 10, 40),
    )
    code, said = run("observations", table(tmp_path, *rows), "--commit")
    assert code == 0, said
    kept = {
        (o.metric.slug, o.period, o.group): (o.numerator, o.denominator, o.value, o.partial)
        for o in Observation.objects.all()
    }
    assert kept == {
        ("declination", "year", ""): (25, 100, None, False),
        ("declination", "month", ""): (3, 12, None, True),
        ("received", "year", ""): (1240, None, None, False),
        ("days-to-decide", "year", ""): (None, 90, 17.5, False),
        ("per-attorney", "year", ""): (1200, 16, 75, False),
        ("declination", "year", "Black"): (15, 60, None, False),
        ("declination", "year", "Unknown"): (10, 40, None, False),
    }


def test_what_the_file_beside_it_says_stands_on_the_dataset(tmp_path):
    run("observations", table(tmp_path, row()), "--commit")
    dataset = Dataset.objects.get()
    assert (dataset.publisher, dataset.cadence, dataset.flags) == ("County court", "yearly", {"felony_only": True})
    assert (dataset.case_level, dataset.may_republish, dataset.may_hand_out) == (False, True, False)
    assert (dataset.period_from, dataset.period_to) == (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert (dataset.limits, dataset.rows) == ("Felony cases only.", 1)
    assert dataset.delivered.name == f"{dataset.sha256[:2]}/{dataset.sha256}"


def test_the_same_file_twice_changes_nothing_and_a_dry_run_writes_nothing(tmp_path):
    path = table(tmp_path, row(), race("Black", 15, 60), race("White", 10, 40))
    _, said = run("observations", path)
    assert "Dry run: nothing was written." in said
    assert not Dataset.objects.exists()
    run("observations", path, "--commit")
    _, said = run("observations", path, "--commit")
    assert "created 0, changed 0, unchanged 4, refused 0" in said
    assert ImportRun.objects.count() == 1


def test_a_file_of_several_offices_is_a_dataset_of_each(tmp_path, ash):
    OfficeFactory(state=ash.state, slug="birch")
    run("observations", table(tmp_path, row(), row(office="ga/birch")), "--commit")
    assert {(d.office.slug, d.rows) for d in Dataset.objects.all()} == {("ash", 2), ("birch", 2)}
    assert len(set(Dataset.objects.values_list("sha256", flat=True))) == 1


def test_an_office_may_be_given_for_a_file_that_does_not_name_it(tmp_path, ash):
    header = [name for name in HEADER if name != "office"]
    path = table(tmp_path, row().removeprefix("ga/ash,"), header=header)
    code, said = run("observations", path, "--commit")
    assert (code, "give --office" in said) == (1, True)
    run("observations", path, "--office", "ga/ash", "--commit")
    assert Observation.objects.get().office == ash


def test_a_denominator_of_zero_is_missing_with_a_reason(tmp_path):
    path = table(tmp_path, row(), race("Black", 25, 100), race("Asian", 0, 0))
    code, said = run("observations", path, "--commit")
    assert code == 0
    assert "found: figures.csv, line 4: declination 2024 Asian is missing, not 0: its denominator is 0" in said
    assert set(Observation.objects.values_list("group", flat=True)) == {"", "Black"}


BAD = {
    "totals as a group": (race("Total", 25, 100), 'column "group": "Total" is a row of totals'),
    "totals as a measure": (row(measure="Grand Total"), 'column "measure": "Grand Total" is a row of totals'),
    "a sum under no name": (row(dimension="race"), "is blank, so the row may be the sum of the others"),
    "a group of nothing": (row(group="Black"), 'column "dimension"'),
    "more than all": (row(numerator="120"), '"120" of 100 is over 100 percent'),
    "a percent over 100": (row(percent="120"), 'column "percent": "120" is over 100 percent'),
    "a percent that disagrees": (row(percent="26"), '"26" does not agree with its counts: 25 of 100 is 25.00'),
    "a percent alone": (
        row(numerator="", denominator="", percent="25"),
        "a rate without its numerator and denominator says nothing",
    ),
    "no count": (row(numerator="", denominator=""), "the row has no count: leave it out instead"),
    "no denominator": (row(denominator=""), 'column "denominator": is blank, and a share needs its denominator'),
    "a count with a denominator": (row(measure="received"), '"100" stands beside a count'),
    "a median without people": (
        row(measure="days-to-decide", numerator="", denominator="", value="5"),
        "a median needs its denominator",
    ),
    "an interval beside a share": (row(low="0.1", high="0.3"), "is an end of an interval without a value"),
    "a derived measure": (row(measure="gap"), '"gap" is a gap: it is worked out here'),
    "the year 2109": (row(period_start="2109-01-01"), '"2109-01-01" is after'),
    "half a month": (row(period="month", period_start="2024-01-15"), "is not the first day of a month"),
    "a week": (row(period="week"), '"week" is neither month nor year'),
    "an unknown measure": (row(measure="declinaton"), 'is no measure on record. Did you mean "declination"?'),
    "nearly a derived measure": (row(measure="gapp"), "is no measure on record. Measures and their names"),
    "an unknown office": (row(office="ga/ahs"), 'is no office on record. Did you mean "ga/ash"?'),
    "a dimension crossed": (
        row(dimension="race and sex", group="Black women"),
        '"race and sex" is crossed: a breakdown is by one dimension at a time',
    ),
    "an unknown dimension": (row(dimension="rase", group="Black"), 'Did you mean "race"?'),
    "a group of more than all": (race("Black", 25, 400), "counts 400, more than the 100 of all 2024"),
    "another spelling of a race": (
        race("black", 25, 100),
        '"black" is no group of race as it is written here. Did',
    ),
    "another word for a sex": (row(dimension="sex", group="M"), "Groups of sex: Female, Male, Other, Unknown."),
    "a month by group": (
        race("Black", 25, 100, period="month"),
        "breaks a month down: groups are given by year",
    ),
    "a count as a float": (
        row(numerator="25.0"),
        '"25.0" is not a whole number. Write it without decimals: "25"?',
    ),
    "five decimals": (row(measure="days-to-decide", numerator="", value="1.00001"), "has more than four decimals"),
    "below 0": (row(numerator="-1"), '"-1" is below 0'),
    "too many digits": (row(denominator="9" * 25), "has more than 18 digits"),
    "maybe partial": (row(partial="maybe"), '"maybe" is neither yes nor no'),
    "the same figure twice": (row(numerator="26"), "the deliveries overlap"),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_row_refuses_the_whole_file_with_the_place_and_the_rule(tmp_path, bad):
    line, said_too = bad
    code, said = run("observations", table(tmp_path, row(), line), "--commit")
    assert code == 1
    assert "figures.csv, line 3" in said, said
    assert said_too in said, said
    assert not Dataset.objects.exists()
    assert not Observation.objects.exists()


def test_all_faults_of_all_files_come_together(tmp_path):
    first = table(tmp_path, row(period="week"), row(numerator="-1"))
    second = table(tmp_path, row(measure="declinaton"), name="second.csv")
    _, said = run("observations", first, second, "--commit")
    assert [place in said for place in ("figures.csv, line 2", "figures.csv, line 3", "second.csv, line 2")] == [
        True
    ] * 3


def test_two_deliveries_of_one_call_that_overlap_are_refused(tmp_path):
    files = [table(tmp_path, row(), name="a.csv"), table(tmp_path, row(), row(measure="share"), name="b.csv")]
    code, said = run("observations", *files, "--commit")
    assert code == 1
    assert "b.csv, line 2: declination 2024 of ga/ash stands here, and also in a.csv, line 2" in said
    assert not Dataset.objects.exists()


def test_a_file_of_which_nothing_says_where_it_is_from_is_refused(tmp_path):
    code, said = run("observations", table(tmp_path, row(), about=""), "--commit")
    assert (code, "figures.toml: is not there" in said) == (1, True)
    about = ABOUT.replace('licence = "CC0-1.0"', "").replace("felony_only", "felonies_only")
    code, said = run("observations", table(tmp_path, row(), about=about), "--commit")
    assert (code, "licence: Field required" in said, "felonies_only" in said) == (1, True, True)


def test_a_misspelled_column_is_named_with_the_nearest(tmp_path):
    header = [name.replace("denominator", "denominater") for name in HEADER]
    code, said = run("observations", table(tmp_path, row(), header=header), "--commit")
    assert (code, 'a column "denominater"' in said, 'Did you mean "denominator"?' in said) == (1, True, True)


def test_a_file_cut_in_half_is_refused(tmp_path):
    path = table(tmp_path, *(race(f"Group {n}", 5, 50) for n in range(100)))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    code, _ = run("observations", path, "--commit")
    assert code == 1
    assert not Dataset.objects.exists()
