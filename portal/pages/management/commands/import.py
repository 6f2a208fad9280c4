"""manage.py import KIND FILE... [--commit]: dry run unless told to write; exit 1 if anything was refused."""

import re
import sys
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.pages.management.commands import _scorecards
from races import candidate_imports, decisions, results, unc
from races import imports as races_imports
from races.actions import apply_results
from races.models import Election
from scorecards import imports as scorecards_imports
from scorecards.actions import apply_counts
from scorecards.import_standard import apply_standard, plan_standard

# 20241105__ga__general__county.csv, 20190827__ms__primary_runoff__adams__precinct.csv, 20200512__wi__special__...
OPENELECTIONS_NAME = re.compile(r"(\d{8})__([a-z]{2})__(\w+)")
DEFAULT_LABEL = races_imports.GEORGIA_2024.label


class Command(BaseCommand):
    help = "Read files that officials publish. Without --commit nothing is written."

    def add_arguments(self, parser):
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
        for name, text in (
            ("results-openelections", "election results by county or precinct, as OpenElections publishes them"),
            ("results-counties", "election results in the project's own columns: circuit,county,name,party,votes"),
        ):
            kind = kinds.add_parser(name, help=text)
            kind.add_argument("--date", type=date.fromisoformat, help="day of the election, YYYY-MM-DD")
            kind.add_argument("--election", choices=Election.Kind.values, help="kind of election")
            kind.add_argument("--office", action="append", default=[], help="title of another contest to read too")
            kind.add_argument(
                "--ballot", choices=("one", "party"), help="whether each party has a ballot of its own"
            )
            self._source(kind, DEFAULT_LABEL)
        kind = kinds.add_parser("candidates", help="candidates and results in the project's own columns")
        self._source(kind, "", required=False)
        kind = kinds.add_parser("candidates-unc", help="a study's table: a row a candidate and year, with shares")
        kind.add_argument("--day", action="append", default=[], help="day of a round, as 2014-primary=2014-06-03")
        self._source(kind, "compiled by a study, not the certified return")
        cases = kinds.add_parser("cases", help="case files of an office: counted, never stored")
        cases.add_argument("--profile", required=True, help='how to read them, for example "cook-il"')
        cases.add_argument("--office", required=True, help='whose they are, for example "il/cook"')
        cases.add_argument("--retrieved", type=date.fromisoformat, help="day they were fetched (default: today)")
        cases.add_argument("--counts-csv", type=Path, help="also write the publishable counts to this file")
        tables = kinds.add_parser("aggregates", help="tables of counts that an office publishes instead of cases")
        tables.add_argument("--profile", required=True, help='how to read them, for example "cook-dispositions"')
        tables.add_argument("--office", required=True, help='whose they are, for example "il/cook"')
        tables.add_argument("--retrieved", type=date.fromisoformat, help="day they were fetched (default: today)")
        tables.add_argument("--archive-url", default="", help="address of an archived copy")
        counts = kinds.add_parser("counts", help="counts that an office made itself: NAME.toml beside NAME.csv")
        own = kinds.add_parser("observations", help="figures in the project's own columns")
        own.add_argument("--office", default="", help="whose they are, where the table does not say")
        own.add_argument("--about", type=Path, help="facts about the files (default: a .toml beside each)")
        standard = kinds.add_parser("standard", help="a standard as a table, a row an answer: saved as a draft")
        standard.add_argument("--about", type=Path, help="its title, edition, group (default: a .toml beside it)")
        standard.add_argument("--publish", action="store_true", help="publish it too, as the next version")
        standard.add_argument("--why", default="", help="what changed and why: public, needed from the second on")
        self._common(standard)
        for kind in (cases, tables, counts, own):
            kind.add_argument("--reason", default="", help="why figures of a frozen year come or change now")
            self._common(kind)
        _scorecards.add_kinds(kinds)

    def _source(self, kind, label, required=True):
        kind.add_argument("--state", help="two-letter code, for example ga")
        kind.add_argument("--source-url", required=required, help="address of the file, shown beside its figures")
        kind.add_argument("--source-title", required=required, help="name of the source, shown beside its figures")
        kind.add_argument("--label", default=label, help="who counted, shown with the votes")
        kind.add_argument("--decisions", type=Path, help="an edited file of suggestions: who is one person")
        kind.add_argument("--suggestions", type=Path, help="write names that look like one person to this file")
        self._common(kind)

    def _common(self, kind):
        kind.add_argument("files", nargs="+", type=Path, metavar="FILE")
        kind.add_argument("--commit", action="store_true", help="write; without it this is a dry run")

    def handle(self, *, kind, files, commit, **options):
        given = [*files, *(options[name] for name in ("decisions", "about") if options.get(name))]
        if missing := [str(path) for path in given if not path.is_file()]:
            self._fail(f"There is no file {', '.join(missing)}.")
        if kind == "totals":
            self._totals(files, options)
            return
        make, apply = {
            "aggregates": (self._figures, apply_counts),
            "cases": (self._cases, apply_counts),
            "counts": (self._figures, apply_counts),
            "observations": (self._figures, apply_counts),
            "candidates": (self._candidates, apply_results),
            "candidates-unc": (self._candidates, apply_results),
            "standard": (self._standard, apply_standard),
            "subjects": (self._scorecard, _scorecards.apply_subjects),
            "marks": (self._scorecard, _scorecards.apply_marks),
        }.get(kind, (self._results, apply_results))
        plan = make(kind, files, options)
        for line in plan.total.lines():
            self.stdout.write(line)
        self._suggest(plan, options)
        if not plan.total.ok:
            self._fail("Nothing was written. Mend what is listed above and run it again.")
        if commit:
            apply(plan)
            self.stdout.write(self.style.SUCCESS("Written."))
        else:
            self.stdout.write("Dry run: nothing was written. Add --commit to write.")

    def _suggest(self, plan, options):
        """Names that look like one person, all of them: a person decides, and until then they stay two."""
        rows = getattr(plan, "open", [])
        if rows:
            self.stdout.write(f"Open: {len(rows)} pairs of names look like one person. They stay two people:")
        for row in rows:
            first, second = (f"{row[one]} ({row[f'{one}_office']})" for one in ("first", "second"))
            self.stdout.write(f"  {row['likeness']}: {first} / {second}: {row['why']}")
        if options.get("suggestions"):
            options["suggestions"].write_bytes(decisions.as_csv(rows))
            self.stdout.write(
                f"Fill in the column decision of {options['suggestions']}, then give it as --decisions."
            )

    def _candidates(self, kind, files, options):
        if not options["state"]:
            self._fail("Give --state.")
        source = candidate_imports.CandidatesSource(
            state=options["state"].lower(),
            checked=timezone.localdate(),
            url=options["source_url"] or "",
            title=options["source_title"] or "",
            label=options["label"],
        )
        try:
            days = unc.read_days(options["day"]) if kind == "candidates-unc" else None
        except ValueError as error:
            self._fail(str(error))
        return candidate_imports.plan_candidates(files, source, days=days, decided=options["decisions"])

    def _results(self, kind, files, options):
        about = {name: options[name] for name in ("state", "date", "election")}
        by_party = {"one": False, "party": True}.get(options["ballot"])
        told = {told for path in files if (told := _told(path.name))}
        if len(told) > 1:
            self._fail(
                f"The files are of several elections: {', '.join(sorted(map(_said, told)))}. One at a time."
            )
        if told:
            (named,) = told
            about = {name: value or named[n] for n, (name, value) in enumerate(about.items())}
            by_party = named[3] if by_party is None else by_party
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
        return races_imports.plan_results(
            files, source, read, titles=options["office"], by_party=by_party, decided=options["decisions"]
        )

    def _cases(self, _kind, files, options):
        plan = scorecards_imports.plan_cases(
            files,
            profile=options["profile"],
            office=options["office"],
            retrieved=options["retrieved"] or timezone.localdate(),
            reason=options["reason"],
        )
        for line in scorecards_imports.figures(plan.counts):
            self.stdout.write(line)
        if options["counts_csv"] and plan.total.ok:
            from scorecards.metrics import counts_csv

            with options["counts_csv"].open("w", encoding="utf-8", newline="") as stream:
                counts_csv.write(plan.counts, stream)
        return plan

    def _figures(self, kind, files, options):
        reason = options["reason"]
        if kind == "observations":
            about = {name: options[name] for name in ("about", "office")}
            return scorecards_imports.plan_observations(files, reason=reason, **about)
        if kind == "counts":
            if len(files) > 1:
                self._fail("Give one NAME.toml at a time.")
            return scorecards_imports.plan_counts(files[0], reason=reason)
        return scorecards_imports.plan_aggregates(
            files,
            profile=options["profile"],
            office=options["office"],
            retrieved=options["retrieved"] or timezone.localdate(),
            archive_url=options["archive_url"],
            reason=reason,
        )

    def _standard(self, _kind, files, options):
        if len(files) > 1:
            self._fail("Give one standard at a time.")
        return plan_standard(files[0], options["about"], publish=options["publish"], why=options["why"])

    def _scorecard(self, kind, files, options):
        try:
            return _scorecards.plan(kind, files, options)
        except ValueError as error:
            self._fail(str(error))

    def _totals(self, files, options):
        try:
            same = _scorecards.compare(files, options, self.stdout.write)
        except ValueError as error:
            self._fail(str(error))
        if not same:
            self._fail("Not every figure was reproduced.")

    def _fail(self, text):
        self.stderr.write(self.style.ERROR(text))
        sys.exit(1)


def _told(name):
    """(state, day, kind, whether by party or None) that an OpenElections file name tells; None for other names."""
    if not (found := OPENELECTIONS_NAME.match(name)):
        return None
    words = found[3]
    kind = next((kind for kind in ("runoff", "special", "primary", "general") if kind in words), "")
    return found[2], date.fromisoformat(found[1]), kind, True if "primary_runoff" in words else None


def _said(told):
    return f"{told[0]} {told[1]} {told[2]}"
