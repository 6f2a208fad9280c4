"""What a file is, judged by its content; its name proves nothing."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from .guard import BLOCK, LIMITS, GuardedGzip, Limits
from .problems import refuse

DELIMITERS = (",", ";", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TABLE = (
    (b"\xd0\xcf\x11\xe0", "is an old .xls workbook, or one locked with a password",
     "Open it, remove any password and save it as .xlsx."),
    (b"%PDF", "is a PDF", "Ask the publisher for the table as CSV or .xlsx."),
    (b"PAR1", "is a Parquet file", "Save it as CSV."),
    (b"BZh", "is packed with bzip2", "Unpack it first, or pack it with gzip."),
    (b"\xfd7zXZ", "is packed with xz", "Unpack it first, or pack it with gzip."),
    (b"7z\xbc\xaf", "is packed with 7-Zip", "Unpack it first."),
    (b"\x28\xb5\x2f\xfd", "is packed with zstd", "Unpack it first, or pack it with gzip."),
    (b"\x89PNG", "is a picture", "Deliver the table itself."),
    (b"\xff\xd8\xff", "is a picture", "Deliver the table itself."),
    (b"GIF8", "is a picture", "Deliver the table itself."),
)  # fmt: skip
# Signs that text does not hold: C0 except tab and line ends, and DEL.
_CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 13} | {127})


@dataclass(frozen=True)
class Source:
    """A file that passed the first look. `size` and `sha256` are of the file as delivered.

    `suspicious`: a control character stands somewhere, so each cell has to be looked at.
    """

    path: Path
    format: str  # csv, json or xlsx
    packed: bool
    encoding: str
    sha256: str
    size: int
    delimiter: str = ","
    suspicious: bool = False
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.path.name

    def open_bytes(self, limits: Limits) -> io.BufferedReader:
        return _open(self.path, self.packed, limits)

    def open_text(self, limits: Limits) -> io.TextIOWrapper:
        return io.TextIOWrapper(self.open_bytes(limits), encoding=self.encoding, newline="")


def inspect(path: Path, limits: Limits = LIMITS) -> Source:
    """Read the file once, in blocks, and say what it is; FileRefused if it is nothing we read."""
    name = path.name
    if not path.is_file():
        rule = "is a folder, not a file" if path.is_dir() else "there is no such file"
        raise refuse(name, rule)
    size = path.stat().st_size
    if size == 0:
        raise refuse(name, "the file is empty", "Fetch it again.")
    if size > limits.delivered:
        raise refuse(name, f"has {size:,} bytes; at most {limits.delivered:,} are read", "Split it.")
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        head = file.read(8)
    if head.startswith(b"PK"):
        return Source(path, "xlsx", False, "utf-8", sha256, size)
    packed = head.startswith(b"\x1f\x8b")
    _refuse_other_formats(name, head)
    with _open(path, packed, limits) as stream:
        scan = _scan(stream)
    _refuse_content(name, scan.head, packed)
    encoding, notes = _encoding(path, packed, limits, scan)
    text = scan.head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    if not text:
        raise refuse(name, "the file holds nothing but blank space", "Fetch it again.")
    kind = "json" if text[0] in "[{" else "csv"
    # The scan saw bytes: it knows the control characters of UTF-8 alone.
    suspicious = scan.control or encoding not in ("utf-8", "utf-8-sig", "cp1252")
    return Source(path, kind, packed, encoding, sha256, size, delimiter(text[:65_536]), suspicious, notes)


@dataclass
class _Scan:
    head: bytes = b""
    control: bool = False
    utf8: bool = True
    cut: bool = False  # the last character is incomplete, all before it is UTF-8
    sample: bytes = b""  # lines that hold more than ASCII
    nul: bool = False


def _open(path: Path, packed: bool, limits: Limits) -> io.BufferedReader:
    return io.BufferedReader(GuardedGzip(path, limits), BLOCK) if packed else path.open("rb", BLOCK)


def _scan(stream: io.BufferedReader) -> _Scan:
    scan = _Scan()
    decoder = codecs.getincrementaldecoder("utf-8")()
    while block := stream.read(BLOCK):
        scan.head = scan.head or block
        scan.nul = scan.nul or b"\0" in block
        if len(block.translate(None, _CONTROL_BYTES)) != len(block) or re.search(b"\xc2[\x80-\x9f]", block):
            scan.control = True
        if not block.isascii() and len(scan.sample) < 32_000:
            lines = (line[:2_000] for line in block.splitlines() if not line.isascii())
            scan.sample += b"\n".join(lines)[:32_000]
        if scan.utf8:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                scan.utf8 = False
    if scan.utf8:
        scan.cut = bool(decoder.getstate()[0])
        scan.utf8 = not scan.cut
    return scan


def _refuse_other_formats(name: str, head: bytes) -> None:
    for magic, rule, hint in _NO_TABLE:
        if head.startswith(magic):
            raise refuse(name, rule, hint)


def _refuse_content(name: str, head: bytes, packed: bool) -> None:
    if not head:
        raise refuse(name, "the packed file is empty", "Fetch it again.")
    if packed:
        _refuse_other_formats(name, head)
        if head.startswith((b"PK", b"\x1f\x8b")):
            raise refuse(name, "holds another packed file inside the gzip", "Unpack it once.")
    start = head[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise refuse(
            name,
            "is a web page, not a table",
            "The download link probably led to a log-in or error page: fetch the table itself.",
        )
    if start.startswith(b"<"):
        raise refuse(name, "is XML, not a table", "Save it as CSV or .xlsx.")


def _encoding(path: Path, packed: bool, limits: Limits, scan: _Scan) -> tuple[str, tuple[str, ...]]:
    for bom, encoding in _BOMS:
        if scan.head.startswith(bom):
            if encoding == "utf-8-sig" and not scan.utf8:
                raise _bad_utf8(path, packed, limits)
            return encoding, ()
    if scan.nul:
        return _nul_encoding(path.name, scan.head, scan.utf8), ()
    if scan.utf8:
        return "utf-8", ()
    if scan.cut:
        raise refuse(path.name, "ends in the middle of a character: the file was cut off", "Fetch it again.")
    with _open(path, packed, limits) as stream:
        good, bad = _count_utf8(stream)
    if good > bad:
        raise _bad_utf8(path, packed, limits)
    best = from_bytes(scan.sample, cp_isolation=["cp1252", "latin_1"]).best()
    guess = "cp1252" if best is None else best.encoding
    if not _decodes(path, packed, limits, guess):
        guess = "latin-1"
    guess = "latin-1" if guess == "latin_1" else guess
    return guess, (f"The file is not UTF-8; it was read as {guess}. Check names with accents.",)


def _nul_encoding(name: str, head: bytes, utf8: bool) -> str:
    """UTF-16 without a mark: ASCII text has a NUL in every second byte. Elsewhere NULs are faults."""
    half = len(head[:4096]) // 2
    even, odd = head[: half * 2 : 2][:half].count(0), head[1 : half * 2 : 2][:half].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    if len(head.translate(None, _CONTROL_BYTES)) < len(head) * 0.9:
        raise refuse(name, "is no text file", "Save the table as CSV or .xlsx.")
    return "utf-8" if utf8 else "latin-1"


def _count_utf8(stream: io.BufferedReader) -> tuple[int, int]:
    """Characters beyond ASCII that are good UTF-8, and bytes that are none."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    while block := stream.read(BLOCK):
        text = decoder.decode(block)
        lost = text.count("\ufffd")
        bad += lost
        good += len(re.findall(r"[^\x00-\x7f]", text)) - lost
    return good, bad


def _decodes(path: Path, packed: bool, limits: Limits, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with _open(path, packed, limits) as stream:
        try:
            while block := stream.read(BLOCK):
                decoder.decode(block)
        except UnicodeDecodeError:
            return False
    return True


def _bad_utf8(path: Path, packed: bool, limits: Limits):
    with _open(path, packed, limits) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape")
        line = next((n for n, text in enumerate(text, 1) if re.search("[\udc80-\udcff]", text)), None)
    return refuse(
        path.name,
        "the line holds a byte that is not UTF-8, though the rest of the file is",
        "Two files of different encodings were probably joined. Save the whole as UTF-8.",
        line=line,
    )


def delimiter(sample: str) -> str:
    """The sign that parts the most lines of the sample into as many cells as the first line."""
    lines = sample.splitlines(keepends=True)
    if len(lines) > 1 and not sample.endswith(("\n", "\r")):
        lines.pop()  # cut in the middle by the end of the sample
    best, best_score = ",", (0.0, 0)
    for sign in DELIMITERS:
        try:
            rows = [row for row in csv.reader(lines[:200], delimiter=sign) if row]
        except csv.Error:
            continue
        width = len(rows[0]) if rows else 0
        if width > 1:
            score = (sum(len(row) == width for row in rows) / len(rows), width)
            best, best_score = max((best, best_score), (sign, score), key=lambda pair: pair[1])
    return best
