"""manage.py draw [--all]: draw the charts whose data changed, outside the web process."""

from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand

from scorecards.drawing import draw


def part(text):
    """(2, 4) from "2/4"."""
    which, _, of = text.partition("/")
    if not (which.isdecimal() and of.isdecimal() and 1 <= int(which) <= int(of)):
        raise ArgumentTypeError(f"{text!r} is not a share such as 1/2")
    return int(which), int(of)


class Command(BaseCommand):
    help = "Draw charts and keep the drawings. Only what changed is drawn, unless --all is given."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="draw every chart again")
        parser.add_argument(
            "--part", type=part, default=(1, 1), metavar="K/N", help="one of N shares, to draw in N processes"
        )

    def handle(self, **options):
        drawn = draw(everything=options["all"], part=options["part"], report=self.report)
        self.stdout.write(f"{drawn} new drawings.")

    def report(self, chart, drawn):
        if drawn:
            self.stdout.write(f"  {chart.slug}: {drawn}")
