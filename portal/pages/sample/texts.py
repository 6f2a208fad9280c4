"""The prose of Sample State's pages."""

from django.utils.html import format_html
from wagtail.rich_text import RichText

from portal.pages.models import CandidatePage, OfficePage, RacePage
from portal.pages.sample.keeper import content

# Where a page's address in texts.toml, split at its slashes, stands in the record behind the page.
PAGES = {
    "offices": (OfficePage, "office__state", ("office__slug",)),
    "races": (RacePage, "race__office__state", ("race__office__slug", "race__slug")),
    "candidates": (
        CandidatePage,
        "candidacy__race__office__state",
        ("candidacy__race__office__slug", "candidacy__race__slug", "candidacy__slug"),
    ),
}


def texts(keeper, state):
    """Give pages their text, unless a person has written or saved anything there."""
    for kind, pages in content("texts").items():
        model, path, keys = PAGES[kind]
        for address, line in pages.items():
            slugs = dict(zip(keys, address.split("/"), strict=True))
            page = model.objects.filter(**{path: state}, **slugs).first()
            if page and not _written(page):
                _write(page, line)
                keeper.made["page text"] += 1


def _written(page):
    own = (page.summary, page.summary_es, page.body, page.body_es)
    return page.latest_revision_id is not None or any(own)


def _write(page, line):
    page.summary, page.summary_es = line["summary"], line["summary_es"]
    for name in ("body", "body_es"):
        paragraphs = [RichText(format_html("<p>{}</p>", text)) for text in line.get(name, [])]
        setattr(page, name, [("paragraph", paragraph) for paragraph in paragraphs])
    page.save()
