"""Drafts a profile from files that nobody has described yet, and lists what an existing profile does not know.

Plain Python: files of any size are read in blocks, and only counts of distinct values of a few columns are kept.
Values of columns that look like names or numbers of people are never listed.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portal.core import tabular
from portal.core.tabular import Problem
from portal.core.tabular.problems import refuse
from scorecards.metrics.definitions import FLAGS, RACES, SEVERITIES, SEXES
from scorecards.metrics.frame import HOW, REVIEWS, SENTENCES, TABLES
from scorecards.metrics.profile import DATES, KINDS, MAPPED, NEEDED, REASONS, ROLES, STATUSES, UNITS, Profile

MOST_VALUES = 300  # a column with more distinct values is not one of kinds

# What a column of each role is often called; the first pattern that a column matches whole decides.
PATTERNS = {
    "id": (
        r"case_participant_id",
        r"(participant|defendant|person)_(case_)?(id|number|no)",
        r"case_(id|number|no)",
    ),
    "received": (r"received(_date|_on)?|date_received", r"(referral|referred|intake)_date|date_referred"),
    "race": (r"race(_ethnicity)?", r"\w+_race", r"ethnicity"),
    "sex": (r"gender|sex", r"\w+_(gender|sex)"),
    "age": (r"age(_\w+)?", r"\w+_age"),
    "offense": (r"offense_(category|type|group)", r"offense|crime_type|charge_(category|type)"),
    "agency": (r"law_enforcement_agency", r"(\w+_)?agency|police_department"),
    "status": (r"participant_status", r"(case_|charging_)?(status|decision)"),
    "review": (r"(felony_)?review_(result|decision)",),
    "arrest": (r"arrest(ed)?_(date|on)|date_of_arrest",),
    "class": (r"(\w+_)?class|(\w+_)?degree|severity|grade",),
    "charged_on": (r"event_date|(filing|filed|charging|charge)_date|(date_)?filed(_on)?",),
    "disposition": (r"(charge_|case_|final_)?disposition",),
    "reason": (r"(\w+_)?(disposition|dismissal)_reason|reason",),
    "disposed_on": (r"(charge_|case_|final_)?disposition_date|(date_)?disposed(_on)?",),
    "sentence": (r"sentence(_type)?",),
    "current": (r"current_sentence|(is_)?current",),
    "term": (r"(commitment|sentence)_(term|length)|term",),
    "unit": (r"(commitment|sentence|term)_(\w+_)?unit",),
}
PERSONAL = re.compile(r"(^|_)(\w*name|judges?|attorney|lawyer|officer|victim|witness|docket|id|number|no)(_|$)")
FORMATS = (
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%m/%d/%Y",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %H:%M",
    "%m/%d/%y",
)
# Role of a mapped column -> what its values can count as, as it is written in a profile.
CHOICES = {
    "race": RACES,
    "sex": SEXES,
    "status": STATUSES,
    "review": REVIEWS,
    "class": (f"{{ severity = one of {', '.join(SEVERITIES)}; rank = 1 for the most serious }}",),
    "disposition": (f"{{ kind = one of {', '.join(KINDS)}; how = one of {', '.join(HOW)} }}",),
    "reason": REASONS,
    "sentence": SENTENCES,
    "current": ("true", "false"),
    "unit": UNITS,
}


@dataclass
class Sighting:
    """One file: which table it seems to be, and which column has which role.

    values: role of a mapped column or a date -> its distinct texts with their number of rows. people: how many
    distinct ids.
    """

    name: str
    table: str
    columns: Sequence[str]
    roles: dict[str, str]
    rows: int
    people: int
    values: dict[str, Counter]


def guess(columns: Sequence[str], table: str | None = None) -> tuple[str, dict[str, str]]:
    """(table, role -> column) that a file with these columns seems to be. table: what somebody said it is."""
    plain = {re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_"): name for name in reversed(columns)}
    found = {}
    for role, patterns in PATTERNS.items():
        for pattern in patterns:
            match = next((name for text, name in reversed(plain.items()) if re.fullmatch(pattern, text)), None)
            if match and match not in found.values():
                found[role] = match
                break
    if table is None:
        decisive = (("sentence", "sentencing"), ("disposition", "dispositions"), ("status", "intake"))
        table = next((name for role, name in decisive if role in found), None)
        table = table or ("initiation" if "class" in found or "charged_on" in found else "intake")
    return table, {role: found[role] for role in ROLES[table] if role in found}


def sight(path: Path, table: str | None = None) -> Sighting:
    """Read one CSV and look at it. Raises FileRefused where it cannot be read."""
    with tabular.stream(path) as stream:
        table, roles = guess(stream.columns, table)
        listed = [role for role in roles if role in DATES or (role in MAPPED and not personal(roles[role]))]
        values = _counted(stream, {role: roles[role] for role in {"id", *listed} if role in roles})
        people = len(values.pop("id", ()))
        return Sighting(stream.name, table, stream.columns, roles, stream.rows, people, values)


def _counted(stream: tabular.Stream, roles: dict[str, str]) -> dict[str, Counter]:
    """Role -> distinct texts without their spaces, with their number of rows."""
    names = list(dict.fromkeys(roles.values()))
    found = {name: Counter() for name in names}
    for block in stream.blocks(names):
        for name, cells in zip(names, block.cells, strict=True):
            found[name].update(map(str.strip, cells))
    return {role: found[name] for role, name in roles.items()}


def personal(column: str) -> bool:
    """Whether the name of a column looks like a person's name or number."""
    return PERSONAL.search(re.sub(r"[^a-z0-9]+", "_", column.lower())) is not None


def unmapped(path: Path, profile: Profile) -> list[Problem]:
    """Every value of a mapped column, and every column, of this file that the profile does not match."""
    with tabular.stream(path) as stream:
        table = profile.recognize(stream.columns)
        if table is None:
            raise refuse(stream.name, f"is none of the tables that {profile.key} describes")
        layout = profile.tables[table]
        gone = [name for name in layout.names if name not in stream.columns]
        roles = {role: name for role, name in layout.columns.items() if role in MAPPED and name not in gone}
        found = _counted(stream, roles)
        missing = [Problem(stream.name, line=1, rule=f'the column "{name}" is missing') for name in gone]
        return missing + [
            Problem(
                stream.name,
                column=roles[role],
                value=text,
                rule=f"is not known ({number:,} rows)" if number > 1 else "is not known (1 row)",
                hint=f"Add it under [values.{role}] in {profile.file_name}.",
            )
            for role, counts in found.items()
            for text, number in counts.most_common()
            if text not in profile.values.of(role)
        ]


def draft(key: str, sightings: Sequence[Sighting]) -> str:
    """A profile in TOML. What nobody could guess is a comment that says "to be decided"."""
    lines = [*_head(key), *_days(sightings)]
    for table in TABLES:
        for sighting in sightings:
            if sighting.table == table:
                lines += _table(sighting, [other for other in sightings if other is not sighting])
    lines += _values(sightings)
    return "\n".join(lines) + "\n"


def _head(key: str) -> Iterator[str]:
    yield "# A draft: decide each line marked TO BE DECIDED and take its # away. Every key: docs/PROFILES.md"
    yield "version = 2"
    yield f"key = {_text(key)}"
    for name in ("publisher", "attribution", "licence"):
        yield f'# {name} = "TO BE DECIDED"'
    for name in ("licence_url", "url", "guide_url"):
        yield f'# {name} = "TO BE DECIDED: https://..."'
    yield "# may_republish = TO BE DECIDED: true or false"
    yield ""


def _days(sightings: Sequence[Sighting]) -> Iterator[str]:
    received = [day for sighting in sightings for day in _read_days(sighting, "received")]
    yield "[window]"
    if received:
        yield f"# In these files received runs from {min(received):%Y-%m-%d} to {max(received):%Y-%m-%d}."
    yield "# earliest = TO BE DECIDED: 2011-01-01"
    yield "# latest = TO BE DECIDED: 2029-12-31"
    yield ""
    yield "[limits]"
    yield "earliest = 2000-01-01"
    yield "latest = 2029-12-31"
    yield "oldest = 110"
    yield "longest_years = 100"
    yield ""
    yield "[flags]"
    yield "# Leave a flag out where nobody knows."
    for flag, words in FLAGS.items():
        yield f"# {flag} = TO BE DECIDED: true or false  # {words}"
    yield ""


def _table(sighting: Sighting, others: Sequence[Sighting]) -> Iterator[str]:
    table = sighting.table
    taken = {name for other in others for name in other.columns} | set(sighting.roles.values())
    own = [name for name in sighting.columns if name not in taken]
    alone = sighting.people == sighting.rows
    yield f"[tables.{table}]"
    yield f"# {_plain(sighting.name)}: {sighting.rows:,} rows of {sighting.people:,} defendants"
    yield f"title = {_text(table.capitalize())}"
    yield '# url = "TO BE DECIDED: https://..."'
    yield f'unit = "{"a defendant in a case" if alone else "a charge, counted as a defendant in a case"}"'
    if own:
        yield f"recognized_by = {json.dumps(own[:1], ensure_ascii=False)}"
    else:
        yield '# recognized_by = ["TO BE DECIDED: a column that only this table has, and that is not counted"]'
    yield f"one_row_per_id = {'true' if alone else 'false'}"
    yield ""
    yield f"[tables.{table}.columns]"
    for role in ROLES[table]:
        if role in sighting.roles:
            yield f"{role} = {_text(sighting.roles[role])}"
        else:
            yield f'# {role} = "TO BE DECIDED"  # {"needed" if role in NEEDED[table] else "may be left out"}'
    rest = [_plain(name) for name in sighting.columns if name not in sighting.roles.values()]
    yield f"# Other columns: {', '.join(rest)}"
    yield ""
    yield f"[tables.{table}.formats]"
    for role in DATES:
        if role in sighting.roles:
            formats = _formats(sighting, role)
            yield f"{role} = {json.dumps(formats)}" if formats else f'# {role} = ["TO BE DECIDED"]'
    yield ""


def _formats(sighting: Sighting, role: str) -> list[str]:
    """The formats in which all dates of a column can be read: one if it suffices; [] if none does."""
    texts = [text for text in sighting.values[role] if text]
    found = []
    while texts:
        left, form = min(((_unread(texts, form), form) for form in FORMATS), key=lambda pair: len(pair[0]))
        if len(left) == len(texts):
            return []
        found.append(form)
        texts = left
    return found


def _unread(texts: Iterable[str], form: str) -> list[str]:
    return [text for text in texts if _day(text, form) is None]


def _day(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)
    except ValueError:
        return None


def _read_days(sighting: Sighting, role: str) -> Iterator[datetime]:
    for text in sighting.values.get(role, ()):
        day = next((day for form in FORMATS if (day := _day(text, form))), None)
        if day:
            yield day


def _values(sightings: Sequence[Sighting]) -> Iterator[str]:
    for role in MAPPED:
        having = [sighting for sighting in sightings if role in sighting.roles]
        if not having:
            continue
        yield f"[values.{role}]"
        yield f"# One of: {', '.join(CHOICES[role])}"
        total = Counter()
        for sighting in having:
            if role not in sighting.values:
                yield f"# Not listed: the column {_plain(sighting.roles[role])} looks as if it named people."
            total += sighting.values.get(role, Counter())
        if len(total) > MOST_VALUES:
            yield f"# Not listed: {len(total):,} different values. Is this the right column?"
            total.clear()
        known = {name.casefold(): name for name in CHOICES[role]} if role in ("race", "sex") else {}
        known |= {"": "Unknown"} if known else {}
        for text, number in total.most_common():
            if text.casefold() in known:
                yield f"{_text(text)} = {_text(known[text.casefold()])}  # rows: {number:,}"
            else:
                yield f"# {_text(text)} = TO BE DECIDED  # rows: {number:,}"
        yield ""


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """A name as it may stand in a comment: on one line."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
