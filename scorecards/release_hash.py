"""The canonical form of a release, over which its hashes are taken: the same when written and when read back."""

import datetime as dt

from scorecards import document


def sheet_as_json(sheet) -> dict:
    """The canonical form that a sheet's hash is taken over."""
    names = ("slug", "name", "cohort", "order", "known", "total", "sections", "marks", "details")
    values = {name: getattr(sheet, name) for name in names}
    # Without trailing zeros: the column gives back more places than were written.
    ends = {
        name: None if (end := getattr(sheet, name)) is None else f"{document.plain(end):f}"
        for name in ("low", "high")
    }
    return values | ends


def release_digest(release, sheets) -> str:
    """Over what a release says and the hashes of its sheets in their order, the same now and when read back."""
    return document.digest(
        {
            "number": release.number,
            "at": release.at.astimezone(dt.UTC).isoformat(),
            "method": release.method,
            "note": release.note,
            "mode": release.mode,
            "group": release.group_name,
            "sheets": [sheet.sha256 for sheet in sheets],
        }
    )
