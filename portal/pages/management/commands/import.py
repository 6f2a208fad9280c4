"""manage.py import KIND FILE... [--commit]: dry run unless told to write; exit 1 if anything was refused."""

import re
import sys
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from races import imports as races_imports
from races import results
from races.actions import apply_results
from races.models import Election
from scorecards import imports as scorecards_imports
from scorecards.actions import apply_counts

OPENELECTIONS_NAME = re.compile(r"(\d{8})__([a-z]{2})__(primary|runoff|general|special)__")
DEFAULT_LABEL = races_imports.GEORGIA_2024.label


class Command(BaseCommand):
    help = "Read files that officials publish. Without --commit nothing is written."

    def add_arguments(self, parser):
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
        for name, text in (
            ("results-openelections", "election results by county, as OpenElections publishes them"),
            ("results-counties", "election results in the project's own columns: circuit,county,name,party,votes"),
        ):
            kind = kinds.add_parser(name, help=text)
            kind.add_argument("--state", help="two-letter code, for example ga")
            kind.add_argument("--date", type=date.fromisoformat, help="day of the election, YYYY-MM-DD")
            kind.add_argument("--election", choices=Election.Kind.values, help="kind of election")
            kind.add_argument("--source-url", required=True, help="address of the file, shown beside its votes")
            kind.add_argument("--source-title", required=True, help="name of the source, shown beside its votes")
            kind.add_argument("--label", default=DEFAULT_LABEL, help="who counted, shown with the votes")
            self._common(kind)
        cases = kinds.add_parser("cases", help="case files of an office: counted, never stored")
        cases.add_argument("--profile", required=True, help='how to read them, for example "cook-il"')
        cases.add_argument("--office", required=True, help='whose they are, for example "il/cook"')
        cases.add_argument("--retrieved", type=date.fromisoformat, help="day they were fetched (default: today)")
        cases.add_argument("--counts-csv", type=Path, help="also write the publishable counts to this file")
        self._common(cases)

    def _common(self, kind):
        kind.add_argument("files", nargs="+", type=Path, metavar="FILE")
        kind.add_argument("--commit", action="store_true", help="write; without it this is a dry run")

    def handle(self, *, kind, files, commit, **options):
        if missing := [str(path) for path in files if not path.is_file()]:
            self._fail(f"There is no file {', '.join(missing)}.")
        if kind == "cases":
            plan, apply = self._cases(files, options), apply_counts
        else:
            plan, apply = self._results(kind, files, options), apply_results
        for line in plan.total.lines():
            self.stdout.write(line)
        if not plan.total.ok:
            self._fail("Nothing was written. Mend what is listed above and run it again.")
        if commit:
            apply(plan)
            self.stdout.write(self.style.SUCCESS("Written."))
        else:
            self.stdout.write("Dry run: nothing was written. Add --commit to write.")

    def _results(self, kind, files, options):
        about = {name: options[name] for name in ("state", "date", "election")}
        # OpenElections names its files 20241105__ga__general__county.csv; other names need the options.
        if named := OPENELECTIONS_NAME.match(files[0].name):
            told = {"state": named[2], "date": date.fromisoformat(named[1]), "election": named[3]}
            about = {name: value or told[name] for name, value in about.items()}
        if missing := [f"--{name}" for name, value in about.items() if not value]:
            self._fail(f"The file name does not say which election this is. Give {', '.join(missing)}.")
        source = races_imports.ResultsSource(
            state=about["state"],
            election=about["date"],
            kind=about["election"],
            url=options["source_url"],
            title=options["source_title"],
            checked=timezone.localdate(),
            label=options["label"],
        )
        read = results.read_compact if kind == "results-counties" else results.read_openelections
        return races_imports.plan_results(files, source, read)

    def _cases(self, files, options):
        plan = scorecards_imports.plan_cases(
            files,
            profile=options["profile"],
            office=options["office"],
            retrieved=options["retrieved"] or timezone.localdate(),
        )
        for line in scorecards_imports.figures(plan.counts):
            self.stdout.write(line)
        if options["counts_csv"] and plan.total.ok:
            from scorecards.metrics import counts_csv

            with options["counts_csv"].open("w", encoding="utf-8", newline="") as stream:
                counts_csv.write(plan.counts, stream)
        return plan

    def _fail(self, text):
        self.stderr.write(self.style.ERROR(text))
        sys.exit(1)
