"""manage.py draft_profile FILE... --key KEY: draft a profile of new files; with --check KEY test an old one."""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.core.tabular import FileRefused
from scorecards.metrics import drafting
from scorecards.metrics import profile as profiles
from scorecards.metrics.frame import TABLES


class Command(BaseCommand):
    help = "Print a draft of a profile for new case files, or list what an existing profile does not know of them."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help=f"a CSV, or TABLE=FILE with a table of {', '.join(TABLES)}"
        )
        task = parser.add_mutually_exclusive_group(required=True)
        task.add_argument("--key", help='key of the new profile, for example "alder-zz"')
        task.add_argument("--check", metavar="KEY", help="list every value that the profile KEY does not map")

    def handle(self, *, files, key, check, **options):
        if key and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            raise CommandError(f'"{key}" is no key. Use small letters, digits and hyphens, for example alder-zz.')
        given = [self._file(text) for text in files]
        try:
            if check:
                self._check(check, [path for _, path in given])
            else:
                self._draft(key, given)
        except FileRefused as error:
            raise CommandError(str(error)) from None

    def _draft(self, key, given):
        sightings = [drafting.sight(path, table) for table, path in given]
        seen = {}
        for sighting in sightings:
            if sighting.table in seen:
                first = seen[sighting.table]
                raise CommandError(
                    f"{first} and {sighting.name} both look like the table {sighting.table}. "
                    "Say which is which: TABLE=FILE."
                )
            seen[sighting.table] = sighting.name
        self.stdout.write(drafting.draft(key, sightings), ending="")
        self.stderr.write(f"Save this as {profiles.FOLDER.name}/{key}.toml and decide what is open.")

    def _check(self, key, paths):
        if key not in profiles.available():
            raise CommandError(f'There is no profile "{key}". Profiles: {", ".join(profiles.available())}.')
        profile = profiles.load(key)
        found = [problem for path in paths for problem in drafting.unmapped(path, profile)]
        for problem in found:
            self.stdout.write(str(problem))
        if found:
            raise CommandError(f"{len(found)} to decide.")
        self.stdout.write(f"{profile.file_name} knows every value of these files.")

    def _file(self, text):
        table, sign, name = text.partition("=")
        path = Path(name) if sign and table in TABLES else Path(text)
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        return (table if sign and table in TABLES else None), path
