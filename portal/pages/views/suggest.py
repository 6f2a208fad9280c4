"""/suggest/<race>/: residents suggest questions and second those of others, without an account."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from portal.core import limits, writes
from portal.pages.asking_forms import SuggestForm
from portal.pages.shown import addresses, asking
from races import asking_actions
from races.models import Race, Suggestion

DAY = 86_400
A_DAY, SECONDS_A_DAY = 5, 40


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request, pk):
    race = Race.objects.public().for_page().filter(pk=pk).first()
    if race is None:
        raise Http404
    form = None
    if request.method == "POST" and is_open(race):
        answer = _second(request, race) if "second" in request.POST else _suggest(request, race)
        if not isinstance(answer, SuggestForm):
            return _uncached(answer)
        form = answer
    return _uncached(_page(request, race, form))


def is_open(race):
    return race.election.date >= timezone.localdate()


def _suggest(request, race):
    """A redirect once it is kept, a page that says to wait, or the form with what is wrong."""
    form = SuggestForm(request.POST, race=race)
    if form.by_program:
        return _done(race, "thanks")
    if not form.is_valid():
        return form
    if seconds := limits.wait("suggest", limits.visitor(request), most=A_DAY, seconds=DAY):
        return _slow_down(request, seconds)
    writes.save(Suggestion(race=race, text=form.cleaned_data["text"], language=get_language()))
    return _done(race, "thanks")


def _second(request, race):
    wanted = request.POST["second"]
    rows = Suggestion.objects.filter(race=race, status=Suggestion.Status.SHOWN)
    found = (
        rows.filter(pk=wanted).first() if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19 else None
    )
    if found is None:
        raise Http404
    visitor = limits.visitor(request)
    if limits.wait(f"second-{found.pk}", visitor, most=1, seconds=DAY):
        return _done(race, "already")
    if seconds := limits.wait("second", visitor, most=SECONDS_A_DAY, seconds=DAY):
        return _slow_down(request, seconds)
    asking_actions.second(found)
    return _done(race, "seconded")


def _done(race, word):
    return redirect(f"{reverse('suggest', args=[race.pk])}?done={word}")


def _slow_down(request, seconds):
    typed = [request.POST["text"]] if request.POST.get("text") else []
    response = render(request, "pages/slow_down.html", {"minutes": -(-seconds // 60), "typed": typed}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _page(request, race, form):
    context = {
        "race": race,
        "here": "races",
        "sample": race.office.state.is_sample,
        "race_url": addresses.race(race),
        "open": is_open(race),
        "form": form or SuggestForm(race=race),
        "made": SuggestForm.stamp(),
        "suggested": asking.suggested(race, most=200),
        "done": request.GET.get("done", ""),
    }
    return render(request, "pages/suggest.html", context, status=422 if form else 200)


def _uncached(response):
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
