"""Tests: fast hashing, plain static files, chart jobs recorded instead of queued."""

import tempfile

from .base import *  # noqa: F403
from .base import DATA_DIR, DATABASES

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = tempfile.mkdtemp(prefix="opr-media-")
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "charts": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["charts"]},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    (DATA_DIR / "test").mkdir(exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test" / "test.sqlite3")}
