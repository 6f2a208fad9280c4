"""A draft of a profile: nothing is guessed that a person must decide, and with the decisions it loads."""

import tomllib

import pytest
from django.core.management import CommandError, call_command
from pydantic import ValidationError

from scorecards.metrics import drafting
from scorecards.metrics.profile import ROLES, Profile, load

INTAKE = """Defendant ID,Date Received,Race,Sex,Charging Decision,Arresting Agency,Judge,Desk
001,01/05/2030,white,F,Filed,Alder PD,A. Ash,north
002,01/06/2030,Martian,M,Not\\filed,Alder PD,B. Birch,north
"""
CHARGES = """Defendant ID,Date Received,Race,Offense Class,Filing Date,Count
001,01/05/2030,white,F1,2030-01-07,1
001,01/05/2030,white,M2,,2
"""
DECIDED = {
    '"Martian"': '"Other"',
    '"F"': '"Female"',
    '"M"': '"Male"',
    '"Filed"': '"approved"',
    '"Not\\\\filed"': '"declined"',
    '"F1"': '{ severity = "Felony", rank = 1 }',
    '"M2"': '{ severity = "Misdemeanor", rank = 2 }',
    "publisher": '"Alder County Attorney"',
    "attribution": '"Alder County Attorney"',
    "licence": '"CC0-1.0"',
    "licence_url": '"https://example.org/licence"',
    "url": '"https://example.org/data"',
    "guide_url": '"https://example.org/guide"',
    "may_republish": "true",
    "earliest": "2030-01-01",
    "latest": "2030-12-31",
}


@pytest.fixture
def files(tmp_path):
    intake, charges = tmp_path / "intake.csv", tmp_path / "charges.csv"
    intake.write_text(INTAKE, encoding="utf-8")
    charges.write_text(CHARGES, encoding="utf-8")
    return intake, charges


def decided(text):
    """The draft with the decisions filled in; every line that nobody decided stays a comment."""
    lines = []
    for line in text.splitlines():
        name, _, rest = line.removeprefix("# ").partition(" = ")
        lines.append(f"{name} = {DECIDED[name]}" if "TO BE DECIDED" in rest and name in DECIDED else line)
    return "\n".join(lines)


def test_the_decisions_make_a_profile_that_loads(files):
    text = drafting.draft("alder-zz", [drafting.sight(path) for path in files])
    with pytest.raises(ValidationError, match="publisher"):
        Profile.model_validate(tomllib.loads(text))
    profile = Profile.model_validate(tomllib.loads(decided(text)))
    assert profile.tables["intake"].columns == {
        "id": "Defendant ID",
        "received": "Date Received",
        "race": "Race",
        "sex": "Sex",
        "status": "Charging Decision",
        "agency": "Arresting Agency",
    }
    assert profile.tables["intake"].one_row_per_id
    assert not profile.tables["initiation"].one_row_per_id
    assert profile.tables["initiation"].formats == {"received": ["%m/%d/%Y"], "charged_on": ["%Y-%m-%d"]}
    assert profile.values.race == {"white": "White", "Martian": "Other"}
    assert [drafting.unmapped(path, profile) for path in files] == [[], []]


def test_nothing_is_listed_of_columns_that_name_people(files):
    text = drafting.draft("alder-zz", [drafting.sight(path) for path in files])
    for secret in ("001", "Ash", "Birch"):
        assert secret not in text
    assert "# Other columns: Judge, Desk" in text


@pytest.mark.parametrize(
    "column", ["Judge", "sentence_judge", "Victim Race", "officer_name", "FirstName", "charge_id", "docket number"]
)
def test_names_and_numbers_of_people_are_known_by_their_column(column):
    assert drafting.personal(column)


@pytest.mark.parametrize("column", ["race", "gender", "participant_status", "charge_disposition", "sentence_type"])
def test_kinds_are_no_names(column):
    assert not drafting.personal(column)


def test_a_mapped_column_that_names_people_is_not_listed(tmp_path):
    file = tmp_path / "sentences.csv"
    file.write_text("case_id,received,victim_race,sentence\n1,2030-01-01,Ash,Jail\n", encoding="utf-8")
    text = drafting.draft("alder-zz", [drafting.sight(file)])
    assert "looks as if it named people" in text
    assert "Ash" not in text


def test_a_column_of_too_many_values_is_not_listed(tmp_path):
    file = tmp_path / "intake.csv"
    people = "".join(f"{n},2030-01-01,White,word {n}\n" for n in range(drafting.MOST_VALUES + 1))
    file.write_text(f"case_id,received,race,status\n{people}", encoding="utf-8")
    text = drafting.draft("alder-zz", [drafting.sight(file)])
    assert "301 different values. Is this the right column?" in text
    assert "word 7" not in text


def test_dates_in_no_known_format_are_to_be_decided(tmp_path):
    file = tmp_path / "intake.csv"
    file.write_text("case_id,received,race,status\n1,5 Jan 2030,White,x\n", encoding="utf-8")
    assert '# received = ["TO BE DECIDED"]' in drafting.draft("alder-zz", [drafting.sight(file)])


@pytest.mark.shared
def test_the_files_of_cook_county_are_told_by_their_columns(shared_data):
    cook = load("cook-il")
    for table, layout in cook.tables.items():
        sighting = drafting.sight(shared_data / "cook-2019" / f"{table}.csv.gz")
        assert (sighting.table, sighting.roles) == (table, layout.columns)
        assert set(layout.columns) <= set(ROLES[table])
        assert drafting.unmapped(shared_data / "cook-2019" / f"{table}.csv.gz", cook) == []


def test_the_command_prints_a_draft(files, capsys):
    call_command("draft_profile", *map(str, files), key="alder-zz")
    assert tomllib.loads(decided(capsys.readouterr().out))["key"] == "alder-zz"


def test_the_command_lists_what_a_profile_does_not_know(tmp_path, capsys):
    file = tmp_path / "dispositions.csv"
    names = load("cook-il").tables["dispositions"].names[:-1]
    cells = dict.fromkeys(names, "") | {"race": "Martian", "charge_disposition": "BFW"}
    row = ",".join(cells.values())
    file.write_text(f"{','.join(names)},judge\n{row},\n{row},\n", encoding="utf-8")
    with pytest.raises(CommandError, match="3 to decide"):
        call_command("draft_profile", str(file), check="cook-il")
    said = capsys.readouterr().out
    assert 'the column "disposition_date" is missing' in said
    assert 'column "race": "Martian" is not known (2 rows). Add it under [values.race] in cook-il.toml.' in said
    assert 'column "disposition_charged_class": "" is not known' in said
    assert "BFW" not in said


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"key": "No Key"}, "is no key"),
        ({"check": "nowhere"}, "There is no profile"),
        ({"key": "alder-zz", "twice": True}, "both look like the table intake"),
    ],
)
def test_the_command_refuses(files, given, message):
    names = [str(files[0])] * (2 if given.pop("twice", False) else 1)
    with pytest.raises(CommandError, match=message):
        call_command("draft_profile", *names, **given)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("draft_profile", str(tmp_path / "none.csv"), key="alder-zz")


def test_a_person_can_say_which_table_a_file_is(files, capsys):
    call_command("draft_profile", f"initiation={files[0]}", key="alder-zz")
    assert "[tables.initiation]" in capsys.readouterr().out
