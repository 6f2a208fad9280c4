from django.core.management.base import BaseCommand, CommandError

from scorecards import document, release_hash
from scorecards.models import Release


class Command(BaseCommand):
    help = "Recompute the hash of every release from its sheets; exit with an error if one does not match."

    def handle(self, *args, **options):
        wrong, checked = [], 0
        for release in Release.objects.light().prefetch_related("sheets").order_by("pk"):
            sheets = list(release.sheets.all())
            wrong += [
                f"{release}: the sheet of {sheet.slug}"
                for sheet in sheets
                if document.digest(release_hash.sheet_as_json(sheet)) != sheet.sha256
            ]
            if release_hash.release_digest(release, sheets) != release.sha256:
                wrong.append(f"{release}: the release itself")
            checked += 1
        if wrong:
            raise CommandError("These do not match their hash:\n" + "\n".join(wrong))
        self.stdout.write(f"{checked} releases match their hashes.")
