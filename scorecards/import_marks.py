"""Import of the marks sheet: a plan that writes nothing, then one transaction. Rows meet the rules of the desk."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from portal.core import tabular
from portal.core.imports import Change, Plan, record_run
from portal.core.tabular import Problem
from portal.core.tabular.problems import KEPT
from portal.core.writes import bulk_write
from races.models import Position
from scorecards import marking_rules
from scorecards.marking import Marker, as_said
from scorecards.marks_table import COLUMN, NONE_TICKED, Defaults, Sheet
from scorecards.models import Evidence, Mark
from scorecards.words_on_record import OnRecord


@dataclass
class MarksPlan:
    """`items`: {stage: [(subject, question, Said)]} that say something new; `new`: words that have to be written
    before them, unsaved."""

    total: Plan
    by: object
    files: list = field(default_factory=list)
    items: dict = field(default_factory=dict)
    markers: dict = field(default_factory=dict)
    new: list = field(default_factory=list)
    revisions: tuple = ()


def on_the_command_line():
    """Who marks where nobody has signed in: somebody with every right, under the name "import"."""
    return get_user_model()(username="import", is_superuser=True)


def plan_marks(files, scorecard, *, by=None, stage=Mark.Stage.FIRST, stages=Mark.Stage.values, defaults=None):
    """What a sheet would write. `stage` counts where a row names none; `stages`: those that may be written."""
    by = by or on_the_command_line()
    plan = MarksPlan(Plan("marks"), by)
    markers = {name: Marker(scorecard, name, by) for name in Mark.Stage.values}
    first = markers[stage]
    if first.version is None:
        rule = "the standard has not been published yet; publish it before anyone is marked"
        plan.total.refused.append(Problem(str(scorecard.slug), rule=rule))
        return plan
    words = OnRecord(list(scorecard.subjects.for_list()), first)
    seen = {}
    for path in files:
        try:
            table = tabular.read(path, required=("subject", "question", "answer"))
        except tabular.FileRefused as refused:
            plan.total.refused += refused.problems
            continue
        plan.files.append({"name": table.name, "sha256": table.sha256, "size": table.size, "rows": len(table)})
        sheet = Sheet(table, scorecard, first.standard, words, stage=stage, defaults=defaults or Defaults())
        for read in sheet.rows():
            _take(plan, sheet, read, markers, seen, stages)
        plan.total.refused += sheet.problems.kept
        plan.total.notes += _notes(sheet)
    used = _used(plan)
    plan.new = [one for one in words.new if id(one) in used]
    if plan.new:
        plan.total.notes.append(f"words that are not on record yet: {len(plan.new):,}")
    plan.markers = markers
    return plan


def _used(plan):
    """Which new words a mark to be written points at. (Rows without a key have no hash but their identity.)"""
    said = (said for items in plan.items.values() for _subject, _question, said in items)
    return {id(one.position or one.evidence) for one in said}


def _take(plan, sheet, read, markers, seen, stages):
    """Place one row: refused, unchanged, new or changed."""
    if sheet.problems.total > KEPT:
        return
    marker, key = markers[read.stage], (read.stage, read.subject.pk, read.question.pk)
    if read.stage not in stages:
        sheet.checks.fault(read.row, "stage", f"marks of this stage may not be written here: {read.stage}")
        return
    if key in seen:
        where = f"stands twice; first in {seen[key][0]} line {seen[key][1]}"
        sheet.checks.fault(read.row, "question", where, "Keep the right one.")
        return
    seen[key] = sheet.table.name, read.row.line
    if faults := list(_broken(marker, read)):
        for field_name, rule in faults:
            column = COLUMN.get(field_name, field_name)
            sheet.checks.fault(read.row, column, f"cannot stand: {rule}" if read.row.cells[column] else rule)
        return
    if marker.says_nothing_new(read.subject, read.question, read.said):
        plan.total.unchanged += 1
        return
    before = marker.newest.get((read.subject.pk, read.question.pk))
    label = f"{read.subject.name}: {read.question.slug} ({read.stage})"
    after = _shown(read.said)
    if before is None:
        plan.total.created.append(Change(key, label, {}, after))
    else:
        was = _shown(as_said(before))
        differing = [name for name in after if after[name] != was[name]] or ["answer"]
        plan.total.changed.append(
            Change(key, label, {name: was[name] for name in differing}, {name: after[name] for name in differing})
        )
    plan.items.setdefault(read.stage, []).append((read.subject, read.question, read.said))


def _broken(marker, read):
    """(field, rule) of every rule of the desk that this row breaks."""
    faults = [
        *marking_rules.people(marker, read.subject, read.question),
        *marking_rules.place(marker, read.subject, read.question),
    ]
    yield from faults or marking_rules.answer(marker, read.subject, read.question, read.said)
    if len(read.said.asked_how) > Mark._meta.get_field("asked_how").max_length:
        yield "asked_how", "is longer than 120 characters"


def _shown(said):
    """What a mark says, as text, for the preview and the record of the import."""
    words = said.position or said.answer or said.evidence
    name = "position" if said.position else "answer" if said.answer else "evidence"
    answer = answered(said.kind, said.options)
    days = {key: day.isoformat() if (day := getattr(said, key)) else "" for key in ("searched_on", "asked_on")}
    return {
        "answer": answer,
        "points": "" if said.points is None else f"{said.points.normalize():f}",
        "reason": said.reason,
        "words": "" if words is None else f"{name} {words.pk}" if words.pk else f"new: {words.quote}",
        "searched": said.searched,
        "asked_how": said.asked_how,
        **days,
    }


def answered(kind, options):
    """The cell `answer` of the sheet. A code that is also a word of the sheet is written as its label."""
    if kind != Mark.Kind.POSITION:
        return str(kind)
    taken = {NONE_TICKED, *Mark.Kind.values}
    return "|".join(one.label if one.code in taken else one.code for one in options) or NONE_TICKED


def _notes(sheet):
    counted = (
        (sheet.unchecked, "rows without an answer: not checked yet, nothing is written for them"),
        (sheet.not_asked, "rows of questions that are not put to the subject's cohort anyhow: left out"),
    )
    return [f"{sheet.table.name}: {n:,} {text}" for n, text in counted if n]


@transaction.atomic
def apply_marks(plan, *, now=None):
    """Write new words and marks; give the ImportRun, or None where nothing changes. Raises ValueError if anything
    was refused."""
    if not plan.total.ok:
        raise ValueError("A plan with refusals must not be applied")
    if not plan.items:
        return None
    now = now or timezone.now()
    by_model = defaultdict(list)
    for row in plan.new:
        by_model[type(row)].append(row)
    for model in (Evidence, Position):
        bulk_write(model, create=by_model[model], by=plan.by)
    for stage, items in plan.items.items():
        plan.markers[stage].add(items, now=now)
    return record_run(plan.total, plan.files, by=plan.by)
