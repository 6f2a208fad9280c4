"""How long a cache may keep what the portal hands out."""

from django.utils.cache import patch_cache_control


def asked_each_time(response):
    """A cache may keep it, but asks here before each use: what is put under review or withdrawn is gone at the
    next request, also where it was read before (FAIRNESS.md 1)."""
    patch_cache_control(response, public=True, no_cache=True)
    return response
