"""manage.py demo [--no-serve] [--port N]: from nothing to a filled portal in one go; safe to run again."""

import os
import secrets
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

ADMIN = "admin"
MOST_DRAWING = 4  # processes, each with the drawing libraries in memory


class Command(BaseCommand):
    help = "Start the portal on this computer, filled with the country's offices, real figures and Sample State."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="prepare everything, then stop")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, no_serve, port, **options):
        self.started = time.monotonic()
        with override("en"):
            self.fill()
        self.draw()
        self.stdout.write(f"Ready in {time.monotonic() - self.started:.0f} seconds.")
        self.say_what_to_open(port)
        if not no_serve:
            self.serve(port)

    @contextmanager
    def step(self, text):
        begun = time.monotonic()
        self.stdout.write(f"{text} ...", ending=" ")
        self.stdout.flush()
        said = []
        yield said.append
        self.stdout.write(f"{' '.join([*said, f'({time.monotonic() - begun:.1f} s)'])}")

    def fill(self):
        from portal.pages import reference_pages
        from portal.pages.sample import load as sample
        from races import imports as races_imports
        from races import reference as races_reference
        from races import results
        from races.actions import apply_results
        from scorecards import imports as scorecards_imports
        from scorecards import reference as scorecards_reference
        from scorecards.actions import apply_counts

        with self.step("Tables"):
            call_command("migrate", verbosity=0, interactive=False)
        with self.step("States, counties, topics and measures") as say:
            say(races_reference.load().summary() + ";")
            say(scorecards_reference.load().summary())
            reference_pages.ensure()
        with self.step("Georgia 2024") as say:
            plan = races_imports.plan_results(
                [races_imports.SHIPPED], races_imports.GEORGIA_2024, results.read_compact
            )
            apply_results(plan)
            say(plan.total.summary())
        for name, years in (("cook-2011-2016-counts", "2011 to 2016"), ("cook-2019-counts", "2019")):
            with self.step(f"Cook County {years}") as say:
                plan = scorecards_imports.plan_shipped(
                    name, reason="Counted again by a newer version of the portal."
                )
                say(plan.total.summary())
                if not plan.total.ok:
                    raise CommandError("\n".join(plan.total.lines()))
                apply_counts(plan)
        with self.step("Sample State") as say:
            say(f"created {sum(sample.load().values()):,}")
        with self.step("Accounts"):
            self.passwords = self.make_accounts()

    def make_accounts(self):
        """An admin, and an editor and a reviewer for each sample group. Returns the new ones' passwords."""
        from races.models import CommunityGroup

        wanted = {ADMIN: None}
        for group in CommunityGroup.objects.filter(is_sample=True):
            first = group.slug.removeprefix("sample-")
            wanted |= {f"{first}-editor": group.editors, f"{first}-reviewer": group.reviewers}
        users = get_user_model().objects
        made = {}
        for name, auth_group in wanted.items():
            if users.filter(username=name).exists():
                continue
            made[name] = secrets.token_urlsafe(9)
            user = users.create_user(
                name, password=made[name], is_superuser=auth_group is None, is_staff=auth_group is None
            )
            if auth_group:
                user.groups.add(auth_group)
        return made

    @staticmethod
    def manage(*arguments):
        return [sys.executable, "manage.py", *arguments]

    def draw(self):
        """In child processes, one a core: this one will serve pages, and serving never loads the drawing
        libraries."""
        shares = min(os.cpu_count() or 1, MOST_DRAWING)
        with self.step("Charts") as say:
            children = [
                subprocess.Popen(
                    self.manage("draw", "--part", f"{n}/{shares}"),
                    cwd=settings.BASE_DIR,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                )
                for n in range(1, shares + 1)
            ]
            for child in children:
                say(child.communicate()[0].strip().rpartition("\n")[2])

    def say_what_to_open(self, port):
        site = f"http://127.0.0.1:{port}"
        self.stdout.write("\nOpen in your browser:")
        for path, what in (
            ("/", "the portal"),
            ("/find/?q=30165", "a ZIP code in three counties and two states"),
            ("/offices/il/cook/", "Cook County, Illinois: the office's own numbers, 2019"),
            ("/offices/ga/atlanta/", "Georgia 2024: one of 41 circuits"),
            ("/races/findings/", "how many races gave voters a choice, and who won"),
            ("/offices/zz/sample/", "Sample County: everything filled in (invented)"),
            ("/admin/", "where editors work"),
        ):
            self.stdout.write(f"  {site + path:<44} {what}")
        if self.passwords:
            self.stdout.write("\nSign in at /admin/ (shown once; keep them):")
            for name, password in self.passwords.items():
                self.stdout.write(f"  {name:<22} {password}")
        else:
            self.stdout.write("\nAccounts exist already. New password: manage.py changepassword NAME")

    def serve(self, port):
        worker = subprocess.Popen(
            [
                sys.executable,
                "manage.py",
                "db_worker",
                "--backend",
                "charts",
                "--queue-name",
                "charts",
                "--no-reload",
            ],
            cwd=settings.BASE_DIR,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.stdout.write("\nStop with Ctrl-C.")
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # however it ends, the worker ends with it
        try:
            call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, skip_checks=True)
        finally:
            worker.terminate()
            worker.wait(timeout=30)
