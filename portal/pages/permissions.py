"""Wagtail's permissions, derived from Coverage and never typed by hand: pages (one row a subtree), our own
screens, and one collection of pictures and documents a group."""

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.pages.models import OfficePage, ScorecardPage, StatePage
from races.models import CommunityGroup

EDITOR_MAY = ("change_page",)
REVIEWER_MAY = ("change_page", "publish_page")
# An editor changes what they uploaded themselves, a reviewer everything of the group.
EDITOR_MEDIA = ("add_image", "choose_image", "add_document", "choose_document")
REVIEWER_MEDIA = (*EDITOR_MEDIA, "change_image", "change_document")


def derive():
    """Make every group's page permissions and review workflow equal to its coverage."""
    permissions = {p.codename: p for p in Permission.objects.filter(content_type__app_label="wagtailcore")}
    for group in CommunityGroup.objects.select_related("editors", "reviewers").prefetch_related("coverage"):
        roots = _roots(group)
        for auth_group, may in ((group.editors, EDITOR_MAY), (group.reviewers, REVIEWER_MAY)):
            _set_page_permissions(auth_group, roots, [permissions[name] for name in may])
        _set_workflow(group, roots)
        _set_screens(group)
        _set_collection(group)


def derive_after_migrate(using, plan=(), **kwargs):
    """A new version may bring new screens: the groups that are there get them once its migrations have run. Not
    halfway (`migrate APP NAME`), where tables may lack a column that is read here."""
    executor = MigrationExecutor(connections[using])
    if plan and not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        derive()


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


def _set_screens(group):
    """What each role may do on our own screens, as the viewsets say, and entry to the admin."""
    from portal.pages.admin_addresses import our_viewsets

    for auth_group, role in ((group.editors, "editors_may"), (group.reviewers, "reviewers_may")):
        names = {("wagtailadmin", "access_admin")}
        for viewset in our_viewsets():
            label, meta = viewset.model._meta.app_label, viewset.model._meta
            names |= {(label, get_permission_codename(may, meta)) for may in getattr(viewset, role)}
        found = Permission.objects.filter(
            content_type__app_label__in={label for label, _ in names}, codename__in={code for _, code in names}
        ).select_related("content_type")
        auth_group.permissions.set([p for p in found if (p.content_type.app_label, p.codename) in names])


def _set_collection(group):
    """A group's pictures and documents lie in its own collection, which no other group sees."""
    held = GroupCollectionPermission.objects.filter(group=group.reviewers).select_related("collection").first()
    if held:
        collection = held.collection
        if collection.name != group.name:
            collection.name = group.name
            collection.save(update_fields=["name"])
    else:
        collection = Collection.get_first_root_node().add_child(instance=Collection(name=group.name))
    for auth_group, may in ((group.editors, EDITOR_MEDIA), (group.reviewers, REVIEWER_MEDIA)):
        for permission in Permission.objects.filter(
            content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=may
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=auth_group, collection=collection, permission=permission
            )
