"""manage.py tally --profile KEY --office ST/SLUG FILE... --out NAME: count case files and hand over only counts.

For an office's own machine: it needs no database, and no case row leaves it. pandas is imported here, as in every
command that reads case files.
"""

import re
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

OFFICE = re.compile(r"[a-z]{2}/[a-z0-9]+(-[a-z0-9]+)*")


class Command(BaseCommand):
    help = "Count case files and write NAME.csv and NAME.toml, which hold no case and no small number."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="one for each table at most")
        parser.add_argument("--profile", required=True, help='how to read them, for example "cook-il"')
        parser.add_argument("--office", required=True, help='whose they are, for example "il/cook"')
        parser.add_argument("--out", required=True, type=Path, metavar="NAME", help="write NAME.csv, NAME.toml")
        parser.add_argument("--title", default="", help="what the files hold, in a line")
        parser.add_argument(
            "--limit", action="append", default=[], help="a known limit of the files; may be repeated"
        )
        parser.add_argument("--retrieved", type=date.fromisoformat, help="day they were taken (default: today)")
        parser.add_argument(
            "--crossed",
            action="store_true",
            help="also write NAME-crossed.csv and NAME-days.csv: counts of few people, not for publication",
        )

    def handle(self, *, files, profile, office, out, **options):
        from portal.core.tabular import FileRefused
        from scorecards.metrics import profile as profiles
        from scorecards.metrics import reading, shipped

        if missing := [str(path) for path in files if not path.is_file()]:
            self._fail(f"There is no file {', '.join(missing)}.")
        if not OFFICE.fullmatch(office):
            self._fail(f'"{office}" is no address of an office. Write state and name, for example il/cook.')
        if profile not in profiles.available():
            self._fail(f'There is no profile "{profile}". Profiles: {", ".join(profiles.available())}.')
        if not out.parent.is_dir():
            self._fail(f"There is no folder {out.parent}.")
        described = profiles.load(profile)
        try:
            delivery = reading.count_files(files, described, office=office)
        except FileRefused as error:
            self._fail(f"{error}\nNothing was written. Mend what is listed above and run it again.")
        about = _about(delivery, described, office, options)
        shown = shipped.write(about, delivery.counts, out.name, out.parent)
        hidden = sum(row.withheld for row in shown)
        self.stdout.write(f"{out}.csv: {len(shown):,} figures, {hidden:,} of them hidden: too few people.")
        self.stdout.write(f"{out}.toml: where they are from. Look through it, and add what a reader must know.")
        for left_out in about.excluded:
            number = "too few to show" if left_out.defendants is None else f"{left_out.defendants:,} defendants"
            self.stdout.write(
                f"Left out of a count: {left_out.table}, {left_out.column} {left_out.rule}: {number}."
            )
        if options["crossed"]:
            self._write_crossed(delivery.tally, out)

    def _write_crossed(self, counted, out):
        from scorecards.metrics import crossed, cuts

        for end, rows, columns in (
            ("crossed", cuts.crossed(counted), crossed.CROSSED),
            ("days", cuts.day_counts(counted), crossed.DAYS),
        ):
            path = out.with_name(f"{out.name}-{end}.csv")
            crossed.write(rows, columns, path)
            self.stdout.write(self.style.WARNING(f"{path}: counts of few people. NOT FOR PUBLICATION."))

    def _fail(self, text):
        self.stderr.write(self.style.ERROR(text))
        sys.exit(1)


def _about(delivery, profile, office, options):
    """What stands beside the counts, as with the counts that come with the project."""
    from scorecards.metrics.publish import count
    from scorecards.metrics.shipped import ShippedCounts

    files = [
        {
            "table": file.table,
            "file": file.name,
            "sha256": file.sha256,
            "rows": file.rows,
            "unique_defendants": file.defendants,
            "url": profile.tables[file.table].url,
        }
        for file in delivery.files
    ]
    names = ("publisher", "licence", "licence_url", "attribution", "url", "may_republish", "flags", "cannot")
    return ShippedCounts.model_validate(
        {name: getattr(profile, name) for name in names}
        | {
            "office": office,
            "profile": profile.key,
            "title": options["title"] or f"Cases received by {profile.publisher}",
            "retrieved": options["retrieved"] or timezone.localdate(),
            "retrieved_from": "counted by manage.py tally where the files are kept",
            "first_day": delivery.first_day,
            "last_day": delivery.last_day,
            "known_limits": options["limit"],
            "datasets": files,
            "excluded": [
                asdict(one) | {"defendants": count(one.defendants).numerator} for one in delivery.excluded
            ],
        }
    )
