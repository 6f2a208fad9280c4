import logging
import re

QUERY = re.compile(r"\?\S*")
# The last part of a private link is a key: whoever reads it can write in that person's name.
PRIVATE = re.compile(r"(/(?:answer|reply)/)[^/\s\"'?]+")


def public_part(text):
    """A log line without query strings and without the keys of private links."""
    return PRIVATE.sub(r"\1-", QUERY.sub("", text))


class DropQueryString(logging.Filter):
    """What a reader types into find, compare or weights, and the key of a candidate's own link, stay out of
    every log line."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(public_part(a) if isinstance(a, str) else a for a in record.args)
        if isinstance(record.msg, str):
            record.msg = public_part(record.msg)
        return True
