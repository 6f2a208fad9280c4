import hashlib
import os
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

# Playwright's synchronous driver runs an event loop in this thread; Django must not mistake it for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
ROOT = Path(__file__).resolve().parents[1]
IN_CI = bool(os.environ.get("OPR_CI"))


@pytest.fixture(scope="session")
def shared_data():
    """The folder with the publishers' own files, which the project never ships."""
    folder = Path(os.environ.get("OPR_SHARED_DIR", ROOT / ".." / "shared")).resolve() / "data"
    if not folder.is_dir():
        pytest.skip("the publishers' source files are not here (set OPR_SHARED_DIR)")
    return folder


@pytest.fixture(scope="session")
def california(shared_data):
    """The California workbook as a table; it takes ten seconds to read."""
    from portal.core import tabular

    return tabular.read(shared_data / "ca-elections" / "ca_elections.xlsx")


def migrations_key():
    """Changes whenever any migration of any app does."""
    digest = hashlib.sha256()
    for config in sorted(apps.get_app_configs(), key=lambda c: c.label):
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Migrating takes 16 s: on SQLite a generated, ignored copy of the empty database is reused."""
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    connection = connections["default"]
    name, cached = None, None
    suffix = getattr(request.config, "workerinput", {}).get("workerid")
    if connection.vendor != "sqlite" and suffix:
        # Each worker of xdist needs a database of its own; the fixture that this one replaces saw to that.
        connection.settings_dict["TEST"]["NAME"] = f"test_{connection.settings_dict['NAME']}_{suffix}"
    if connection.vendor == "sqlite":
        folder = Path(settings.DATABASES["default"]["TEST"]["NAME"]).parent
        name = folder / f"run-{os.getpid()}.sqlite3"  # two runs at once do not meet
        connection.settings_dict["TEST"]["NAME"] = str(name)
        cached = folder / f"empty-{migrations_key()}.sqlite3"
        name.unlink(missing_ok=True)
        if cached.exists():
            shutil.copyfile(cached, name)
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False, keepdb=bool(cached and cached.exists()))
        if cached and not cached.exists():
            connection.close()
            part = cached.with_suffix(f".{os.getpid()}")
            shutil.copyfile(name, part)
            part.replace(cached)
    yield
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0)
    for leftover in name.parent.glob(f"{name.name}*") if name else ():
        leftover.unlink()


@pytest.fixture(autouse=True)
def append_only_tables_can_be_flushed(request):
    """A test that really commits ends in DELETE on SQLite, which the change log and frozen years refuse."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("transactional_db")
    from django.db import connection

    from scorecards import append_only

    append_only.take_down(connection)
    append_only.put_up(connection)
    yield
    if connection.vendor == "sqlite":
        append_only.take_down(connection)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's own Chromium; nothing is ever downloaded."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if IN_CI:
            pytest.fail("no Chromium here, and in CI the browser tests may not be skipped")
        pytest.skip("no Chromium on this machine")
    flags = (
        "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
        "disable-component-update disable-sync"
    )
    return {"executable_path": path, "args": [f"--{flag}" for flag in flags.split()]}
