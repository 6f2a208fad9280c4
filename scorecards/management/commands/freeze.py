"""manage.py freeze YEAR: keep every public figure of a year as a file that never changes."""

from django.core.management.base import BaseCommand, CommandError

from scorecards.actions import freeze_year


class Command(BaseCommand):
    help = "Keep every public figure of a year that is over as a file that never changes."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, metavar="YEAR")

    def handle(self, *, year, **options):
        try:
            freeze = freeze_year(year=year)
        except ValueError as error:
            raise CommandError(f"{error}. Nothing was written.") from error
        self.stdout.write(f"{freeze.rows:,} figures of {year} are frozen, sha256 {freeze.sha256}")
        self.stdout.write(f"They stand at /data/frozen/{year}.csv")
