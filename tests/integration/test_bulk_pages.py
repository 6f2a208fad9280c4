"""A page made in bulk is the page that an editor would have published by hand."""

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from portal.core import writes
from portal.pages.making import bulk_add_children
from portal.pages.models import OfficePage, RacePage, StatePage
from races.models import Office, Race
from tests.factories.races import RaceFactory, StateFactory

pytestmark = pytest.mark.django_db
# What has to differ between any two pages, and what only a page with a revision has.
ITS_OWN = {"id", "page_ptr_id", "translation_key"}
REVISION = {"latest_revision_id", "live_revision_id"}
TIMES = {"first_published_at", "last_published_at", "latest_revision_created_at"}


def offices(state, count, begin=0):
    """Unsaved offices of one state."""
    source = {"source_url": "https://example.org/list", "source_title": "List of offices"}
    return [
        Office(state=state, slug=f"place-{n}", kind="county", district=f"Place {n}", title="Prosecutor", **source)
        for n in range(begin, begin + count)
    ]


def columns(page):
    """Every column of the page and of its base table, by name."""
    page = type(page).objects.get(pk=page.pk)
    return {field.attname: getattr(page, field.attname) for field in page._meta.concrete_fields}


def published_by_hand(page_type, parent, **fields):
    page = parent.add_child(instance=page_type(**fields))
    page.save_revision().publish()
    return page


def test_a_bulk_page_equals_a_published_one_field_by_field():
    state = StateFactory()
    office = writes.bulk_write(Office, create=offices(state, 1))[0]
    made = OfficePage.objects.get(office=office)
    bulk = columns(made)
    made.delete()
    parent = StatePage.objects.get(state=state)
    hand = columns(
        published_by_hand(OfficePage, parent, title=made.title, slug=made.slug, office=office, live=False)
    )
    assert bulk.keys() == hand.keys()
    assert {name for name in bulk if bulk[name] != hand[name]} - TIMES == ITS_OWN | REVISION
    assert all(bulk[name] is None and hand[name] is not None for name in REVISION)
    assert all(bulk[name] is not None and hand[name] is not None for name in TIMES)


def test_a_page_made_one_by_one_goes_the_same_way():
    state = StateFactory()
    one, two = offices(state, 2)
    writes.save(one)
    writes.bulk_write(Office, create=[two])
    alone, bulk = (columns(OfficePage.objects.get(office=office)) for office in (one, two))
    expected = ITS_OWN | TIMES | {"office_id", "path", "slug", "title", "draft_title", "url_path"}
    assert {name for name in alone if alone[name] != bulk[name]} == expected


def test_a_bulk_page_is_found_by_search(django_capture_on_commit_callbacks):
    state = StateFactory(name="Findable")
    with django_capture_on_commit_callbacks(execute=True):
        writes.bulk_write(Office, create=offices(state, 3))
    found = Page.objects.search("Place 2", fields=["title"])
    assert [page.title for page in found] == ["Place 2 Prosecutor"]


def test_many_parents_at_once():
    states = StateFactory.create_batch(4)
    writes.bulk_write(Office, create=[office for state in states for office in offices(state, 5)])
    writes.bulk_write(Office, create=[office for state in states for office in offices(state, 2, begin=5)])
    assert Page.find_problems() == ([], [], [], [], [])
    for state in states:
        page = StatePage.objects.get(state=state)
        assert page.numchild == 7
        children = list(page.get_children().values_list("slug", "url_path"))
        assert children == [(f"place-{n}", f"{page.url_path}place-{n}/") for n in range(7)]


def test_bulk_pages_stand_beside_pages_added_by_hand():
    state = StateFactory()
    parent = StatePage.objects.get(state=state)
    first, last, after = Office.objects.bulk_create(offices(state, 3))  # past the one event: no pages yet
    published_by_hand(OfficePage, parent, title="First", slug="first", office=first)
    bulk_add_children([(parent, OfficePage(title="Last", slug="last", office=last))])
    parent = StatePage.objects.get(pk=parent.pk)
    published_by_hand(OfficePage, parent, title="After", slug="after", office=after)
    assert [page.slug for page in StatePage.objects.get(pk=parent.pk).get_children()] == ["first", "last", "after"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_taken_address_is_refused_and_nothing_is_written():
    state = StateFactory()
    parent = StatePage.objects.get(state=state)
    pair = Office.objects.bulk_create(offices(state, 2))
    with pytest.raises(ValueError, match="exists already"):
        bulk_add_children([(parent, OfficePage(title="Same", slug="same", office=office)) for office in pair])
    assert not parent.get_children().exists()


def test_many_more_pages_need_few_more_queries():
    """The base table's 27 columns fit about 33 times into one statement on SQLite; no page has its own query."""
    counts = {}
    for size in (10, 200):
        state = StateFactory()
        with CaptureQueriesContext(connection) as queries:
            writes.bulk_write(Office, create=offices(state, size))
        counts[size] = len(queries)
    assert counts[200] - counts[10] <= 10


@pytest.fixture
def race_page():
    """A race page as an import makes it: live, without any revision."""
    race = RaceFactory(office__state__name="Edited State")
    page = RacePage.objects.get(race=race)
    assert page.latest_revision_id is None
    return page


def form(page, text, **action):
    return nested_form_data(
        {
            "summary": text,
            "summary_es": "",
            "body": streamfield([("paragraph", rich_text(f"<p>{text}</p>"))]),
            "body_es": streamfield([]),
            **action,
        }
    )


def shown(client, page):
    return client.get(page.url).content.decode()


def test_editing_a_bulk_page_that_has_no_revision(race_page, admin_client, client):
    address = reverse("wagtailadmin_pages:edit", args=[race_page.pk])
    assert admin_client.get(address).status_code == 200

    assert admin_client.post(address, form(race_page, "Only a draft")).status_code == 302
    race_page.refresh_from_db()
    assert race_page.has_unpublished_changes
    assert race_page.summary == ""
    assert "Only a draft" not in shown(client, race_page)

    posted = form(race_page, "For everybody", **{"action-publish": "1"})
    assert admin_client.post(address, posted).status_code == 302
    race_page.refresh_from_db()
    assert (race_page.summary, race_page.has_unpublished_changes) == ("For everybody", False)
    assert [block.block_type for block in race_page.body] == ["paragraph"]
    assert "For everybody" in shown(client, race_page)


def test_unpublishing_and_republishing_a_bulk_page(race_page, admin_client, client):
    first = race_page.first_published_at
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[race_page.pk])
    assert admin_client.post(unpublish).status_code == 302
    assert client.get(race_page.url).status_code == 404

    address = reverse("wagtailadmin_pages:edit", args=[race_page.pk])
    admin_client.post(address, form(race_page, "Back again", **{"action-publish": "1"}))
    race_page.refresh_from_db()
    assert race_page.live
    assert race_page.first_published_at == first
    assert "Back again" in shown(client, race_page)


def test_the_page_keeps_its_record_and_address_whatever_is_posted(race_page, admin_client):
    posted = form(race_page, "Text", **{"action-publish": "1", "slug": "elsewhere", "title": "Else", "race": "0"})
    admin_client.post(reverse("wagtailadmin_pages:edit", args=[race_page.pk]), posted)
    now = RacePage.objects.get(pk=race_page.pk)
    assert (now.summary, now.slug, now.title, now.race_id) == (
        "Text",
        race_page.slug,
        race_page.title,
        race_page.race_id,
    )


def test_a_renamed_fact_renames_its_page_and_keeps_the_address():
    state = StateFactory()
    office = writes.bulk_write(Office, create=offices(state, 1))[0]
    office.district = "Renamed"
    writes.bulk_write(Office, change=[office], fields=["district"])
    page = OfficePage.objects.get(office=office)
    assert (page.title, page.draft_title, page.slug) == ("Renamed Prosecutor", "Renamed Prosecutor", "place-0")


def test_deleting_a_fact_removes_its_page_first():
    state = StateFactory()
    office = writes.bulk_write(Office, create=offices(state, 1))[0]
    writes.delete(office)
    assert not OfficePage.objects.exists()
    assert not Office.objects.exists()
    assert StatePage.objects.get(state=state).numchild == 0
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_fact_is_not_deleted_under_its_page(race_page):
    with pytest.raises(ProtectedError):
        race_page.race.delete()


def test_a_fact_with_pages_below_its_own_stays(race_page):
    office = race_page.race.office
    with pytest.raises(ValueError, match="still has pages below it"):
        writes.delete(office)
    assert OfficePage.objects.filter(office=office).exists()
    assert Race.objects.filter(pk=race_page.race_id).exists()
