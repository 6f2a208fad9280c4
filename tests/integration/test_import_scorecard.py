"""An existing scorecard of another field: its subjects, marks and published totals through `manage.py import`."""

import csv
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from portal.core import csvout
from scorecards import compare_totals, document, frozen, releasing, standard_sheet, versions
from scorecards.models import Body, Evidence, Mark, Scorecard, Subject
from scorecards.scoring import Rule
from tests import councils
from tests.factories.races import CommunityGroupFactory

pytestmark = pytest.mark.django_db
HALF_UP = Rule(digits=1)


def run(*args):
    """(exit code, what was printed, what went wrong)."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import", *map(str, args), stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def world():
    return councils.world()


@pytest.fixture
def imported(world, tmp_path):
    standard = councils.standard(world, rounding="half_up", digits=1)
    table = councils.write(tmp_path / "subjects.csv", world.subjects_table())
    made = ("--standard", f"{standard.group.slug}/climate/2026", "--title", "Councils")
    assert run("subjects", table, "--scorecard", "councils", *made, *councils.SOURCE[:3], "--commit")[0] == 0
    marks = councils.write(tmp_path / "marks.csv", world.marks_table())
    code, out, err = run("marks", marks, "--scorecard", "councils", *councils.SOURCE, "--commit")
    assert (code, err) == (0, ""), out
    return Scorecard.objects.get(slug="councils")


def totals(tmp_path, rows, *more):
    return run("totals", councils.write(tmp_path / "totals.csv", rows), "--scorecard", "councils", *more)


def test_every_subject_and_mark_is_taken(imported, world):
    assert list(imported.subjects.values_list("slug", "cohort__slug")) == world.subjects
    assert Mark.objects.count() == len(world.marks)
    assert Body.objects.filter(source_title="Invented scorecards").count() == len(world.subjects)
    mark = next(m for m in Mark.objects.with_evidence() if m.kind == "position" and not m.many)
    assert mark.evidence.quote == mark.option.label
    assert mark.evidence.body_id == mark.subject.body_id
    # The same words of the same source about the same body are on record once.
    assert Evidence.objects.values("body", "quote", "source_url").distinct().count() == Evidence.objects.count()


def test_a_second_time_changes_nothing(imported, tmp_path):
    counts = [model.objects.count() for model in (Mark, Subject, Body, Evidence)]
    for kind, more in (("subjects", councils.SOURCE[:3]), ("marks", councils.SOURCE)):
        code, out, _err = run(kind, tmp_path / f"{kind}.csv", "--scorecard", "councils", *more, "--commit")
        assert code == 0
        assert "created 0, changed 0" in out
    assert [model.objects.count() for model in (Mark, Subject, Body, Evidence)] == counts


@pytest.mark.parametrize("rounds", ["total", "sections", "parts"])
@pytest.mark.parametrize(("mode", "digits"), [("half_up", 0), ("half_even", 1), ("down", 2), ("down", 0)])
def test_every_total_is_reproduced_whatever_the_rounding_rule(imported, world, tmp_path, mode, digits, rounds):
    standard, rule = imported.standard, Rule(mode, digits, rounds)
    standard.rounding, standard.digits, standard.rounds = mode, digits, rounds
    standard.save()
    versions.record(standard, by="owner", on=standard.published_on, why="Another rule")
    code, out, err = totals(tmp_path, world.published(rule))
    assert f"{len(world.subjects)} of {len(world.subjects)} totals reproduced" in out
    assert (code, err) == (0, ""), out


def test_totals_as_fractions_of_one(imported, world, tmp_path):
    code, out, _err = totals(tmp_path, world.published(HALF_UP, scale=1), "--scale", 1)
    assert code == 0, out


def test_false_figures_are_named_and_no_others(imported, world, tmp_path):
    rows = world.published(HALF_UP)
    rows[3][1] += Decimal("0.1")
    rows[7][1] -= 5
    rows[9][2] += 1
    code, out, err = totals(tmp_path, rows, "--csv", tmp_path / "found.csv")
    differing = [line for line in out.splitlines() if line.startswith("differs")]
    assert code == 1
    assert "Not every figure" in err
    assert len(differing) == 3
    assert "council-2, total: published" in differing[0]
    assert "difference 0.1" in differing[0]
    assert "council-6, total" in differing[1]
    assert "difference -5.0" in differing[1]
    assert "council-8, section-0" in differing[2]
    assert f"{len(world.subjects) - 2} of {len(world.subjects)} totals reproduced" in out
    with (tmp_path / "found.csv").open(newline="") as stream:
        found = list(csv.DictReader(stream))
    assert [(row["subject"], row["figure"]) for row in found if row["reproduced"] == "false"] == [
        ("council-2", "total"),
        ("council-6", "total"),
        ("council-8", "section-0"),
    ]
    assert tuple(found[0]) == compare_totals.COLUMNS


def test_a_missing_mark_makes_a_range_and_its_low_end_is_named(imported, world, tmp_path):
    """The publisher's total counts the missing mark as nothing: the plain oracle does so too."""
    q = next(q for q in world.questions if q.kind == "tiered" and not q.cohorts)
    subject = next(s for s, _c in world.subjects if world.marks.get((s, q.slug)) == ((3,), None))
    del world.marks[subject, q.slug]
    Mark.objects.filter(subject__slug=subject, question__slug=q.slug).delete()
    code, out, _err = totals(tmp_path, world.published(HALF_UP))
    assert code == 1
    differing = [line for line in out.splitlines() if line.startswith("differs")]
    assert [line.split(", ")[1].split(":")[0] for line in differing] == ["total", world.sections[q.section]]
    assert all("the publisher counts unknown as nothing; 1 of " in line for line in differing)


def test_a_range_holds_every_total_that_the_missing_marks_could_make(imported, world):
    """Whatever was taken away: among it questions that rule out others, and those that are ruled out."""
    Mark.objects.filter(pk__in=[pk for pk in Mark.objects.values_list("pk", flat=True) if pk % 3 == 0]).delete()
    gathered = releasing.gather(imported)
    sheets = {sheet.slug: sheet for sheet in (releasing.sheet(gathered, one) for one in gathered.subjects)}
    for subject, cohort in world.subjects:
        sheet = sheets[subject]
        assert sheet.low <= world.total(subject, cohort, HALF_UP) <= sheet.high
        assert sheet.known < sheet.total
        for n, name in enumerate(world.sections):
            exact, span = world.section(subject, cohort, n), frozen.spans(sheet.sections)[name]
            assert exact is None or span.low <= exact <= span.high


def test_what_cannot_be_compared_is_said(imported, world, tmp_path):
    rows = [["subject", "rank", "total"], ["council-0", "1", "many"], ["council-999", "1", "5"]]
    code, out, _err = totals(tmp_path, rows)
    assert code == 1
    assert 'totals.csv, line 2, column "total": "many" is not a number.' in out
    assert 'totals.csv, line 3, column "subject": "council-999" is no subject of this scorecard.' in out
    code, out, _err = totals(tmp_path, [["subject", "points"], ["council-0", "1"]])
    assert code == 1
    assert "has no column total and none named after a section" in out
    assert run("totals", tmp_path / "totals.csv", "--scorecard", "council")[2].startswith("There is no scorecard")


def test_subjects_that_cannot_be_are_refused(imported, tmp_path):
    rows = [
        ["name", "slug", "cohort", "office"],
        ["A", "a", "metropolitan", ""],
        ["", "b", "", ""],
        ["C", "C c", "", ""],
        ["D", "methodology", "", ""],
        ["E", "e", "", "zz/none"],
    ]
    before = Subject.objects.count()
    table = councils.write(tmp_path / "more.csv", rows)
    code, out, _err = run("subjects", table, "--scorecard", "councils", "--commit")
    assert (code, Subject.objects.count()) == (1, before)
    for text in (
        'line 2, column "cohort": "metropolitan" is no cohort of the standard. The standard has: single-tier',
        'line 2, column "source_url": a body needs its source. Fill it in, or give --source-url.',
        'line 3, column "name": the cell is empty.',
        'line 4, column "slug": "C c" is no short name',
        'line 5, column "slug": "methodology" is the address of a part of the scorecard.',
        'line 6, column "office": "zz/none" is no office on record.',
    ):
        assert text in out


def test_the_whole_way_from_four_spreadsheets(world, tmp_path):
    """The standard too comes from its table; nothing but the four files is left to our own rows."""
    made = document.from_json(councils.standard(world, digits=1, rounds="parts").versions.get().document)
    group = CommunityGroupFactory(slug="owners")
    facts = {"title": "Climate", "edition": "2026", "subjects": "bodies", "digits": 1, "rounds": "parts"}
    lines = [
        f"{name} = {json.dumps(value)}" for name, value in (facts | {"group": "owners", "slug": "climate"}).items()
    ]
    cohorts = [f"{cohort.slug} = {json.dumps(cohort.title)}" for cohort in made.cohorts]
    (tmp_path / "standard.toml").write_text("\n".join([*lines, "[cohorts]", *cohorts]))
    table = csvout.dumps(standard_sheet.write(made), standard_sheet.columns(made))
    (tmp_path / "standard.csv").write_bytes(table)
    code, out, err = run("standard", tmp_path / "standard.csv", "--publish", "--commit")
    assert code == 0, out + err
    subjects = councils.write(tmp_path / "subjects.csv", world.subjects_table())
    new = ("--standard", "owners/climate/2026", "--title", "Councils")
    marks = councils.write(tmp_path / "marks.csv", world.marks_table())
    for args in (("subjects", subjects, *new, *councils.SOURCE[:3]), ("marks", marks, *councils.SOURCE)):
        code, out, err = run(*args, "--scorecard", "councils", "--commit")
        assert code == 0, out + err
    assert group.bodies.count() == len(world.subjects)
    code, out, _err = totals(tmp_path, world.published(Rule(digits=1, rounds="parts")))
    assert code == 0, out
    assert f"{len(world.subjects)} of {len(world.subjects)} totals reproduced" in out


def test_sections_as_binary_numbers_are_compared_to_nine_digits(imported, world, tmp_path):
    rows = world.published(HALF_UP, digits=30)
    floats = [[row[0], *(cell if cell is None else repr(float(cell)) for cell in row[1:])] for row in rows[1:]]
    assert any(len(row[2]) > 15 for row in floats if row[2])
    code, out, _err = totals(tmp_path, [rows[0], *floats])
    assert code == 0, out
    cells = [row[2:] for row in floats]
    floats[0][2] = repr(float(floats[0][2]) + 1e-7)
    code, out, _err = totals(tmp_path, [rows[0], *floats])
    known = sum(cell is not None for row in cells for cell in row)
    assert f"{known - 1} of {known} section scores reproduced" in out


def test_a_total_rounded_from_exactly_a_half_is_explained():
    line = compare_totals.Line("ash", "total", Decimal("50.2"), (Decimal("50.21"),) * 2, None)
    rule = Rule("half_even", 2, "parts")
    assert "from exactly a half: 1" in compare_totals.of_ties(line, 1, rule)
    assert compare_totals.of_ties(line, 0, rule) == ""
    far = compare_totals.Line("ash", "total", Decimal("50.1"), (Decimal("50.21"),) * 2, None)
    assert compare_totals.of_ties(far, 1, rule) == ""
