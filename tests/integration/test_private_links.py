"""The key of a private link stands in no log, and a visitor is known by a salted hash for at most a day."""

import datetime as dt
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from portal.core import limits
from portal.core.models import RateHit
from races.asking_rules import new_token

pytestmark = pytest.mark.django_db
LOGGERS = ("django.server", "django.request", "django.security", "")


def test_a_visitor_is_a_salted_hash_for_at_most_a_day(rf, settings):
    def who(address, **meta):
        return limits.visitor(rf.get("/", REMOTE_ADDR=address, **meta))

    assert re.fullmatch("[0-9a-f]{64}", who("203.0.113.9"))
    assert who("203.0.113.9") != who("203.0.113.10")
    assert who("2001:db8:1:2::5") == who("2001:db8:1:2:9::1") != who("2001:db8:1:3::5")
    assert who("203.0.113.9", HTTP_X_FORWARDED_FOR="198.51.100.1") == who("203.0.113.9")
    settings.CLIENT_ADDRESS_FROM = "HTTP_X_FORWARDED_FOR"
    assert who("127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9") == who("x", HTTP_X_FORWARDED_FOR="203.0.113.9")
    before = who("127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    settings.SECRET_KEY = "another"
    assert who("127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9") != before
    limits.wait("a", "key", most=1, seconds=60)
    RateHit.objects.update(at=timezone.now() - dt.timedelta(days=1, seconds=1))
    call_command("forget_visitors")
    assert not RateHit.objects.exists()


def handlers():
    """The handlers of the shipped settings, as they are in place."""
    every = {handler for name in LOGGERS for handler in logging.getLogger(name).handlers}
    return [h for h in every if any(type(f).__name__ == "DropQueryString" for f in h.filters)]


@pytest.mark.parametrize(
    "line",
    [
        "GET /answer/%s/?done=sent HTTP/1.1",
        "POST /es/answer/%s/ HTTP/1.1",
        "/answer/%s",
        "https://example.org/es/reply/%s/",
        "Forbidden: /answer/%s/more/",
    ],
)
def test_the_key_of_a_link_stands_in_no_log(line):
    token = new_token()
    assert handlers()
    for name in LOGGERS:
        for message, args in (('"%s" %s', (line % token, "200")), (line % token, ())):
            record = logging.getLogger(name).makeRecord(name, logging.WARNING, "", 0, message, args, None)
            assert all(handler.filter(record) for handler in handlers())
            assert token not in record.getMessage()
            assert "/-" in record.getMessage()


@pytest.mark.parametrize("path", ["/answer/{}/", "/es/answer/{}/", "/answer/{}", "/answer/{}/more/"])
def test_nothing_of_a_request_is_logged_elsewhere(client, caplog, path):
    token = new_token()
    caplog.set_level(logging.DEBUG)
    assert client.get(path.format(token)).status_code in (301, 302, 404)
    assert token not in caplog.text


def test_the_web_servers_log_leaves_the_key_out():
    config = Path(settings.BASE_DIR, "deploy", "nginx.conf").read_text()
    [layout] = re.findall(r"log_format opr '(.*)';", config)
    assert "$logged_uri" in layout
    assert not re.search(r"\$(uri|request|request_uri|http_referer)\b", layout)
    pattern = re.search(r'"~(\S+)" "\$\{before\}-"', config).group(1).replace("(?<", "(?P<")
    for path, logged in (
        ("/answer/abc/", "/answer/-"),
        ("/es/answer/abc/", "/es/answer/-"),
        ("/reply/x", "/reply/-"),
    ):
        assert f"{re.match(pattern, path)['before']}-" == logged
    assert re.match(pattern, "/answers/1.csv") is None
    assert config.count("access_log /var/log/nginx/opr.log opr;") == config.count("access_log")
