from django.apps import AppConfig


class RacesConfig(AppConfig):
    name = "races"

    def ready(self):
        from portal.core.coverage import register_policies

        register_policies(self)
