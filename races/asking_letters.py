"""Texts that an editor copies into their own mail. The portal sends none and knows no address."""

from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _


def letter(request, question_set, candidacy, token):
    """The first letter, with the raw link in it: the only place where that ever stands."""
    return _(
        "Dear %(name)s,\n\n%(group)s asks every candidate for %(office)s the same questions, with the same "
        "limit of %(words)d words for each answer and the same deadline: %(deadline)s. Your answers are published "
        "word for word once we have confirmed with your campaign that they are yours.\n\nYour own link, which "
        "needs no account. Please keep it to yourself:\n%(url)s\n\nThe same page in Spanish:\n%(url_es)s\n"
    ) % {
        **_named(question_set, candidacy),
        "url": request.build_absolute_uri(reverse("answer", args=[token])),
        "url_es": request.build_absolute_uri(f"/es{reverse('answer', args=[token])}"),
    }


def reminder(question_set, candidacy, requests):
    """The text of a reminder. It holds no link: that is in the first letter, and we do not know it any more."""
    if not requests:
        return _("Not asked yet: send the first letter with their link.")
    return _(
        "Dear %(name)s,\n\non %(asked)s we sent you the questions that %(group)s asks every candidate for "
        "%(office)s. Some or all of your answers are still missing. The deadline is %(deadline)s for everyone. "
        "After that the page says that we asked, on which days and how, and that there is no answer.\n\nYour "
        "link is in our first letter. If you cannot find it, tell us and we will make a new one.\n"
    ) % {**_named(question_set, candidacy), "asked": day(requests[0].sent_on)}


def _named(question_set, candidacy):
    return {
        "name": candidacy.ballot_name,
        "group": question_set.group.name,
        "office": question_set.race.office.name,
        "words": question_set.word_limit,
        "deadline": day(question_set.deadline),
    }


def day(date):
    return date_format(date, "F j, Y")
