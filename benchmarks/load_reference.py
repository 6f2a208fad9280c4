"""Five loads of the whole country's reference facts, with their pages, into a new database, against 30 s.

States, counties, offices, ZIP areas, figures and topics; pages, permissions and the search index with them, on
SQLite with the portal's own settings. Each run starts from an empty copy; a second load of the same files is timed
too, and must change nothing.

    python3 -m uv run benchmarks/load_reference.py
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS, LIMIT = 5, 30.0


def start(folder):
    """A new, migrated portal in `folder`, and a copy of its database that stays empty."""
    os.environ["OPR_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    os.environ.pop("OPR_DATABASE_URL", None)
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    connection.close()
    database = Path(connection.settings_dict["NAME"])
    empty = database.with_suffix(".empty")
    shutil.copyfile(database, empty)
    return database, empty


def run(database, empty):
    """Seconds of the first and of the second load, and what the first made."""
    from django.db import connection

    from portal.pages.models import OfficePage
    from races import reference

    connection.close()
    for leftover in database.parent.glob(f"{database.name}*"):
        leftover.unlink()
    shutil.copyfile(empty, database)
    begun = time.perf_counter()
    first = reference.load()
    middle = time.perf_counter()
    second = reference.load()
    ended = time.perf_counter()
    if second.created or second.changed:
        raise RuntimeError(f"The second load was not idle: {second.summary()}")
    return middle - begun, ended - middle, f"{first.summary()}; {OfficePage.objects.count():,} office pages"


def main():
    with tempfile.TemporaryDirectory(prefix="opr-bench-") as folder:
        database, empty = start(folder)
        runs = [run(database, empty) for _ in range(RUNS)]
    firsts, seconds, said = zip(*runs, strict=True)
    print(said[0])
    slowest = f"{min(firsts):.1f} to {max(firsts):.1f}"
    print(f"first load: {statistics.median(firsts):.1f} s (median of {RUNS}; {slowest}), limit {LIMIT:.0f} s")
    print(f"second load: {statistics.median(seconds):.1f} s (median)")
    return 0 if statistics.median(firsts) <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
