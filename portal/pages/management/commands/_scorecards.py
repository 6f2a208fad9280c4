"""The kinds of `manage.py import` that are about a scorecard: subjects, marks, totals."""

from datetime import date
from pathlib import Path

from django.contrib.auth import get_user_model

from portal.core import csvout
from scorecards import compare_totals
from scorecards.import_marks import apply_marks, plan_marks
from scorecards.import_subjects import apply_subjects, plan_subjects, the_scorecard
from scorecards.marks_table import Defaults
from scorecards.models import Mark

__all__ = ["add_kinds", "apply_marks", "apply_subjects", "compare", "plan"]

KINDS = {
    "subjects": "whom a scorecard is about: offices on record, or other public bodies by name",
    "marks": "the marks sheet of a scorecard, one row a subject and question",
    "totals": "compare published section scores and totals with those of our formula; writes nothing",
}


def add_kinds(kinds):
    for name, text in KINDS.items():
        kind = kinds.add_parser(name, help=text)
        kind.add_argument("files", nargs=1, type=Path, metavar="FILE")
        kind.add_argument("--scorecard", required=True, help="its short name in the address")
        if name == "totals":
            kind.add_argument("--scale", type=int, choices=(1, 100), default=100, help="what all points are here")
            kind.add_argument("--csv", type=Path, help="write the whole comparison to this file")
            kind.set_defaults(commit=False)
            continue
        kind.add_argument("--source-url", default="", help="source of rows that bring none")
        kind.add_argument("--source-title", default="", help="its title")
        kind.add_argument("--source-date", type=date.fromisoformat, help="its day, YYYY-MM-DD")
        kind.add_argument("--by", default="", help="user name of who answers for it")
        kind.add_argument("--commit", action="store_true", help="write; without it this is a dry run")
        if name == "subjects":
            kind.add_argument("--standard", default="", help="make the scorecard: group/standard/edition")
            kind.add_argument("--title", default="", help="title of the new scorecard")
        else:
            kind.add_argument("--stage", choices=Mark.Stage.values, default=Mark.Stage.FIRST)
            kind.add_argument("--reason", default="", help="reason of marks that need one and bring none")


def plan(kind, files, options):
    """ValueError says what cannot be."""
    by = _user(options["by"])
    defaults = Defaults(
        options["source_url"], options["source_title"], options["source_date"], options.get("reason", "")
    )
    new = {name: options[name] for name in ("standard", "title") if options.get(name)}
    scorecard = the_scorecard(options["scorecard"], **new)
    if kind == "subjects":
        return plan_subjects(files[0], scorecard, defaults=defaults, by=by)
    return plan_marks(files, scorecard, by=by, stage=options["stage"], defaults=defaults)


def _user(name):
    if not name:
        return None
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise ValueError(f'There is no user "{name}".')
    return user


def compare(files, options, write):
    """Print every figure that is not reproduced; whether all were."""
    found = compare_totals.compare(files[0], the_scorecard(options["scorecard"]), scale=options["scale"])
    for problem in found.refused:
        write(f"refused: {problem}")
    for note in found.notes:
        write(f"note: {note}")
    for line in found.differing:
        write(f"differs: {line}")
    if not found.refused:
        for line in found.counted():
            write(line)
    if options["csv"]:
        rows = [line.as_row() for line in found.lines]
        options["csv"].write_bytes(csvout.dumps(rows, compare_totals.COLUMNS))
    return found.ok
