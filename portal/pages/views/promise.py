"""/promises/<id>-<slug>/: one promise. The number finds it; a wrong or old slug leads to the right one."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from portal.pages.shown import trail
from scorecards.models import Promise


@require_safe
def promise(request, pk, slug):
    found = get_object_or_404(Promise.objects.published().for_promise_page(), pk=pk)
    if request.path != found.get_absolute_url():
        return redirect(found.get_absolute_url(), permanent=True)
    context = {
        "object": found,
        "here": "promises",
        "crumbs": trail.to_promises(),
        "sample": found.candidacy.race.office.state.is_sample,
    }
    return render(request, "pages/promise.html", context)
