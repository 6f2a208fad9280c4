"""Marking: one subject's questions on one screen, and a grid of a section for a quick pass."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views import generic

from scorecards import desk, words
from scorecards.desk_actions import stages_of
from scorecards.mark_form import CellForm, MarkForm, SharedForm
from scorecards.marking import Marker
from scorecards.models import Mark, Subject
from scorecards.record_forms import record_form

IN_GRID = 20


def stage_of(request, scorecard):
    """The stage in the address: one that this scorecard has, or the audit for a reviewer; else the first."""
    stages = [value for value, _label in stages_of(scorecard)]
    wanted = request.GET.get("stage", "")
    audits = wanted == Mark.Stage.AUDIT and Marker(scorecard, wanted, request.user).reviewer
    return wanted if wanted in stages or audits else stages[0]


class Marking(generic.InspectView):
    """What both screens share: `self.card`, and marks of many forms saved at once."""

    any_permission_required = ["add", "change"]
    fields = ["slug"]

    @property
    def card(self):
        raise NotImplementedError

    @cached_property
    def stage(self):
        return stage_of(self.request, self.card)

    @cached_property
    def marker(self):
        return Marker(self.card, self.stage, self.request.user)

    @cached_property
    def parts(self):
        return desk.parts(self.marker)

    def write(self, forms):
        """Save what is valid and changed. Gives the forms that were refused: they keep what was typed."""
        changed = [form for form in forms if form.has_changed()]
        good = [form for form in changed if form.is_valid()]
        made = self.marker.add((form.subject, form.asked.row, form.said()) for form in good)
        if made:
            text = ngettext("%(n)d mark is saved.", "%(n)d marks are saved.", len(made)) % {"n": len(made)}
            messages.success(self.request, text)
        return [form for form in changed if form not in good]

    def refuse(self, refused):
        text = ngettext(
            "%(n)d mark is not saved. What is missing stands beside the question.",
            "%(n)d marks are not saved. What is missing stands beside each question.",
            len(refused),
        )
        messages.error(self.request, text % {"n": len(refused)})

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "card": self.card,
            "stage": self.stage,
            "stages": stages_of(self.card),
            "blind": self.card.second_marks and self.stage != Mark.Stage.AUDIT,
            "version": self.marker.version,
        }


class Sheet(Marking):
    """All questions of one subject, or those of `?section=`."""

    template_name = "admin/mark_sheet.html"
    page_title = gettext_lazy("Mark")

    def get_object(self, queryset=None):
        rows = Subject.objects.for_list().select_related("scorecard__standard__group", "candidacy__person")
        return get_object_or_404(rows, pk=self.pk)

    @property
    def card(self):
        return self.object.scorecard

    @cached_property
    def mine(self):
        """The sections that this person may mark, narrowed to the one in the address."""
        wanted = self.request.GET.get("section", "")
        rows = [part for part in self.parts if self.marker.assigned_to_me(part.row.pk, self.object.pk)]
        return [part for part in rows if part.row.slug == wanted] or rows

    def sheet(self, data=None, keep=()):
        """[(Part, [form])]. With `data` every form holds what was typed; `keep`: forms to put in as they are."""
        on_record = words.on_record(self.marker, [self.object]).get(self.object.pk, [])
        requests = words.asked(self.marker, [self.object])
        kept = {form.asked.row.pk: form for form in keep}
        found = []
        for part in self.mine:
            forms = []
            for asked in desk.applying(part, self.object):
                request = requests.get((self.object.pk, asked.row.topic_id))
                about = {"marker": self.marker, "subject": self.object, "asked": asked}
                form = kept.get(asked.row.pk) or MarkForm(data, **about, words=on_record, request=request)
                forms.append(form)
            if forms:
                found.append((part, forms))
        return found, on_record

    def post(self, request, *args, **kwargs):
        if request.POST.get("act") == "add":
            return self.add(request)
        sections, on_record = self.sheet(request.POST)
        refused = self.write([form for _part, forms in sections for form in forms])
        new = self.new_words(on_record, request.POST)
        half = new is not None and new.has_changed()
        if not refused and not half:
            return redirect(self.after(request.POST.get("act", "")))
        if refused:
            self.refuse(refused)
        if half:
            messages.warning(request, _("The words at the end of the page are not on record yet."))
        sections, on_record = self.sheet(keep=refused)
        return self.render_to_response(
            self.get_context_data(sections=sections, on_record=on_record, new=new if half else None)
        )

    def new_words(self, on_record, data=None):
        """The form that adds to this subject's record, or None for who may not."""
        kind = record_form(self.object, self.request.user)
        return kind and kind(data, subject=self.object, words=on_record)

    def add(self, request):
        """Add words to the record; what else was typed on the screen stays typed."""
        _sections, on_record = self.sheet()
        new = self.new_words(on_record, request.POST)
        if new is not None and self._put_on_record(new):
            new = None
        sections, on_record = self.sheet(request.POST)
        for _part, forms in sections:
            for form in forms:
                form.quiet()
        return self.render_to_response(self.get_context_data(sections=sections, on_record=on_record, new=new))

    def _put_on_record(self, new):
        if new.is_valid():
            try:
                new.save_as(self.request.user)
            except ValidationError as error:
                new.add_error(None, error.messages)
            else:
                messages.success(self.request, _("The words are on record. Choose them at the question."))
                return True
        messages.error(self.request, _("The words are not on record yet. What is missing stands at the end."))
        return False

    def after(self, act):
        query = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
        following = self.next_subject if act == "next" else None
        return f"{reverse('scored-subjects:mark', args=[following.pk])}{query}" if following else self.here

    @property
    def here(self):
        return self.request.get_full_path()

    def may_mark(self, subject):
        return any(self.marker.assigned_to_me(part.row.pk, subject.pk) for part in self.parts)

    @cached_property
    def next_subject(self):
        """The subject after this one, of those this person may mark."""
        rows = self.card.subjects.for_list().order_by("order", "pk")
        after = rows.filter(order__gt=self.object.order) | rows.filter(
            order=self.object.order, pk__gt=self.object.pk
        )
        for subject in after:
            if any(self.marker.assigned_to_me(part.row.pk, subject.pk) for part in self.parts):
                return subject
        return None

    def get_context_data(self, **kwargs):
        if "sections" not in kwargs:
            kwargs["sections"], kwargs["on_record"] = self.sheet()
        if kwargs.get("new") is None:
            kwargs["new"] = self.new_words(kwargs["on_record"])
        forms = [form for _part, forms in kwargs["sections"] for form in forms]
        return {
            **super().get_context_data(**kwargs),
            "parts": self.parts,
            "closed": [part for part in self.parts if part not in self.mine],
            "ruled_out": {
                question: answer
                for (subject, question), answer in desk.ruled_out(self.marker, self.parts).items()
                if subject == self.object.pk
            },
            "done": sum(form.state is not None for form in forms),
            "of": len(forms),
            "next": self.next_subject,
            "section": self.request.GET.get("section", ""),
        }


class Grid(Marking):
    """Subjects by the questions of one section; ticks are marked on the subject's own screen."""

    template_name = "admin/mark_grid.html"
    page_title = gettext_lazy("Grid")

    @property
    def card(self):
        return self.object

    @cached_property
    def part(self):
        wanted = self.request.GET.get("section", "")
        return next(
            (part for part in self.parts if part.row.slug == wanted), self.parts[0] if self.parts else None
        )

    @cached_property
    def subjects(self):
        rows = self.card.subjects.for_list().select_related("candidacy__person")
        mine = [one for one in rows if self.part and self.marker.assigned_to_me(self.part.row.pk, one.pk)]
        return Paginator(mine, IN_GRID).get_page(self.request.GET.get("p"))

    def rows(self, data=None, shared=None, keep=()):
        """[(subject, [form or None where the question is not asked of it])]"""
        subjects = list(self.subjects)
        on_record = words.on_record(self.marker, subjects)
        kept = {form.prefix: form for form in keep}
        found = []
        for subject in subjects:
            asked_of = desk.applying(self.part, subject)
            cells = []
            for asked in self.part.questions:
                form = None
                if asked in asked_of:
                    about = {"marker": self.marker, "subject": subject, "asked": asked}
                    form = CellForm(data, **about, words=on_record.get(subject.pk, ()), shared=shared or {})
                    form = kept.get(form.prefix, form)
                cells.append(form)
            found.append((subject, cells))
        return found

    def post(self, request, *args, **kwargs):
        if self.part is None:
            return redirect(request.get_full_path())
        shared = SharedForm(request.POST)
        rows = self.rows(request.POST, shared.values())
        refused = self.write([form for _subject, cells in rows for form in cells if form and not form.many])
        if not refused and shared.is_valid():
            return redirect(request.get_full_path())
        if refused:
            self.refuse(refused)
        return self.render_to_response(self.get_context_data(rows=self.rows(keep=refused), shared=shared))

    def get_context_data(self, **kwargs):
        rows = kwargs.get("rows")
        if rows is None:
            rows = self.rows() if self.part else []
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "shared": kwargs.get("shared") or SharedForm(),
            "part": self.part,
            "parts": self.parts,
            "page": self.subjects,
        }
