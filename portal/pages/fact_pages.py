"""Which fact gets which page, under which parent, with which title and address."""

from wagtail.models import Page

from portal.pages import models as pages
from portal.pages.making import bulk_add_children
from races.models import Candidacy, Office, Race, State
from scorecards.models import Scorecard


def _index_page(page_type):
    return lambda facts: dict.fromkeys((fact.pk for fact in facts), page_type.objects.first())


def _parents(page_type, name, of_fact):
    """Parent pages of many facts in one query: fact pk -> parent page (missing where there is none yet)."""

    def find(facts):
        wanted = {fact.pk: getattr(fact, of_fact) for fact in facts}
        found = page_type.objects.filter(**{f"{name}__in": set(wanted.values())})
        by_fact = {getattr(page, f"{name}_id"): page for page in found}
        return {pk: by_fact.get(parent) for pk, parent in wanted.items()}

    return find


# model -> (page type, facts with what titles need, parents, title, slug)
RULES = {
    State: (pages.StatePage, (), _index_page(pages.OfficeIndexPage), lambda s: s.name, lambda s: s.code),
    Office: (
        pages.OfficePage,
        ("state",),
        _parents(pages.StatePage, "state", "state_id"),
        lambda o: o.name,
        lambda o: o.slug,
    ),
    Race: (
        pages.RacePage,
        ("office", "election"),
        _parents(pages.OfficePage, "office", "office_id"),
        lambda r: f"{r.office.name}, {r.election.date:%Y}",
        lambda r: r.slug,
    ),
    Candidacy: (
        pages.CandidatePage,
        (),
        _parents(pages.RacePage, "race", "race_id"),
        lambda c: c.ballot_name,
        lambda c: c.slug,
    ),
    Scorecard: (
        pages.ScorecardPage,
        (),
        _index_page(pages.ScorecardIndexPage),
        lambda s: s.title,
        lambda s: s.slug,
    ),
}
CHUNK = 500


def make_pages(model, ids):
    """Make the missing pages of these facts. Facts whose parent page does not exist yet are left alone."""
    page_type, related, parents_of, title, slug = RULES[model]
    name = page_type.fact_name
    for start in range(0, len(ids), CHUNK):
        facts = list(model._default_manager.filter(pk__in=ids[start : start + CHUNK]).select_related(*related))
        have = set(page_type.objects.filter(**{f"{name}__in": facts}).values_list(f"{name}_id", flat=True))
        missing = [fact for fact in facts if fact.pk not in have]
        parents = parents_of(missing)
        bulk_add_children(
            [
                (parents[fact.pk], page_type(title=title(fact), slug=slug(fact), **{name: fact}))
                for fact in missing
                if parents[fact.pk]
            ]
        )


def sync_titles(model, ids):
    """A renamed fact renames its page; the address stays."""
    page_type, related, _, title, _ = RULES[model]
    name = page_type.fact_name
    path = [name, *(f"{name}__{other}" for other in related)]
    for start in range(0, len(ids), CHUNK):
        found = page_type.objects.filter(**{f"{name}__in": ids[start : start + CHUNK]}).select_related(*path)
        stale = [
            Page(pk=page.pk, title=title(page.fact), draft_title=title(page.fact))
            for page in found
            if page.title != title(page.fact)
        ]
        Page.objects.bulk_update(stale, ["title", "draft_title"], batch_size=200)


def remove_pages(model, ids):
    """The page goes before its fact. A page with children keeps its fact from being deleted."""
    page_type = RULES[model][0]
    for page in page_type.objects.filter(**{f"{page_type.fact_name}__in": ids}):
        if page.get_children().exists():
            raise ValueError(f"{page.title} still has pages below it; delete those records first.")
        page.delete()
