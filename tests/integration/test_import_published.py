"""The publishers' own files: Georgia by county and precinct, and the California study from end to end."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command

from portal.core import tabular
from portal.core.models import ImportRun
from races import decisions, reference
from races.models import Candidacy, Person, PersonName, Race

pytestmark = pytest.mark.django_db
PRIMARIES = {2014: "06-03", 2016: "06-07", 2018: "06-05", 2020: "03-03", 2022: "06-07", 2024: "03-05"}
SOURCE = ["--source-url", "https://example.org/file", "--source-title", "A file"]


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("import", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue()


def test_georgia_by_county_and_precinct_lists_every_difference(shared_data):
    reference.load(states=["ga"])
    folder = shared_data / "ga-2024"
    about = ["--state", "ga", "--date", "2024-11-05", "--election", "general", *SOURCE]
    files = [folder / "county-level.csv", folder / "precinct-level.csv.gz"]
    said = run("results-openelections", *about, *files, "--commit")
    assert "found: 135 of 137 county figures equal the sum of their precincts" in said
    assert "Fani T. Willis (Democrat): county 355,894, its precincts add up to 355,884" in said
    assert Candidacy.objects.get(ballot_name="Fani T. Willis").votes == 355_894
    kept = [entry["label"] for entry in ImportRun.objects.get().differences]
    assert len(kept) == 3
    alone = run("results-openelections", *about, files[1])
    assert "votes: 355,894 -> 355,884" in alone


@pytest.fixture
def study(shared_data, california, tmp_path, monkeypatch):
    """import of the workbook with every pair decided "same", but for those of Siskiyou, who may be relatives."""
    reference.load(states=["ca"])
    read = tabular.read  # the workbook takes ten seconds each time
    monkeypatch.setattr(
        tabular, "read", lambda path, **how: california if path.suffix == ".xlsx" else read(path, **how)
    )
    about = ["candidates-unc", "--state", "ca", *SOURCE]
    about += [f"--day={year}-primary={year}-{day}" for year, day in PRIMARIES.items()]
    path, pairs = shared_data / "ca-elections" / "ca_elections.xlsx", tmp_path / "pairs.csv"
    said = run(*about, "--suggestions", pairs, path)
    rows = list(csv.DictReader(pairs.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        row["decision"] = "different" if "Andrus" in row["first"] else "same"
        row["keep"] = "second" if row["first"] == row["second"] or "Gasc" not in row["first"] else "first"
        if row["first"] == "George Gascon" and row["second"] == "George Gascón":
            row["keep"] = "second"
    pairs.write_bytes(decisions.as_csv(rows))
    return lambda *more: run(*about, *more, path), pairs, said


def test_the_california_study_from_suggestions_to_decisions(study):
    again, pairs, said = study
    assert "Open: 15 pairs of names look like one person." in said
    assert '"George GascÃ³n" is read as "George Gascón"' in said
    assert "the race Mendocino 2022, primary is left out" in said
    again("--decisions", pairs, "--commit")
    # The file's 170 primaries less the one with a nameless candidate, and the 16 generals that somebody ran in.
    assert Race.objects.filter(election__kind="primary").count() == 169
    assert Race.objects.filter(election__kind="general").count() == 16
    assert not Candidacy.objects.filter(ballot_name__contains="Ã").exists()
    gascon = PersonName.objects.filter(name__startswith="George Gasc").values_list("person", flat=True)
    assert len(set(gascon)) == 1
    offices = Candidacy.objects.filter(person=gascon[0]).values_list(
        "race__office__slug", "race__election__date__year"
    )
    assert set(offices) == {("san-francisco", 2015), ("los-angeles", 2020), ("los-angeles", 2024)}
    assert Person.objects.filter(name__endswith="Andrus").count() == 2
    count = Candidacy.objects.count()
    later = again()
    assert "created 0, changed 0" in later
    assert "Open:" not in later
    assert Candidacy.objects.count() == count
