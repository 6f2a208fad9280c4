"""The door in front of Wagtail's own screens, which check permissions per model and not per row."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.views.defaults import page_not_found
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Task, TaskState, UploadedFile
from wagtail.permissions import policy_registry

from portal.pages import admin_addresses
from portal.pages.fair_pages import NotFair

ADMIN_ROUTE = "admin/"
PAGE_KWARGS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
# In these namespaces a bare `pk` is a page, a picture or a document.
PK_MEANS = {
    "wagtailadmin_pages": Page,
    "wagtailadmin_api:pages": Page,
    "wagtailimages_chooser": "image",
    "wagtaildocs_chooser": "document",
}
MEDIA_CHOSEN = {
    "wagtailimages_chooser:chosen_multiple": get_image_model,
    "wagtaildocs_chooser:chosen_multiple": get_document_model,
}
MAY = ("add", "change", "publish", "delete", "lock", "unlock", "choose")


def mine(user):
    """The pages a user has any permission for, theirs and everything below."""
    return policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, set(MAY))


def navigable(user):
    """One's own pages and those above them, without which nobody could walk down to them."""
    return policy_registry.get_by_type(Page).explorable_instances(user)


def only_passes(user, page_id):
    """Whether a page is above one's own, to be walked through and not edited."""
    return navigable(user).filter(pk=page_id).exists() and not mine(user).filter(pk=page_id).exists()


class AdminGateMiddleware:
    """For everyone but admins: an allowlist of admin addresses, and only ids of one's own on them.

    What is closed answers 404, never 403, with the page of an address that does not exist.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match, user = request.resolver_match, request.user
        if not match.route.startswith(ADMIN_ROUTE) or not user.is_authenticated or user.is_superuser:
            return None
        try:
            if match.view_name not in admin_addresses.open_names():
                raise Http404
            if match.view_name == "wagtailadmin_pages:edit" and only_passes(user, kwargs["page_id"]):
                # Wagtail's page tree offers "Edit" on the pages above one's own too.
                return redirect("wagtailadmin_explore", kwargs["page_id"])
            for name, value in kwargs.items():
                check(user, match, name, value)
            check_query(request, match, kwargs)
        except (Http404, ValueError, ValidationError):
            return page_not_found(request, None, template_name="wagtailadmin/404.html")
        return None

    def process_exception(self, request, exception):
        """A page that may not be published as it is says why, whichever screen it was to be published from."""
        if not isinstance(exception, NotFair):
            return None
        for message in exception.messages:
            messages.error(request, message)
        return redirect("wagtailadmin_pages:edit", exception.page.pk)


def rows_for(user, match, name):
    """The rows that an id in an address may point at, or None where a view of ours checks it itself."""
    if name == "pk":
        name = PK_MEANS.get(":".join(match.namespaces))
    if name in PAGE_KWARGS or name is Page:
        return navigable(user) if match.view_name in admin_addresses.NAVIGATION else mine(user)
    if name in ("image", "image_id"):
        return allowed(user, get_image_model())
    if name in ("document", "doc_id", "document_id"):
        return allowed(user, get_document_model())
    if name == "uploaded_file_id":
        return UploadedFile.objects.filter(uploaded_by_user=user)
    if name == "task_state_id":
        return TaskState.objects.filter(task__groupapprovaltask__groups__user=user)
    if name == "task_id":
        return Task.objects.filter(groupapprovaltask__groups__user=user)
    return None


def allowed(user, model):
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, MAY)


def check(user, match, name, value):
    rows = rows_for(user, match, name)
    if rows is not None and not rows.filter(pk=value).exists():
        raise Http404


def check_query(request, match, kwargs):
    """Ids in the query, which these views take as they come."""
    if match.view_name == "wagtailadmin_choose_page_chosen_multiple":
        all_of(navigable(request.user), request.GET.getlist("id"))
    elif match.view_name == "wagtailadmin_choose_page":
        all_of(mine(request.user), request.GET.getlist("target_pages[]"))
    elif match.view_name in MEDIA_CHOSEN:
        all_of(allowed(request.user, MEDIA_CHOSEN[match.view_name]()), request.GET.getlist("id"))
    elif match.view_name == "wagtail_bulk_action":
        model = bulk_model(kwargs["app_label"], kwargs["model_name"])
        rows = mine(request.user) if model is Page else allowed(request.user, model)
        all_of(rows, request.GET.getlist("id"))
        if parent := request.GET.get("childOf"):
            all_of(navigable(request.user), [parent])


def bulk_model(app_label, model_name):
    """Many at once only for pages, pictures and documents, and never "all": ids are what can be checked."""
    for model in (Page, get_image_model(), get_document_model()):
        if (model._meta.app_label, model._meta.model_name) == (app_label, model_name):
            return apps.get_model(app_label, model_name)
    raise Http404


def all_of(rows, ids):
    wanted = {int(pk) for pk in ids}
    if rows.filter(pk__in=wanted).count() != len(wanted):
        raise Http404
