import logging
import re

QUERY = re.compile(r"\?\S*")


class DropQueryString(logging.Filter):
    """What a reader types into find, compare or weights stays out of every log line."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(QUERY.sub("", a) if isinstance(a, str) else a for a in record.args)
        if isinstance(record.msg, str):
            record.msg = QUERY.sub("", record.msg)
        return True
