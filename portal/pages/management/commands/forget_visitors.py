from django.core.management.base import BaseCommand

from portal.core import limits


class Command(BaseCommand):
    help = "Take away what the limits of public forms know of visitors, once it is a day old. Run it every hour."

    def handle(self, *args, **options):
        self.stdout.write(f"{limits.forget()} old uses taken away.")
