"""The weight of every public page of the filled demo, against the limits; the heaviest of each type is shown.

Weight: HTML plus style sheets, each gzipped (level 6) as a browser would fetch them, without fonts and
pictures. Requests: the page and everything that its HTML or CSS names for the browser to load. Uses the
portal in OPR_DATA_DIR where that folder holds one, else fills a new one first (a minute or two).
"""

import gzip
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

ROOT = Path(__file__).resolve().parents[1]
LIMIT, EMBED_LIMIT = 30 * 1024, 20 * 1024
SITE = "http://127.0.0.1/"
# What a browser fetches on its own: element -> attributes that name an address.
LOADED = {"script": ("src",), "img": ("src", "srcset"), "source": ("src", "srcset"), "iframe": ("src",),
          "video": ("src", "poster"), "audio": ("src",), "object": ("data",), "embed": ("src",)}  # fmt: skip
LOADING_LINKS = {"stylesheet", "preload", "icon", "modulepreload", "manifest"}
SUGGESTIONS = re.compile(r"/js/find(\.[0-9a-f]+)?\.js$")  # the one script that readers may get
# Addresses that are views, by type. Pages of the tree, promises and charts are listed from the database.
SAMPLE_RACE = "zz/sample/2027-11-02-general"
VIEWS = {
    "find": ["/find/", "/find/?q=cook", "/find/?q=60680", "/es/find/?q=zzzz"],
    "races": ["/races/", "/es/races/"],
    "promises": ["/promises/", "/es/promises/"],
    "data": ["/data/", "/es/data/"],
    "record": ["/data/changes/", "/es/data/changes/", "/data/requests/", "/es/data/requests/"],
    "metrics": ["/metrics/", "/es/metrics/"],
    "compare": [
        "/compare/",
        f"/compare/?r={SAMPLE_RACE}",
        f"/es/compare/?r={SAMPLE_RACE}",
        "/compare/?o=zz/sample",
    ],
    "guide": [f"/offices/{SAMPLE_RACE}/guide/", f"/es/offices/{SAMPLE_RACE}/guide/"],
    "not found": ["/offices/xx/"],
}


class Links(HTMLParser):
    """Addresses a browser loads, and how many scripts there are (data blocks and the one of find are none)."""

    def __init__(self):
        super().__init__()
        self.loads, self.styles, self.scripts = [], [], 0

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        rel = set((told.get("rel") or "").split())
        if tag == "link" and rel & LOADING_LINKS:
            self.loads.append(told["href"])
            if "stylesheet" in rel:
                self.styles.append(told["href"])
        if tag == "script" and not (told.get("type") or "").endswith("json"):
            self.scripts += not SUGGESTIONS.search(told.get("src") or "")
        for name in LOADED.get(tag, ()):
            if value := told.get(name):
                parts = value.split(",") if name == "srcset" else [value]
                self.loads += [part.split()[0] for part in parts]


@dataclass(frozen=True)
class Weight:
    address: str
    html: int
    css: int
    requests: int
    foreign: int
    scripts: int

    @property
    def total(self):
        return self.html + self.css


def packed(data):
    return len(gzip.compress(data, compresslevel=6, mtime=0))


def body(client, address):
    answer = client.get(address, headers={"host": "127.0.0.1"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content


def weigh(client, address, status=200):
    """Fetch one page and its style sheets. Raises RuntimeError for an answer that is not `status`."""
    got, html = body(client, address)
    if got != status:
        raise RuntimeError(f"{address} answers {got}, not {status}")
    links = Links()
    links.feed(html.decode())
    loads = {urljoin(SITE + address.lstrip("/"), link) for link in links.loads if not link.startswith("data:")}
    css = 0
    for sheet in {urljoin(SITE + address.lstrip("/"), link) for link in links.styles}:
        _, text = body(client, urlsplit(sheet).path)
        css += packed(text)
        named = re.findall(r"url\(\s*[\"']?([^\"')]+)", text.decode())
        loads |= {urljoin(sheet, name) for name in named if not name.startswith("data:")}
    foreign = sum(not load.startswith(SITE) for load in loads)
    return Weight(address, packed(html), css, 1 + len(loads), foreign, links.scripts)


def addresses():
    """Type of page -> its addresses, in English and Spanish."""
    from django.urls import reverse
    from wagtail.models import Page

    from races.models import Office
    from scorecards.models import Chart, Dataset, Metric, Promise

    found = {}
    for page in Page.objects.live().specific().filter(depth__gt=1):
        if url := page.get_url():
            path = urlsplit(url).path
            found.setdefault(page._meta.verbose_name.lower(), []).extend([path, f"/es{path}"])
    found |= VIEWS
    found["promise"] = [promise.get_absolute_url() for promise in Promise.objects.filter(live=True)]
    metrics = sorted(Metric.objects.values_list("slug", flat=True))
    found["measure"] = [f"/es{reverse('metric', args=[slug])}" for slug in metrics]
    datasets = Dataset.objects.listed()
    found["delivered file"] = [f"/es{reverse('dataset', args=[dataset.pk])}" for dataset in datasets]
    offices = Office.objects.filter(pk__in=datasets.values("office")).select_related("state")
    found["dashboard"] = [
        f"/es{reverse('measures', args=[office.state.code, office.slug])}{query}"
        for office in offices
        for query in ("", *(f"?measure={slug}" for slug in metrics))
    ]
    slugs = sorted(Chart.objects.values_list("slug", flat=True))
    found["chart"] = [reverse("chart", args=[slug]) for slug in slugs]
    found["embed"] = [reverse("embed", args=[slug]) for slug in slugs]
    return found


def fill(folder):
    """Settings for the portal in OPR_DATA_DIR, or for a new one in `folder`."""
    kept = os.environ.get("OPR_DATA_DIR")
    fresh = not (kept and (Path(kept) / "portal.sqlite3").exists())
    if fresh:
        os.environ["OPR_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    if fresh:
        call_command("demo", no_serve=True, stdout=sys.stderr)


def line(kind, weights):
    """Print the heaviest page of a type. Returns whether every page of the type keeps the limits."""
    limit, requests = (EMBED_LIMIT, 1) if kind == "embed" else (LIMIT, None)
    over = [
        w for w in weights
        if w.total > limit or w.foreign or w.scripts or (requests and w.requests > requests)
    ]  # fmt: skip
    worst = max(over or weights, key=lambda weight: weight.total)
    print(
        f"{kind:<18}{len(weights):>5}{worst.html / 1024:>7.1f}{worst.css / 1024:>6.1f}{worst.total / 1024:>7.1f}"
        f"{limit // 1024:>6}{worst.requests:>9}{worst.foreign:>8}{worst.scripts:>8}  "
        f"{'OVER' if over else 'PASS'}  {worst.address}"
    )
    return not over


def main():
    with tempfile.TemporaryDirectory() as folder:
        fill(folder)
        from django.test import Client

        client = Client()
        print("KB gzipped         pages   html   css  total limit requests foreign scripts        the heaviest")
        passed = [
            line(kind, [weigh(client, address, 404 if kind == "not found" else 200) for address in found])
            for kind, found in addresses().items()
            if found
        ]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
