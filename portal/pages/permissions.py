"""Wagtail's page permissions, derived from Coverage: one row a subtree, never typed by hand."""

from django.contrib.auth.models import Permission
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.pages.models import OfficePage, ScorecardPage, StatePage
from races.models import CommunityGroup

EDITOR_MAY = ("change_page",)
REVIEWER_MAY = ("change_page", "publish_page")


def derive():
    """Make every group's page permissions and review workflow equal to its coverage."""
    permissions = {p.codename: p for p in Permission.objects.filter(content_type__app_label="wagtailcore")}
    for group in CommunityGroup.objects.select_related("editors", "reviewers").prefetch_related("coverage"):
        roots = _roots(group)
        for auth_group, may in ((group.editors, EDITOR_MAY), (group.reviewers, REVIEWER_MAY)):
            _set_page_permissions(auth_group, roots, [permissions[name] for name in may])
        _set_workflow(group, roots)


def _roots(group):
    """The topmost pages a group covers: pages of covered states, of covered offices elsewhere, its scorecards."""
    states = [c.state_id for c in group.coverage.all() if c.state_id]
    offices = [c.office_id for c in group.coverage.all() if c.office_id]
    return [
        *StatePage.objects.filter(state__in=states),
        *OfficePage.objects.filter(office__in=offices).exclude(office__state__in=states),
        *ScorecardPage.objects.filter(scorecard__standard__group=group),
    ]


def _set_page_permissions(auth_group, roots, permissions):
    wanted = {(page.pk, permission.pk) for page in roots for permission in permissions}
    rows = GroupPagePermission.objects.filter(group=auth_group)
    have = {(row.page_id, row.permission_id): row.pk for row in rows}
    rows.filter(pk__in=[pk for key, pk in have.items() if key not in wanted]).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=auth_group, page_id=page, permission_id=permission)
        for page, permission in sorted(wanted - have.keys())
    )


def _set_workflow(group, roots):
    """Two people: an editor submits, a reviewer of the same group approves."""
    name = f"Review by {group.name}"
    task = GroupApprovalTask.objects.filter(groups=group.reviewers).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.add(group.reviewers)
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=name)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for page in roots:
        WorkflowPage.objects.get_or_create(page=page.page_ptr, defaults={"workflow": workflow})
    WorkflowPage.objects.filter(workflow=workflow).exclude(page__in=[page.pk for page in roots]).delete()
