"""The upload screen for a table of figures: the first click shows what it would do, the second one does it."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from pydantic import ValidationError
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from portal.core.coverage import covered
from portal.core.tabular import Problem
from races.models import Office
from scorecards import uploads
from scorecards.actions import apply_counts
from scorecards.imports import plan_observations
from scorecards.models import Dataset, Metric, Observation
from scorecards.subjects import judged
from scorecards.upload_forms import UploadForm, about

SHOWN = 100


class Upload(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    model = Dataset
    permission_required = "add"
    form_class = UploadForm
    template_name = "admin/upload_figures.html"
    page_title = gettext_lazy("Upload figures")
    header_icon = "upload"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_breadcrumbs_items(self):
        files = {"url": reverse("datasets:index"), "label": _("Files")}
        return [*self.breadcrumbs_items, files, {"url": "", "label": self.page_title}]

    def post(self, request, *args, **kwargs):
        return self.write(request.POST["ticket"]) if "ticket" in request.POST else super().post(request)

    def form_valid(self, form):
        """The first click: the plan, and nothing written."""
        said = form.said()
        path = uploads.keep(form.cleaned_data["file"])
        try:
            plan = self.planned(path, said)
        except ValidationError as error:
            uploads.forget(path)
            for fault in error.errors():
                name = str(fault["loc"][0])
                form.add_error(name if name in form.fields else None, fault["msg"])
            return self.form_invalid(form)
        except BaseException:
            uploads.forget(path)
            raise
        return self.show(path, said, plan, form)

    def write(self, text):
        """The second click: the same file planned once more, and written if it still would do what was shown."""
        try:
            path, said, shown = uploads.redeem(text, self.request.user)
        except uploads.Gone:
            messages.error(self.request, _("This upload is no longer here. Choose the file again."))
            return redirect("datasets:add")
        plan = self.planned(path, said)
        if not plan.total.ok or uploads.digest(plan) != shown:
            messages.warning(self.request, _("The record has changed meanwhile. Look at the plan once more."))
            return self.show(path, said, plan, self.form_class(user=self.request.user))
        try:
            apply_counts(plan, by=self.request.user)
        finally:
            uploads.forget(path)
        n = _to_write(plan)
        done = ngettext("Written: %(n)s figure.", "Written: %(n)s figures.", n) % {"n": f"{n:,}"}
        messages.success(self.request, done)
        return redirect("datasets:index")

    def planned(self, path, said):
        """The plan, refused as a whole where the table speaks of an office that this person does not cover."""
        plan = plan_observations([path], about=about(said), office=said["office"], reason=said["reason"])
        mine = covered(Office.objects.filter(pk__in=[o.pk for o in plan.offices.values()]), self.request.user)
        own = set(mine.values_list("pk", flat=True))
        strange = sorted(address for address, office in plan.offices.items() if office.pk not in own)
        if strange:
            rule = _("speaks of an office that your group does not cover: %(offices)s")
            refused = Problem(path.name, column="office", rule=rule % {"offices": ", ".join(strange)})
            plan = type(plan)(type(plan.total)(plan.total.kind, refused=[refused]))
        return plan

    def show(self, path, said, plan, form):
        """The plan as a page. Only what can be written keeps its file for the second click."""
        writable = plan.total.ok and bool(plan.total.created or plan.total.changed)
        if not writable:
            uploads.forget(path)
        context = self.get_context_data(form=form)
        context |= {
            "file_name": path.name,
            "plan": plan.total,
            "writable": writable,
            "ticket": uploads.ticket(path, said, plan, self.request.user) if writable else "",
            "refused": plan.total.refused[:SHOWN],
            "more_refused": max(len(plan.total.refused) - SHOWN, 0),
            "figures": plan.observations,
            "to_write": _to_write(plan),
            "revisions": plan.revisions[:SHOWN],
            "more_revisions": max(len(plan.revisions) - SHOWN, 0),
            "hidden": hidden(plan)[:SHOWN] if plan.total.ok else [],
        }
        return self.render_to_response(context)


def _to_write(plan):
    return len(plan.observations.created) + len(plan.observations.changed)


def hidden(plan):
    """Figures that readers will not see: too few people, or kept hidden beside an earlier delivery."""
    metrics = Metric.objects.in_bulk({row.metric for row in plan.counts}, field_name="slug")
    held = {key[1:] for key in plan.held}
    rows = [
        Observation(
            pk=n,
            office=plan.offices[row.office],
            metric=metrics[row.metric],
            period=row.period_kind,
            period_start=row.period_start,
            dimension=row.dimension,
            group=row.group,
            numerator=row.numerator,
            denominator=row.denominator,
            value=row.value,
            low=row.low,
            high=row.high,
            withheld=row.withheld,
            held_back=(row.metric, row.period_kind, row.period_start, row.dimension, row.group) in held,
        )
        for n, row in enumerate(plan.counts)
    ]
    figures = judged(rows)
    return [row for row in rows if row.pk not in figures or figures[row.pk].state == "hidden"]
