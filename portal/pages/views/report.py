"""/report/: anyone says what is wrong on a page, without an account. The answer is public."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from portal.core import limits, writes
from portal.core.models import ErrorReport
from portal.pages.report_forms import ReportForm
from portal.pages.shown import report as shown

DAY = 86_400
A_DAY = 5


@require_http_methods(["GET", "HEAD", "POST"])
def report(request):
    path = shown.local_path((request.POST if request.method == "POST" else request.GET).get("page", ""))
    form = ReportForm(request.POST) if request.method == "POST" else None
    if form is not None and form.by_program:
        return _uncached(_done())
    if form is None or not form.is_valid():
        return _uncached(_page(request, path, form))
    if seconds := limits.wait("report", limits.visitor(request), most=A_DAY, seconds=DAY):
        return _uncached(_slow_down(request, seconds))
    _keep(shown.about(path or "/"), form.cleaned_data)
    return _uncached(_done())


def _keep(about, said):
    row = ErrorReport(path=about.path, about=about.title, group_id=about.group_id, language=get_language())
    row.text, row.source_url, row.role = said["text"], said["source_url"], said["role"]
    writes.save(row)


def _done():
    return redirect(f"{reverse('report')}?done=thanks")


def _slow_down(request, seconds):
    typed = [request.POST["text"]] if request.POST.get("text") else []
    response = render(request, "pages/slow_down.html", {"minutes": -(-seconds // 60), "typed": typed}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _page(request, path, form):
    context = {
        "about": shown.about(path) if path else None,
        "form": form or ReportForm(),
        "made": ReportForm.stamp(),
        "done": request.GET.get("done", "") if form is None else "",
    }
    return render(request, "pages/report.html", context, status=200 if form is None else 422)


def _uncached(response):
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
