"""A scorecard's desk: what is done, whom it is about, who marks what, and what was entered twice."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views import generic

from scorecards import desk, desk_actions
from scorecards.desk_actions import stages_of
from scorecards.desk_forms import AssignForm, OfficesForm, ShareForm
from scorecards.doubles import doubles_of, marked_twice
from scorecards.mark_views import stage_of
from scorecards.marking import Marker
from scorecards.models import Scorecard

ON_A_PAGE = 50


class OfScorecard(generic.InspectView):
    """One of the group's scorecards; acting on it needs the permission to change it."""

    fields = ["title"]

    def get_object(self, queryset=None):
        rows = Scorecard.objects.select_related("standard__group", "race__office__state", "race__election")
        return get_object_or_404(rows, pk=self.pk)

    @cached_property
    def stage(self):
        return stage_of(self.request, self.object)

    @cached_property
    def marker(self):
        return Marker(self.object, self.stage, self.request.user)

    @cached_property
    def parts(self):
        return desk.parts(self.marker)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "card": self.object,
            "stage": self.stage,
            "stages": stages_of(self.object),
            "may_change": self.user_has_permission("change"),
            "may_compare": self.object.second_marks and desk.may_compare(self.marker),
        }

    def post(self, request, *args, **kwargs):
        if not self.user_has_permission("change"):
            raise PermissionDenied
        act = getattr(self, f"do_{request.POST.get('act', '')}", None)
        if act is not None:
            try:
                act(request.POST)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                if self.refused is not None:
                    return self.render_to_response(self.get_context_data(), status=422)
        return redirect(request.get_full_path())

    # A form that could not be taken comes back with what was chosen.
    refused = None

    def said(self, form):
        """What a valid form says. Raises ValidationError, and keeps the form for the page."""
        self.refused = form
        if not form.is_valid():
            raise ValidationError(_("Nothing was saved. What is missing is said beside it."))
        return form.cleaned_data

    def form_of(self, kind, **kwargs):
        return self.refused if isinstance(self.refused, kind) else kind(scorecard=self.object, **kwargs)


class Home(OfScorecard):
    """Own work first: a row a subject, a column a section, "3 of 5" in each cell."""

    template_name = "admin/scorecard_desk.html"
    page_title = gettext_lazy("Desk")

    @cached_property
    def subjects(self):
        rows = list(self.object.subjects.for_list())
        if self.request.GET.get("all") != "1":
            rows = [one for one in rows if any(self._mine(part, one) for part in self.parts)]
        return rows

    def _mine(self, part, subject):
        return self.marker.assigned_to_me(part.row.pk, subject.pk)

    def get_context_data(self, **kwargs):
        shares = desk.progress(self.marker, self.parts, self.subjects)
        page = Paginator(self.subjects, ON_A_PAGE).get_page(self.request.GET.get("p"))
        rows = []
        for subject in page:
            of = shares[subject.pk]
            cells = [(part, of[part.row.pk], self._mine(part, subject)) for part in self.parts]
            rows.append((subject, cells, desk.summed(of.values())))
        mine = [
            shares[one.pk][part.row.pk] for one in self.subjects for part in self.parts if self._mine(part, one)
        ]
        return {
            **super().get_context_data(**kwargs),
            "version": self.marker.version,
            "public": self.object.releases.up().exists(),
            "parts": self.parts,
            "rows": rows,
            "page": page,
            "everyone": self.request.GET.get("all") == "1",
            "nobody": not self.subjects and not self.object.subjects.exists(),
            "mine": desk.summed(mine),
            "total": desk.summed(share for of in shares.values() for share in of.values()),
            "agreement": self._agreement(),
        }

    def _agreement(self):
        if not self.object.second_marks or not self.marker.reviewer:
            return None
        subjects = list(self.object.subjects.for_list())
        both = (Marker(self.object, stage, self.request.user) for stage in desk.STAGES)
        first, second = (desk.progress(marker, self.parts, subjects) for marker in both)
        return desk.agreed(self.marker, first, second)


class Subjects(OfScorecard):
    template_name = "admin/scorecard_subjects.html"
    page_title = gettext_lazy("Whom it is about")

    def get_context_data(self, **kwargs):
        of_race = self.object.race_id is not None
        form = None if of_race else self.form_of(OfficesForm, user=self.request.user)
        rows = Paginator(self.object.subjects.for_list(), ON_A_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page": rows, "form": form}

    def do_take_over(self, data):
        self._say(desk_actions.make_subjects(scorecard=self.object, by=self.request.user))

    def do_add(self, data):
        said = self.said(OfficesForm(data, scorecard=self.object, user=self.request.user))
        chosen = {name: said[name] for name in ("offices", "bodies", "cohort")}
        self._say(desk_actions.add_subjects(scorecard=self.object, **chosen, by=self.request.user))

    def _say(self, made):
        text = ngettext("%(n)d subject is added.", "%(n)d subjects are added.", len(made)) % {"n": len(made)}
        messages.success(self.request, text)


class Assign(OfScorecard):
    template_name = "admin/scorecard_assign.html"
    page_title = gettext_lazy("Who marks what")

    def get_context_data(self, **kwargs):
        rows = self.object.assignments.select_related(
            "section", "subject__candidacy", "subject__office", "subject__body", "user"
        )
        return {
            **super().get_context_data(**kwargs),
            "page": Paginator(rows, ON_A_PAGE).get_page(self.request.GET.get("p")),
            "form": self.form_of(AssignForm),
            "share": self.form_of(ShareForm),
        }

    def do_assign(self, data):
        said = self.said(AssignForm(data, scorecard=self.object))
        desk_actions.assign(scorecard=self.object, by=self.request.user, **said)
        messages.success(self.request, _("Assigned."))

    def do_share(self, data):
        said = self.said(ShareForm(data, scorecard=self.object))
        marker = Marker(self.object, said["stage"], self.request.user)
        n = desk_actions.share_out(marker=marker, people=list(said["people"]), by=self.request.user)
        text = ngettext("%(n)d section is shared out.", "%(n)d sections are shared out.", n) % {"n": n}
        messages.success(self.request, text)

    def do_remove(self, data):
        pk = data.get("assignment", "")
        rows = self.object.assignments.filter(pk=pk if pk.isdecimal() and len(pk) < 19 else None)
        desk_actions.unassign(assignment=get_object_or_404(rows), by=self.request.user)
        messages.success(self.request, _("Taken off. What was marked stays."))


class Disagreements(OfScorecard):
    """For whoever audits: closed to those who mark."""

    template_name = "admin/scorecard_disagreements.html"
    page_title = gettext_lazy("Where two markers disagree")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"pairs": desk.disagreements(self.object) if context["may_compare"] else []}


class Duplicates(OfScorecard):
    template_name = "admin/scorecard_duplicates.html"
    page_title = gettext_lazy("Entered twice")

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "groups": doubles_of(self.marker),
            "marks": marked_twice(self.marker),
        }
