"""A laptop: SQLite, loopback only, static files straight from their folders."""

from .base import *  # noqa: F403
from .base import env, secret_key

SECRET_KEY = secret_key()
DEBUG = env.bool("OPR_DEBUG", False)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
SERVE_MEDIA = True
