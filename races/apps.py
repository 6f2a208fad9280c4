from django.apps import AppConfig


class RacesConfig(AppConfig):
    name = "races"

    def ready(self):
        from portal.core.coverage import register_policies
        from portal.core.group_scope import register_groups
        from races.querysets import groups_of

        register_policies(self)
        register_groups(lambda user: groups_of(user).values("pk"))
