"""The one screen on which a whole standard is written. Works without script: rows are added by a submit button."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views import generic

from scorecards import standard_actions
from scorecards.standard_forms import (
    FactsForm,
    Questions,
    Sections,
    document_of,
    initial_of,
    section_choices,
    topics,
)


class StandardView(generic.InspectView):
    """One covered standard. Reading needs any permission, each action the permission to change."""

    def get_object(self, queryset=None):
        return get_object_or_404(self.model.objects.select_related("group", "previous"), pk=self.pk)

    def get_edit_url(self):
        return None  # the pages link to each other in the text

    def get_delete_url(self):
        return None

    @cached_property
    def may_change(self):
        return self.user_has_permission("change")

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and not self.may_change:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def address(self, name):
        return reverse(f"standards:{name}", args=[self.object.pk])

    def get_breadcrumbs_items(self):
        hub = {"url": self.address("inspect"), "label": str(self.object)}
        here = [] if self.request.path == hub["url"] else [{"url": "", "label": self.get_page_title()}]
        listed = {"url": reverse("standards:index"), "label": _("Standards")}
        return [*self.breadcrumbs_items, listed, hub, *here]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "standard": self.object, "may_change": self.may_change}


class Write(StandardView):
    any_permission_required = ["change"]
    template_name = "admin/standard_write.html"
    page_title = gettext_lazy("Write")
    header_icon = "edit"
    added = ""  # the prefix of the row that was just asked for

    @cached_property
    def bound(self):
        """(facts, sections, questions) as the request or what is written has them."""
        data = self.request.POST if self.request.method == "POST" else None
        if data is None:
            facts, sections, questions = initial_of(standard_actions.written(self.object))
            made = Sections(initial=sections, prefix="s")
            return FactsForm(initial=facts, prefix="f"), made, self._questions(made, initial=questions)
        data = self._with_added(data.copy())
        made = Sections(data, prefix="s")
        return FactsForm(data, prefix="f"), made, self._questions(made, data=data)

    def _questions(self, sections, **kwargs):
        choices = {"sections": section_choices(sections), "topics": topics()}
        return Questions(prefix="q", form_kwargs=choices, **kwargs)

    def _with_added(self, data):
        """One row more where a button asked for it: `add` is "s" or, for a question, its section's short name."""
        prefix, _colon, section = data.get("add", "").partition(":")
        total = data.get(f"{prefix}-TOTAL_FORMS", "")
        if prefix in ("s", "q") and total.isdecimal() and len(total) < 5:
            data[f"{prefix}-TOTAL_FORMS"] = int(total) + 1
            self.added = f"{prefix}-{total}"
            fields = FRESH[prefix] | ({"section": section} if prefix == "q" else {})
            for name, value in fields.items():
                data[f"{self.added}-{name}"] = value
        return data

    def post(self, request, *args, **kwargs):
        facts, sections, questions = self.bound
        if self.added:
            return self.get(request, *args, **kwargs)
        if not all([facts.is_valid(), sections.is_valid(), questions.is_valid()]):
            messages.error(request, _("Nothing was saved. What is wrong is said beside the fields."))
            return self.get(request, *args, **kwargs)
        try:
            standard_actions.save_draft(self.object, document_of(facts, sections, questions), by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.get(request, *args, **kwargs)
        messages.success(request, _("Saved as a draft. Nobody marks by it before it is published."))
        return redirect(self.address("changes" if "look" in request.POST else "write"))

    def get_context_data(self, **kwargs):
        facts, sections, questions = self.bound
        for form in (*sections, *questions):
            if form.prefix == self.added:
                first = form.fields["title" if form.prefix.startswith("s") else "text"]
                first.widget.attrs["autofocus"] = True
        grouped, strays = _by_section(sections, questions)
        return {
            **super().get_context_data(**kwargs),
            "facts": facts,
            "sections": sections,
            "questions": questions,
            "grouped": grouped,
            "strays": strays,
            "added": self.added,
        }


FRESH = {"s": {"weight": "1"}, "q": {"kind": "choice", "weight": "1"}}


def _by_section(sections, questions):
    """[(section form, short name, its question forms)], and the question forms that stand in none."""
    choices = section_choices(sections)
    by_slug = {}
    for form in questions:
        by_slug.setdefault(form["section"].value() or "", []).append(form)
    slugs = {title: slug for slug, title in choices if slug}
    grouped = []
    for form in sections:
        slug = form["slug"].value() or slugs.get(str(form["title"].value() or "").strip(), "")
        grouped.append((form, slug, by_slug.pop(slug, []) if slug else []))
    return grouped, [form for forms in by_slug.values() for form in forms]
