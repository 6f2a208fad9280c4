import copy
import tomllib

import pytest
from pydantic import ValidationError

from scorecards.metrics import profile
from scorecards.metrics.profile import MAPPED, Profile, available, load


def text_of(key):
    return tomllib.loads((profile.FOLDER / f"{key}.toml").read_text(encoding="utf-8"))


def changed(**keys):
    """The Cook County profile as data with some keys set: a__b__c is the key a.b.c; None takes it away."""
    data = copy.deepcopy(text_of("cook-il"))
    for name, value in keys.items():
        *path, last = name.split("__")
        place = data
        for step in path:
            place = place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return data


def mistakes(data):
    with pytest.raises(ValidationError) as caught:
        Profile.model_validate(data)
    return str(caught.value)


@pytest.mark.parametrize("key", available())
def test_every_profile_shipped_is_sound(key):
    found = load(key)
    assert found.key == key
    for table in found.tables.values():
        # A missing column that is needed gets its own message, so it may not be what a file is known by.
        assert not set(table.recognized_by) & set(table.names)


def test_a_file_is_recognized_by_its_columns():
    cook = load("cook-il")
    assert cook.recognize(["felony_review_result", "x", "felony_review_date"]) == "intake"
    assert cook.recognize(["event", "event_date", "charge_id"]) == "initiation"
    assert cook.recognize(["disposition_date", "judge", "charge_id"]) == "dispositions"
    assert cook.recognize(["disposition_date", "sentence_judge", "sentence_phase"]) == "sentencing"
    assert cook.recognize(["disposition_date", "charge_id"]) is None
    assert cook.recognize(["event", "event_date", "felony_review_result", "felony_review_date"]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"values": {"race": {"Black": "Blue"}, "status": {}}},
        {"values": {"race": {}, "status": {"Approved": "aproved"}}},
        {"licence_url": "not an address"},
        {"surprise": 1},
        {"version": 1},
    ],
)
def test_a_mistake_in_a_profile_is_refused(change):
    with pytest.raises(ValidationError):
        Profile.model_validate(text_of("cook-il") | change)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"tables__intake__columns__class": "class"}, "tables.intake.columns.class: a table intake has id"),
        ({"tables__intake__columns__race": None}, "tables.intake.columns.race is missing"),
        (
            {"tables__dispositions__columns__disposition": None},
            "tables.dispositions.columns.disposition is missing",
        ),
        ({"tables__intake__formats__arrest": None}, "tables.intake.formats.arrest"),
        ({"tables__initiation__formats__arrest": ["%Y"]}, "tables.initiation.formats.arrest"),
        ({"tables__intake__formats__arrest": []}, "at least 1 item"),
        ({"tables__sentencing__columns__unit": None}, "term and unit come together"),
        ({"tables__intake__recognized_by": ["race"]}, "tables.intake.recognized_by: race is counted"),
        ({"values__reason": None}, "values.reason is missing, and tables.dispositions has such a column"),
        ({"values__class__Z": {"severity": "Felony"}}, "a class has a rank, or its severity is Unknown"),
        ({"values__class__P": {"severity": "Felony", "rank": 10}}, "classes of one rank have one severity"),
        ({"values__disposition__BFW": {"kind": "dropped", "how": "plea"}}, "only a conviction or an acquittal"),
        ({"flags__unheard_of": True}, "flags.unheard_of"),
        ({"cannot": {"No Slug": "x"}}, "cannot"),
        ({"window__earliest": "2031-01-01"}, "earliest is after latest"),
        ({"limits__oldest": 0}, "limits.oldest"),
        ({"tables": {}}, "at least 1 item"),
        ({"tables__elsewhere": {}}, "tables.elsewhere"),
    ],
)
def test_what_does_not_fit_together_is_refused(keys, message):
    assert message in mistakes(changed(**keys))


def test_all_mistakes_come_at_once():
    found = mistakes(changed(values__race__Black="Blue", licence_url="nowhere", surprise=1, limits__oldest=-1))
    for place in ("values.race.Black", "licence_url", "surprise", "limits.oldest"):
        assert place in found
    found = mistakes(changed(tables__intake__columns__race=None, tables__sentencing__columns__unit=None))
    assert "tables.intake.columns.race is missing" in found
    assert "term and unit come together" in found


def test_a_profile_may_leave_tables_and_columns_out():
    data = changed(tables__initiation=None, tables__dispositions=None, tables__sentencing=None)
    for role in MAPPED:
        if role not in ("race", "status"):
            data["values"].pop(role)
    for role in ("sex", "review"):
        del data["tables"]["intake"]["columns"][role]
    assert list(Profile.model_validate(data).tables["intake"].columns) == [
        "id",
        "received",
        "race",
        "age",
        "offense",
        "agency",
        "status",
        "arrest",
    ]


def test_what_cook_county_says_of_its_files():
    cook = load("cook-il")
    assert cook.flags == {
        "diversion_as_dismissal": True,
        "censored_cohort": True,
        "by_date_ended": False,
        "felony_only": True,
        "defendant_not_charge": True,
    }
    assert "case_participant_id names one case" in cook.cannot["new-case-12-months-after-declined"]
    assert cook.values.of("class")["Z"].rank is None
    assert cook.may_republish


def test_an_unknown_profile_names_the_known_ones():
    with pytest.raises(KeyError, match="cook-il"):
        load("../cook-il")
