from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "scorecards"

    def ready(self):
        from wagtail.signals import published, unpublished

        from portal.core.coverage import announce_publication, register_policies
        from scorecards.models import Promise

        register_policies(self)
        for signal in (published, unpublished):
            signal.connect(announce_publication, sender=Promise)
