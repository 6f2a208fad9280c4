"""/reply/<token>/: where somebody who is marked reads their own marks and replies, without account, script or
cookie. /scorecards/replies/<file>: a picture that came with a reply, once it is public.

Every link that does not work (unknown, revoked, expired) gets the same page.
"""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.core import limits
from portal.pages.reply_forms import ReplyForm
from portal.pages.shown.replying import for_link
from races.asking_rules import hash_token
from scorecards import reply_rules as rules
from scorecards import replying
from scorecards.models import Release, ReplyFile, ReplyLink
from scorecards.reply_sheet import is_public

HOUR = 3600
A_VISITOR, A_LINK, FILES_A_LINK = 120, 90, 60
TYPED = re.compile(r"(text|url)-[0-9]+")


# No cookie and no sign-in stand behind this form: the unguessable address is the whole permission, so there is
# nothing that another site could make a browser misuse. And a page that sends no referrer sends no Origin
# either, which Django's check would refuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, token):
    hashed = hash_token(token)
    seconds = limits.wait("reply-visitor", limits.visitor(request), most=A_VISITOR, seconds=HOUR) or limits.wait(
        "reply-link", limits.salted(hashed), most=A_LINK, seconds=HOUR
    )
    if seconds:
        return _private(_slow_down(request, seconds))
    link = ReplyLink.objects.open(timezone.now()).for_page().filter(token_hash=hashed).first()
    if link is None:
        return _private(render(request, "pages/reply_closed.html", {"typed": _typed(request)}, status=404))
    return _private(_open(request, link, token))


def _open(request, link, token):
    state = for_link(link, wanted=request.GET.get("section", ""))
    fixed = {"questions": state.questions, "now": state.now, "sent": state.sent}
    if request.method != "POST":
        return _page(request, link, ReplyForm(**fixed), state, done=request.GET.get("done", ""))
    form = ReplyForm(request.POST, request.FILES, **fixed)
    now, fits = timezone.now(), form.is_valid()
    if form.pictures:
        key = limits.salted(link.token_hash)
        if seconds := limits.wait("reply-file", key, most=FILES_A_LINK, seconds=HOUR):
            return _slow_down(request, seconds)
    said = replying.with_pictures(link.subject, form.written, form.pictures, now=now)
    replying.save_drafts(link.subject, state.changed(said), now=now)
    if not fits:
        return _page(request, link, form, state.again(), status=422)
    if form.sending:
        chosen = {question: one for question, one in said.items() if one.agrees is not None}
        replying.send_replies(link.subject, chosen, now=now)
    section = f"&section={state.parts[0].section.slug}" if state.pages else ""
    return redirect(f"{reverse('reply', args=[token])}?done={'sent' if form.sending else 'saved'}{section}")


def _page(request, link, form, state, status=200, done=""):
    subject = link.subject
    context = {
        "form": form,
        "link": link,
        "last_day": rules.last_day(link.deadline),
        "late": timezone.localdate() > link.deadline,
        "subject": subject,
        "scorecard": subject.scorecard,
        "standard": state.standard,
        "group": subject.scorecard.standard.group,
        "state": state,
        "rows": state.rows(form),
        "done": done,
        "released": Release.objects.up().filter(scorecard=subject.scorecard).exists(),
        "word_limit": rules.WORD_LIMIT,
        "token": request.resolver_match.kwargs["token"],
        "sample": subject.scorecard.is_sample,
    }
    return render(request, "pages/reply.html", context, status=status)


def _slow_down(request, seconds):
    context = {"minutes": -(-seconds // 60), "typed": _typed(request)}
    response = render(request, "pages/slow_down.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _typed(request):
    """What came with a form that could not be taken: the page hands it back to be copied."""
    return [value for name, value in request.POST.items() if TYPED.fullmatch(name) and value.strip()]


def _private(response: HttpResponse):
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@require_safe
def reply_file(request, name):
    """A picture that an editor has looked at and that a release shows which is up; for anything else 404."""
    file = ReplyFile.objects.filter(pk=name.partition(".")[0]).first()
    if file is None or rules.file_name(file) != name or not is_public(file):
        raise Http404
    response = HttpResponse(bytes(file.data), content_type=file.kind)
    response["Content-Disposition"] = f'inline; filename="reply-{name}"'
    response["Cache-Control"] = "no-cache"  # a withdrawal counts at once
    response["X-Robots-Tag"] = "noindex"
    return response
