from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "portal.pages"
    label = "pages"

    def ready(self):
        from portal.pages import listeners, permissions  # noqa: F401  listeners connects itself to the one event
        from portal.pages.release_files import files
        from scorecards import releasing

        releasing.FILES.append(files)  # the bytes of a release's own address

        # The last app of all: the permissions of every model exist by then.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(permissions.derive_after_migrate, sender=last)
