"""/scorecards/<slug>/<subject>/: one subject's sheet, as the newest release froze it."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.shown import released
from portal.pages.shown import subject as shown
from portal.pages.views.caching import asked_each_time
from portal.pages.withdrawn import gone_with_its_releases


@require_safe
@gone_with_its_releases
def scorecard_subject(request, slug, subject):
    release = released.newest(slug)
    context = release and shown.subject(release, subject)
    if not context:
        raise Http404
    return asked_each_time(render(request, "pages/scorecard_subject.html", context))
