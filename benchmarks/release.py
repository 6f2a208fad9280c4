"""Releasing 400 subjects with 100 marks each, against a bare bulk_create of the same sheets, on SQLite.

Run it as benchmarks/README.md says. Ours is `release_actions.release`: every rule, the score of each subject, the
hashes, the bytes of the release's own address, and the rows. The peer writes rows with the same values, nothing
else. Both end committed in turn in one warmed process; medians of --runs. A second release with one corrected mark
is timed as well.
"""

import argparse
import datetime as dt
import gc
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 20
SECTIONS = 10
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def prepare(folder):
    os.environ |= {
        "OPR_DATA_DIR": str(folder),
        "OPR_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DEBUG = False  # a debug server keeps every query that it sends
    call_command("migrate", verbosity=0, interactive=False)


def standard_of(group, questions):
    """A published standard with so many questions of two answers in ten sections, all invented."""
    from scorecards import versions
    from scorecards.models import Option, Question, Section, Standard

    standard = Standard.objects.create(
        group=group,
        slug="bench",
        title="Benchmark",
        edition="2027",
        subjects="bodies",
        published_on=dt.date(2026, 1, 1),
    )
    sections = Section.objects.bulk_create(
        Section(standard=standard, slug=f"s-{n}", title=f"Section {n}", order=n) for n in range(SECTIONS)
    )
    rows = Question.objects.bulk_create(
        Question(section=sections[n % SECTIONS], slug=f"q-{n}", text=f"Question {n}?", order=n)
        for n in range(questions)
    )
    Option.objects.bulk_create(
        Option(question=row, code=code, label=code, points=points)
        for row in rows
        for code, points in (("yes", 1), ("no", 0))
    )
    versions.record(standard, by="owner", on=standard.published_on)
    return standard, rows


def marked(standard, questions, subjects):
    """A scorecard with a mark for each question and subject, sent to everyone and audited."""
    from scorecards import reply_sheet
    from scorecards.models import Body, Evidence, Mark, Option, ReplyNotice, Scorecard, Subject

    source = {
        "source_url": "https://example.org/",
        "source_title": "Invented",
        "source_checked": dt.date(2026, 1, 1),
    }
    card = Scorecard.objects.create(standard=standard, slug="bench", title="Benchmark")
    bodies = Body.objects.bulk_create(
        Body(group=standard.group, slug=f"b-{n}", name=f"Body {n}", **source) for n in range(subjects)
    )
    people = Subject.objects.bulk_create(
        Subject(scorecard=card, body=body, slug=body.slug, order=n) for n, body in enumerate(bodies)
    )
    words = Evidence.objects.bulk_create(
        Evidence(body=body, quote=f"What {body} says, in some words.", said_on=dt.date(2026, 2, 1), **source)
        for body in bodies
    )
    options = {}
    for option in Option.objects.filter(question__section__standard=standard):
        options.setdefault(option.question_id, []).append(option)
    same = {"scorecard": card, "version": standard.versions.first(), "kind": "position", "reason": "As they say."}
    Mark.objects.bulk_create(
        (
            Mark(
                subject=subject, question=question, evidence=said, option=options[question.pk][(n + m) % 2],
                stage=stage, by=by, at=NOW - dt.timedelta(days=days), **same,
            )
            for n, (subject, said) in enumerate(zip(people, words, strict=True))
            for m, question in enumerate(questions)
            for stage, by, days in (("first", "marker", 60), ("audit", "auditor", 40))
        ),
        batch_size=500,
    )  # fmt: skip
    marks = reply_sheet.marks_by_subject(card)
    ReplyNotice.objects.bulk_create(
        ReplyNotice(
            subject=subject, sent_on=dt.date(2026, 10, 1), channel="email", deadline=dt.date(2026, 10, 20),
            marks_sha256=reply_sheet.digest(marks[subject.pk]), recorded_by="editor",
        )
        for subject in people
    )  # fmt: skip
    return card


def ours(card, user, **said):
    from scorecards import release_actions

    return release_actions.release(card, by=user, now=NOW, **said)


def bare(release):
    """The peer: the same rows, in one transaction."""
    from django.db import transaction

    from scorecards.models import Release, ReleaseSheet

    sheets = list(release.sheets.all())
    begun = time.perf_counter()
    with transaction.atomic():
        again = Release.objects.get(pk=release.pk)
        again.pk, again.number, again.note = None, 99, "bare"
        again.save(force_insert=True)
        for sheet in sheets:
            sheet.pk, sheet.release = None, again
        ReleaseSheet.objects.bulk_create(sheets)
    return time.perf_counter() - begun


def forget():
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("scorecards_correction", "scorecards_releasesheet", "scorecards_release"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names; the models refuse it


def correct_one(card, user):
    """The auditor takes one mark back, and the next release says so."""
    from scorecards import release_actions

    mark = card.marks.filter(stage="audit").order_by("-pk").first()
    release_actions.take_back(card, mark.subject, mark.question, reason="Wrong page", by=user, now=NOW)
    begun = time.perf_counter()
    release_actions.correct(card, by=user, now=NOW, asked=release_actions.Asked("Wrong page", "reader"))
    return time.perf_counter() - begun


def shown(name, values):
    print(f"  {name:<18} {statistics.median(values):8.2f}  ({min(values):.2f} to {max(values):.2f})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--subjects", type=int, default=400)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--runs", type=int, default=5, help="runs of each way (5 or more for a verdict)")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        from django.contrib.auth import get_user_model
        from django.contrib.auth.models import Group
        from django.db import connection

        from races.models import CommunityGroup
        from scorecards import append_only

        append_only.take_down(connection)  # each run begins with nothing released
        user = get_user_model().objects.create_superuser("releaser", password="x")  # noqa: S106 - a throwaway
        roles = {name: Group.objects.create(name=name) for name in ("editors", "reviewers")}
        group = CommunityGroup.objects.create(slug="bench", name="Benchmark", legal_form="501c4", **roles)
        card = marked(*standard_of(group, told.questions), told.subjects)
        seconds = {"our release": [], "bare bulk_create": []}
        for n in range(told.runs + 1):
            forget()
            gc.collect()
            begun = time.perf_counter()
            release = ours(card, user)
            taken = time.perf_counter() - begun
            peer = bare(release)
            if n:  # the first one warms
                seconds["our release"].append(taken)
                seconds["bare bulk_create"].append(peer)
        forget()
        ours(card, user)
        corrected = correct_one(card, user)
    print(f"{told.subjects} subjects x {told.questions} questions, median of {told.runs} (spread), seconds")
    for name, values in seconds.items():
        shown(name, values)
    median = statistics.median(seconds["our release"])
    print(f"  limit {SECONDS}: {'PASS' if median < SECONDS else 'OVER'}")
    print(f"  a second release with one mark taken back took {corrected:.2f} s, once")
    return 0 if median < SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
