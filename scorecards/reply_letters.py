"""Texts that an editor copies into their own mail. The portal sends none and knows no address."""

from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _


def letter(request, subject, token, deadline):
    """The letter with the raw link in it: the only place where that ever stands."""
    return _(
        "To %(name)s,\n\n%(group)s has recorded how you stand on the questions of “%(title)s”. Before it is "
        "public you can read what we recorded about you, and what it rests on, and reply: agree or disagree with "
        "each mark. Your replies are published whole beside the marks. The deadline is the same for everyone: "
        "%(deadline)s.\n\nYour own link, which needs no account. Please keep it to yourself:\n%(url)s\n\nThe same "
        "page in Spanish:\n%(url_es)s\n"
    ) % {
        "name": subject.name,
        "group": subject.scorecard.standard.group.name,
        "title": subject.scorecard.title,
        "deadline": date_format(deadline, "F j, Y"),
        "url": request.build_absolute_uri(reverse("reply", args=[token])),
        "url_es": request.build_absolute_uri(f"/es{reverse('reply', args=[token])}"),
    }
