"""Making pages with their facts, one or ten thousand at a time, by one function."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db import router, transaction
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends

BATCH = 200


@transaction.atomic
def bulk_add_children(pairs):
    """Add pages under their parents: `pairs` is a list of (parent page, unsaved page with title and slug).

    About 40 times the speed of add_child and publish. The pages are live and have no revision; every other
    column equals a published page's (a test compares them field by field). A slug already taken under its
    parent raises ValueError: slugs come from natural keys, so that is a mistake in the caller.
    """
    if not pairs:
        return []
    by_parent = defaultdict(list)
    for parent, page in pairs:
        by_parent[parent.pk].append(page)
    parents = Page.objects.select_for_update().in_bulk(by_parent)  # fresh paths and child counts
    now, made = timezone.now(), []
    last_paths, slugs = _children_of(parents.values())
    for pk, pages in by_parent.items():
        parent = parents[pk]
        step = Page._str2int(last_paths[pk][-Page.steplen :]) if pk in last_paths else 0
        for number, page in enumerate(pages, step + 1):
            if page.slug in slugs[pk]:
                raise ValueError(f"{parent.url_path}{page.slug}/ exists already")
            slugs[pk].add(page.slug)
            _place(page, parent, number, now)
            made.append(page)
        parent.numchild += len(pages)
    _insert(made)
    Page.objects.bulk_update(parents.values(), ["numchild"], batch_size=BATCH)
    transaction.on_commit(lambda: _index(made))
    return made


def _children_of(parents):
    """The last child's path and the taken slugs of each parent that has children."""
    last_paths, slugs = {}, defaultdict(set)
    for parent in parents:
        if parent.numchild:
            for path, slug in parent.get_children().order_by("path").values_list("path", "slug"):
                last_paths[parent.pk] = path
                slugs[parent.pk].add(slug)
    return last_paths, slugs


def _place(page, parent, number, now):
    page.draft_title = page.title
    page.content_type = ContentType.objects.get_for_model(type(page))
    page.locale_id = parent.locale_id
    page.depth, page.numchild = parent.depth + 1, 0
    page.path = Page._get_path(parent.path, page.depth, number)
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = now
    page.set_url_path(parent)


def _insert(pages):
    """Rows of the base table first, then of each page type (bulk_create refuses multi-table inheritance)."""
    columns = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    bases = [Page(**{name: getattr(page, name) for name in columns}) for page in pages]
    by_model = defaultdict(list)
    for page, base in zip(pages, Page.objects.bulk_create(bases, batch_size=BATCH), strict=True):
        page.pk = page.id = page.page_ptr_id = base.pk
        page._state.adding = False
        by_model[type(page)].append(page)
    for model, rows in by_model.items():
        using = router.db_for_write(model)
        for start in range(0, len(rows), BATCH):
            # Private Django API, used here alone: the only bulk insert of a child table.
            model._base_manager._insert(
                rows[start : start + BATCH], fields=model._meta.local_concrete_fields, using=using
            )


def _index(pages):
    by_model = defaultdict(list)
    for page in pages:
        by_model[type(page)].append(page)
        if page.body or page.body_es:
            ReferenceIndex.create_or_update_for_object(page)
    for model, rows in by_model.items():
        for backend in get_search_backends():
            backend.add_bulk(model, rows)
