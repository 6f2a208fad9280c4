"""A standard from a spreadsheet: what it would change (writes nothing), then its draft, then its publication."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portal.core import writes
from portal.core.imports import Change, Plan, record_run
from portal.core.tabular import FileRefused, Problem
from races.models import CommunityGroup
from scorecards import document, standard_actions, standard_sheet
from scorecards.import_plan import refusing
from scorecards.models import Standard
from scorecards.standard_rules import Difference, differences


@dataclass
class StandardPlan:
    """`standard`: the row it goes to, unsaved where it is new. `problems`: why it could not be published."""

    total: Plan
    standard: Standard | None = None
    made: document.Standard | None = None
    differences: list[Difference] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    publish: bool = False
    why: str = ""
    file: str = ""
    revisions: tuple = ()  # as the upload screen of figures has them


def plan_standard(path, about_path=None, *, publish=False, why=""):
    """What importing this table would do. `about_path`: facts of the standard (None: a .toml of the table's name
    beside it); `publish`: its problems refuse it, else they are only shown."""
    about_path = about_path or path.with_suffix(".toml")
    try:
        about = standard_sheet.read_about(about_path)
        made = standard_sheet.read(path, about)
        standard = _standard(about, about_path.name)
    except FileRefused as error:
        refused = refusing("standard", error.problems)
        return StandardPlan(refused.total)
    return compared(standard, made, path.name, publish=publish, why=why)


def compared(standard, made, name="", *, publish=False, why=""):
    """The plan of one document for one standard: everything that differs from what is written or published."""
    before = standard_actions.written(standard) if standard.pk else _empty(made)
    plan = StandardPlan(Plan("standard"), standard, made, publish=publish, why=why, file=name)
    plan.differences = differences(before, made)
    plan.problems = standard_actions.why_not(standard, made)
    for one in plan.differences:
        change = Change((one.where, one.what), one.where, {one.what: one.before}, {one.what: one.after})
        (plan.total.changed if one.before else plan.total.created).append(change)
    if publish and standard.published_on and not why.strip():
        plan.problems.append("A later version says why it changes (--why): it is public.")
    if publish:
        plan.total.refused += (Problem(name, rule=problem) for problem in plan.problems)
    else:
        plan.total.findings += (f"not ready to be published: {problem}" for problem in plan.problems)
    return plan


def _empty(made):
    return document.Standard(title=made.title, edition=made.edition)


def _standard(about, name):
    """The row that the facts name: on record, or new. Raises FileRefused."""
    faults = [Problem(name, column=one, rule="is missing") for one in ("group", "slug") if not getattr(about, one)]
    group = CommunityGroup.objects.filter(slug=about.group).first()
    if about.group and group is None:
        rule = "is no group on record; groups are named by their short name"
        faults.append(Problem(name, column="group", value=about.group, rule=rule))
    if faults:
        raise FileRefused(faults)
    editions = {row.edition: row for row in Standard.objects.filter(group=group, slug=about.slug)}
    if about.previous and about.previous not in editions:
        raise FileRefused([Problem(name, column="previous", value=about.previous, rule="is no edition on record")])
    standard = editions.get(about.edition)
    if standard is None:
        standard = Standard(group=group, slug=about.slug, edition=about.edition, subjects=about.subjects)
        standard.previous = editions.get(about.previous)
    return standard


@transaction.atomic
def apply_standard(plan, *, by=None):
    """Save the draft, and publish it where the plan says so. Gives the StandardVersion or None. ValueError, and
    nothing written, where the plan was refused."""
    if not plan.total.ok:
        raise ValueError("A plan with refusals must not be applied")
    standard, version = plan.standard, None
    if not plan.differences and not plan.publish:
        return None
    if standard.pk is None:
        standard.title = plan.made.title
        writes.save(standard, by=by)
    standard_actions.save_draft(standard, plan.made, by=by)
    if plan.publish:
        try:
            version = standard_actions.publish(standard, by=by, on=timezone.localdate(), why=plan.why)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
    record_run(plan.total, [{"name": plan.file}], by=by)
    return version
