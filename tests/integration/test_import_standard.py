"""manage.py import standard: a dry run shows what differs, --commit keeps a draft, --publish makes a version."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from portal.core.models import ImportRun
from scorecards import standard_actions, versions
from scorecards.models import Standard, StandardDraft, StandardVersion
from tests.factories import races as make

pytestmark = pytest.mark.django_db
TABLE = """\
section,section_title,section_weight,weight:big,question,text,kind,weight,label,points
open,Openness,3,1.5,files,Open files?,yes_no,high,Yes,2
,,,,,,,,No,0
,,,,ways,Which ways?,multiple,points,By mail,1
,,,,,,,,In person,1
"""
ABOUT = 'group = "bluebird"\nslug = "files"\ntitle = "Open files"\nedition = "2027"\nsubjects = "offices"\n'


@pytest.fixture
def table(tmp_path):
    make.CommunityGroupFactory(slug="bluebird", name="Bluebird")
    path = tmp_path / "files.csv"
    path.write_text(TABLE)
    path.with_suffix(".toml").write_text(ABOUT)
    return path


def run(path, capsys, *options, fails=False):
    if fails:
        with pytest.raises(SystemExit):
            call_command("import", "standard", str(path), *options)
    else:
        call_command("import", "standard", str(path), *options)
    return "".join(capsys.readouterr())


def test_a_dry_run_shows_and_writes_nothing(table, capsys):
    said = run(table, capsys)
    assert "created: Question “Open files?”" in said
    assert "Dry run" in said
    assert not Standard.objects.exists()


def test_a_standard_is_drafted_then_published_then_changed(table, capsys):
    run(table, capsys, "--commit")
    standard = Standard.objects.get()
    assert (standard.title, standard.published_on) == ("Open files", None)
    assert StandardDraft.objects.get().document["sections"][0]["title"] == "Openness"
    run(table, capsys, "--commit", "--publish")
    assert standard.versions.get().published_by == "Bluebird"
    table.write_text(TABLE.replace("high,Yes,2", "high,Yes,4"))
    assert 'points: "2" -> "4"' in run(table, capsys)
    assert "says why it changes" in run(table, capsys, "--commit", "--publish", fails=True)
    run(table, capsys, "--commit", "--publish", "--why", "Worth more")
    assert list(standard.versions.values_list("number", "why")) == [(2, "Worth more"), (1, "")]
    made = versions.of_rows(standard)
    assert made.question("files").options[0].points == Decimal(4)
    assert made == standard_actions.published(standard)
    assert ImportRun.objects.filter(kind="standard").count() == 3


def test_the_same_table_again_changes_nothing(table, capsys):
    run(table, capsys, "--commit", "--publish")
    said = run(table, capsys, "--commit")
    assert "created 0, changed 0" in said
    assert not StandardDraft.objects.exists()


def test_faults_and_problems_are_told_apart(table, capsys):
    table.write_text(TABLE.replace("yes_no", "maybe").replace("high,Yes,2", "high,Yes,two"))
    said = run(table, capsys, "--commit", fails=True)
    assert 'files.csv, line 2, column "kind": "maybe" is not one of' in said
    assert 'files.csv, line 2, column "points": "two" is not a number' in said
    table.write_text(TABLE.replace("No,0", "No,2"))
    assert "not ready to be published" in run(table, capsys, "--commit")
    assert "two answers with different points" in run(table, capsys, "--commit", "--publish", fails=True)
    assert not StandardVersion.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (ABOUT.replace("bluebird", "magpie"), "no group on record"),
        (ABOUT.replace('slug = "files"\n', ""), 'column "slug": is missing'),
        (f'{ABOUT}previous = "2020"\n', "no edition on record"),
        ("title = ", "TOML"),
    ],
)
def test_facts_that_lead_nowhere_are_refused(table, capsys, facts, words):
    table.with_suffix(".toml").write_text(facts)
    assert words in run(table, capsys, "--commit", fails=True)
    assert not Standard.objects.exists()
