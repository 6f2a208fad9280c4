"""The list of a scorecard's subjects: offices on record, or other public bodies by name. Plan, then apply."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from portal.core import tabular
from portal.core.imports import Item, Plan, diff, record_run
from portal.core.tabular import Problem, Row, RowChecks, checks
from portal.core.tabular.problems import nearest
from portal.core.writes import bulk_write, save
from races.models import Office
from scorecards.marks_subjects import address
from scorecards.marks_table import Defaults
from scorecards.models import Body, Scorecard, Standard, Subject

COLUMNS = ("name", "slug", "cohort", "office", "source_url", "source_title", "source_date")
FIELDS = ("name", "office", "cohort", "order", "source_url", "source_title", "source_date")


@dataclass
class SubjectsPlan:
    """`scorecard` is unsaved where it is new. `bodies`, `standing`: {slug: Body} and {slug: Subject} on record."""

    total: Plan
    scorecard: Any = None
    by: Any = None
    files: list = field(default_factory=list)
    bodies: dict = field(default_factory=dict)
    standing: dict = field(default_factory=dict)
    offices: dict = field(default_factory=dict)
    cohorts: dict = field(default_factory=dict)


def the_scorecard(slug, *, standard="", title=""):
    """The scorecard on record or an unsaved one for `standard` ("group/slug/edition"); ValueError says why not."""
    found = Scorecard.objects.filter(slug=slug).select_related("standard__group", "race__office__state").first()
    if found:
        return found
    if not standard:
        near = nearest(slug, Scorecard.objects.values_list("slug", flat=True))
        hint = f' Did you mean "{near}"?' if near else ""
        raise ValueError(f'There is no scorecard "{slug}".{hint} To make it, give --standard and --title.')
    group, _, rest = standard.partition("/")
    short, _, edition = rest.partition("/")
    row = Standard.objects.filter(group__slug=group, slug=short, edition=edition).select_related("group").first()
    if row is None:
        raise ValueError(f'There is no standard "{standard}". Write it as group/standard/edition.')
    if not title:
        raise ValueError("Give --title for the new scorecard.")
    return Scorecard(standard=row, slug=slug, title=title)


def plan_subjects(path, scorecard, *, by=None, defaults=None):
    plan = SubjectsPlan(Plan("subjects"), scorecard, by)
    standard = scorecard.standard
    if standard.subjects == Standard.Subjects.CANDIDACIES:
        rule = "its standard is about candidates; they come from their race, not from a table"
        plan.total.refused.append(Problem(scorecard.slug, rule=rule))
        return plan
    try:
        table = tabular.read(path, required=("name",))
    except tabular.FileRefused as refused:
        plan.total.refused += refused.problems
        return plan
    plan.files = [{"name": table.name, "sha256": table.sha256, "size": table.size, "rows": len(table)}]
    plan.cohorts = {cohort.slug: cohort for cohort in standard.cohorts.all()}
    plan.offices = {address(office): office for office in Office.objects.select_related("state")}
    plan.bodies = {body.slug: body for body in standard.group.bodies.all()}
    if scorecard.pk:
        plan.standing = {subject.slug: subject for subject in scorecard.subjects.for_list()}
    reader = _Reader(plan, table, defaults or Defaults())
    items = [item for order, row in enumerate(table.rows, 1) if (item := reader.item(row, order))]
    found = diff(_on_record(plan), items, FIELDS, kind="subjects")
    plan.total.take(found)
    _check_offices(plan)
    plan.total.refused = [*reader.checks.problems.kept, *plan.total.refused]
    missing = len(set(plan.standing) - {item.key for item in items})
    if missing and plan.total.ok:
        plan.total.notes.append(f"{missing} subjects on record are not in the table: they stay as they are")
    return plan


def _check_offices(plan):
    """An office stands once in a scorecard, and a subject on record stays who it is."""
    taken = {subject.office_id: slug for slug, subject in plan.standing.items() if subject.office_id}
    for change in plan.total.created:
        if office := plan.offices.get(change.after["office"]):
            if office.pk in taken:
                rule = f"is a subject already, under the short name {taken[office.pk]}"
                plan.total.refused.append(Problem("", column="office", value=change.after["office"], rule=rule))
            taken[office.pk] = change.key
    for change in plan.total.changed:
        if "office" in change.after:
            rule = f"is another office than that of the subject on record as {change.key}"
            hint = "Choose another short name."
            fault = Problem("", column="office", value=change.after["office"], rule=rule, hint=hint)
            plan.total.refused.append(fault)


class _Reader:
    def __init__(self, plan, table, defaults):
        self.plan, self.table, self.defaults = plan, table, defaults
        self.checks = RowChecks(table)
        titles = {cohort.title.casefold(): slug for slug, cohort in plan.cohorts.items()}
        self.cohorts = titles | {slug: slug for slug in plan.cohorts}

    def item(self, row, order):
        row = Row(row.line, {name: row.cells.get(name, "") for name in COLUMNS})
        cells, before = row.cells, self.checks.problems.total
        name, office = cells["name"], cells["office"].lower()
        if not name:
            self.checks.fault(row, "name", "the cell is empty")
        elif len(name) > 160:
            self.checks.fault(row, "name", "is longer than 160 characters")
        slug = cells["slug"] or slugify(name)[:80]
        if slug != slugify(slug) or not slug or len(slug) > 80:
            self.checks.fault(row, "slug", "is no short name: lower-case letters, digits and hyphens, at most 80")
        elif slug in Subject.RESERVED:
            self.checks.fault(row, "slug", "is the address of a part of the scorecard", "Choose another one.")
        cohort = self._cohort(row)
        if office and office not in self.plan.offices:
            near = nearest(office, self.plan.offices)
            self.checks.fault(row, "office", "is no office on record", f'Did you mean "{near}"?' if near else "")
        values = {"name": name, "office": office, "cohort": cohort, "order": order}
        if not office:
            values |= self._source(row)
        elif office in self.plan.offices:
            values["name"] = str(self.plan.offices[office])
        if self.checks.problems.total > before:
            return None
        return Item(slug, values, self.table.name, row.line, label=f"{values['name']} ({slug})")

    def _cohort(self, row):
        text = row.cells["cohort"]
        if not text:
            return ""
        found = self.cohorts.get(text) or self.cohorts.get(text.casefold())
        if found is None:
            hint = f"The standard has: {', '.join(self.plan.cohorts) or 'none'}."
            self.checks.fault(row, "cohort", "is no cohort of the standard", hint)
        return found

    def _source(self, row):
        """A body is on record with its own source, or with that of the whole table."""
        cells, given = row.cells, self.defaults
        url = self.checks.cell(row, "source_url", checks.url, optional=True) or given.source_url
        title = cells["source_title"] or given.source_title
        day = self.checks.cell(row, "source_date", checks.iso_date, optional=True) or given.source_date
        if not url:
            self.checks.fault(row, "source_url", "a body needs its source", "Fill it in, or give --source-url.")
        if not title:
            hint = "Fill it in, or give --source-title."
            self.checks.fault(row, "source_title", "a body needs the title of its source", hint)
        return {"source_url": url, "source_title": title, "source_date": day}


def _on_record(plan):
    return {slug: _values(subject) for slug, subject in plan.standing.items()}


def _values(subject):
    made = {"name": subject.name, "office": "", "order": subject.order}
    made["cohort"] = subject.cohort.slug if subject.cohort_id else ""
    if subject.office_id:
        return made | {"office": address(subject.office)}
    body = subject.body
    return made | {name: getattr(body, name) for name in ("source_url", "source_title", "source_date")}


@transaction.atomic
def apply_subjects(plan):
    """Write the scorecard if it is new, bodies and subjects; gives the ImportRun, or None where nothing changes.
    ValueError, and nothing written, if anything was refused."""
    if not plan.total.ok:
        raise ValueError("A plan with refusals must not be applied")
    if not (plan.total.created or plan.total.changed):
        return None
    scorecard, by = plan.scorecard, plan.by
    if scorecard.pk is None:
        save(scorecard, by=by)
    _write_bodies(plan, by)
    new = []
    for change in plan.total.created:
        office = plan.offices.get(change.after["office"])
        about = {"office": office} if office else {"body": plan.bodies[change.key]}
        cohort = plan.cohorts.get(change.after["cohort"])
        order = change.after["order"]
        new.append(Subject(scorecard=scorecard, slug=change.key, cohort=cohort, order=order, **about))
    changed = []
    for change in plan.total.changed:
        subject = plan.standing[change.key]
        subject.order = change.after.get("order", subject.order)
        if "cohort" in change.after:
            subject.cohort = plan.cohorts.get(change.after["cohort"])
        changed.append(subject)
    bulk_write(Subject, create=new, change=changed, fields=("order", "cohort"), by=by)
    return record_run(plan.total, plan.files, by=by)


def _write_bodies(plan, by):
    """Bodies belong to the group: one of that short name may stand in another of its scorecards already."""
    own = ("name", "source_url", "source_title", "source_date")
    group, new, changed = plan.scorecard.standard.group, [], []
    for change in (*plan.total.created, *plan.total.changed):
        standing = plan.standing.get(change.key)
        body = standing.body if standing else plan.bodies.get(change.key)
        values = {name: change.after[name] for name in own if name in change.after}
        if change.after.get("office") or (standing and standing.office_id):
            continue
        if body is None:
            body = Body(group=group, slug=change.key, is_sample=group.is_sample, **values)
            new.append(body)
        elif any(getattr(body, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(body, name, value)
            changed.append(body)
        plan.bodies[change.key] = body
    bulk_write(Body, create=new, change=changed, fields=own, by=by)
