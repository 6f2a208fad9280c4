"""An upload between its two clicks: kept in a private folder beside the database, for an hour at most.

The first click writes nothing to the database. What the second one needs to know of it (who, which file, what was
said of it, what the plan was) travels in a signed ticket, so that nobody can write with another's upload.
"""

import hashlib
import re
import secrets
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core import signing

KEPT = 3600
MOST = 5 * 1024 * 1024  # a table of 100,000 rows, planned in some eight seconds of a web thread
SALT = "scorecards.uploads"


class Gone(Exception):
    """The ticket is not this person's, or too old, or its file is no longer here."""


def folder():
    return Path(settings.DATA_DIR) / "uploads"


def keep(upload):
    """Where the uploaded bytes are now: a folder of their own, readable by this program alone. Its name is
    chance, so that no delivered name leads anywhere; the file's own name stays for the messages about it."""
    purge()
    name = re.sub(r"[^\w.-]", "_", Path(upload.name).name, flags=re.ASCII).lstrip(".")[-100:] or "table"
    place = folder() / secrets.token_hex(16)
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    place.mkdir(mode=0o700)
    path = place / name
    with path.open("wb") as stream:
        for chunk in upload.chunks():
            stream.write(chunk)
    return path


def forget(path):
    shutil.rmtree(path.parent, ignore_errors=True)


def purge(now=None):
    """Remove uploads that nobody came back for."""
    oldest = (time.time() if now is None else now) - KEPT
    for place in folder().iterdir() if folder().is_dir() else ():
        if place.stat().st_mtime < oldest:
            shutil.rmtree(place, ignore_errors=True)


def digest(plan):
    """Changes whenever the plan would do anything else than what was shown."""
    lines = [*plan.total.lines(most=10**9), *(str(one) for one in plan.revisions)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def ticket(path, said, plan, user):
    """`said`: the form's other values, as JSON can hold them."""
    kept = {"at": [path.parent.name, path.name], "said": said, "plan": digest(plan), "user": user.pk}
    return signing.dumps(kept, salt=SALT, compress=True)


def redeem(text, user):
    """(path, said, digest of the plan that was shown). Raises Gone."""
    try:
        kept = signing.loads(text, salt=SALT, max_age=KEPT)
    except signing.BadSignature as error:
        raise Gone from error
    path = folder().joinpath(*kept["at"])
    if kept["user"] != user.pk or not path.is_file():
        raise Gone
    return path, kept["said"], kept["plan"]
