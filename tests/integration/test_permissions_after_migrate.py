"""Groups that were there before a new version get its new screens when its migrations run."""

import pytest
from django.db.models.signals import post_migrate

from portal.pages import permissions
from tests.factories import admin
from tests.factories import races as make

pytestmark = pytest.mark.django_db


def test_new_screens_reach_the_groups_that_are_there():
    group = admin.group("Bluebird", office=make.OfficeFactory())[0]
    before = set(group.editors.permissions.values_list("codename", flat=True))
    assert "add_goal" in before
    group.editors.permissions.clear()
    permissions.derive_after_migrate("default", plan=[])
    assert group.editors.permissions.count() == 0
    permissions.derive_after_migrate("default", plan=[("a migration", False)])
    assert set(group.editors.permissions.values_list("codename", flat=True)) == before


def test_migrate_asks_for_it():
    assert permissions.derive_after_migrate in [
        receiver for entry in post_migrate.receivers if (receiver := entry[1]())
    ]
