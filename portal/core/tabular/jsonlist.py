from __future__ import annotations

import json
from array import array

from .guard import Limits
from .header import Wanted, check_header
from .problems import ProblemLog, control_rule, refuse
from .sniff import Source
from .table import Table

# The whole text is held in memory while it is read.
MOST = 100_000_000


class _Repeated(Exception):
    pass


def read(source: Source, wanted: Wanted, limits: Limits, progress: bool | None) -> Table:
    """A list of flat objects, or the list named by `part` inside one object.

    Numbers keep the digits they were written with; null and absent keys are ""; a list of plain values
    becomes one text, a value a line.
    """
    items = _items(source, wanted, limits)
    log = ProblemLog(source.name)
    objects = [item for item in items if isinstance(item, dict)]
    if not objects:
        raise refuse(source.name, "holds no list of objects", 'Expected: [{"name": "...", ...}, ...].')
    names = list(dict.fromkeys(key for item in objects for key in item))
    header = check_header(names, 1, wanted, log)
    values, lines = [], array("L")
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            log.add("is not an object with named values", line=number, cell=f"item {number}")
            continue
        values.append(tuple(_cell(item.get(names[n]), number, header.names[n], log) for n in header.keep))
        lines.append(number)
    log.refuse_if_any()
    return Table(
        source.name, source.format, source.encoding, header.columns, values, lines, source.sha256,
        source.size, header.dropped, source.notes, header.keep,
    )  # fmt: skip


def _items(source: Source, wanted: Wanted, limits: Limits) -> list:
    with source.open_text(limits) as stream:
        try:
            text = stream.read(MOST + 1)
        except UnicodeDecodeError:
            raise refuse(source.name, "the file was cut off inside a character", "Fetch it again.") from None
    if len(text) > MOST:
        raise refuse(source.name, f"holds over {MOST:,} characters of JSON", "Deliver it as CSV.")
    try:
        found = json.loads(
            text.removeprefix("\ufeff"),
            parse_int=str,
            parse_float=str,
            parse_constant=_no_constant,
            object_pairs_hook=_unique,
        )
    except json.JSONDecodeError as error:
        at_end = error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated")
        hint = "The file may have been cut off: fetch it again." if at_end else ""
        raise refuse(source.name, f"is no valid JSON here: {error.msg}", hint, line=error.lineno) from None
    except _Repeated as error:
        raise refuse(source.name, f'an object names "{error}" twice', "Keep one of them.") from None
    except RecursionError:
        raise refuse(source.name, "is nested far too deep", "A list of flat objects is needed.") from None
    return _chosen(found, source.name, wanted)


def _chosen(found, name: str, wanted: Wanted) -> list:
    if isinstance(found, dict):
        lists = [key for key, value in found.items() if isinstance(value, list)]
        if wanted.part in lists:
            return found[wanted.part]
        hint = f"It holds these lists: {', '.join(lists)}. Name the one that is meant." if lists else ""
        raise refuse(name, "is one object, not a list of objects", hint)
    if not isinstance(found, list):
        raise refuse(name, "is no list of objects")
    if wanted.part:
        raise refuse(name, f'is a list, so it has no part named "{wanted.part}"')
    return found


def _no_constant(word: str):
    raise json.JSONDecodeError(f"{word} is no JSON value", "", 0)


def _unique(pairs: list[tuple[str, object]]) -> dict:
    item = dict(pairs)
    if len(item) < len(pairs):
        keys = [key for key, _value in pairs]
        raise _Repeated(next(key for key in keys if keys.count(key) > 1))
    return item


def _cell(value, number: int, column: str, log: ProblemLog) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(part, (list, dict)) for part in value):
        return "\n".join(_cell(part, number, column, log) for part in value)
    if not isinstance(value, str):
        log.add("holds values inside a value; one text or number is needed",
                line=number, cell=f"item {number}", column=column)  # fmt: skip
        return ""
    if rule := control_rule(value):
        log.add(rule, line=number, cell=f"item {number}", column=column, value=value, hint="Remove it.")
    return value.strip()
