"""python3 .ci/look.py ADDRESS: wait for the demo to serve, then look at its main pages as a visitor would."""

import re
import sys
import time
import urllib.error
import urllib.request
from html import unescape

PAGES = {
    "/": "Open Prosecutor Record",
    "/es/": '<html lang="es"',
    "/offices/il/cook/": "2,509 of 32,184",
    "/offices/ga/atlanta/": "Atlanta Judicial Circuit",
    "/offices/ga/atlanta/2024-11-05-general/": "OpenElections, not the certified return",
    "/offices/zz/sample/": "Sample County",
    "/charts/il-cook-declination-of-decided-by-race/": "0.84",
    "/embed/il-cook-declination-of-decided-by-race/": "<svg",
    "/admin/login/": "<form",
}
PATIENCE = 120  # seconds until the first page; the demo draws nothing anew, so 10 are usual


def fetch(url):
    """Status and text; tags stay, entities and runs of white space are read as a reader sees them."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310
            status, body = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        status, body = error.code, error.read()
    text = unescape(body.decode("utf-8", "replace")).replace("\N{NO-BREAK SPACE}", " ")
    return status, re.sub(r"\s+", " ", text)


def wait_for(url):
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return fetch(url)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def main(address):
    wait_for(address + "/")
    wrong = 0
    for path, text in PAGES.items():
        status, body = fetch(address + path)
        said = "ok" if status == 200 and text in body else f"WRONG: no {text!r}" if status == 200 else "WRONG"
        wrong += said != "ok"
        print(f"{status}  {path:<52} {said}")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
