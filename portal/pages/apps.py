from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "portal.pages"
    label = "pages"

    def ready(self):
        from portal.pages import listeners  # noqa: F401  connects itself to the one event
