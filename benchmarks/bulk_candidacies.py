"""Making 500 candidacies with their pages: our bulk path against Wagtail's add_child, save_revision and publish.

Both ways write the candidacy and its page into the same new database, in turns, each under races of its own.
Wagtail's way is measured on fewer and compared a page at a time. On SQLite with the portal's own settings.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS, IN_BULK, BY_HAND, A_RACE = 5, 500, 50, 5
GOAL = 10
SOURCE = {"source_url": "https://example.org/list", "source_title": "Official list"}


def start(folder):
    """A new, migrated portal in `folder`."""
    os.environ["OPR_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def candidacies(run, way, count):
    """Unsaved candidacies of new races (five in each), whose pages stand already."""
    import datetime as dt

    from portal.core import writes
    from races.models import Candidacy, Election, Office, Person, Race, State

    state = State.objects.filter(code="qa").first() or writes.save(State(code="qa", fips="98", name="Bench State"))
    election = Election(
        state=state, date=dt.date(2000 + run, 11, 5 if way == "bulk" else 6), kind="general", **SOURCE
    )
    writes.save(election)
    offices = [
        Office(
            state=state, slug=f"{way}-{run}-{n}", kind="county", district=f"{way} {run} {n}", title="DA", **SOURCE
        )
        for n in range(count // A_RACE)
    ]
    writes.bulk_write(Office, create=offices)
    races = [Race(office=office, election=election, **SOURCE) for office in offices]
    for race in races:
        race.slug = race.natural_slug()
    writes.bulk_write(Race, create=races)
    people = Person.objects.bulk_create([Person(name=f"Person {n}", sort_name=f"{n}") for n in range(count)])
    return [
        Candidacy(race=races[n // A_RACE], person=person, ballot_name=person.name, slug=f"person-{n}", **SOURCE)
        for n, person in enumerate(people)
    ]


def bulk(rows):
    from portal.core import writes
    from races.models import Candidacy

    writes.bulk_write(Candidacy, create=rows)


def by_hand(rows):
    """What a script for plain Wagtail would do: one page after another, each published."""
    from portal.pages.models import CandidatePage, RacePage

    parents = {page.race_id: page for page in RacePage.objects.filter(race__in={row.race_id for row in rows})}
    for row in rows:
        row.save()
        page = CandidatePage(title=row.ballot_name, slug=row.slug, candidacy=row)
        parents[row.race_id].add_child(instance=page)
        page.save_revision().publish()


def milliseconds(way, rows):
    """Time of one page, with its candidacy, in milliseconds. Raises RuntimeError where a page is missing."""
    from portal.pages.models import CandidatePage

    began = time.perf_counter()
    way(rows)
    each = (time.perf_counter() - began) * 1000 / len(rows)
    live = CandidatePage.objects.live().filter(candidacy__in=[row.pk for row in rows]).count()
    if live != len(rows):
        raise RuntimeError(f"{live} live pages for {len(rows)} candidacies")
    return each


def told(name, count, times):
    print(
        f"{name:<42}{count:>5} pages a run   median {statistics.median(times):>6.2f} ms a page   "
        f"{min(times):.2f} to {max(times):.2f}"
    )


def main():
    with tempfile.TemporaryDirectory() as folder:
        start(folder)
        ours, theirs = [], []
        for run in range(RUNS):
            ours.append(milliseconds(bulk, candidacies(run, "bulk", IN_BULK)))
            theirs.append(milliseconds(by_hand, candidacies(run, "hand", BY_HAND)))
        told("bulk_write and its pages", IN_BULK, ours)
        told("add_child, save_revision, publish", BY_HAND, theirs)
        ratios = [slow / fast for slow, fast in zip(theirs, ours, strict=True)]
        ratio = statistics.median(ratios)
        passed = ratio >= GOAL
        print(
            f"ratio: median {ratio:.1f}x of {RUNS} runs, {min(ratios):.1f}x to {max(ratios):.1f}x; "
            f"goal {GOAL}x: {'PASS' if passed else 'FAIL'}"
        )
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
