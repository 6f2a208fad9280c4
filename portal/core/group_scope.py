"""Rows of this room that belong to a community group, which it knows by number alone (`group_id`)."""

from django.db import models

GROUPS_OF = []


def register_groups(of_user):
    """Call from the room that knows groups: `of_user(user)` gives the primary keys of a user's groups. Rows of
    this room that store a `group_id` are theirs."""
    GROUPS_OF[:] = [of_user]


class GroupIdQuerySet(models.QuerySet):
    """Rows with a `group_id`; those without one are the site admins'."""

    def covered_by(self, user):
        if user.is_superuser:
            return self
        if not user.is_authenticated or not user.is_active or not GROUPS_OF:
            return self.none()
        return self.filter(group_id__in=GROUPS_OF[0](user))
