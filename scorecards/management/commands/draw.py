"""manage.py draw [--all]: draw the charts whose data changed, outside the web process."""

from django.core.management.base import BaseCommand

from scorecards.drawing import draw


class Command(BaseCommand):
    help = "Draw charts and keep the drawings. Only what changed is drawn, unless --all is given."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="draw every chart again")

    def handle(self, **options):
        drawn = draw(everything=options["all"], report=self.report)
        self.stdout.write(f"{drawn} new drawings.")

    def report(self, chart, drawn):
        if drawn:
            self.stdout.write(f"  {chart.slug}: {drawn}")
