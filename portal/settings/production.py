"""A public server: HTTPS only, secrets and database from the environment, compressed static files."""

from .base import *  # noqa: F403
from .base import env

SECRET_KEY = env.str("OPR_SECRET_KEY")
ALLOWED_HOSTS = env.list("OPR_ALLOWED_HOSTS")
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The web server in front writes it, with the visitor's address and nothing of the visitor's own.
CLIENT_ADDRESS_FROM = "HTTP_X_FORWARDED_FOR"
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
