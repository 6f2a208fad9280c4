import tomllib

import pytest
from pydantic import ValidationError

from scorecards.metrics import profile
from scorecards.metrics.profile import Profile, available, load


def text_of(key):
    return tomllib.loads((profile.FOLDER / f"{key}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", available())
def test_every_profile_shipped_is_sound(key):
    found = load(key)
    assert found.key == key
    for table in found.tables.values():
        # A missing column that is needed gets its own message, so it may not be what a file is known by.
        assert not set(table.recognized_by) & set(table.columns)


def test_a_file_is_recognized_by_its_columns():
    cook = load("cook-il")
    assert cook.recognize(["felony_review_result", "x", "felony_review_date"]) == "intake"
    assert cook.recognize(["event", "event_date", "charge_id"]) == "initiation"
    assert cook.recognize(["disposition_date", "charge_id"]) is None
    assert cook.recognize(["event", "event_date", "felony_review_result", "felony_review_date"]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"values": {"race": {"Black": "Blue"}, "status": {}}},
        {"values": {"race": {}, "status": {"Approved": "aproved"}}},
        {"licence_url": "not an address"},
        {"surprise": 1},
    ],
)
def test_a_mistake_in_a_profile_is_refused(change):
    with pytest.raises(ValidationError):
        Profile.model_validate(text_of("cook-il") | change)


def test_an_unknown_profile_names_the_known_ones():
    with pytest.raises(KeyError, match="cook-il"):
        load("../cook-il")
