"""Publishing a standard: its document becomes a version for good, and its rows mirror it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.core import writes
from scorecards import document
from scorecards.models import Standard, StandardVersion


def of_rows(standard) -> document.Standard:
    """The document of a standard's rows."""
    return document.of_standard(Standard.objects.for_document().get(pk=standard.pk))


@transaction.atomic
def record(standard, *, by, on, why=""):
    """Keep the rows as they stand as the next version. Raises ValidationError where nothing differs."""
    made = document.as_json(of_rows(standard))
    last = standard.versions.first()
    sha256 = document.digest(made)
    if last and last.sha256 == sha256:
        raise ValidationError("Nothing has changed since the last version.")
    if standard.published_on is None:
        standard.published_on = on
        writes.save(standard)
    version = StandardVersion(
        standard=standard,
        number=last.number + 1 if last else 1,
        published_on=on,
        published_by=by,
        why=why,
        document=made,
        sha256=sha256,
    )
    return writes.save(version)
