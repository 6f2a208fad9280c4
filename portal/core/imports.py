"""The one shape of every import: a plan that writes nothing, then one transaction that applies it.

This module is the pure half: it compares what stands with what a file says, by natural key. Rooms build
their plan with `diff` and write it themselves.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from portal.core.tabular.problems import Problem, shown


@dataclass(frozen=True)
class Item:
    """One incoming fact: natural key, values by field, and where it was read."""

    key: Hashable
    values: Mapping[str, Any]
    file: str = ""
    line: int | None = None
    label: str = ""


@dataclass(frozen=True)
class Change:
    """`before` and `after` hold the fields that differ; `before` is empty for a new fact."""

    key: Hashable
    label: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def differences(self) -> str:
        """votes: 12 -> 14; party: nothing -> "Democrat"."""
        return "; ".join(
            f"{name}: {_said(self.before.get(name))} -> {_said(value)}" for name, value in self.after.items()
        )


@dataclass
class Plan:
    """What an import would do. `unchanged` counts; a plan with anything refused must not be applied."""

    kind: str
    created: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Contradictions within the files and questions for a person: shown in full, however many.
    findings: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.refused

    def take(self, part: Plan) -> None:
        """Add what another plan would do, for the total of an import that writes several tables."""
        self.created += part.created
        self.changed += part.changed
        self.unchanged += part.unchanged
        self.refused += part.refused
        self.notes += part.notes
        self.findings += part.findings

    def summary(self) -> str:
        return (
            f"created {len(self.created):,}, changed {len(self.changed):,}, "
            f"unchanged {self.unchanged:,}, refused {len(self.refused):,}"
        )

    def lines(self, most: int = 20) -> Iterator[str]:
        """The preview, line by line: at most `most` of each kind, faults first."""
        yield f"{self.kind}: {self.summary()}"
        yield from _some((f"  refused: {problem}" for problem in self.refused), len(self.refused), most)
        yield from (f"  found: {finding}" for finding in self.findings)
        changed = (f"  changed: {change.label}: {change.differences()}" for change in self.changed)
        yield from _some(changed, len(self.changed), most)
        yield from _some((f"  created: {change.label}" for change in self.created), len(self.created), most)
        yield from _some((f"  note: {note}" for note in self.notes), len(self.notes), most)


def record_run(plan: Plan, files: list[dict[str, Any]], changes: Iterable[Change] | None = None, *, by=None):
    """Keep one committed import: its files, counts, findings, and what was different before.

    `changes` are those whose differences are kept (all of the plan's if None). Gives the ImportRun.
    """
    from portal.core.models import ImportRun

    kept = plan.changed if changes is None else changes
    differences = [
        {"label": one.label, "before": _storable(one.before), "after": _storable(one.after)} for one in kept
    ]
    return ImportRun.objects.create(
        kind=plan.kind,
        files=files,
        created_count=len(plan.created),
        changed_count=len(plan.changed),
        unchanged_count=plan.unchanged,
        differences=[*differences, *({"label": finding} for finding in plan.findings)],
        by=by.get_username() if by else "",
    )


def _storable(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, (int, str, type(None))) else str(value) for name, value in values.items()
    }


def diff(
    existing: Mapping[Hashable, Mapping[str, Any]],
    incoming: Iterable[Item] | Mapping[Hashable, Mapping[str, Any]],
    fields: Iterable[str],
    *,
    kind: str = "",
) -> Plan:
    """Compare by natural key over `fields`; the order of the incoming rows does not matter.

    A field that an item does not carry is left as it stands. What stands and is not in the file is left
    alone. Rows of one key that say different things are refused, naming the lines; rows that say the
    same count once, with a note.
    """
    fields = tuple(fields)
    if isinstance(incoming, Mapping):
        incoming = [Item(key, values) for key, values in incoming.items()]
    groups: dict[Hashable, list[Item]] = {}
    for item in incoming:
        groups.setdefault(item.key, []).append(item)
    plan = Plan(kind)
    # By the key's text, so that the same facts give the same plan in whatever order they came.
    for key in sorted(groups, key=_order):
        items = sorted(groups[key], key=_place)
        after = _picked(items[0], fields)
        if any(_picked(item, fields) != after for item in items[1:]):
            plan.refused.append(_conflict(items, fields))
            continue
        if len(items) > 1:
            plan.notes.append(f"{_label(items[0])} stands {len(items)} times, counted once{_lines(items)}")
        _place_change(plan, items[0], existing.get(key), after)
    return plan


def _place_change(plan: Plan, item: Item, standing: Mapping[str, Any] | None, after: dict[str, Any]) -> None:
    if standing is None:
        plan.created.append(Change(item.key, _label(item), {}, after))
        return
    differing = [name for name in after if name not in standing or standing[name] != after[name]]
    if not differing:
        plan.unchanged += 1
        return
    before = {name: standing.get(name) for name in differing}
    plan.changed.append(Change(item.key, _label(item), before, {name: after[name] for name in differing}))


def _conflict(items: list[Item], fields: tuple[str, ...]) -> Problem:
    first = items[0]
    seen = [_picked(item, fields) for item in items]
    differing = [name for name in fields if any(values.get(name) != seen[0].get(name) for values in seen)]
    said = "; ".join(
        f"{name}: {' or '.join(dict.fromkeys(_said(values.get(name)) for values in seen))}" for name in differing
    )
    return Problem(
        first.file,
        first.line,
        column=differing[0] if differing else "",
        rule=f"{_label(first)} stands {len(items)} times with different values{_lines(items)} ({said})",
        hint="Keep the right one.",
    )


def _picked(item: Item, fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: item.values[name] for name in fields if name in item.values}


def _label(item: Item) -> str:
    if item.label:
        return item.label
    return " / ".join(str(part) for part in item.key) if isinstance(item.key, tuple) else str(item.key)


def updated(part: Plan, standing: Mapping[Hashable, Any]) -> list[Any]:
    """The standing rows of a plan's changes with their new values set, ready for one bulk update."""
    rows = []
    for change in part.changed:
        row = standing[change.key]
        for name, value in change.after.items():
            setattr(row, name, value)
        rows.append(row)
    return rows


def _lines(items: list[Item]) -> str:
    places = [item for item in items if item.line is not None]
    if not places:
        return ""
    if len({item.file for item in places}) > 1:
        return ": " + ", ".join(f"{item.file} line {item.line}" for item in places)
    return ": lines " + " and ".join(str(item.line) for item in places)


def _place(item: Item) -> tuple:
    return item.file, -1 if item.line is None else item.line, str(sorted(item.values.items(), key=str))


def _order(key: Hashable) -> tuple[str, ...]:
    return tuple(str(part) for part in key) if isinstance(key, tuple) else (str(key),)


def _said(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, str):
        return f'"{shown(value)}"'
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _some(lines: Iterator[str], total: int, most: int) -> Iterator[str]:
    yield from islice(lines, most)
    if total > most:
        yield f"  ... and {total - most:,} more"
