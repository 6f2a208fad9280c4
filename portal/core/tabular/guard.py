"""Size is judged before a file is opened, and again while it is unpacked.

A packed file can grow a thousandfold. The directory of a ZIP says how far, and is judged before any part
is opened; as it may lie, the parts are then unpacked in small blocks. A gzip states its size in its last
four bytes only: chance in a file that was cut off and a lie in a bomb, so it is not asked; unpacking
stops at the limit, which grows with the size of the file as delivered.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from .problems import refuse

BLOCK = 1 << 18


@dataclass(frozen=True)
class Limits:
    """Bytes, and unpacked bytes per delivered byte.

    Real election and case files pack 8 to 21 to one; a bomb about 1,000 to one. Under `slack`
    unpacked bytes no ratio matters: a small file of zeros does no harm.
    """

    delivered: int = 200_000_000
    unpacked: int = 500_000_000
    ratio: int = 100
    slack: int = 1_000_000
    sheet_row: int = 32_000_000
    sheet_rows: int = 1_048_576
    zip_parts: int = 2_000

    def allowed(self, packed: int) -> int:
        return min(self.unpacked, max(self.slack, packed * self.ratio))


LIMITS = Limits()


def too_big(name: str, unpacked: int, packed: int):
    return refuse(
        name,
        f"unpacks to {unpacked:,} bytes or more from {packed:,} ({unpacked // max(packed, 1)} to 1)",
        "That is more than this portal opens. Deliver it in smaller files, or as plain CSV.",
    )


class GuardedGzip(io.RawIOBase):
    """A gzip's content, refused at the byte that passes the limit, or where the file is cut off."""

    def __init__(self, path: Path, limits: Limits):
        self._name = path.name
        self._packed = path.stat().st_size
        self._allowed = limits.allowed(self._packed)
        self.raw = path.open("rb")
        self._gzip = gzip.GzipFile(fileobj=self.raw)
        self.unpacked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        try:
            count = self._gzip.readinto(buffer)
        except EOFError:
            raise refuse(self._name, "the gzip is cut off before its end", "Fetch it again.") from None
        except (OSError, zlib.error):
            raise refuse(self._name, "the gzip is damaged", "Fetch it again.") from None
        self.unpacked += count
        if self.unpacked > self._allowed:
            raise too_big(self._name, self.unpacked, self._packed)
        return count

    def close(self) -> None:
        self._gzip.close()
        self.raw.close()
        super().close()


def check_zip(path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
    """Judge a ZIP by its directory alone; no part is opened."""
    parts = archive.infolist()
    packed = path.stat().st_size
    if len(parts) > limits.zip_parts:
        raise refuse(path.name, f"holds {len(parts):,} parts, far more than a workbook has")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.allowed(packed):
        raise too_big(path.name, unpacked, packed)
    for part in parts:
        if part.file_size > limits.allowed(part.compress_size):
            raise too_big(path.name, part.file_size, part.compress_size)
        if part.flag_bits & 1:
            raise refuse(path.name, "is locked with a password", "Save it without one.")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refuse(path.name, "is packed in a way that no workbook is", "Save it again as .xlsx.")


def scan_zip(path: Path, archive: zipfile.ZipFile, limits: Limits) -> bool:
    """Unpack every part once, in blocks, keeping nothing. True if a sheet holds a formula.

    Reading in blocks makes `zipfile` compare what comes out with what its directory promised (it cuts
    at the stated size, then the checksum fails). An entity declaration (the way to XML bombs) or a
    sheet row of absurd length is refused here, before any XML parser sees it.
    """
    formula = False
    for part in archive.infolist():
        is_sheet = part.filename.startswith("xl/worksheets/")
        since_row, tail = 0, b""
        with archive.open(part) as stream:
            while block := stream.read(BLOCK):
                seen = tail + block
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_entities(path.name, part.filename, seen)
                if is_sheet:
                    formula = formula or any(mark in seen for mark in (b"<f>", b"<f ", b":f>", b":f "))
                    since_row = 0 if b"row" in seen else since_row + len(block)
                    if since_row > limits.sheet_row:
                        raise refuse(path.name, f"{part.filename} has a row of over {since_row:,} bytes")
                tail = seen[-24:]
    return formula


def _refuse_entities(name: str, part: str, seen: bytes) -> None:
    # NULs removed, so that UTF-16 hides nothing.
    if b"<!DOCTYPE" in seen or b"<!D" in seen.replace(b"\0", b"") or b"<!ENTITY" in seen:
        raise refuse(name, f"{part} declares XML entities, which no workbook does", "Save it again as .xlsx.")
