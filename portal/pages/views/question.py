"""/scorecards/<slug>/questions/<question>/: one question across all subjects of a released scorecard."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.shown import question as shown
from portal.pages.shown import released
from portal.pages.views import listing
from portal.pages.views.caching import asked_each_time
from portal.pages.withdrawn import gone_with_its_releases


@require_safe
@gone_with_its_releases
def question(request, slug, question):
    release = released.newest(slug)
    found = release and shown.question(release, question)
    if not found:
        raise Http404
    context, sheets, reviews = found
    page = listing.paged(request, sheets, {})
    context |= page | {"rows": shown.answers(context, page["page_of"], reviews)}
    return asked_each_time(render(request, "pages/scorecard_question.html", context))
