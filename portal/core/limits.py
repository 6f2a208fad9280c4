"""How often one visitor may use a public form. Kept in the database, so that a restart forgets no limit.

A visitor is a salted hash of their network address, a day at most (FAIRNESS.md 5). A refused try is not
recorded, so that nobody can fill the table by knocking.
"""

import datetime as dt
import ipaddress
import math

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.core.models import RateHit

KEPT = dt.timedelta(days=1)


def salted(value):
    """64 hex digits that tell nothing about `value` without the site's secret key."""
    return salted_hmac("portal.core.limits", value, algorithm="sha256").hexdigest()


def visitor(request):
    """The salted hash of who asks. An IPv6 household counts as one: its first 64 bits."""
    name = settings.CLIENT_ADDRESS_FROM
    address = request.META.get(name, "").split(",")[-1].strip()
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return salted(address)
    if found.version == 6:
        found = ipaddress.ip_network((found, 64), strict=False)
    return salted(str(found))


def wait(scope, key, *, most, seconds):
    """Record one use and return 0; or, after `most` uses in `seconds`, how many seconds to wait."""
    now = timezone.now()
    span = dt.timedelta(seconds=seconds)
    with transaction.atomic():
        forget(now)
        times = list(RateHit.objects.filter(scope=scope, key=key, at__gt=now - span).order_by("-at")[:most])
        if len(times) < most:
            RateHit.objects.create(scope=scope, key=key)
            return 0
    return max(1, math.ceil((times[-1].at + span - now).total_seconds()))


def forget(now=None):
    """Take away every use that is a day old; how many there were."""
    return RateHit.objects.filter(at__lte=(now or timezone.now()) - KEPT).delete()[0]
