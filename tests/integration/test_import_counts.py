"""Counts that an office made on its own machine with `manage.py tally`, and hands over."""

import pytest
from django.core.management import call_command

from scorecards import imports
from scorecards.metrics import crossed
from scorecards.models import CrossedCount, Dataset, DayCount, Observation
from tests.integration.test_import_cases import cook, intake, row, run

pytestmark = pytest.mark.django_db
__all__ = ["cook"]


@pytest.fixture
def handed_over(cook, tmp_path):
    """NAME.toml of 24 people, two of them White: the White figure is hidden before it leaves the office."""
    rows = [row(n, race="White" if n < 2 else "Black") for n in range(22)]
    tables = ["--profile", "cook-il", "--office", "il/cook", str(intake(tmp_path, *rows))]
    call_command("tally", *tables, "--out", str(tmp_path / "handed"), "--retrieved", "2026-11-12", "--crossed")
    return tmp_path / "handed.toml"


def test_the_pair_of_files_is_imported_as_the_cases_would_have_been(handed_over):
    code, said = run("counts", handed_over, "--commit")
    assert code == 0, said
    dataset = Dataset.objects.get()
    assert (dataset.rows, dataset.case_level, dataset.flags["felony_only"]) == (22, True, True)
    assert (
        Observation.objects.get(metric__slug="felony-intakes-received", period="year", dimension="").numerator
        == 22
    )
    white = Observation.objects.filter(dimension="race", group="White")
    assert white.exists()
    assert not white.filter(withheld=False).exists()
    assert "created 0, changed 0" in run("counts", handed_over)[1]


def test_crossed_counts_are_kept_if_they_came_along(handed_over):
    run("counts", handed_over, "--commit")
    received = CrossedCount.objects.filter(metric__slug="felony-intakes-received")
    assert sum(received.values_list("numerator", flat=True)) == 22
    assert DayCount.objects.count() == sum(
        map(len, crossed.read(_beside(handed_over, "days"), crossed.DAYS).values())
    )


def _beside(path, what):
    return path.with_name(f"handed-{what}.csv")


def test_without_them_nothing_is_said_of_them(handed_over):
    _beside(handed_over, "crossed").unlink()
    _beside(handed_over, "days").unlink()
    run("counts", handed_over, "--commit")
    assert Observation.objects.exists()
    assert not CrossedCount.objects.exists()


def spoil(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("file", "old", "new", "said_too"),
    [
        ("handed.toml", 'office = "il/cook"', 'office = "il/cok"', 'Did you mean "il/cook"?'),
        ("handed.toml", 'publisher = "', 'publishers = "', "handed.toml: publisher: Field required"),
        ("handed.toml", "[", "[[[", "handed.toml: is not TOML"),
        ("handed.csv", ",2019-01-01,", ",2019-01-15,", "handed.csv: Line"),
        ("handed.csv", "il/cook,", "il/dupage,", "handed.csv: holds counts of il/dupage"),
        ("handed-crossed.csv", "NOT FOR PUBLICATION", "Fine", "handed-crossed.csv: Line 1"),
    ],
)
def test_a_spoiled_file_is_refused_whole(handed_over, file, old, new, said_too):
    spoil(handed_over.with_name(file), old, new)
    code, said = run("counts", handed_over, "--commit")
    assert (code, said_too in said) == (1, True), said
    assert not Dataset.objects.exists()


def test_counts_without_their_other_half_are_refused(handed_over):
    handed_over.with_suffix(".csv").unlink()
    plan = imports.plan_counts(handed_over)
    assert "handed.csv" in str(plan.total.refused[0])
    assert "is not there" in str(plan.total.refused[0])
