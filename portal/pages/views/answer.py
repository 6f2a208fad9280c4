"""/answer/<token>/: a candidate's own page, without account, script or cookie.

Every link that does not work (unknown, revoked, expired, of someone who left the race) gets the same page.
"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.core import limits
from portal.pages.asking_forms import AnswersForm
from portal.pages.shown.asking import for_answering
from races import asking_actions
from races.asking_rules import hash_token
from races.models import Invitation, SetQuestion

HOUR = 3600
A_VISITOR, A_LINK = 120, 90


# No cookie and no sign-in stand behind this form: the unguessable address is the whole permission, so there is
# nothing that another site could make a browser misuse. And a page that sends no referrer sends no Origin
# either, which Django's check would refuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    hashed = hash_token(token)
    seconds = limits.wait("answer-visitor", limits.visitor(request), most=A_VISITOR, seconds=HOUR) or limits.wait(
        "answer-link", limits.salted(hashed), most=A_LINK, seconds=HOUR
    )
    if seconds:
        return _private(_slow_down(request, seconds))
    found = Invitation.objects.answering(timezone.now()).filter(token_hash=hashed).first()
    if found is None:
        return _private(render(request, "pages/answer_closed.html", {"typed": _typed(request)}, status=404))
    return _private(_open(request, found, token))


def _open(request, invitation, token):
    question_set, candidacy = invitation.question_set, invitation.candidacy
    questions = list(SetQuestion.objects.filter(question_set=question_set).for_form())
    state = for_answering(question_set, candidacy, questions)
    fixed = {"questions": questions, "word_limit": question_set.word_limit, "sent": state.sent}
    if request.method != "POST":
        form = AnswersForm(initial=state.initial, **fixed)
        return _page(request, invitation, form, state, done=request.GET.get("done", ""))
    form = AnswersForm(request.POST, **fixed)
    now, fits = timezone.now(), form.is_valid()
    asking_actions.save_drafts(candidacy, state.changed(form.written), now=now)
    if not fits:
        return _page(request, invitation, form, state, status=422)
    if form.sending:
        asking_actions.send_answers(candidacy, form.answers(), now=now)
    address = reverse("answer", args=[token])
    return redirect(f"{address}?done={'sent' if form.sending else 'saved'}")


def _page(request, invitation, form, state, status=200, done=""):
    question_set = invitation.question_set
    context = {
        "form": form,
        "invitation": invitation,
        "question_set": question_set,
        "candidacy": invitation.candidacy,
        "race": invitation.candidacy.race,
        "late": timezone.localdate() > question_set.deadline,
        "rows": state.rows(form),
        "done": done,
        "sample": invitation.candidacy.race.office.state.is_sample,
    }
    return render(request, "pages/answer.html", context, status=status)


def _slow_down(request, seconds):
    context = {"minutes": -(-seconds // 60), "typed": _typed(request)}
    response = render(request, "pages/slow_down.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _typed(request):
    """What came with a form that could not be taken: the page hands it back to be copied."""
    return [value for name, value in request.POST.items() if name.startswith("text-") and value.strip()]


def _private(response: HttpResponse):
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
