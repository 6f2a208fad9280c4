"""What a chart is once it is built: plain values from which every surface is made."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Source:
    """Where the numbers come from. `data_to` is the last day they cover, `checked` when we last looked."""

    text: str
    url: str
    licence: str
    data_to: dt.date
    checked: dt.date


@dataclass(frozen=True)
class Column:
    """`name` is the heading in CSV and JSON, `label` the one on the page.

    Columns with `on_page` false (unrounded rates, ISO dates) are for machines and stay off the page.
    """

    name: str
    label: str
    numeric: bool = False
    on_page: bool = True


@dataclass(frozen=True)
class Table:
    """The chart's numbers. Each row has one plain value a column; None is "no value", never zero."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> list[dict[str, Value]]:
        """Rows as mappings by column name, for CSV and JSON."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class ChartSpec:
    """One chart about one subject in one language.

    `title` is the finding, `summary` the full sentence a screen reader says in place of the picture,
    `vega_lite` one Vega-Lite dictionary a size name. Where there is nothing to draw `drawable` is false,
    `vega_lite` is empty and `title` and `summary` say so.
    """

    key: str
    title: str
    summary: str
    subtitle: str
    source: Source
    source_line: str
    table: Table
    note: str
    language: str
    sample: bool
    vega_lite: Mapping[str, dict]
    drawable: bool = True

    def canonical(self) -> str:
        """The same text for the same chart in every process: sorted keys, ISO dates, no NaN."""
        return json.dumps(
            asdict(self),
            sort_keys=True,
            ensure_ascii=False,
            allow_nan=False,
            separators=(",", ":"),
            default=_iso,
        )


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"A chart holds plain values only, not {type(value).__name__}.")


def content_hash(spec: ChartSpec, renderings: Mapping[str, bytes]) -> str:
    """SHA-256 (hex) over the spec and the finished bytes of each rendering, by name."""
    digest = hashlib.sha256(spec.canonical().encode())
    for name in sorted(renderings):
        digest.update(b"\0" + name.encode() + b"\0" + hashlib.sha256(renderings[name]).digest())
    return digest.hexdigest()
