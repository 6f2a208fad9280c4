"""Published tables, kept as they came: once each by hash, under the data folder."""

import hashlib
from contextlib import contextmanager
from pathlib import Path

from scorecards.models import Dataset


def name_of(sha256):
    """Where a table is kept, as `models.dataset.kept_as` names it: no delivered name reaches the disk."""
    return f"{sha256[:2]}/{sha256}"


@contextmanager
def keeping(tables):
    """Around the writing of their datasets. tables: {sha256: path}. Gives what to call at commit: then each table
    appears under its hash; if anything fails before, nothing of it is left. ValueError: a file is not the one
    that was read."""
    parts = {}
    try:
        for sha256, path in tables.items():
            parts |= _copied(sha256, Path(path))
        yield lambda: [part.replace(place) for part, place in parts.items()]
    except BaseException:
        for part in parts:
            part.unlink(missing_ok=True)
        raise


def _copied(sha256, path):
    """{copy: the place that it takes at commit}; nothing where the same bytes are kept already."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"{path.name} was changed after it was read")
    place = Path(Dataset._meta.get_field("delivered").storage.path(name_of(sha256)))
    if place.exists():
        return {}
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.part")
    part.write_bytes(content)
    return {part: place}
