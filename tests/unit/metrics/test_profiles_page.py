"""docs/PROFILES.md against the profiles themselves."""

import re
import tomllib
from pathlib import Path

import pytest

from scorecards.metrics.definitions import FLAGS
from scorecards.metrics.drafting import CHOICES
from scorecards.metrics.profile import ROLES, CaseTable, Limits, Profile, Window

PAGE = (Path(__file__).parents[3] / "docs" / "PROFILES.md").read_text(encoding="utf-8")
EXAMPLES = tomllib.loads("\n".join(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)))


def test_every_key_of_a_profile_has_an_example():
    assert set(EXAMPLES) == set(Profile.model_fields)
    assert set(EXAMPLES["window"]) == set(Window.model_fields)
    assert set(EXAMPLES["limits"]) == set(Limits.model_fields)
    assert set(EXAMPLES["flags"]) == set(FLAGS)
    assert set(EXAMPLES["tables"]["dispositions"]) == set(CaseTable.model_fields)
    assert set(EXAMPLES["values"]) == set(CHOICES)


def test_the_examples_are_one_profile_that_loads():
    assert Profile.model_validate(EXAMPLES).key == "alder-zz"


@pytest.mark.parametrize("role", sorted({role for roles in ROLES.values() for role in roles}))
def test_every_role_is_explained(role):
    assert re.search(rf"^\|.*`{role}`.*\|", PAGE, re.MULTILINE)
