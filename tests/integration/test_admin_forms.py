"""What an editor's forms take and refuse, and what happens when they are saved."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission, Page

from portal.core import writes
from portal.core.middleware import start_calls
from portal.core.models import AuditEntry
from portal.pages.models import CandidatePage
from races.models import Candidacy, Person, Position, Race
from scorecards.models import Promise, PromiseUpdate
from tests.factories import races as make
from tests.factories.admin import World, admin, person_of, update_of

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]
SOURCE = {"source_url": "https://example.org/list", "source_title": "Official list"}


@pytest.fixture
def worlds():
    state = make.StateFactory()
    return World("Aardvark", state=state), World("Bluebird", state=state)


@pytest.fixture
def theirs(worlds):
    return worlds[0]


@pytest.fixture
def ours(worlds):
    return worlds[1]


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def candidacy_data(race, person, **values):
    return {
        "race": race.pk,
        "person": person.pk,
        "ballot_name": "Ann Bell",
        "status": "qualified",
        "outcome": "unknown",
        "incumbent": "unknown",
        **SOURCE,
        **values,
    }


def test_a_saved_candidacy_has_its_page_and_its_audit_entry(client, ours):
    client.force_login(ours.editor)
    person = make.PersonFactory(name="Ann Bell", group=ours.group)
    response = client.post(reverse("candidacies:add"), candidacy_data(ours.things["race"], person))
    made = Candidacy.objects.get(ballot_name="Ann Bell")
    assert response.status_code == 302
    page = CandidatePage.objects.get(candidacy=made)
    assert page.live
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in said(response)
    entry = AuditEntry.objects.filter(model="races.Candidacy", action="created").first()
    assert (entry.by, entry.ids) == (ours.editor.get_username(), [made.pk])


@pytest.mark.parametrize("foreign", ["race", "person"])
def test_another_groups_row_is_refused_and_not_named(client, ours, theirs, foreign):
    client.force_login(ours.editor)
    chosen = {key: (theirs if key == foreign else ours).things[key] for key in ("race", "person")}
    before = Candidacy.objects.count()
    response = client.post(reverse("candidacies:add"), candidacy_data(**chosen))
    missing = client.post(reverse("candidacies:add"), candidacy_data(**chosen) | {foreign: 98_765})
    assert Candidacy.objects.count() == before
    assert list(response.context["form"].errors) == [foreign]
    assert response.context["form"].errors == missing.context["form"].errors
    assert b"Aardvark" not in response.content


def test_another_groups_office_is_refused_in_a_race_and_a_term(client, ours, theirs):
    client.force_login(ours.editor)
    election = make.ElectionFactory(state=theirs.things["office"].state, date=dt.date(2029, 11, 6))
    for name, data in (
        ("races", {"election": election.pk, "seats": 1, "result_status": "none"}),
        ("tenures", {"person": ours.things["person"].pk, "how": "elected", "began": "2028-01-01"}),
    ):
        response = client.post(reverse(f"{name}:add"), {"office": theirs.things["office"].pk, **data, **SOURCE})
        assert "office" in response.context["form"].errors, name
        assert b"Aardvark" not in response.content, name
    assert not Race.objects.filter(election=election).exists()


def test_moving_ones_own_row_to_another_group_is_refused(client, ours, theirs):
    client.force_login(ours.reviewer)
    position = ours.things["position"]
    url = reverse("positions:edit", args=[position.pk])
    data = {"candidacy": theirs.things["candidacy"].pk, "topic": position.topic_id, "summary": "x", "quote": "y"}
    response = client.post(url, {**data, "said_on": "2026-09-01", **SOURCE})
    assert "candidacy" in response.context["form"].errors
    assert Position.objects.get(pk=position.pk).candidacy == ours.things["candidacy"]


def test_a_prefilled_promise_of_another_group_is_not_shown(client, ours, theirs):
    client.force_login(ours.editor)
    add = reverse("promise-updates:add")
    assert b"Bluebird promise" in client.get(f"{add}?promise={ours.things['promise'].pk}").content
    assert b"Aardvark" not in client.get(f"{add}?promise={theirs.things['promise'].pk}").content
    assert client.get(f"{add}?promise=nonsense").status_code == 200


def test_filters_offer_covered_rows_only(client, ours, theirs):
    client.force_login(ours.editor)
    filters = client.get(reverse("candidacies:index")).context["filters"]
    assert list(filters.form.fields["race"].queryset) == [ours.things["race"]]
    filtered = client.get(reverse("candidacies:index") + f"?race={theirs.things['race'].pk}")
    assert b"Aardvark" not in filtered.content


def test_only_elections_of_covered_states_are_offered(client, ours):
    elsewhere = make.ElectionFactory()
    client.force_login(ours.editor)
    offered = client.get(reverse("races:add")).context["form"].fields["election"].queryset
    assert ours.things["race"].election in offered
    assert elsewhere not in offered


def test_a_rule_over_fields_that_the_form_lacks_is_told_and_not_a_crash(client, ours):
    """The same office cannot have two holders: a constraint over the whole row."""
    client.force_login(ours.editor)
    data = {"office": ours.things["office"].pk, "person": ours.things["person"].pk, "how": "acting"}
    response = client.post(
        reverse("tenures:add"), {**data, "began": "2025-01-01", "source_date": "2025-01-01", **SOURCE}
    )
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()


def test_a_new_person_belongs_to_the_group_of_whoever_enters_the_name(client, ours):
    client.force_login(ours.editor)
    client.post(reverse("people:add"), {"name": "Cara Dunn"})
    in_window = client.post(reverse("person_chooser:create"), {"name": "Dan Eliot", "sort_name": "Eliot, Dan"})
    assert in_window.json()["step"] == "chosen"
    assert set(Person.objects.filter(group=ours.group).values_list("name", "sort_name")) == {
        ("Cara Dunn", "Cara Dunn"),
        ("Dan Eliot", "Eliot, Dan"),
    }


def test_deleting_a_fact_takes_its_page_first(client, ours):
    extra = make.CandidacyFactory(race=ours.things["race"], ballot_name="Eve Fox")
    page = CandidatePage.objects.get(candidacy=extra)
    client.force_login(ours.reviewer)
    response = client.post(reverse("candidacies:delete", args=[extra.pk]))
    assert response.status_code == 302
    assert not Candidacy.objects.filter(pk=extra.pk).exists()
    assert not Page.objects.filter(pk=page.pk).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_others_point_at_is_not_deleted_and_says_so(client, ours):
    client.force_login(ours.reviewer)
    for name, key, word in (("people", "person", "candidacies"), ("races", "race", "pages below it")):
        response = client.post(reverse(f"{name}:delete", args=[ours.things[key].pk]))
        assert response.status_code == 302
        assert word in said(response)
        ours.things[key].refresh_from_db()


def test_an_editor_cannot_delete_facts(client, ours):
    client.force_login(ours.editor)
    client.post(reverse("candidacies:delete", args=[ours.things["candidacy"].pk]))
    assert Candidacy.objects.filter(pk=ours.things["candidacy"].pk).exists()


@pytest.mark.parametrize("action", ["copy", "delete"])
def test_copying_or_deleting_a_fact_page_is_refused_with_a_message(client, ours, action):
    client.force_login(admin())
    before = Page.objects.count()
    for page in (ours.things["page"], ours.things["race_page"]):
        response = client.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]))
        assert "belongs to a record" in said(response)
    assert Page.objects.count() == before


def test_copying_a_subtree_that_holds_a_fact_page_is_refused(client, ours):
    client.force_login(admin())
    response = client.post(reverse("wagtailadmin_pages:copy", args=[ours.things["page"].get_site().root_page_id]))
    assert "belongs to a record" in said(response)


def test_a_reviewer_may_not_move_unpublish_or_delete_a_fact_page(client, ours):
    client.force_login(ours.reviewer)
    page, ids = ours.things["page"], f"?id={ours.things['page'].pk}"
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    for action in ("delete", "move", "unpublish"):
        client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + ids)
    page.refresh_from_db()
    assert page.live


def test_many_at_once_takes_only_named_pages_of_ones_own(client, ours, theirs):
    client.force_login(ours.reviewer)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert client.get(f"{url}?id={ours.things['page'].pk}").status_code == 200
    assert client.get(f"{url}?id={theirs.things['page'].pk}&id={ours.things['page'].pk}").status_code == 404
    assert client.get(f"{url}?id=all&childOf={ours.things['race_page'].pk}").status_code == 404
    snippets = reverse("wagtail_bulk_action", args=["scorecards", "promise", "delete"])
    assert client.post(f"{snippets}?id={ours.things['promise'].pk}").status_code == 404


def test_name_and_address_of_a_fact_page_stay(client, ours):
    page = ours.things["page"]
    client.force_login(ours.reviewer)
    data = {"summary": "New line", "slug": "evil", "title": "Evil", "action-publish": "1", **story()}
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    page.refresh_from_db()
    assert (page.slug, page.title, page.summary) == ("bluebird-miller", "Bluebird Miller", "New line")


def story():
    """Two empty stories as the editor posts them."""
    return {f"{name}-count": "0" for name in ("body", "body_es")} | {"summary_es": ""}


def test_an_editor_cannot_publish_and_a_reviewer_can(client, ours):
    page = ours.things["page"]
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for person, live_summary in ((ours.editor, ""), (ours.reviewer, "Said by reviewer")):
        client.force_login(person)
        client.post(url, {"summary": f"Said by {person.username.split('-')[1]}", "action-publish": "1", **story()})
        assert CandidatePage.objects.get(pk=page.pk).summary == live_summary


def test_a_promise_is_published_by_the_reviewer_and_announced_then(client, ours):
    promise = ours.things["promise"]
    task = ours.task_state(promise)
    url = reverse("wagtailsnippets_scorecards_promise:workflow_action", args=[promise.pk, "approve", task.pk])
    client.force_login(ours.editor)
    client.post(url)
    assert Promise.objects.get(pk=promise.pk).said_where == "Bluebird hall"
    client.force_login(ours.reviewer)
    client.post(url)
    assert Promise.objects.get(pk=promise.pk).said_where == "Bluebird draft 2"
    entry = AuditEntry.objects.filter(model="scorecards.Promise", action="changed").first()
    assert (entry.ids, entry.by) == ([promise.pk], ours.reviewer.get_username())


def propose(client, ours, **values):
    data = {"promise": ours.things["promise"].pk, "date": "2026-06-01", "fact": "All letters answered"}
    client.post(reverse("promise-updates:add"), {**data, "status": "kept", **SOURCE, **values})
    return PromiseUpdate.objects.filter(fact="All letters answered").first()


def test_an_update_counts_once_another_person_accepts_it(client, ours):
    client.force_login(ours.editor)
    update = propose(client, ours)
    status = Promise.objects.with_current_status().get(pk=update.promise_id)
    assert update.reviewed_at is None
    assert status.current_status is None

    client.force_login(ours.reviewer)
    client.post(reverse("promise-updates:accept", args=[update.pk]))
    update.refresh_from_db()
    assert update.reviewed_by == ours.reviewer.get_username()
    assert Promise.objects.with_current_status().get(pk=update.promise_id).current_status == "kept"
    assert AuditEntry.objects.filter(model="scorecards.PromiseUpdate", action="changed").exists()


def test_a_form_cannot_accept_what_it_proposes(client, ours):
    client.force_login(ours.editor)
    assert propose(client, ours, reviewed_by="me", reviewed_at="2026-06-01 10:00").reviewed_at is None


def test_nobody_accepts_their_own_update(client, ours):
    client.force_login(ours.reviewer)
    update = propose(client, ours)
    response = client.post(reverse("promise-updates:accept", args=[update.pk]))
    update.refresh_from_db()
    assert "Someone else must accept it" in said(response)
    assert update.reviewed_at is None


def test_an_editor_does_not_accept(client, ours):
    update = ours.things["update"]
    client.force_login(person_of(ours.group.editors, "second-editor"))
    client.post(reverse("promise-updates:accept", args=[update.pk]))
    update.refresh_from_db()
    assert update.reviewed_at is None


def test_an_accepted_update_stands(client, ours):
    now = dt.datetime(2026, 6, 2, tzinfo=dt.UTC)
    update = update_of(ours.things["promise"], "Accepted", reviewed_by="someone", reviewed_at=now)
    client.force_login(ours.reviewer)
    for view in ("edit", "delete"):
        response = client.post(reverse(f"promise-updates:{view}", args=[update.pk]), {"fact": "x"})
        assert "was accepted" in said(response)
    assert PromiseUpdate.objects.get(pk=update.pk).fact == update.fact


def test_coverage_taken_away_closes_the_row_at_once(client, ours):
    url = reverse("candidacies:edit", args=[ours.things["candidacy"].pk])
    client.force_login(ours.editor)
    assert client.get(url).status_code == 200
    writes.delete(ours.group.coverage.get())
    assert client.get(url).status_code == 404
    assert client.get(reverse("wagtailadmin_pages:edit", args=[ours.things["page"].pk])).status_code == 404


def test_a_picture_lies_in_the_groups_own_collection(client, ours, theirs):
    held = GroupCollectionPermission.objects.filter(group=ours.group.editors)
    assert {row.collection for row in held} == {ours.collection}
    client.force_login(ours.editor)
    for name in ("wagtailimages:index", "wagtailimages_chooser:choose", "wagtaildocs:index"):
        assert b"Aardvark" not in client.get(reverse(name)).content
    for name, key in (("wagtailimages:edit", "image"), ("wagtaildocs:edit", "document")):
        assert client.get(reverse(name, args=[theirs.things[key].pk])).status_code == 404
    client.post(
        reverse("wagtailimages:edit", args=[ours.things["image"].pk]),
        {
            "title": "Mine",
            "collection": theirs.collection.pk,
        },
    )
    assert get_image_model().objects.get(pk=ours.things["image"].pk).collection == ours.collection


def test_renaming_a_group_renames_its_collection(ours):
    ours.group.name = "Bluebird circle"
    writes.save(ours.group)
    ours.collection.refresh_from_db()
    assert ours.collection.name == "Bluebird circle"


def test_the_menu_holds_what_works(client, ours):
    client.force_login(ours.editor)
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    for word in ("Candidacies", "Promises", "Images"):
        assert word in text
    for word in ("/admin/reports/", "/admin/elections/", "/admin/users/", "/admin/measures/"):
        assert word not in text


def test_only_wagtails_own_start_calls_are_allowed():
    good = '<script>new Chooser("id_race", {"modalUrl": "/admin/race_chooser/"});</script>'
    date = '<script>initDateChooser("id_said\\u002Don", {"dayOfWeekStart": 0});</script>'
    evil = '<script>new Chooser("x", {a: alert(1)});</script><script>alert(1)</script>'
    sly = '<script>new Chooser("x", {}); alert(1); new Chooser("y", {});</script>'
    assert len(start_calls(good + date)) == 2
    assert start_calls(evil + sly) == []


def test_the_pages_above_ones_own_are_walked_through_and_not_edited(client, ours):
    client.force_login(ours.editor)
    above = ours.things["office_page"].get_parent()
    response = client.get(reverse("wagtailadmin_pages:edit", args=[above.pk]))
    assert response.url == reverse("wagtailadmin_explore", args=[above.pk])
    assert client.get(response.url).status_code == 200


def test_the_start_page_leads_to_what_the_group_covers(client, ours):
    client.force_login(ours.editor)
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("wagtailadmin_explore", args=[ours.things["office_page"].pk]) in text
    assert "Aardvark" not in text


def test_a_records_page_offers_no_move_and_no_privacy(ours):
    """Both would be refused, so neither is offered."""
    page = ours.things["office_page"]
    for user in (ours.reviewer, ours.editor):
        allowed = page.permissions_for_user(user)
        assert allowed.can_edit()
        assert not allowed.can_move()
        assert not allowed.can_set_view_restrictions()
