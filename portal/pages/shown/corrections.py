"""The public log of corrections and withdrawals: one line a row, and what of it may still be printed."""

from django.utils.translation import gettext as _

from portal.pages.shown import addresses


def entry(row):
    """One line, for page, file and feed. Needs what `Correction.objects.for_list()` loads."""
    before, after = said(row)
    return {
        "row": row,
        "url": path(row.path),
        "before": before,
        "after": after,
        "release_url": _release(row.release) if row.release_id else "",
        "sample": row.release.scorecard.is_sample if row.release_id else bool(row.group and row.group.is_sample),
    }


def _release(release):
    return addresses.page(f"scorecards/{release.scorecard.slug}/releases/{release.number}/")


def path(own):
    """The corrected page in the reader's language."""
    return addresses.page() + own.removeprefix("/")


def said(row):
    """(before, after) as they may be printed: nothing of a release that was withdrawn, and no mark about a
    candidate of a group that works in neutral mode now."""
    if row.release_id is None:
        return row.before, row.after
    standard = row.release.scorecard.standard
    rated = row.release.mode == standard.group.Mode.SCORING and standard.group.mode == standard.group.Mode.NEUTRAL
    if rated and standard.subjects == standard.Subjects.CANDIDACIES:
        hidden = _("[not shown: this group does not rate candidates any more]")
        return tuple(text and hidden for text in (row.before, row.after))
    withdrawn = _("[withdrawn]")
    before = row.before and withdrawn if row.before_withdrawn else row.before
    return before, row.after and withdrawn if row.after_withdrawn else row.after
