"""Screens that show and write only what a user covers.

Wagtail's generic views ask the permission policy per model, not per row. So every viewset of ours takes
`ScopeMixin`, whose one door, `construct_view`, puts the matching mixin below in front of every view class.
Which rows those are, `portal.core.coverage` says. Saving and deleting go through `portal.core.writes`, so
that the one `changed` event is sent from here too.
"""

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError, Q, RestrictedError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters.filters import QuerySetRequestMixin
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.forms.models import WagtailAdminModelForm, register_form_field_override
from wagtail.admin.panels import ObjectList
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.log_actions import log
from wagtail.models import CollectionMember, DraftStateMixin
from wagtail.permissions import policy_registry

from portal.core import events, writes
from portal.core.coverage import covered, covered_or_404


class ScopedWidget:
    """A chooser whose chosen row shows only if it is in `scope`, which the form sets; by default none is."""

    scope = None

    def get_instance(self, value):
        if value in (None, "") or self.scope is None:
            return None
        try:
            return self.scope.filter(pk=getattr(value, "pk", value)).first()
        except (TypeError, ValueError, ValidationError):
            return None


class ScopedChooserWidget(ScopedWidget, BaseChooser):
    pass


class TypedDateInput(AdminDateInput):
    """Wagtail's picker makes today of typed text that it cannot read (3/5/2020), and says nothing. Left as typed,
    the form field reads it or refuses it."""

    def get_config(self):
        return super().get_config() | {"validateOnBlur": False}


register_form_field_override(models.DateField, override={"widget": TypedDateInput})


class CoverageForm(WagtailAdminModelForm):
    """Every choice of a related row is narrowed to what the user covers: another group's id is refused.

    Pictures and documents follow the collections that the user may choose from; the one chosen before stays.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            rows = getattr(field, "queryset", None)
            if hasattr(rows, "covered_by"):
                field.queryset = covered(rows, self.for_user)
                field.widget.scope = field.queryset
            elif rows is not None and issubclass(rows.model, CollectionMember):
                mine = policy_registry.get_by_type(rows.model).instances_user_has_permission_for(
                    self.for_user, "choose"
                )
                now = getattr(self.instance, f"{name}_id", None)
                field.queryset = rows.filter(Q(pk__in=mine.values("pk")) | Q(pk=now))


class CoverageFilterSet(WagtailFilterSet):
    """The drop-downs of a list's filters hold covered rows only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for item in self.filters.values():
            if isinstance(item, QuerySetRequestMixin):
                rows = item.get_queryset(self.request)
                if hasattr(rows, "covered_by"):
                    item.queryset = covered(rows, getattr(self.request, "user", None))


class ScopedView:
    scope_model = None
    base_filterset_class = CoverageFilterSet

    def setup(self, request, *args, **kwargs):
        if (pk := kwargs.get("pk")) is not None:
            covered_or_404(self.scope_model, unquote(str(pk)), request.user)
        super().setup(request, *args, **kwargs)

    def get_base_queryset(self):
        rows = super().get_base_queryset()
        # A history's rows are log entries of one object, which setup() has checked.
        return covered(rows, self.request.user) if rows.model is self.scope_model else rows


class ScopedSave(ScopedView):
    def save_instance(self):
        created = self.form.instance._state.adding
        if issubclass(self.scope_model, DraftStateMixin):
            # A draft changes no fact: `announce_publication` speaks when it goes live.
            instance = super().save_instance()
            if created:
                events.announce(self.scope_model, [instance.pk], "created", by=self.request.user)
            return instance
        instance = self.form.save(commit=False)
        writes.save(instance, by=self.request.user)
        self.form.save_m2m()
        action = "wagtail.create" if created else "wagtail.edit"
        log(instance, action, user=self.request.user, content_changed=self.form.has_changed())
        return instance

    def get_success_buttons(self):
        """A fact that has a page offers it: the text is written there."""
        buttons = super().get_success_buttons()
        if page := getattr(self.object, "page", None):
            buttons.append(
                messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Write its page"))
            )
        return buttons

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as error:
            # A rule over fields that are not in this form.
            form.add_error(None, error.messages)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class ScopedDelete(ScopedView):
    @transaction.atomic
    def delete_action(self):
        log(self.object, "wagtail.delete", user=self.request.user, deleted=True)
        writes.delete(self.object, by=self.request.user)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except (ProtectedError, RestrictedError) as error:
            rows = getattr(error, "protected_objects", None) or error.restricted_objects
            kinds = sorted({str(row._meta.verbose_name_plural) for row in rows})
            text = _("“%(object)s” was not deleted: %(kinds)s still point at it. Delete those first.") % {
                "object": self.object,
                "kinds": ", ".join(kinds),
            }
        except ValueError as error:
            text = str(error)
        messages.error(self.request, text)
        return redirect(self.edit_url_name, self.object.pk)


class ScopedChoose(ScopedView):
    search_lookups = ()
    related = ()

    def get_object_list(self):
        return covered(super().get_object_list().select_related(*self.related), self.request.user)

    def get_object(self, pk):
        return covered_or_404(self.scope_model, pk, self.request.user)

    def get_objects(self, pks):
        whole = [pk for pk in pks if pk.isdecimal()]
        return covered(super().get_objects(whole), self.request.user)

    def get_filter_form_class(self):
        lookups = self.search_lookups

        class SearchForm(BaseFilterForm):
            q = forms.CharField(label=_("Search"), required=False)

            def filter(self, objects):
                self.search_query = self.cleaned_data["q"]
                self.is_searching = bool(self.search_query)
                for word in self.search_query.split():
                    objects = objects.filter(Q.create([(look, word) for look in lookups], connector=Q.OR))
                return objects

        return SearchForm

    def save_form(self, form):
        return writes.save(form.save(commit=False), by=self.request.user)

    def get_creation_form_kwargs(self):
        return {**super().get_creation_form_kwargs(), "for_user": self.request.user}


# The first match decides which mixin goes in front of a view class.
MIXINS = (
    ((generic.CreateView, generic.EditView), ScopedSave),
    (generic.DeleteView, ScopedDelete),
    (
        (
            chooser.BaseChooseView,
            chooser.ChosenViewMixin,
            chooser.ChosenMultipleViewMixin,
            chooser.CreateViewMixin,
        ),
        ScopedChoose,
    ),
    (object, ScopedView),
)


class ScopeMixin:
    """For ModelViewSet, SnippetViewSet and ChooserViewSet: every view of the viewset is scoped.

    `editors_may` and `reviewers_may` are the model permissions that a community group's people get (none:
    the screens are for admins). `search_lookups` and `related` serve choosers.
    """

    editors_may = ()
    reviewers_may = ()
    search_lookups = ()
    related = ()
    form_base = CoverageForm

    # Defaults of the wrapped viewsets.
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    search_backend_name = None  # search on rows narrowed by a subquery would need an index of every column
    UNUSED = ("usage", "copy", "reorder")

    def construct_view(self, view_class, **kwargs):
        mixin = next(mixin for known, mixin in MIXINS if issubclass(view_class, known))
        scoped = {"scope_model": self.model}
        if mixin is ScopedChoose:
            scoped |= {"search_lookups": self.search_lookups, "related": self.related}
        return super().construct_view(type(view_class.__name__, (mixin, view_class), scoped), **kwargs)

    def get_common_view_kwargs(self, **kwargs):
        # Usage comes from Wagtail's reference index, which bulk imports do not feed: no half-true list.
        return {**super().get_common_view_kwargs(**kwargs), "usage_url_name": ViewSet.UNDEFINED}

    def get_edit_handler(self):
        # `form_fields` would bypass the narrowed form: panels only.
        return ObjectList(self.panels, base_form_class=self.form_base).bind_to_model(self.model)

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self.UNUSED]


class CoveredViewSet(ScopeMixin, ModelViewSet):
    list_per_page = 50

    @property
    def menu_label(self):
        return capfirst(self.model._meta.verbose_name_plural)


class CoveredChooserViewSet(ScopeMixin, ChooserViewSet):
    base_widget_class = ScopedChooserWidget

    def get_urlpatterns(self):
        # Without a form Wagtail's create view answers a POST with an error.
        patterns = super().get_urlpatterns()
        return [p for p in patterns if p.name != "create" or self.creation_form_class]
